// Staged road lines → pieces that run from junction to junction. The whole network of an import is cut at once.
import type { Knex } from 'knex';
import { z } from 'zod';
import { nodeLines, type SourceLine } from '../roads/node-lines.ts';
import { importedId } from './identity.ts';

const PORTION_PIECES = 5_000;
const Line = z.object({ coordinates: z.array(z.tuple([z.number(), z.number()])) });

/** Fills the temporary table road_piece: row of the stage, running part of the record, line in WGS 84. */
export async function nodeRoads(tx: Knex.Transaction, source: string): Promise<void> {
  const { rows } = await tx.raw<{ rows: { ord: number; key: string; line: string }[] }>(
    'select ord, key, ST_AsGeoJSON((ST_Dump(geom)).geom, 9) as line from import_row order by ord',
  );
  const lines: SourceLine[] = rows.map(({ line }, index) => ({
    id: String(index),
    coordinates: Line.parse(JSON.parse(line)).coordinates,
  }));
  await tx.raw('drop table if exists road_piece');
  await tx.raw(
    `create temp table road_piece (ord integer not null, row_ord integer not null, id uuid not null, part integer not null,
       path geometry(LineString, 4326) not null) on commit drop`,
  );
  const parts = new Map<number, number>();
  let portion: object[] = [];
  let ord = 0;
  for (const piece of nodeLines(lines)) {
    const row = rows[Number(piece.lineId)]!;
    // A record of several lines numbers its pieces through.
    const part = parts.get(row.ord) ?? 0;
    parts.set(row.ord, part + 1);
    const id = importedId('road_edge', source, `${row.key}/${part}`);
    ord++;
    portion.push({
      ord,
      rowOrd: row.ord,
      id,
      part,
      path: { type: 'LineString', coordinates: piece.coordinates },
    });
    if (portion.length < PORTION_PIECES) continue;
    await addPieces(tx, portion);
    portion = [];
  }
  await addPieces(tx, portion);
  await tx.raw('analyze road_piece');
}

async function addPieces(tx: Knex.Transaction, pieces: readonly object[]): Promise<void> {
  await tx.raw(
    `insert into road_piece (ord, row_ord, id, part, path)
     select ord, "rowOrd", id, part, ST_SetSRID(ST_GeomFromGeoJSON(path), 4326)
     from jsonb_to_recordset(:pieces::jsonb) as p (ord integer, "rowOrd" integer, id uuid, part integer, path jsonb)`,
    { pieces: JSON.stringify(pieces) },
  );
}

/** Removes pieces of re-imported roads that are cut into fewer now; gives how many. The batch can bring them back. */
export async function removeVanishedPieces(
  tx: Knex.Transaction,
  source: string,
  batchId: string,
): Promise<number> {
  const { rows } = await tx.raw<{ rows: { count: number }[] }>(
    `with gone as (
       delete from road_edge e where e.source = :source
         and e.source_key in (select key from import_row) and e.id not in (select id from road_piece)
       returning e.id, e::text as before),
     noted as (
       insert into batch_change (batch_id, table_name, record_id, before)
       select :batchId::uuid, 'road_edge', id::text, before from gone returning 1)
     select count(*)::integer as count from noted`,
    { source, batchId },
  );
  return rows[0]?.count ?? 0;
}
