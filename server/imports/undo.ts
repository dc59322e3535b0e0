// Taking a whole import back: what it changed returns to the byte, what it added goes. Refused whole when anything was
// built on it since.
import type { Knex } from 'knex';
import type { Batch } from '../../contract/batch.ts';
import { writeAudit } from '../audit.ts';
import { Problem } from '../problem.ts';
import { getBatch } from './queries.ts';

/** Tables an import writes, those that refer to others first. */
const TABLES = [
  'recommendation',
  'finding',
  'survey_observation',
  'survey_walk',
  'survey',
  'spot_sighting',
  'illegal_spot',
  'gate_zone',
  'gate',
  'route',
  'school_site',
  'school',
  'accident',
  'road_edge',
  'km_post',
  'unit',
] as const;
/** Tables whose rows are nothing without the record they belong to, and go with it. */
const GO_ALONG = new Set<string>(['survey_stretch']);
const WITH_REVISION = new Set<string>([
  'finding',
  'survey',
  'illegal_spot',
  'gate',
  'route',
  'school',
  'accident',
]);

type Bindings = { id: string; tableName: string };

/**
 * Undoes a batch and gives it. Throws Problem `not-found`; `batch-not-undoable`, naming why, when it is not done, when
 * a later import or a person changed its rows, or when other records refer to what it added; `outside-unit` when some
 * of its rows may not be written in this scope.
 */
export async function undoBatch(
  tx: Knex.Transaction,
  id: string,
  { clock, accountId }: { clock: () => Date; accountId: string | null },
): Promise<Batch> {
  const batch = await getBatch(tx, id);
  if (batch.status === 'undone') return batch;
  if (batch.status !== 'done') throw notUndoable(`trạng thái ${batch.status}`, `status ${batch.status}`);
  await refuseLaterChanges(tx, id);
  await refuseMerged(tx, id);
  await refuseWithdrawn(tx, id);
  for (const tableName of TABLES) await restore(tx, { id, tableName });
  for (const tableName of TABLES) await refuseReferences(tx, { id, tableName });
  for (const tableName of TABLES) await removeAdded(tx, { id, tableName });
  const now = clock();
  await tx('import_batch').where({ id }).update({ status: 'undone', undone_at: now });
  await writeAudit(tx, {
    at: now,
    accountId,
    action: 'undo-import',
    table: 'import_batch',
    recordId: id,
    detail: { kind: batch.kind, source: batch.source, file: batch.fileName },
  });
  return getBatch(tx, id);
}

function notUndoable(vi: string, en: string): Problem {
  return new Problem('batch-not-undoable', {
    detail: `Không thể hoàn tác: ${vi}`,
    detailEn: `Cannot be undone: ${en}`,
  });
}

async function refuseLaterChanges(tx: Knex.Transaction, id: string): Promise<void> {
  const { rows: later } = await tx.raw<{ rows: { file: string; count: number }[] }>(
    `select b.file_name as file, count(*)::integer as count
     from batch_change mine join batch_change c using (table_name, record_id)
     join import_batch b on b.id = c.batch_id join import_batch own on own.id = mine.batch_id
     where mine.batch_id = :id::uuid and b.id <> own.id and b.status = 'done' and b.created_at >= own.created_at
     group by b.id, b.file_name order by b.file_name limit 5`,
    { id },
  );
  if (later.length > 0) {
    const files = later.map(({ file, count }) => `${file} (${count})`).join(', ');
    throw notUndoable(
      `lần nhập sau đã sửa các bản ghi này: ${files}`,
      `later imports changed its records: ${files}`,
    );
  }
  for (const tableName of TABLES) {
    if (!WITH_REVISION.has(tableName)) continue;
    // An added row starts at revision 1, an updated one is one ahead of what it was.
    const { rows } = await tx.raw<{ rows: { count: number }[] }>(
      `select count(*)::integer as count from batch_change c join ${tableName} t on t.id::text = c.record_id
       where c.batch_id = :id::uuid and c.table_name = :tableName
         and t.revision <> coalesce((c.before::${tableName}).revision + 1, 1)`,
      { id, tableName },
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) {
      throw notUndoable(
        `người dùng đã sửa ${count} bản ghi (${tableName})`,
        `people changed ${count} records (${tableName})`,
      );
    }
  }
}

async function refuseMerged(tx: Knex.Transaction, id: string): Promise<void> {
  const { rows } = await tx.raw<{ rows: { count: number }[] }>(
    `select count(*)::integer as count from batch_change c join accident_merged m on m.id::text = c.record_id
      where c.batch_id = :id::uuid and c.table_name = 'accident'`,
    { id },
  );
  const count = rows[0]?.count ?? 0;
  if (count > 0) {
    throw notUndoable(
      `${count} vụ tai nạn đã được gộp vào vụ khác: hãy bỏ gộp trước`,
      `${count} accidents were merged into others: take the merges back first`,
    );
  }
}

async function refuseWithdrawn(tx: Knex.Transaction, id: string): Promise<void> {
  const { rows } = await tx.raw<{ rows: { count: number }[] }>(
    `select count(*)::integer as count from batch_change c join withdrawn_row w on w.record_id::text = c.record_id
      where c.batch_id = :id::uuid and c.table_name = w.table_name`,
    { id },
  );
  const count = rows[0]?.count ?? 0;
  if (count > 0) {
    throw notUndoable(
      `${count} bản ghi đã được rút lại: hãy đưa chúng trở lại trước`,
      `${count} records were withdrawn: bring them back first`,
    );
  }
}

/** Rows as they were. What was taken away comes back; what is still there gets its old values, every column. */
async function restore(tx: Knex.Transaction, bindings: Bindings): Promise<void> {
  const { tableName } = bindings;
  const { rows: columns } = await tx.raw<{ rows: { name: string }[] }>(
    `select quote_ident(attname) as name from pg_attribute where attrelid = :tableName::regclass
       and attnum > 0 and not attisdropped and attgenerated = ''`,
    { tableName },
  );
  const names = columns.map(({ name }) => name).join(', ');
  const old = `select (c.before::${tableName}).* from batch_change c
    where c.batch_id = :id::uuid and c.table_name = :tableName and c.before is not null`;
  const { rows } = await tx.raw<{ rows: { wanted: number; restored: number; returned: number }[] }>(
    `with old as materialized (${old}),
     restored as (
       update ${tableName} t set (${names}) = (select ${names} from old o where o.id = t.id)
       where t.id in (select id from old) returning t.id),
     returned as (
       insert into ${tableName} (${names}) select ${names} from old o
       where not exists (select from ${tableName} t where t.id = o.id) returning id)
     select (select count(*)::integer from old) as wanted, (select count(*)::integer from restored) as restored,
       (select count(*)::integer from returned) as returned`,
    bindings,
  );
  const result = rows[0];
  if (result && result.restored + result.returned < result.wanted) throw new Problem('outside-unit');
}

/** Other records that point at what the batch added and would go or break with it. */
async function refuseReferences(tx: Knex.Transaction, { id, tableName }: Bindings): Promise<void> {
  const { rows: keys } = await tx.raw<{ rows: { child: string; column: string }[] }>(
    `select c.conrelid::regclass::text as child, a.attname as column
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = :tableName::regclass and cardinality(c.conkey) = 1 order by 1, 2`,
    { tableName },
  );
  for (const { child, column } of keys) {
    if (GO_ALONG.has(child)) continue;
    const { rows } = await tx.raw<{ rows: { count: number }[] }>(
      `select count(*)::integer as count from batch_change mine
       join ?? child on child.??::text = mine.record_id
       where mine.batch_id = ?::uuid and mine.table_name = ? and mine.before is null
         and not exists (select from batch_change own where own.batch_id = mine.batch_id and own.table_name = ?
           and own.before is null and own.record_id = to_jsonb(child)->>'id')`,
      [child, column, id, tableName, child],
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) {
      throw notUndoable(
        `${count} bản ghi (${child}) dùng bản ghi đã nhập (${tableName})`,
        `${count} records (${child}) refer to imported ones (${tableName})`,
      );
    }
  }
}

async function removeAdded(tx: Knex.Transaction, bindings: Bindings): Promise<void> {
  const { tableName } = bindings;
  const added = `select record_id from batch_change
    where batch_id = :id::uuid and table_name = :tableName and before is null`;
  const idType = tableName === 'unit' ? 'text' : 'uuid';
  await tx.raw(
    `delete from ${tableName} where id in (select record_id::${idType} from (${added}) a)`,
    bindings,
  );
  const { rows } = await tx.raw<{ rows: { left: number }[] }>(
    `select count(*)::integer as left from ${tableName} where id in (select record_id::${idType} from (${added}) a)`,
    bindings,
  );
  if ((rows[0]?.left ?? 0) > 0) throw new Problem('outside-unit');
}
