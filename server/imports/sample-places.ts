// Where the records of a trial lie, for a look at the map before anything is written.
import type { Knex } from 'knex';
import type { TriedPlace } from '../../contract/batch.ts';
import { mostTriedPlaces } from '../../contract/batch.ts';

export type SampledPlace = { ord: number; line: number; longitude: number; latitude: number };

/** A point of each of the first staged records with a geometry: itself, or one on the line or in the area. Before any check. */
export async function samplePlaces(tx: Knex.Transaction): Promise<SampledPlace[]> {
  const { rows } = await tx.raw<{ rows: SampledPlace[] }>(
    `select ord, line, ST_X(p) as longitude, ST_Y(p) as latitude
       from (select ord, line, ST_PointOnSurface(geom) as p from import_row
              where geom is not null and not ST_IsEmpty(geom) order by ord limit :most::int) few
      where ST_X(p) between -180 and 180 and ST_Y(p) between -90 and 90 order by ord`,
    { most: mostTriedPlaces },
  );
  return rows;
}

/** The same places with what became of each record; `table` was merged last. */
export async function triedPlaces(
  tx: Knex.Transaction,
  sampled: readonly SampledPlace[],
  table: string,
  refusedLines: ReadonlySet<number>,
): Promise<TriedPlace[]> {
  const { rows } = await tx.raw<{ rows: { ord: number; outcome: string }[] }>(
    `select ord, min(outcome) as outcome from staged_${table} group by ord order by ord limit :most::int`,
    { most: mostTriedPlaces },
  );
  const outcomes = new Map(rows.map(({ ord, outcome }) => [ord, outcome]));
  return sampled.map(({ ord, line, longitude, latitude }) => ({
    line,
    at: [rounded(longitude), rounded(latitude)],
    state: refusedLines.has(line) ? 'refused' : (states[outcomes.get(ord) ?? ''] ?? 'same'),
  }));
}

const states: Readonly<Record<string, TriedPlace['state']>> = { insert: 'new', update: 'changed' };

/** Six decimals are about 0.1 m. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
