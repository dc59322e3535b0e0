// The service worker of the built application: registered by the survey pages, and renewed when the person says so.
import { useEffect, useState } from 'react';

/** Gives what brings the new version, once there is one; null till then. */
export function useServiceWorker(): (() => void) | null {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    let isGone = false;
    const look = async () => {
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
