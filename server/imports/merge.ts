// Staged rows into a table: new ones are added, changed ones updated, equal ones left alone, and what a person has
// corrected since is kept. Every row that changes leaves its old text, so that the batch can be undone to the byte.
import type { Knex } from 'knex';

export type MergeStep = {
  table: string;
  /** Columns an import writes, besides `id`, `batch_id` and `revision`. Others keep what they hold. */
  columns: readonly string[];
  /** Select giving `ord`, `id` and every column, of the table's own types. */
  rows: string;
  hasBatch: boolean;
  /** Rows a person may correct; their revision then runs ahead of the imports'. */
  hasRevision: boolean;
  /** Staged table whose kept rows keep these rows too. */
  parent?: string;
};

export type MergeCounts = {
  inserted: number;
  updated: number;
  unchanged: number;
  kept: number;
  unseen: number[];
};

/** Number of imports that updated a row and were not undone: each raised its revision by one. */
const IMPORT_UPDATES = `(select count(*) from batch_change c join import_batch b on b.id = c.batch_id
  where c.table_name = :tableName and c.record_id = t.id::text and c.before is not null and b.status = 'done')`;

/**
 * Merges the rows of a step. `unseen` gives the ords of rows that exist but are hidden from this scope: they were not
 * written. Leaves a temporary table `staged_<table>` with the outcome of each row (insert, unchanged, kept, update).
 */
export async function mergeRows(
  tx: Knex.Transaction,
  step: MergeStep,
  batchId: string,
  bindings: Record<string, string | number | boolean | null>,
): Promise<MergeCounts> {
  const { table, columns, hasRevision, hasBatch, parent } = step;
  const staged = `staged_${table}`;
  const list = (prefix: string): string => columns.map((column) => `${prefix}${column}`).join(', ');
  const isKept = hasRevision ? `t.revision > 1 + ${IMPORT_UPDATES}` : 'false';
  // A report that a person merged into another stays merged, whatever its file says again.
  const isMerged =
    table === 'accident' ? 'exists (select from accident_merged m where m.id = s.id)' : 'false';
  const values = { ...bindings, tableName: table, batchId };
  await tx.raw(`drop table if exists ${staged}`);
  await tx.raw(
    `create temp table ${staged} on commit drop as
     select s.*, case
       when ${isMerged} then 'kept'
       when t.id is null then 'insert'
       when (${list('s.')}) is not distinct from (${list('t.')}) then 'unchanged'
       when ${isKept} then 'kept'
       else 'update' end as outcome
     from (${step.rows}) s left join ${table} t on t.id = s.id`,
    values,
  );
  if (parent)
    await tx.raw(
      `delete from ${staged} where ord in (select ord from staged_${parent} where outcome = 'kept')`,
    );
  await tx.raw(`analyze ${staged} (ord, id, outcome)`);
  await tx.raw(
    `insert into batch_change (batch_id, table_name, record_id, before)
     select :batchId::uuid, :tableName, t.id::text, t::text from ${table} t join ${staged} s on s.id = t.id where s.outcome = 'update'`,
    values,
  );
  await tx.raw(
    `update ${table} t set ${columns.map((column) => `${column} = s.${column}`).join(', ')}
       ${hasBatch ? ', batch_id = :batchId::uuid' : ''} ${hasRevision ? ', revision = t.revision + 1' : ''}
     from ${staged} s where s.id = t.id and s.outcome = 'update'`,
    values,
  );
  await tx.raw(
    `with added as (
       insert into ${table} (id, ${list('')} ${hasBatch ? ', batch_id' : ''})
       select id, ${list('')} ${hasBatch ? ', :batchId::uuid' : ''} from ${staged} where outcome = 'insert' order by ord
       on conflict do nothing returning id)
     insert into batch_change (batch_id, table_name, record_id) select :batchId::uuid, :tableName, id::text from added`,
    values,
  );
  const { rows: unseen } = await tx.raw<{ rows: { ord: number }[] }>(
    `select s.ord from ${staged} s where s.outcome = 'insert' and not exists (select from batch_change c
       where c.batch_id = :batchId::uuid and c.table_name = :tableName and c.record_id = s.id::text)`,
    values,
  );
  const { rows } = await tx.raw<{ rows: { outcome: string; count: number }[] }>(
    `select outcome, count(*)::integer as count from ${staged} group by outcome`,
  );
  const count = (outcome: string): number => rows.find((row) => row.outcome === outcome)?.count ?? 0;
  return {
    inserted: count('insert') - unseen.length,
    updated: count('update'),
    unchanged: count('unchanged'),
    kept: count('kept'),
    unseen: unseen.map(({ ord }) => ord),
  };
}
