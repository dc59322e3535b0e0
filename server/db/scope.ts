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
  return db.transaction((tx) => asSystem(tx, work));
}

/** As `withSystemScope`, for reading only: every statement sees the records as they were at the first. */
export async function withSystemSnapshot<T>(
  db: Knex,
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return db.transaction((tx) => asSystem(tx, work), { isolationLevel: 'repeatable read' });
}

async function asSystem<T>(tx: Knex.Transaction, work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  await tx.raw('select begin_system_scope()');
  return work(tx);
}

type Settings = {
  account: string | null;
  roles: string | null;
  readable: string | null;
  writable: string | null;
};

/**
 * Runs `work` with the system's own rights inside a transaction of somebody else's, who has its scope back afterwards:
 * for what is computed over records of every unit and told without them.
 */
export async function insideSystemScope<T>(tx: Knex.Transaction, work: () => Promise<T>): Promise<T> {
  const { rows } = await tx.raw<{ rows: Settings[] }>(
    `select current_setting('app.account_id', true) as account, current_setting('app.roles', true) as roles,
            current_setting('app.read_units', true) as readable, current_setting('app.write_units', true) as writable`,
  );
  const own = rows[0] ?? { account: null, roles: null, readable: null, writable: null };
  await tx.raw('select begin_system_scope()');
  const result = await work();
  // After a failure there is nothing to give back: the transaction is lost.
  await tx.raw(
    `select set_config('app.account_id', coalesce(:account::text, ''), true),
            set_config('app.roles', coalesce(:roles::text, ''), true),
            set_config('app.read_units', coalesce(:readable::text, ''), true),
            set_config('app.write_units', coalesce(:writable::text, ''), true)`,
    own,
  );
  return result;
}
