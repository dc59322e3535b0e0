// All SQL of the history of withdrawals, and the bringing back.
import type { Knex } from 'knex';
import type { Withdrawal, WithdrawnKind } from '../../contract/withdrawal.ts';
import { type FieldWrite, lockId } from '../field/record-queries.ts';
import { bringBack, findWithdrawal } from '../field/withdrawn-records.ts';
import { Problem } from '../problem.ts';

/** A write of somebody who is, or is not, at the desk. */
export type Withdrawing = FieldWrite & { isPlanner: boolean };

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
/** What `columns` reads besides the withdrawal \`w\` itself. */
const joined = 'join unit u on u.id = w.unit_id left join account a on a.id = w.account_id';
const columns = `
  w.id, w.kind, w.record_id as "recordId", w.unit_id as "unitId", u.full_name as "unitName",
  coalesce(w.was->>'schoolName', (select s.name from school s where s.id = (w.was->>'schoolId')::uuid)) as "schoolName", w.reason, ${iso('w.withdrawn_at')} as "withdrawnAt",
  a.display_name as "withdrawnBy", w.account_id = :accountId::uuid as "isOwn", w.revision, w.was - 'isOwn' as was,
  coalesce((w.was->>'isOwn')::boolean, false) as "byAuthor",
  ${iso('w.returned_at')} as "returnedAt"`;

/** One withdrawal, standing or not. Throws `not-found`. */
export async function getWithdrawal(
  tx: Knex.Transaction,
  id: string,
  accountId: string,
): Promise<Withdrawal> {
  const { rows } = await tx.raw<{ rows: Withdrawal[] }>(
    `select ${columns} from withdrawal w ${joined} where w.id = :id`,
    { id, accountId },
  );
  const withdrawal = rows[0];
  if (withdrawal === undefined) throw new Problem('not-found');
  return withdrawal;
}

export async function listWithdrawals(
  tx: Knex.Transaction,
  query: { unit?: string | undefined; kind?: WithdrawnKind | undefined; limit: number },
  { accountId, today }: { accountId: string; today: string },
): Promise<{ withdrawals: Withdrawal[]; total: number }> {
  const found = `where (:unit::text is null or w.unit_id in (select units_below(:unit::text, :today::date)))
      and (:kind::text is null or w.kind = :kind::text)`;
  const bindings = {
    accountId,
    today,
    unit: query.unit ?? null,
    kind: query.kind ?? null,
    limit: query.limit,
  };
  const { rows: counted } = await tx.raw<{ rows: { total: number }[] }>(
    `select count(*)::int as total from withdrawal w ${found}`,
    bindings,
  );
  const { rows } = await tx.raw<{ rows: Withdrawal[] }>(
    `select ${columns} from withdrawal w ${joined} ${found}
      order by w.withdrawn_at desc, w.id limit :limit::int`,
    bindings,
  );
  return { withdrawals: rows, total: counted[0]?.total ?? 0 };
}

/** Brings a record back, once. Its author may, who withdrew it, and a planner. Throws `not-found`, `not-allowed`. */
export async function returnWithdrawn(tx: Knex.Transaction, write: Withdrawing): Promise<Withdrawal> {
  const { accountId } = write;
  const { recordId, isOwn, returnedAt } = await getWithdrawal(tx, write.id, accountId);
  if (returnedAt !== null) return getWithdrawal(tx, write.id, accountId);
  if (!isOwn && !write.isPlanner) throw new Problem('not-allowed');
  await lockId(tx, recordId);
  const standing = await findWithdrawal(tx, recordId, accountId);
  if (standing?.id === write.id) await bringBack(tx, standing, write);
  return getWithdrawal(tx, write.id, accountId);
}
