// A tile of accidents straight from the database, in SQL: what the tiles made in memory are held against.
import type { Knex } from 'knex';
import type { AccidentFilter } from '../../contract/filter.ts';
import { whereAccidents } from '../../server/db/filters.ts';
import { mostSingleAccidents } from '../../server/tiles/accident-tile.ts';
import { inFrame, tilePoint, tileUnits } from '../../server/tiles/columns.ts';
import { type TileAddress, tileFrame } from '../../server/tiles/frame.ts';
import { encodeTile } from '../../server/tiles/mvt.ts';
import type { TileValue } from '../../server/tiles/tile-writer.ts';

type PointRow = { x: number; y: number; [property: string]: TileValue | null };

/** The tile that the transaction's reader should get. */
export async function accidentTileInSql(
  tx: Knex.Transaction,
  tile: TileAddress,
  filter: AccidentFilter,
  today: string,
): Promise<Buffer> {
  const frame = tileFrame(tile);
  const found = tx('accident')
    .modify(inFrame('accident.location', frame))
    .modify((rows) => whereAccidents(rows, filter, today));
  const ids: unknown[] = await found.clone().select('accident.id');
  const isGrid = tile.z < 9 || ids.length > mostSingleAccidents;
  const rows: PointRow[] = isGrid
    ? await grid(tx, found, frame)
    : await found
        .clone()
        .select(
          ...tilePoint(tx, 'accident.location', frame),
          'accident.id',
          'accident.severity',
          'accident.pupil_involved as pupil',
          'accident.trip_window as window',
          'accident.occurred_on as on',
          'accident.location_quality as quality',
          'accident.invented',
        )
        .orderBy('accident.id');
  return encodeTile(
    'accidents',
    rows.map(({ x, y, ...properties }) => ({ shape: { type: 'point', points: [x, y] }, properties })),
  );
}

function grid(
  tx: Knex.Transaction,
  found: Knex.QueryBuilder,
  frame: ReturnType<typeof tileFrame>,
): Promise<PointRow[]> {
  const cell = 'floor(py / 64), floor(px / 64)';
  const [x, y] = tileUnits(tx, 'accident.location', frame);
  const placed = found
    .clone()
    .select(tx.raw('? as px', [x]), tx.raw('? as py', [y]), 'accident.severity', 'accident.invented');
  const gravest = `array['fatal', 'serious', 'slight', 'property']`;
  return tx
    .from(placed.as('placed'))
    .select(
      tx.raw('round(avg(px))::int as x'),
      tx.raw('round(avg(py))::int as y'),
      tx.raw('count(*) as count'),
      tx.raw(`(${gravest})[min(array_position(${gravest}, severity))] as severity`),
      tx.raw('bool_or(invented) as invented'),
    )
    .whereRaw('px >= 0 and px < 4096 and py >= 0 and py < 4096')
    .groupByRaw(cell)
    .orderByRaw(cell);
}
