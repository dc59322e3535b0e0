// All SQL of pairs of accidents that may be one.
import type { Knex } from 'knex';
import {
  type AccidentRecord,
  type DuplicatePair,
  duplicateReach,
  mostDuplicates,
} from '../../contract/quality.ts';
import { accidentColumns } from '../accidents/queries.ts';
import { writeAudit } from '../audit.ts';
import { Problem } from '../problem.ts';
import type { Decision } from './merge-queries.ts';

/** The columns of a record of `accident` (a table, or a set of rows of its shape) joined with its unit. */
export function recordColumns(db: Knex): (string | Knex.Raw)[] {
  return [
    ...accidentColumns(db),
    'accident.revision',
    'unit.full_name as unitName',
    'accident.property_damage_vnd as propertyDamageVnd',
    'accident.road_class as roadClass',
  ];
}

/** The records of these ids in scope, in no order. */
export async function findRecords(tx: Knex.Transaction, ids: readonly string[]): Promise<AccidentRecord[]> {
  return tx('accident')
    .leftJoin('unit', 'unit.id', 'accident.unit_id')
    .whereIn('accident.id', [...ids])
    .select(recordColumns(tx));
}

/** Throws Problem `not-found`. */
export async function getRecord(tx: Knex.Transaction, id: string): Promise<AccidentRecord> {
  const [record] = await findRecords(tx, [id]);
  if (record === undefined) throw new Problem('not-found');
  return record;
}

type PairRow = { first: string; second: string; metres: number; minutes: number | null };

/**
 * Pairs in scope of two sources or two imports: same day, at most 100 m apart, at most 60 minutes apart when both times
 * of day are known, and not yet said to be two. A box a little larger than the circle finds what is then measured,
 * because row security lets no cast to geography near the index: a degree has at least 110,000 m along a meridian, and
 * 111,000 m times the cosine of the latitude along a parallel.
 */
export async function listDuplicates(
  tx: Knex.Transaction,
): Promise<{ pairs: DuplicatePair[]; hasMore: boolean }> {
  const { rows } = await tx.raw<{ rows: PairRow[] }>(
    `select a.id as first, b.id as second, near.metres, minutes.apart as minutes
       from accident a
       join accident b on b.occurred_on = a.occurred_on and b.id > a.id
        and b.location && ST_Expand(a.location, :metres::float8 / (111000 * cos(radians(ST_Y(a.location)))), :metres::float8 / 110000)
      cross join lateral (select ST_Distance(a.location::geography, b.location::geography) as metres) near
      cross join lateral (
        select case when a.time_precision <> 'day' and b.time_precision <> 'day'
                    then (abs(extract(epoch from a.occurred_time - b.occurred_time)) / 60)::int end as apart) minutes
      where a.location_quality <> 'area' and b.location_quality <> 'area'
        and (a.source <> b.source or a.batch_id is distinct from b.batch_id)
        and near.metres <= :metres::float8
        and (minutes.apart is null or minutes.apart <= :minutes::int)
        and not exists (select from accident_distinct d where d.first_id = a.id and d.second_id = b.id)
      order by a.occurred_on desc, near.metres, a.id, b.id
      limit :most::int`,
    { ...duplicateReach, most: mostDuplicates + 1 },
  );
  const shown = rows.slice(0, mostDuplicates);
  const records = await findRecords(tx, [...new Set(shown.flatMap(({ first, second }) => [first, second]))]);
  const byId = new Map(records.map((record) => [record.id, record]));
  const pairs = shown.flatMap((row): DuplicatePair[] => {
    const first = byId.get(row.first);
    const second = byId.get(row.second);
    if (first === undefined || second === undefined) return [];
    return [{ first, second, metres: Math.round(row.metres), minutes: row.minutes }];
  });
  return { pairs, hasMore: rows.length > mostDuplicates };
}

/** Remembers that two records are two accidents. Throws Problem `not-found` unless both are in scope. */
export async function keepApart(
  tx: Knex.Transaction,
  pair: readonly [string, string],
  { accountId, at }: Decision,
): Promise<void> {
  const [first = '', second = ''] = pair.toSorted();
  const records = await findRecords(tx, pair);
  const [record] = records;
  if (record === undefined || records.length < 2) throw new Problem('not-found');
  const added = await tx('accident_distinct')
    .insert({ first_id: first, second_id: second, decided_at: at, decided_by: accountId })
    .onConflict(['first_id', 'second_id'])
    .ignore()
    .returning('first_id');
  if (added.length === 0) return;
  await writeAudit(tx, {
    at,
    accountId,
    action: 'keep-apart',
    table: 'accident',
    recordId: first,
    unitId: record.unitId,
    detail: { other: second },
  });
}
