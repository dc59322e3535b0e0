// All SQL behind the accidents in memory: reading them, what changed since, and what a reader may see.
import type { Knex } from 'knex';
import type { AccidentFilter } from '../../contract/filter.ts';
import { whereAccidents } from '../db/filters.ts';
import { type AccidentRecord, packedCodesSql } from './accident-rows.ts';
import { inFrame } from './columns.ts';
import { type TileAddress, tileFrame } from './frame.ts';

/** A moment of the accidents: what a transaction saw, and up to which change the history is another server's. */
export type AccidentsVersion = { snapshot: string; foreignSeq: number };

/** Rows read at a time: their objects are a few megabytes (our choice). */
const pageRows = 10_000;
/** Changed accidents that are read one by one; more are a reason to read all anew (our choice). */
const mostNamed = 2_000;

/** The version that this statement sees. Read it before the accidents: what commits between is told twice, never missed. */
export async function readVersion(tx: Knex.Transaction): Promise<AccidentsVersion> {
  const { rows } = await tx.raw<{ rows: AccidentsVersion[] }>(
    `select pg_current_snapshot()::text as snapshot,
            coalesce((select max(seq) from fact_change
                       where table_name = 'accident' and xid >= pg_snapshot_xmax(pg_current_snapshot())), 0) as "foreignSeq"`,
  );
  return rows[0] ?? { snapshot: '', foreignSeq: 0 };
}

/** Accidents with a place in the order of their ids, after one of them. System scope. */
export async function accidentsAfter(tx: Knex.Transaction, after: string | null): Promise<AccidentRecord[]> {
  return records(tx)
    .modify((rows) => {
      if (after !== null) rows.where('accident.id', '>', after);
    })
    .limit(pageRows);
}

/** Those of the accidents that are there and have a place, in the order of their ids. System scope. */
export async function accidentsByIds(
  tx: Knex.Transaction,
  ids: readonly string[],
): Promise<AccidentRecord[]> {
  return records(tx).whereRaw('accident.id = any (?::uuid[])', [[...ids]]);
}

function records(tx: Knex.Transaction): Knex.QueryBuilder {
  return tx('accident')
    .select(
      'accident.id',
      tx.raw('ST_X(accident.location) as lon'),
      tx.raw('ST_Y(accident.location) as lat'),
      tx.raw(`accident.occurred_on - date '1970-01-01' as day`),
      'accident.unit_id as unit',
      tx.raw(`${packedCodesSql} as codes`),
    )
    .whereNotNull('accident.location')
    .orderBy('accident.id');
}

/** Accidents added, changed or deleted since a version; null when they are too many or not named. System scope. */
export async function changedSince(
  tx: Knex.Transaction,
  { snapshot, foreignSeq }: AccidentsVersion,
): Promise<string[] | null> {
  const { rows } = await tx.raw<{ rows: { id: string | null }[] }>(
    `select distinct record_id as id from accident_changes_since(:snapshot::pg_snapshot, :foreignSeq::bigint)
      order by 1 nulls first limit :most::int`,
    { snapshot, foreignSeq, most: mostNamed + 1 },
  );
  const ids = rows.flatMap(({ id }) => (id === null ? [] : [id]));
  return ids.length < rows.length || ids.length > mostNamed ? null : ids;
}

/** What the accidents of a tile hang on besides themselves, as the caller of a transaction sees it. */
export type Reading = {
  /** Whether accidents changed since the version. */
  isStale: boolean;
  readable: string[] | null;
  wanted: string[] | null;
};

/** What a row in the scope of a reader says of it. `version` is null before anything was read. */
export function readingColumns(
  version: AccidentsVersion | null,
  unit: string | undefined,
): { columns: string; bindings: Record<string, string | number | null> } {
  return {
    // The setting that the row security of accidents reads: '*' is everything, else a comma list.
    columns: `coalesce(accidents_changed_since(:snapshot::pg_snapshot, :foreignSeq::bigint), true) as "isStale",
              coalesce(current_setting('app.read_units', true), '') as readable,
              case when :unit::text is not null then array(select units_below(:unit::text, opened.today)) end as wanted`,
    bindings: {
      snapshot: version?.snapshot ?? null,
      foreignSeq: version?.foreignSeq ?? null,
      unit: unit ?? null,
    },
  };
}

export type ReadingRow = { isStale: boolean; readable: string; wanted: string[] | null };

export function asReading({ isStale, readable, wanted }: ReadingRow): Reading {
  return { isStale, readable: readable === '*' ? null : readable.split(','), wanted };
}

/** Accidents of a tile near the school of the filter, under the row security of the caller: on schools and gates too. */
export async function accidentsNear(
  tx: Knex.Transaction,
  tile: TileAddress,
  { school, withinMetres }: AccidentFilter,
  today: string,
): Promise<string[] | null> {
  if (school === undefined) return null;
  const rows: { id: string }[] = await tx('accident')
    .select('accident.id')
    .modify(inFrame('accident.location', tileFrame(tile)))
    .modify((found) => whereAccidents(found, { school, withinMetres }, today));
  return rows.map(({ id }) => id);
}
