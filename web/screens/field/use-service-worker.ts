// The service worker of the built application: registered by the survey pages, and renewed when the person says so.
import { useEffect, useState } from 'react';

/** Gives what brings the new version, once there is one; null till then. */
export function useServiceWorker(): (() => void) | null {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    let isGone = false;
    const look = async () => {
      // It takes the whole application along: not before what the person waits for is there.
      await untilQuiet();
      if (isGone) return;
      const registration = await navigator.serviceWorker.register('/sw.js');
      const tell = (worker: ServiceWorker | null) => {
        // The first one ever has nothing to replace.
        if (!isGone && worker !== null && navigator.serviceWorker.controller !== null) setWaiting(worker);
      };
      tell(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => {
          if (worker.state === 'installed') tell(worker);
        });
      });
    };
    look().catch(() => {
      // Without one the pages still work with a network.
    });
    return () => {
      isGone = true;
    };
  }, []);
  if (waiting === null) return null;
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('take-over');
  };
}

/** Our choice: what a page asks for after it is drawn has come by then. */
const QUIET_MILLISECONDS = 1_500;

/** Resolves some time after the page and all it asked for at first are loaded. */
async function untilQuiet(): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((done) => window.addEventListener('load', done, { once: true }));
  await new Promise((done) => setTimeout(done, QUIET_MILLISECONDS));
}
