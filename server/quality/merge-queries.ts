// All SQL of merging two reports of one accident and of taking a merge back. The record that leaves is kept whole beside
// the table of accidents, so that nothing that counts accidents needs to know about merges.
import type { Knex } from 'knex';
import type { OperationArguments } from '../../contract/operation.ts';
import type {
  AccidentRecord,
  Merge,
  MergeField,
  mergeAccidents as mergeOperation,
} from '../../contract/quality.ts';
import { writeAudit } from '../audit.ts';
import { Problem } from '../problem.ts';
import { getRecord, recordColumns } from './queries.ts';

export type Decision = { accountId: string; at: Date };

/** The columns that go together from one record to the other. */
const columnsOf: Record<MergeField, readonly string[]> = {
  time: ['occurred_time', 'time_precision', 'trip_window'],
  place: ['location', 'location_quality', 'unit_id'],
  deaths: ['deaths'],
  serious: ['serious'],
  slight: ['slight'],
  damage: ['property_damage_vnd'],
  class: ['class', 'class_is_provisional'],
  pupil: ['pupil_involved'],
  victimMode: ['victim_mode'],
  victimAgeBand: ['victim_age_band'],
  road: ['road_name', 'road_class'],
  address: ['written_address'],
};

/** A row as JSON that turns back into the very same row: GeoJSON would round its place. */
const exactJson = (alias: string): string =>
  `to_jsonb(${alias}) || jsonb_build_object('location', ${alias}.location::text)`;

type MergeInput = { id: string } & OperationArguments<typeof mergeOperation>['body'];
type StoredMerge = { mergedId: string; keptId: string; take: MergeField[] };

/**
 * Merges two records and gives the merge. The kept one takes over the named fields; the other leaves the accidents.
 * Throws Problem `not-found`, `stale-revision` with the record that changed, `same-id-other-body`, `rule-broken` for a
 * record with itself, `still-referenced` when the one to leave is what an earlier merge kept, and `outside-unit`.
 */
export async function mergeAccidents(
  tx: Knex.Transaction,
  { id, kept, merged, take }: MergeInput,
  { accountId, at }: Decision,
): Promise<Merge> {
  const fields = [...new Set(take)].sort();
  const stored = await findStored(tx, id);
  if (stored !== undefined) {
    const isSame =
      stored.keptId === kept.id && stored.mergedId === merged.id && stored.take.join() === fields.join();
    if (!isSame) throw new Problem('same-id-other-body');
    return getMerge(tx, id);
  }
  if (kept.id === merged.id) {
    throw new Problem('rule-broken', {
      detail: 'Không gộp một bản ghi với chính nó',
      detailEn: 'A record cannot be merged with itself',
    });
  }
  const records = await lockRecords(tx, [kept.id, merged.id]);
  for (const side of [kept, merged]) {
    const record = records.find((each) => each.id === side.id);
    if (record === undefined) throw new Problem('not-found');
    if (record.revision !== side.revision) {
      throw new Problem('stale-revision', { current: await getRecord(tx, side.id) });
    }
  }
  await tx.raw(
    `insert into accident_merged (id, merge_id, kept_id, unit_id, kept_unit_id, record, kept_before, kept_revision, taken,
            merged_at, merged_by)
     select m.id, :id::uuid, k.id, m.unit_id, k.unit_id, ${exactJson('m')}, ${exactJson('k')},
            k.revision + :raise::int, :fields::text[], :at::timestamptz, :accountId::uuid
       from accident k, accident m where k.id = :kept::uuid and m.id = :merged::uuid`,
    { id, kept: kept.id, merged: merged.id, raise: fields.length === 0 ? 0 : 1, fields, at, accountId },
  );
  if (fields.length > 0) {
    const columns = fields.flatMap((field) => columnsOf[field]);
    const { rows } = await tx.raw<{ rows: unknown[] }>(
      `update accident k set ${columns.map((column) => `${column} = m.${column}`).join(', ')}, revision = k.revision + 1
         from accident m where k.id = :kept::uuid and m.id = :merged::uuid returning 1`,
      { kept: kept.id, merged: merged.id },
    );
    if (rows.length === 0) throw new Problem('outside-unit');
  }
  await removeRecord(tx, merged.id);
  await writeAudit(tx, {
    at,
    accountId,
    action: 'merge',
    table: 'accident',
    recordId: kept.id,
    unitId: records.find((each) => each.id === kept.id)?.unitId ?? null,
    detail: { merge: id, merged: merged.id, take: fields },
  });
  return getMerge(tx, id);
}

/** Both records are as they were. Throws Problem `outside-unit`, and `stale-revision` when somebody changed the kept one since. */
export async function undoMerge(
  tx: Knex.Transaction,
  id: string,
  { accountId, at }: Decision,
): Promise<void> {
  const stored = await findStored(tx, id);
  // Taken back already, or never made: nothing is merged under this id.
  if (stored === undefined) return;
  const { keptId, mergedId, take } = stored;
  const columns = await accidentTableColumns(tx);
  const list = columns.join(', ');
  if (take.length > 0) {
    const { rows } = await tx.raw<{ rows: unknown[] }>(
      `update accident a set (${list}) = (select ${list} from jsonb_populate_record(null::accident, m.kept_before))
         from accident_merged m
        where m.merge_id = :id::uuid and a.id = m.kept_id and a.revision = m.kept_revision returning 1`,
      { id },
    );
    if (rows.length === 0) throw new Problem('stale-revision', { current: await getRecord(tx, keptId) });
  }
  await tx.raw(
    `insert into accident (${list})
     select ${columns.map((column) => `r.${column}`).join(', ')}
       from accident_merged m, jsonb_populate_record(null::accident, m.record) r where m.merge_id = :id::uuid`,
    { id },
  );
  const removed = await tx('accident_merged').where({ merge_id: id }).delete();
  if (removed === 0) throw new Problem('outside-unit');
  await writeAudit(tx, {
    at,
    accountId,
    action: 'undo-merge',
    table: 'accident',
    recordId: keptId,
    unitId: (await getRecord(tx, keptId)).unitId,
    detail: { merge: id, merged: mergedId },
  });
}

/** Merges whose two records are in scope, newest first. */
export async function listMerges(tx: Knex.Transaction, limit: number): Promise<Merge[]> {
  return readMerges(tx, (query) =>
    query.orderBy([{ column: 'm.merged_at', order: 'desc' }, 'm.id']).limit(limit),
  );
}

async function getMerge(tx: Knex.Transaction, id: string): Promise<Merge> {
  const [merge] = await readMerges(tx, (query) => query.where('m.merge_id', id));
  if (merge === undefined) throw new Problem('not-found');
  return merge;
}

type MergeRow = AccidentRecord & {
  mergeId: string;
  keptId: string;
  take: MergeField[];
  mergedAt: Date;
  mergedBy: string;
};

async function readMerges(
  tx: Knex.Transaction,
  which: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<Merge[]> {
  const rows: MergeRow[] = await which(
    tx('accident_merged as m')
      .joinRaw('cross join lateral jsonb_populate_record(null::accident, m.record) accident')
      .leftJoin('unit', 'unit.id', 'accident.unit_id')
      .leftJoin('account', 'account.id', 'm.merged_by')
      .select([
        ...recordColumns(tx),
        'm.merge_id as mergeId',
        'm.kept_id as keptId',
        'm.taken as take',
        'm.merged_at as mergedAt',
        // A colleague's account may lie outside one's scope.
        tx.raw(`coalesce(account.display_name, '–') as "mergedBy"`),
      ]),
  );
  return rows.map(({ mergeId, keptId, take, mergedAt, mergedBy, ...merged }) => ({
    id: mergeId,
    keptId,
    merged,
    take,
    mergedAt: mergedAt.toISOString(),
    mergedBy,
  }));
}

async function findStored(tx: Knex.Transaction, id: string): Promise<StoredMerge | undefined> {
  return tx('accident_merged')
    .where({ merge_id: id })
    .select('id as mergedId', 'kept_id as keptId', 'taken as take')
    .first<StoredMerge | undefined>();
}

/** Always in the order of their ids, so that two merges of the same records wait for each other. */
async function lockRecords(
  tx: Knex.Transaction,
  ids: readonly string[],
): Promise<{ id: string; revision: number; unitId: string | null }[]> {
  return tx('accident')
    .whereIn('id', [...ids])
    .orderBy('id')
    .forUpdate()
    .select('id', 'revision', 'unit_id as unitId');
}

async function removeRecord(tx: Knex.Transaction, id: string): Promise<void> {
  const { rows } = await tx.raw<{ rows: { merges: number }[] }>(
    'select count(*)::int as merges from accident_merged where kept_id = :id::uuid',
    { id },
  );
  if ((rows[0]?.merges ?? 0) > 0) {
    throw new Problem('still-referenced', {
      detail: 'Bản ghi này đã được giữ lại ở một lần gộp trước: hãy giữ chính nó, hoặc bỏ gộp lần trước',
      detailEn: 'An earlier merge kept this record: keep it again, or take that merge back first',
    });
  }
  if ((await tx('accident').where({ id }).delete()) === 0) throw new Problem('outside-unit');
}

/** Every column that can be written. */
async function accidentTableColumns(tx: Knex.Transaction): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { name: string }[] }>(
    `select quote_ident(attname) as name from pg_attribute
      where attrelid = 'accident'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
  );
  return rows.map(({ name }) => name);
}
