// Asking the browser to wake the service worker once there is a network (Background Sync). Where it cannot, the next page
// that opens sends. Apart from the sending itself, which a page loads only when there is something to send.

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
