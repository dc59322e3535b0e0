// Sends what is waiting, one after the other, by one tab at a time. Whatever happens on the way, the outbox can be
// flushed again: every item arrives once.
import { afterAttempt, bodyToSend, startSending } from './item.ts';
import { nextToSend } from './queue.ts';
import type { Send } from './send.ts';
import { changeItem, itemsIn, type OutboxStore } from './store.ts';

/** `signed-out`: the session has ended; `offline`: no network; else how many arrived. */
export type FlushResult = { sent: number; stopped: 'signed-out' | 'offline' | null };

export type FlushContext = {
  store: OutboxStore;
  send: Send;
  accountId: string;
  now: () => Date;
  /** A person asked: what rests after a failure goes too. */
  isAsked?: boolean;
};

/** Flushes under the lock of the browser; another tab that is at it does the work of both. */
export async function flush(context: FlushContext): Promise<FlushResult | null> {
  if (!('locks' in navigator)) return flushNow(context);
  return navigator.locks.request('cong-an-toan-outbox', { ifAvailable: true }, async (lock) =>
    lock === null ? null : flushNow(context),
  );
}

/** Needs the lock. One item that fails holds back only what needs it; no network or no session ends the round. */
export async function flushNow({ store, send, accountId, now, isAsked }: FlushContext): Promise<FlushResult> {
  // Left over from a tab that died: nobody else is sending.
  for (const { id } of await itemsIn(store, 'sending'))
    await changeItem(store, id, (item) => ({ ...item, state: 'waiting' }));
  const tried = new Set<string>();
  let sent = 0;
  for (;;) {
    const items = (await store.items.toArray()).map((item) =>
      isAsked === true ? { ...item, notBefore: null } : item,
    );
    const next = nextToSend(items, accountId, tried, now());
    if (next === null) return { sent, stopped: null };
    const sending = await changeItem(store, next.id, startSending);
    if (sending === undefined) continue;
    const body = bodyToSend(sending);
    const photo = sending.kind === 'photo' ? await store.photos.get(next.id) : undefined;
    const whole = sending.baseRevision === null ? body : { ...body, baseRevision: sending.baseRevision };
    const outcome = await send({
      id: next.id,
      kind: sending.kind,
      body: whole,
      file: photo?.file ?? null,
    });
    const after = await changeItem(store, next.id, (item) => afterAttempt(item, body, outcome, now()));
    if (after?.state === 'sent') {
      sent++;
      if (after.kind === 'photo') await store.photos.delete(next.id);
    }
    if (outcome.is === 'signed-out') return { sent, stopped: 'signed-out' };
    if (outcome.is === 'unknown' && outcome.problem.key === 'offline') return { sent, stopped: 'offline' };
    // What was edited on the way has its turn again; what failed has had it.
    if (outcome.is !== 'stored' && after?.unconfirmed !== null) tried.add(next.id);
  }
}
