// Whether a database can be read over a second connection while a transaction is open. Apart so that who wants to read
// need not know how databases are opened.
import type { Knex } from 'knex';

/** Parameters of a knex whose connections work at the same time: those of a server. */
export const atTheSameTime = { atTheSameTime: true } as const;

/** The same database; undefined of the embedded one, where a second connection waits until the transaction ends. */
export function besideTransactions(db: Knex): Knex | undefined {
  return db.userParams.atTheSameTime === true ? db : undefined;
}
