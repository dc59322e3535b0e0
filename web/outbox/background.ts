// Sending when no page is open: the service worker, woken by the browser, flushes the same outbox in the same way.
import { getSession } from '../../contract/account.ts';
import { ApiProblem, call } from '../api.ts';
import { flush } from './flush.ts';
import { sendItem } from './send.ts';
import { itemsIn, type OutboxStore } from './store.ts';

/**
 * Flushes what is waiting of whoever is signed in now. Throws when the network or the server failed, so that the browser
 * tries again later; without a session nothing is tried: only the person can change that.
 */
export async function flushInBackground(store: OutboxStore, now: () => Date): Promise<void> {
  const accountId = await signedIn();
  if (accountId === null) return;
  const result = await flush({ store, send: sendItem, accountId, now });
  // Another tab is at it, or the session has just ended.
  if (result === null || result.stopped === 'signed-out') return;
  // What rests after a failure goes later; what waits for something refused goes when a person has mended that.
  const resting = (await itemsIn(store, 'waiting')).filter(
    (item) => item.accountId === accountId && item.notBefore !== null,
  );
  if (result.stopped === 'offline' || resting.length > 0) throw new Error('the outbox is not sent yet');
}

async function signedIn(): Promise<string | null> {
  try {
    return (await call(getSession, {})).account.id;
  } catch (error) {
    if (error instanceof ApiProblem && error.key === 'not-signed-in') return null;
    throw error;
  }
}
