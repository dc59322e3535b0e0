// Starts worker threads from the TypeScript sources, whatever runs them.
// Apart because Node 20 cannot load a `.ts` file as a worker's entry, not even under tsx or vitest,
// and every thread of the server (the embedded database, the analyses) meets that.
import { type ResourceLimits, type TransferListItem, Worker } from 'node:worker_threads';

/** What a worker is given at start. All but the first mean what they mean to node:worker_threads. */
export type SpawnOptions = {
  /** Large packages the module imports. Loaded before tsx, which reads every file loaded after it, they load faster. */
  packages?: string[];
  workerData?: unknown;
  transferList?: TransferListItem[];
  resourceLimits?: ResourceLimits;
};

/**
 * Starts a worker thread from `url`, a `.ts` or `.js` module.
 * Where Node strips types itself (22.18 and later) the module is the worker's entry; elsewhere worker-entry.mjs is, and
 * imports it. Either way a module that fails to load is reported by the worker's 'error' event.
 */
export function spawnWorker(url: URL, { packages = [], ...options }: SpawnOptions = {}): Worker {
  if (!url.pathname.endsWith('.ts') || process.features.typescript) return new Worker(url, options);
  return new Worker(new URL('./worker-entry.mjs', import.meta.url), {
    ...options,
    argv: [url.href, ...packages],
  });
}
