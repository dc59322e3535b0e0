// Who recorded a fact on a phone and what was sent last.
import type { Knex } from 'knex';

export type FieldWrite = { id: string; bodySha256: string; accountId: string; now: Date; today: string };

/**
 * Holds every other write of the same id back until this transaction ends: the same thing sent twice at once is then
 * sent twice in a row.
 */
export async function lockId(tx: Knex.Transaction, id: string): Promise<void> {
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(:id::text, 0))', { id });
}

/** What is known of a fact recorded on a phone; undefined when it came otherwise or not at all. */
export async function findRecord(
  tx: Knex.Transaction,
  id: string,
): Promise<{ bodySha256: string; accountId: string } | undefined> {
  return tx('field_record')
    .select('body_sha256 as bodySha256', 'account_id as accountId')
    .where({ record_id: id })
    .first<{ bodySha256: string; accountId: string } | undefined>();
}

/** Notes what was sent; who recorded it first stays. */
export async function keepRecord(
  tx: Knex.Transaction,
  table: 'survey' | 'finding',
  unitId: string,
  write: FieldWrite,
): Promise<void> {
  await tx('field_record')
    .insert({
      record_id: write.id,
      table_name: table,
      unit_id: unitId,
      account_id: write.accountId,
      body_sha256: write.bodySha256,
      recorded_at: write.now,
    })
    .onConflict('record_id')
    .merge(['body_sha256', 'unit_id']);
}
