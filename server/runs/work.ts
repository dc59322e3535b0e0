// What goes to the worker thread of a run and what comes back.
import type { HotspotInput } from '../hotspots/compute.ts';
import type { RiskInput } from '../risk/input.ts';
import { spawnWorker } from '../worker-thread.ts';
import type { Progress } from './analysis.ts';

export type Work = { kind: 'hotspots'; input: HotspotInput } | { kind: 'risk'; input: RiskInput };

export type WorkMessage =
  | { type: 'progress'; stage: string; done: number; total: number }
  | { type: 'result'; output: unknown };

export class Cancelled extends Error {
  override name = 'Cancelled';
}

export type Job<Output> = { result: Promise<Output>; cancel: () => void };

/** Starts a computation in a thread of its own. `cancel` kills the thread; the result then rejects with Cancelled. */
export function startWork<Output>(work: Work, progress: Progress): Job<Output> {
  const worker = spawnWorker(new URL('./worker.ts', import.meta.url), { workerData: work });
  let cancelled = false;
  const result = new Promise<Output>((resolve, reject) => {
    worker.on('message', (message: WorkMessage) => {
      if (message.type === 'progress') progress(message.stage, message.done, message.total);
      // The thread runs the computation of this very kind.
      else resolve(message.output as Output);
    });
    worker.on('error', reject);
    worker.on('exit', () =>
      reject(cancelled ? new Cancelled('cancelled') : new Error('the computation ended without a result')),
    );
  });
  return {
    result,
    cancel: () => {
      cancelled = true;
      void worker.terminate();
    },
  };
}
