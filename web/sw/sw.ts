// The service worker: the application's own files, so that every page opens without a network. Data never: what the
// field needs is taken along on purpose, and a stale answer of the server would pass for a fresh one.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { flushInBackground, OUTBOX_SYNC } from '../outbox/background.ts';
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
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/api\//, /^\/tiles\//, /^\/healthz$/, /^\/readyz$/],
  }),
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
