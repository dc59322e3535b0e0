// Geometry columns of a tile in SQL: turned into tile units by the database and encoded by us, because the embedded
// database has no ST_AsMVT.
import type { Knex } from 'knex';
import type { Frame } from './frame.ts';

/** Rows whose stored place meets the frame, by its box. */
export function inFrame(column: string, frame: Frame) {
  return (query: Knex.QueryBuilder): void => {
    query.whereRaw('?? && ST_MakeEnvelope(?::float8, ?::float8, ?::float8, ?::float8, 4326)', [
      column,
      ...frame.degrees,
    ]);
  };
}

/** A point's place in tile units, not rounded. The sphere formula of EPSG:3857, without a projection library per row. */
export function tileUnits(
  tx: Knex.Transaction,
  column: string,
  { left, top, unitMetres }: Frame,
): [Knex.Raw, Knex.Raw] {
  const earth = 6_378_137;
  return [
    tx.raw('(radians(ST_X(??)) * ? - ?::float8) / ?::float8', [column, earth, left, unitMetres]),
    tx.raw('(?::float8 - asinh(tan(radians(ST_Y(??)))) * ?) / ?::float8', [top, column, earth, unitMetres]),
  ];
}

/** Columns x and y: a point column in whole tile units. */
export function tilePoint(tx: Knex.Transaction, column: string, frame: Frame): [Knex.Raw, Knex.Raw] {
  const [x, y] = tileUnits(tx, column, frame);
  return [tx.raw('round(?)::int as x', [x]), tx.raw('round(?)::int as y', [y])];
}

/** Column `shape`: any geometry as WKB in tile units, simplified to one unit and cut at the margin. */
export function tileShape(tx: Knex.Transaction, column: string, frame: Frame): Knex.Raw {
  return tx.raw(
    `ST_AsBinary(ST_TransScale(
       ST_ClipByBox2D(ST_Simplify(ST_Transform(??, 3857), ?::float8),
                      ST_MakeEnvelope(?::float8, ?::float8, ?::float8, ?::float8, 3857)),
       ?::float8, ?::float8, ?::float8, ?::float8), 'NDR') as shape`,
    [
      column,
      frame.unitMetres,
      ...frame.mercator,
      -frame.left,
      -frame.top,
      1 / frame.unitMetres,
      -1 / frame.unitMetres,
    ],
  );
}
