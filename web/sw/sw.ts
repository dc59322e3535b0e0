// The service worker: the files of the survey, so that its pages open without a network. Those of the desk come from the
// server, always of one version. Data never: what the field needs is taken along on purpose, and a stale answer of the
// server would pass for a fresh one.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { OUTBOX_SYNC } from '../outbox/ask-for-sync.ts';
import { flushInBackground } from '../outbox/background.ts';
import { openStore } from '../outbox/store.ts';

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[];
};
declare global {
  interface ServiceWorkerGlobalScopeEventMap {
    sync: ExtendableEvent & { readonly tag: string };
  }
}

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/khao-sat.html'), { allowlist: [/^\/khao-sat(\/|$)/] }),
);

// A new version takes over when the page says so: never in the middle of a walk.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('sync', (event) => {
  if (event.tag === OUTBOX_SYNC) event.waitUntil(flushOutbox());
});

async function flushOutbox(): Promise<void> {
  const store = openStore();
  try {
    await flushInBackground(store, () => new Date());
  } finally {
    store.close();
  }
}
