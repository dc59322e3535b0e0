// One thing to send: what it is, how far it has come, and how it changes. Pure, so that every turn can be tested.
import type { OutboxKind } from '../../contract/outbox.ts';
import type { FailureKey } from '../api.ts';

export type ItemKind = OutboxKind;

/** `conflict`: the server holds another version; a person chooses. `refused`: the server says what is wrong with it. */
export type ItemState = 'waiting' | 'sending' | 'sent' | 'conflict' | 'refused';

export type ItemProblem = { key: FailureKey; detail: string | null; detailEn: string | null };

export type OutboxItem = {
  /** The record's own id, made on this phone. */
  id: string;
  kind: ItemKind;
  /** What the operation takes, without `baseRevision`. */
  body: object;
  /** Whose it is: only this account's session sends it. */
  accountId: string;
  /** Order of saving. */
  seq: number;
  savedAt: string;
  state: ItemState;
  /** Ids that must have arrived first. */
  needs: string[];
  /** Revision on the server of what this was made from; null for what is not there yet. */
  baseRevision: number | null;
  /** The body that was sent without an answer: the server may or may not have it. */
  unconfirmed: object | null;
  attempts: number;
  /** Not tried again before this moment. */
  notBefore: string | null;
  problem: ItemProblem | null;
  /** The server's version, in a conflict; null when it was deleted there. */
  current: unknown;
  sentAt: string | null;
};

/** What came of one attempt. */
export type Outcome =
  | { is: 'stored'; revision: number | null }
  | { is: 'conflict'; current: unknown; problem: ItemProblem }
  | { is: 'refused'; problem: ItemProblem }
  /** No answer, or the answer that the server is ill: it may have it all the same. */
  | { is: 'unknown'; problem: ItemProblem }
  | { is: 'signed-out' };

export function newItem(
  given: Pick<OutboxItem, 'id' | 'kind' | 'body' | 'accountId' | 'seq' | 'savedAt'> & { needs?: string[] },
): OutboxItem {
  return {
    needs: [],
    ...given,
    state: 'waiting',
    baseRevision: null,
    unconfirmed: null,
    attempts: 0,
    notBefore: null,
    problem: null,
    current: undefined,
    sentAt: null,
  };
}

/** The body to send now: what is in doubt goes first, as it was, so that an edit can name what it was made from. */
export function bodyToSend(item: OutboxItem): object {
  return item.unconfirmed ?? item.body;
}

/** The item while `bodyToSend` is under way: should the phone die now, the server may have it. */
export function startSending(item: OutboxItem): OutboxItem {
  return { ...item, state: 'sending', unconfirmed: bodyToSend(item), attempts: item.attempts + 1 };
}

/** Waits before trying again: 5 s, doubling, at most ten minutes (our choice). */
export function waitMs(attempts: number): number {
  return Math.min(5_000 * 2 ** Math.max(0, attempts - 1), 600_000);
}

/** The item after an attempt at `sent`. `item` is as it stands now: it may have been edited meanwhile. */
export function afterAttempt(item: OutboxItem, sent: object, outcome: Outcome, now: Date): OutboxItem {
  const rest = { ...item, state: 'waiting' as const, notBefore: null };
  switch (outcome.is) {
    case 'stored': {
      const stored = {
        ...rest,
        unconfirmed: null,
        problem: null,
        attempts: 0,
        baseRevision: outcome.revision,
      };
      // The body in doubt has arrived; what was written since is still to send, from there.
      return sameBody(item.body, sent) ? { ...stored, state: 'sent', sentAt: now.toISOString() } : stored;
    }
    case 'conflict':
      return {
        ...rest,
        state: 'conflict',
        unconfirmed: null,
        problem: outcome.problem,
        current: outcome.current,
      };
    case 'refused':
      // What was in doubt is not there; what was written since has not been judged.
      return sameBody(item.body, sent)
        ? { ...rest, state: 'refused', unconfirmed: null, problem: outcome.problem }
        : { ...rest, unconfirmed: null };
    case 'unknown':
      return {
        ...rest,
        problem: outcome.problem,
        // Without a network nobody is spared by waiting: the next round starts when there is one.
        notBefore:
          outcome.problem.key === 'offline'
            ? null
            : new Date(now.getTime() + waitMs(item.attempts)).toISOString(),
      };
    case 'signed-out':
      // Refused unread; an attempt before it may still be in doubt.
      return { ...rest, unconfirmed: item.attempts > 1 ? item.unconfirmed : null };
  }
}

/**
 * The item with another body. Nothing is lost: what is in doubt stays to be cleared up first. What was waiting has waited
 * since it was saved first: an edit does not make it young.
 */
export function edited(item: OutboxItem, body: object, now: Date): OutboxItem {
  return {
    ...item,
    body,
    state: item.state === 'sending' ? 'sending' : 'waiting',
    savedAt: item.state === 'sent' ? now.toISOString() : item.savedAt,
    problem: null,
    current: undefined,
    notBefore: null,
    sentAt: null,
  };
}

/** A conflict decided for this phone: sent again from the server's version, or as new when that was deleted. */
export function keepMine(item: OutboxItem): OutboxItem {
  return {
    ...item,
    state: 'waiting',
    baseRevision: revisionOf(item.current),
    problem: null,
    current: undefined,
    unconfirmed: null,
  };
}

/** A conflict decided for the server: nothing is left to send. */
export function keepTheirs(item: OutboxItem, now: Date): OutboxItem {
  return {
    ...item,
    state: 'sent',
    baseRevision: revisionOf(item.current),
    problem: null,
    sentAt: now.toISOString(),
  };
}

/** The revision a record of the server carries, null when it has none. */
export function revisionOf(record: unknown): number | null {
  if (typeof record !== 'object' || record === null || !('revision' in record)) return null;
  return typeof record.revision === 'number' ? record.revision : null;
}

/** Whether it may be taken back: nothing of it can be on the server. */
export function mayDiscard(item: OutboxItem): boolean {
  return item.state !== 'sending' && item.state !== 'sent' && item.unconfirmed === null;
}

function sameBody(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
