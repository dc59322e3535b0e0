// Whose eyes a transaction sees with: row security does the rest.
import type { Knex } from 'knex';

/** Runs `work` in one transaction with the rights of an account on a day ("2026-11-21", the territory's date). */
export async function withScope<T>(
  db: Knex,
  scope: { accountId: string; onDate: string },
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.raw('select begin_scope(:accountId::uuid, :onDate::date)', scope);
    return work(tx);
  });
}

/** Runs `work` in one transaction with the system's own rights: sign-in, installation, analysis across borders. */
export async function withSystemScope<T>(db: Knex, work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.raw('select begin_system_scope()');
    return work(tx);
  });
}
