// Computing only what changed. All SQL of it: which schools a change of facts concerns, what the others keep.
import type { Knex } from 'knex';
import { type FactsVersion, isWhole } from '../changes/queries.ts';
import type { InPortion } from '../runs/analysis.ts';
import type { KeptRanks } from './compute.ts';
import type { KeptSchool } from './input.ts';
import type { RiskParameters } from './parameters.ts';
import { farthestMetres, frameFactor, keepingSpotMetres } from './reach.ts';
import { rankColumns } from './run-queries.ts';

/** Schools by id, also ones that are gone; null: the change reaches every school, or is not known in full. */
export type Touched = string[] | null;

/**
 * Schools touched by what changed after the facts of `from`, up to change number `to` (null: to the last): their own
 * record, gates, routes and answers; accidents within reach of a gate (of the school's point when it has none), where
 * they are and where they were; spots within 300 m of a gate. Roads, borders of units and imports reach every school.
 * System scope.
 */
export async function touchedSchools(
  tx: Knex.Transaction,
  { from, to }: { from: FactsVersion; to: number | null },
  parameters: RiskParameters,
): Promise<Touched> {
  if (!(await isWhole(tx, from))) return null;
  const between = { from: from.seq, to };
  const since = 'seq > :from::bigint and (:to::bigint is null or seq <= :to::bigint)';
  const { rows: everywhere } = await tx.raw<{ rows: unknown[] }>(
    `select 1 from fact_change where ${since} and (record_id is null or table_name = 'road_edge') limit 1`,
    between,
  );
  if (everywhere.length > 0) return null;
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `with change as materialized (
       select table_name, school_id, place::geography as place from fact_change where ${since}),
     spread as materialized (
       select distinct table_name <> 'accident' as is_spot, place
         from change where table_name in ('accident', 'illegal_spot', 'spot_sighting')),
     near as (
       select g.school_id, ST_Distance(g.location::geography, c.place) as metres, c.is_spot
         from spread c join gate g on ST_DWithin(g.location::geography, c.place, :farthest::float8)
       union all
       select s.id, ST_Distance(s.location::geography, c.place), c.is_spot
         from spread c join school s on ST_DWithin(s.location::geography, c.place, :farthest::float8)
        where not exists (select from gate g where g.school_id = s.id))
     select n.school_id as id from near n join school s on s.id = n.school_id
      where not n.is_spot and n.metres <= :frameFactor::float8 * greatest(
        (select max((:catchments::jsonb ->> level)::float8) from unnest(s.levels) level),
        case when exists (select from route r where r.school_id = s.id) then :routeMetres::float8 end)
     union
     select school_id from near where is_spot and metres <= :frameFactor::float8 * :keepingSpotMetres::float8
     union
     select school_id from change where school_id is not null
     order by id`,
    {
      ...between,
      frameFactor,
      keepingSpotMetres,
      farthest: farthestMetres(parameters),
      catchments: JSON.stringify(parameters.catchmentMetres),
      routeMetres: parameters.route.maxMetres,
    },
  );
  return rows.map(({ id }) => id);
}

/** How many of some schools, or (null) of all, are in the reader's scope. */
export async function countSchools(tx: Knex.Transaction, ids: Touched): Promise<number> {
  const { rows } = await tx.raw<{ rows: { schools: number }[] }>(
    'select count(*) as schools from school where :ids::uuid[] is null or id = any (:ids::uuid[])',
    { ids },
  );
  return rows[0]?.schools ?? 0;
}

export type StoredBase = {
  parameters: Record<string, unknown>;
  codeVersion: string;
  dataFingerprint: string | null;
  /** First day of any accident record then; undefined where the run did not say. */
  recordsFrom: string | null | undefined;
};

/** What a finished risk run was, or undefined. */
export async function findStoredBase(tx: Knex.Transaction, runId: string): Promise<StoredBase | undefined> {
  const { rows } = await tx.raw<{
    rows: (Omit<StoredBase, 'recordsFrom'> & { notes: Pick<StoredBase, 'recordsFrom'> })[];
  }>(
    `select parameters, code_version as "codeVersion", data_fingerprint as "dataFingerprint", notes
       from run where id = :runId and kind = 'risk' and status = 'done'`,
    { runId },
  );
  const found = rows[0];
  return found && { ...found, recordsFrom: found.notes.recordsFrom };
}

/** The risks that schools keep from an earlier run, by id; undefined when it did not store their variance. */
export async function readKept(
  tx: Knex.Transaction,
  runId: string,
  touched: readonly string[],
): Promise<KeptSchool[] | undefined> {
  const { rows } = await tx.raw<{ rows: (Omit<KeptSchool, 'variance'> & { variance: number | null })[] }>(
    `select school_id as "schoolId", rate as risk, variance, rate_per_thousand as "ratePer1000Pupils",
            rank is not null as "isRankable"
       from risk_result where run_id = :runId and school_id <> all (:touched::uuid[]) order by school_id`,
    { runId, touched: [...touched] },
  );
  const kept = rows.flatMap(({ variance, ...row }) => (variance === null ? [] : [{ ...row, variance }]));
  return kept.length === rows.length ? kept : undefined;
}

/** Schools whose results are copied together: their accidents may be some thousands. */
const schoolsPerPortion = 50;

/** Copies the results of schools that were not computed from an earlier run, with their new ranks. */
export async function writeKept(
  inPortion: InPortion,
  runId: string,
  { runId: baseRunId, schools }: KeptRanks,
): Promise<void> {
  for (let first = 0; first < schools.length; first += schoolsPerPortion) {
    const some = schools.slice(first, first + schoolsPerPortion);
    await inPortion((tx) => copySchools(tx, runId, { runId: baseRunId, schools: some }));
  }
}

async function copySchools(
  tx: Knex.Transaction,
  runId: string,
  { runId: baseRunId, schools }: KeptRanks,
): Promise<void> {
  const ranks = schools.map(({ schoolId, ranking }) => ({ school_id: schoolId, ...rankColumns(ranking) }));
  const same = await otherColumns(tx, 'risk_result', [
    ...Object.keys(rankColumns(null)),
    'run_id',
    'school_id',
  ]);
  await tx.raw(
    `insert into risk_result (run_id, school_id, rank, rank_low, rank_high, rank_per_pupil, probability_first, ${same})
     select :runId, school_id, k.rank, k.rank_low, k.rank_high, k.rank_per_pupil, k.probability_first, ${same}
       from risk_result b join jsonb_to_recordset(:ranks::jsonb) as k (school_id uuid, rank int, rank_low int,
            rank_high int, rank_per_pupil int, probability_first jsonb) using (school_id)
      where b.run_id = :baseRunId`,
    { runId, baseRunId, ranks: JSON.stringify(ranks) },
  );
  for (const table of ['risk_part', 'risk_unit_sum']) {
    const columns = await otherColumns(tx, table, ['run_id']);
    await tx.raw(
      `insert into ${table} (run_id, ${columns})
       select :runId, ${columns} from ${table} where run_id = :baseRunId and school_id = any (:kept::uuid[])`,
      { runId, baseRunId, kept: schools.map(({ schoolId }) => schoolId) },
    );
  }
}

/** The columns of a table but some, as a list: a copy takes over whatever is added to the table later. */
async function otherColumns(tx: Knex.Transaction, table: string, but: readonly string[]): Promise<string> {
  const { rows } = await tx.raw<{ rows: { columns: string }[] }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
      where attrelid = :table::regclass and attnum > 0 and not attisdropped and attname <> all (:but::text[])`,
    { table, but: [...but] },
  );
  return rows[0]?.columns ?? '';
}
