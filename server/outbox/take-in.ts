// A phone's file entry by entry: each in the name and with the rights of who made it on the day it was saved, below a
// savepoint of its own, so that one that cannot be taken holds back only what needs it.
import type { Knex } from 'knex';
import { Role } from '../../contract/codes.ts';
import { type OutboxEntry, OutboxResult } from '../../contract/outbox.ts';
import { writeAudit } from '../audit.ts';
import { asProblem } from '../db/errors.ts';
import { mayDo } from '../http/permission.ts';
import { Problem } from '../problem.ts';
import { getTerritory } from '../territory/queries.ts';
import { type Author, markOf, recordEntry } from './record-entry.ts';

/** The administrator who brings the file. */
export type Bringer = { accountId: string; today: string; now: Date; fileSha256: string };

/** What the file's authors are called; only those whom the administrator administers. */
type Names = ReadonlyMap<string, string>;

/**
 * Takes entries in their order, photos last. Leaves one audit row per entry taken, naming who brought it, beside the row
 * that the record itself leaves. The scope of `tx` is the administrator's again afterwards.
 */
export async function takeIn(
  tx: Knex.Transaction,
  entries: readonly OutboxEntry[],
  bringer: Bringer,
): Promise<OutboxResult[]> {
  const names = await namesOf(tx, entries, bringer);
  const { timeZone } = await getTerritory(tx);
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone });
  const missed = new Set<string>();
  const results: OutboxResult[] = [];
  for (const entry of inOrder(entries)) {
    const savedOn = dayOf.format(new Date(entry.savedAt));
    const onDate = savedOn < bringer.today ? savedOn : bringer.today;
    const result = entry.needs.some((id) => missed.has(id))
      ? { ...resultOf(entry, 'held'), detail: WAITS.vi, detailEn: WAITS.en }
      : await takeOne(tx, entry, { bringer, names, onDate });
    if (result.outcome !== 'stored' && result.outcome !== 'known') missed.add(entry.id);
    results.push(result);
  }
  return results;
}

const WAITS = {
  vi: 'Mục mà nó cần chưa được nhận',
  en: 'An entry that it needs was not taken',
};

/** The records first, as they were saved, then their photos. */
function inOrder(entries: readonly OutboxEntry[]): OutboxEntry[] {
  return [...entries].sort((a, b) => Number(a.kind === 'photo') - Number(b.kind === 'photo'));
}

async function namesOf(
  tx: Knex.Transaction,
  entries: readonly OutboxEntry[],
  { accountId }: Bringer,
): Promise<Names> {
  const ids = [...new Set([accountId, ...entries.flatMap((entry) => entry.accountId ?? [])])];
  const { rows } = await tx.raw<{ rows: { id: string; name: string }[] }>(
    'select id, display_name as name from account where id = any (:ids::uuid[])',
    { ids },
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

type Around = { bringer: Bringer; names: Names; onDate: string };

async function takeOne(tx: Knex.Transaction, entry: OutboxEntry, around: Around): Promise<OutboxResult> {
  const { bringer, names, onDate } = around;
  const accountId = entry.accountId ?? bringer.accountId;
  try {
    // Whatever goes wrong, the savepoint gives the administrator's scope back; else it is set again below.
    return await tx.transaction(async (savepoint) => {
      if (!names.has(accountId)) throw unknownAuthor();
      const isPlanner = await actAs(
        savepoint,
        accountId,
        entry.accountId === undefined ? bringer.today : onDate,
        {
          isBringer: entry.accountId === undefined,
        },
      );
      const before = await markOf(savepoint, entry);
      const author: Author = { accountId, isPlanner };
      await recordEntry(savepoint, { entry, author, now: bringer.now, today: bringer.today });
      const isKnown = before !== undefined && before === (await markOf(savepoint, entry));
      await beginScope(savepoint, bringer.accountId, bringer.today);
      if (!isKnown) {
        await writeAudit(savepoint, {
          at: bringer.now,
          accountId: bringer.accountId,
          action: 'take-in',
          table: entry.kind,
          recordId: entry.id,
          detail: { author: accountId, file: bringer.fileSha256 },
        });
      }
      return { ...resultOf(entry, isKnown ? 'known' : 'stored'), recordedAs: names.get(accountId) ?? null };
    });
  } catch (error) {
    const problem = asProblem(error);
    if (!(problem instanceof Problem)) throw error;
    return {
      ...resultOf(entry, problem.key === 'stale-revision' ? 'conflict' : 'refused'),
      problem: problem.key,
      detail: problem.occurrence.detail ?? null,
      detailEn: problem.occurrence.detailEn ?? null,
      current: Current.safeParse(problem.occurrence.current).data ?? null,
    };
  }
}

const Current = OutboxResult.shape.current;

function resultOf({ id, kind, savedAt }: OutboxEntry, outcome: OutboxResult['outcome']): OutboxResult {
  const nothing = { recordedAs: null, problem: null, detail: null, detailEn: null, current: null };
  return { id, kind, savedAt, outcome, ...nothing };
}

function unknownAuthor(): Problem {
  return new Problem('not-allowed', {
    detail: 'Tài khoản đã ghi mục này không thuộc địa bàn bạn quản trị',
    detailEn: 'The account that made this entry is not one you administer',
  });
}

/** Only the system sees everybody's roles. */
async function beginScope(tx: Knex.Transaction, accountId: string, onDate: string): Promise<void> {
  await tx.raw('select begin_system_scope()');
  await tx.raw('select begin_scope(:accountId::uuid, :onDate::date)', { accountId, onDate });
}

/** Gives the transaction an author's rights of a day; says whether a planner's are among them. Throws `not-allowed`. */
async function actAs(
  tx: Knex.Transaction,
  accountId: string,
  onDate: string,
  { isBringer }: { isBringer: boolean },
): Promise<boolean> {
  await beginScope(tx, accountId, onDate);
  const { rows } = await tx.raw<{ rows: { roles: string }[] }>(
    "select current_setting('app.roles') as roles",
  );
  const roles = (rows[0]?.roles ?? '').split(',').flatMap((role) => Role.safeParse(role).data ?? []);
  if (!isBringer && !mayDo(roles, 'facts.write')) {
    throw new Problem('not-allowed', {
      detail: `Người ghi mục này không có quyền ghi vào ngày ${onDate}`,
      detailEn: `Who made this entry had no right to write on ${onDate}`,
    });
  }
  return roles.includes('planner');
}
