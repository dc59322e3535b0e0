// Sending when no page is open: where the browser can, it wakes the service worker once there is a network (Background
// Sync), and that flushes the same outbox in the same way. Elsewhere the next page that opens does it.
import { getSession } from '../../contract/account.ts';
import { ApiProblem, call } from '../api.ts';
import { flush } from './flush.ts';
import { sendItem } from './send.ts';
import { itemsIn, type OutboxStore } from './store.ts';

declare global {
  /** Not in the libraries of TypeScript, as not every browser has it. */
  interface ServiceWorkerRegistration {
    readonly sync?: { register(tag: string): Promise<void> };
  }
}

/** What the browser is asked for, and says when it wakes the service worker. */
export const OUTBOX_SYNC = 'outbox';

/** Asks the browser to wake the service worker when there is a network; false where it cannot or may not. */
export async function askForSync(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration?.active == null || registration.sync === undefined) return false;
    await registration.sync.register(OUTBOX_SYNC);
    return true;
  } catch {
    return false;
  }
}

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
