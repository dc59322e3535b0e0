// The audit row that every write leaves, in the write's own transaction.
import type { Knex } from 'knex';

export type AuditEntry = {
  at: Date;
  accountId: string | null;
  action: string;
  table: string;
  recordId: string;
  unitId?: string | null;
  /** What changed, without anything personal. */
  detail?: Record<string, unknown>;
};

export async function writeAudit(tx: Knex.Transaction, entry: AuditEntry): Promise<void> {
  await tx('audit').insert({
    at: entry.at,
    account_id: entry.accountId,
    action: entry.action,
    table_name: entry.table,
    record_id: entry.recordId,
    unit_id: entry.unitId ?? null,
    detail: JSON.stringify(entry.detail ?? {}),
  });
}
