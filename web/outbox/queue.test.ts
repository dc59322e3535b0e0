// The outbox as pure rules: order, what holds what back, edits on the way, conflicts, and what is said about it.
import { describe, expect, it } from 'vitest';
import {
  afterAttempt,
  edited,
  keepMine,
  keepTheirs,
  mayDiscard,
  newItem,
  type OutboxItem,
  startSending,
  waitMs,
} from './item.ts';
import { isDone, nextToSend, summarise, withDependents } from './queue.ts';
import { withdrawalBody, withdrawalOf } from './withdrawals.ts';

const now = new Date('2026-11-21T03:00:00Z');
const problem = { key: 'offline', detail: null, detailEn: null } as const;

function item(id: string, seq: number, more: Partial<OutboxItem> = {}): OutboxItem {
  const kind = more.kind ?? 'finding';
  return {
    ...newItem({ id, kind, body: { text: id }, accountId: 'me', seq, savedAt: now.toISOString() }),
    ...more,
  };
}

describe('what goes next', () => {
  it('keeps the order of saving, with photos last', () => {
    const items = [item('photo', 1, { kind: 'photo' }), item('b', 3), item('a', 2)];
    const order: string[] = [];
    const tried = new Set<string>();
    for (let next = nextToSend(items, 'me', tried, now); next; next = nextToSend(items, 'me', tried, now)) {
      order.push(next.id);
      tried.add(next.id);
    }
    expect(order).toEqual(['a', 'b', 'photo']);
  });

  it('holds back only what needs the one that is stuck', () => {
    for (const state of ['refused', 'conflict', 'sending'] as const) {
      const items = [item('survey', 1, { state }), item('walk', 2, { needs: ['survey'] }), item('other', 3)];
      expect(nextToSend(items, 'me', new Set(), now)?.id).toBe('other');
    }
    const free = [item('survey', 1, { state: 'sent' }), item('walk', 2, { needs: ['survey'] })];
    expect(nextToSend(free, 'me', new Set(), now)?.id).toBe('walk');
  });

  it('sends nothing of another account, and nothing before its time', () => {
    const items = [
      item('theirs', 1, { accountId: 'you' }),
      item('later', 2, { notBefore: '2026-11-21T03:00:01Z' }),
    ];
    expect(nextToSend(items, 'me', new Set(), now)).toBeNull();
    expect(nextToSend(items, 'me', new Set(), new Date('2026-11-21T03:00:02Z'))?.id).toBe('later');
  });
});

describe('one item', () => {
  const sending = startSending(item('a', 1));

  it('is sent once stored, with the revision a later edit is made from', () => {
    const sent = afterAttempt(sending, sending.body, { is: 'stored', revision: 3 }, now);
    expect(sent).toMatchObject({ state: 'sent', baseRevision: 3, unconfirmed: null });
    expect(edited(sent, { text: 'new' }, now)).toMatchObject({ state: 'waiting', baseRevision: 3 });
  });

  it('edited on the way waits again with the new body, from the revision just stored', () => {
    const changed = edited(sending, { text: 'new' }, now);
    expect(changed.state).toBe('sending');
    expect(afterAttempt(changed, { text: 'a' }, { is: 'stored', revision: 1 }, now)).toMatchObject({
      state: 'waiting',
      body: { text: 'new' },
      baseRevision: 1,
      unconfirmed: null,
    });
  });

  it('without an answer keeps in doubt what was sent, rests, and rests longer', () => {
    const ill = { ...problem, key: 'internal' } as const;
    const once = afterAttempt(sending, sending.body, { is: 'unknown', problem: ill }, now);
    expect(once).toMatchObject({
      state: 'waiting',
      unconfirmed: { text: 'a' },
      notBefore: '2026-11-21T03:00:05.000Z',
    });
    const offline = afterAttempt(sending, sending.body, { is: 'unknown', problem }, now);
    expect(offline).toMatchObject({ notBefore: null, unconfirmed: { text: 'a' } });
    const later = startSending(edited(once, { text: 'new' }, now));
    expect(later.unconfirmed).toEqual({ text: 'a' });
    expect([1, 2, 3, 20].map(waitMs)).toEqual([5_000, 10_000, 20_000, 600_000]);
  });

  it('keeps both versions of a conflict for a person to choose', () => {
    const current = { revision: 4, text: 'theirs' };
    const stuck = afterAttempt(sending, sending.body, { is: 'conflict', current, problem }, now);
    expect(stuck).toMatchObject({ state: 'conflict', body: { text: 'a' }, current });
    expect(keepMine(stuck)).toMatchObject({ state: 'waiting', baseRevision: 4, body: { text: 'a' } });
    expect(keepTheirs(stuck, now)).toMatchObject({ state: 'sent', baseRevision: 4 });
    const deleted = afterAttempt(sending, sending.body, { is: 'conflict', current: null, problem }, now);
    expect(keepMine(deleted)).toMatchObject({ state: 'waiting', baseRevision: null });
  });

  it('may be taken back only while nothing of it can be on the server', () => {
    expect(mayDiscard(item('a', 1))).toBe(true);
    expect(mayDiscard(sending)).toBe(false);
    expect(mayDiscard(afterAttempt(sending, sending.body, { is: 'unknown', problem }, now))).toBe(false);
    expect(mayDiscard(afterAttempt(sending, sending.body, { is: 'refused', problem }, now))).toBe(true);
    expect(mayDiscard(afterAttempt(sending, sending.body, { is: 'signed-out' }, now))).toBe(true);
  });
});

describe('what is said', () => {
  it('counts everything not on the server, and how long it has waited', () => {
    const items = [
      item('a', 1, { savedAt: '2026-11-18T02:00:00Z', state: 'refused' }),
      item('b', 2, { accountId: 'you' }),
      item('c', 3, { state: 'sent', savedAt: '2026-11-01T00:00:00Z' }),
    ];
    expect(summarise(items, 'me')).toEqual({
      unsent: 2,
      oldestAt: '2026-11-18T02:00:00Z',
      needsHelp: 1,
      others: 1,
    });
    expect(summarise([], 'me')).toEqual({ unsent: 0, oldestAt: null, needsHelp: 0, others: 0 });
  });

  it('an edit of what waits makes it no younger; one of what was sent begins to wait', () => {
    const old = { savedAt: '2026-11-18T02:00:00Z' };
    expect(edited(item('a', 1, { ...old, state: 'refused' }), { text: 'b' }, now)).toMatchObject(old);
    expect(edited(item('a', 1, { ...old, state: 'sent' }), { text: 'b' }, now).savedAt).toBe(
      now.toISOString(),
    );
  });

  it('keeps what is counted since the download, though it was sent', () => {
    const sent = (kind: OutboxItem['kind'], sentAt: string) => item('a', 1, { kind, state: 'sent', sentAt });
    const [before, after] = ['2026-11-21T01:00:00Z', '2026-11-21T02:00:00Z'];
    for (const kind of ['survey', 'walk', 'withdrawal'] as const) {
      expect(isDone(sent(kind, after), before)).toBe(false);
      expect(isDone(sent(kind, before), after)).toBe(true);
      expect(isDone(sent(kind, after), null)).toBe(true);
    }
    expect(isDone(sent('photo', after), before)).toBe(true);
    expect(isDone(item('a', 1), null)).toBe(false);
  });

  it('takes what needs an item along, directly or not', () => {
    const items = [
      item('s', 1),
      item('f', 2, { needs: ['s'] }),
      item('p', 3, { needs: ['f'] }),
      item('x', 4),
    ];
    expect(withDependents(items, 's').map(({ id }) => id)).toEqual(['s', 'f', 'p']);
  });
});

describe('a withdrawal', () => {
  const sent = item('a', 1, { state: 'sent', baseRevision: 2 });

  it('names the record and the version that was seen, and only of what is on the server', () => {
    expect(withdrawalBody(sent, 'Ghi nhầm')).toEqual({
      kind: 'finding',
      recordId: 'a',
      reason: 'Ghi nhầm',
      baseRevision: 2,
    });
    const walk = item('w', 2, { kind: 'walk', state: 'sent' });
    expect(withdrawalBody(walk, 'Ghi nhầm')).toEqual({ kind: 'walk', recordId: 'w', reason: 'Ghi nhầm' });
    expect(withdrawalBody(item('b', 3), 'Ghi nhầm')).toBeNull();
    expect(withdrawalBody(item('c', 4, { kind: 'step', state: 'sent' }), 'Ghi nhầm')).toBeNull();
  });

  it('is found by its record', () => {
    const body = { kind: 'finding', recordId: 'a', reason: 'Ghi nhầm' };
    const asked = item('r', 2, { kind: 'withdrawal', body });
    expect(withdrawalOf([sent, asked], 'a')).toBe(asked);
    expect(withdrawalOf([sent, asked], 'r')).toBeUndefined();
  });
});
