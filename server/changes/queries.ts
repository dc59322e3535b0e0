// All SQL of fact changes: which facts a run read, and what changed between two runs.
import type { Knex } from 'knex';

/**
 * The facts as they were at a moment: the last change and how many there were up to it. Changes get their number before
 * they commit, so one with a smaller number may come later; the count tells.
 */
export type FactsVersion = { seq: number; count: number };

/** The version of the facts that this transaction sees. Read it before the facts: what commits between is told twice, never missed. */
export async function readFactsVersion(tx: Knex.Transaction): Promise<FactsVersion> {
  const { rows } = await tx.raw<{ rows: FactsVersion[] }>(
    'select coalesce(max(seq), 0) as seq, count(*) as count from fact_change',
  );
  return rows[0] ?? { seq: 0, count: 0 };
}

/** The facts that a run read, or null for a run that has not read any yet. */
export async function factsVersionOf(tx: Knex.Transaction, runId: string): Promise<FactsVersion | null> {
  const { rows } = await tx.raw<{ rows: FactsVersion[] }>(
    `select facts_seq as seq, facts_count as count from run
      where id = :runId and facts_seq is not null and facts_count is not null`,
    { runId },
  );
  return rows[0] ?? null;
}

/** Whether every change up to a version was known to who read it; false when one came in late. System scope. */
export async function isWhole(tx: Knex.Transaction, { seq, count }: FactsVersion): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: { known: number }[] }>(
    'select count(*) as known from fact_change where seq <= :seq',
    { seq },
  );
  return rows[0]?.known === count;
}

export type ChangedAccidents = {
  ids: Set<string>;
  /** False when some change is not named, or reaches places without being an accident: roads, borders of units. */
  isWhole: boolean;
};

/** Accidents added, changed or deleted between two versions, in either order. System scope. */
export async function changedAccidents(
  tx: Knex.Transaction,
  a: FactsVersion,
  b: FactsVersion,
): Promise<ChangedAccidents> {
  const { rows } = await tx.raw<{ rows: { id: string | null }[] }>(
    `select distinct case when table_name = 'accident' then record_id end as id from fact_change
      where seq > :from and seq <= :to and table_name in ('accident', 'road_edge', 'unit')`,
    { from: Math.min(a.seq, b.seq), to: Math.max(a.seq, b.seq) },
  );
  const ids = new Set(rows.flatMap(({ id }) => (id === null ? [] : [id])));
  const isNamed = ids.size === rows.length;
  return { ids, isWhole: isNamed && (await isWhole(tx, a)) && (await isWhole(tx, b)) };
}
