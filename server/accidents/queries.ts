// All SQL of accidents.
import type { Knex } from 'knex';
import type { Accident } from '../../contract/facts.ts';
import type { AccidentFilter } from '../../contract/filter.ts';
import { whereAccidents } from '../db/filters.ts';
import { geoJson } from '../db/postgis.ts';

type Page = { limit: number; after?: string | undefined };

/** The columns of an accident as the wire has them; for every query that shows accidents. */
export function accidentColumns(db: Knex): (string | Knex.Raw)[] {
  return [
    'accident.id',
    'accident.source_key as sourceKey',
    'accident.source',
    'accident.unit_id as unitId',
    'accident.occurred_on as occurredOn',
    db.raw(`to_char(accident.occurred_time, 'HH24:MI') as "occurredTime"`),
    'accident.time_precision as timePrecision',
    'accident.trip_window as tripWindow',
    geoJson(db, 'accident.location', 'location'),
    'accident.location_quality as locationQuality',
    'accident.deaths',
    'accident.serious',
    'accident.slight',
    'accident.severity',
    'accident.class',
    'accident.class_is_provisional as classIsProvisional',
    'accident.pupil_involved as pupilInvolved',
    'accident.victim_mode as victimMode',
    'accident.victim_age_band as victimAgeBand',
    'accident.road_name as roadName',
    'accident.written_address as writtenAddress',
    'accident.batch_id as batchId',
    'accident.invented',
  ];
}

/** Accidents newest first, those of a page and one more, which says whether there is a next page. */
export function newestFirst(query: Knex.QueryBuilder, page: Page): void {
  query
    .orderBy([
      { column: 'accident.occurred_on', order: 'desc' },
      { column: 'accident.id', order: 'desc' },
    ])
    .limit(page.limit + 1);
  if (page.after === undefined) return;
  query.whereRaw(
    '(accident.occurred_on, accident.id) < (select a.occurred_on, a.id from accident a where a.id = ?::uuid)',
    [page.after],
  );
}

/** The page out of rows read by `newestFirst`. */
export function pageOf<Row extends { id: string }>(
  rows: readonly Row[],
  { limit }: Page,
): { accidents: Row[]; next: string | null } {
  const accidents = rows.slice(0, limit);
  return { accidents, next: rows.length > limit ? (accidents.at(-1)?.id ?? null) : null };
}

/** Accidents newest first, with how many the filter finds and how many of those have no place. */
export async function listAccidents(
  tx: Knex.Transaction,
  filter: AccidentFilter,
  page: Page,
  today: string,
): Promise<{ accidents: Accident[]; total: number; unlocated: number; next: string | null }> {
  const found = tx('accident').modify((query) => whereAccidents(query, filter, today));
  const counted = await found
    .clone()
    .select<{ total: number; unlocated: number }[]>(
      tx.raw('count(*) as total'),
      tx.raw('count(*) filter (where accident.location is null) as unlocated'),
    );
  const rows: Accident[] = await found
    .clone()
    .select(accidentColumns(tx))
    .modify((query) => newestFirst(query, page));
  return {
    total: counted[0]?.total ?? 0,
    unlocated: counted[0]?.unlocated ?? 0,
    ...pageOf(rows, page),
  };
}

export async function getAccident(tx: Knex.Transaction, id: string): Promise<Accident | undefined> {
  return tx('accident').select(accidentColumns(tx)).where({ id }).first<Accident | undefined>();
}
