// Sealed evidence ends: what has expired leaves the database by itself, whether or not anybody looks for it.
import type { Knex } from 'knex';
import { withSystemScope } from '../db/scope.ts';

/**
 * Deletes evidence photos whose last day has passed in the territory, kept rows of withdrawn ones included; gives how many.
 * That they were looked at stays in the audit.
 */
export async function deleteExpired(db: Knex, now: Date): Promise<number> {
  return withSystemScope(db, async (tx) => {
    let deleted = 0;
    for (const table of ['photo', 'withdrawn_row']) {
      deleted += await tx(table)
        .whereRaw('expires_on < (select (?::timestamptz at time zone time_zone)::date from territory)', [now])
        .delete();
    }
    return deleted;
  });
}
