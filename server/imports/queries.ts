// All SQL of import batches: what was imported, what was refused.
import type { Knex } from 'knex';
import type { Batch, RejectedRow } from '../../contract/batch.ts';
import type { ImportMapping } from '../../contract/import.ts';
import { Problem } from '../problem.ts';

export type NewBatch = {
  id: string;
  mapping: ImportMapping;
  fileName: string;
  fileSha256: string;
  createdAt: Date;
  createdBy: string | null;
};
export type BatchCounts = Pick<
  Batch,
  'rowsRead' | 'recordsRead' | 'inserted' | 'updated' | 'unchanged' | 'leftOut' | 'rejected'
>;

const SELECT_BATCH = `
  select b.id, b.kind, b.source, b.file_name as "fileName", b.file_sha256 as "fileSha256", b.status,
    b.rows_read as "rowsRead", b.records_read as "recordsRead", b.inserted, b.updated, b.unchanged,
    b.left_out as "leftOut", b.rejected, b.warnings, b.invented, b.created_at as "createdAt",
    coalesce(a.display_name, b.created_by::text) as "createdBy", b.undone_at as "undoneAt", b.error
  from import_batch b left join account a on a.id = b.created_by`;

type BatchRow = Omit<Batch, 'createdAt' | 'undoneAt'> & { createdAt: Date; undoneAt: Date | null };

function asBatch({ createdAt, undoneAt, ...row }: BatchRow): Batch {
  return { ...row, createdAt: createdAt.toISOString(), undoneAt: undoneAt?.toISOString() ?? null };
}

/** Imports, newest first. */
export async function listBatches(tx: Knex.Transaction, limit: number): Promise<Batch[]> {
  const { rows } = await tx.raw<{ rows: BatchRow[] }>(
    `${SELECT_BATCH} order by b.created_at desc, b.id limit :limit`,
    { limit },
  );
  return rows.map(asBatch);
}

export async function findBatch(tx: Knex.Transaction, id: string): Promise<Batch | undefined> {
  const { rows } = await tx.raw<{ rows: BatchRow[] }>(`${SELECT_BATCH} where b.id = :id::uuid`, { id });
  return rows[0] && asBatch(rows[0]);
}

/** Throws Problem `not-found`. */
export async function getBatch(tx: Knex.Transaction, id: string): Promise<Batch> {
  const batch = await findBatch(tx, id);
  if (!batch) throw new Problem('not-found');
  return batch;
}

/** Refused rows after number `after`, in file order; `next` continues. Throws Problem `not-found`. */
export async function listRejected(
  tx: Knex.Transaction,
  id: string,
  { limit, after }: { limit: number; after: number },
): Promise<{ fileName: string; rows: RejectedRow[]; next: number | null }> {
  const { fileName } = await getBatch(tx, id);
  const { rows } = await tx.raw<{ rows: (RejectedRow & { number: number })[] }>(
    `select number, line, field, value, code, reason, reason_en as "reasonEn" from rejected_row
     where batch_id = :id::uuid and number > :after order by number limit :limit`,
    { id, after, limit },
  );
  const next = rows.length === limit ? (rows.at(-1)?.number ?? null) : null;
  return { fileName, rows: rows.map(({ number: _, ...row }) => row), next };
}

/** Adds the row of a batch. A failed attempt of the same id is forgotten first. */
export async function addBatch(
  tx: Knex.Transaction,
  batch: NewBatch,
  status: 'running' | 'failed',
  error: string | null,
): Promise<void> {
  await tx('import_batch').where({ id: batch.id, status: 'failed' }).delete();
  await tx('import_batch').insert({
    id: batch.id,
    kind: batch.mapping.kind,
    source: batch.mapping.source,
    file_name: batch.fileName,
    file_sha256: batch.fileSha256,
    mapping: JSON.stringify(batch.mapping),
    status,
    invented: batch.mapping.invented,
    created_at: batch.createdAt,
    created_by: batch.createdBy,
    error,
  });
}

export async function finishBatch(
  tx: Knex.Transaction,
  id: string,
  counts: BatchCounts,
  warnings: Batch['warnings'],
  status: 'done' | 'dry-run',
): Promise<void> {
  await tx('import_batch')
    .where({ id })
    .update({
      status,
      rows_read: counts.rowsRead,
      records_read: counts.recordsRead,
      inserted: counts.inserted,
      updated: counts.updated,
      unchanged: counts.unchanged,
      left_out: counts.leftOut,
      rejected: counts.rejected,
      warnings: JSON.stringify(warnings),
    });
}

/** Whether a coordinate system is in degrees. Throws Problem `bad-mapping` for one the database does not know. */
export async function systemOf(
  tx: Knex.Transaction,
  srid: number,
): Promise<{ srid: number; isGeographic: boolean }> {
  const { rows } = await tx.raw<{ rows: { isGeographic: boolean }[] }>(
    `select proj4text like '%+proj=longlat%' as "isGeographic" from spatial_ref_sys where srid = :srid`,
    { srid },
  );
  const [system] = rows;
  if (!system) {
    const detail = `Không biết hệ toạ độ EPSG:${srid}`;
    const detailEn = `Unknown coordinate system EPSG:${srid}`;
    throw new Problem('bad-mapping', { detail, detailEn, errors: [{ pointer: '#/srid', detail, detailEn }] });
  }
  return { srid, isGeographic: system.isGeographic };
}
