// The worker thread as the runner sees it: started when needed, killed to cancel, ended when idle.
import type { Worker } from 'node:worker_threads';
import type { Share } from '../db/open.ts';
import { spawnWorker } from '../worker-thread.ts';
import type { Claimed, Progress } from './analysis.ts';
import type { FromWorker, ToWorker } from './worker.ts';

export class Cancelled extends Error {
  override name = 'Cancelled';
}

/** A run that ended with words for its row; `cause` is what the log should hold, if anything. */
export class Failed extends Error {
  override name = 'Failed';
}

/** An idle thread keeps what it loaded for this long; then its memory is given back. */
const idleMilliseconds = 60_000;

export type WorkThread = {
  /** Carries out a run. Rejects with Cancelled after `cancel`, with Failed when the run could not be done. */
  carryOut: (run: Claimed, now: Date, progress: Progress) => Promise<void>;
  /** Ends the thread at once, whatever it does; the next run starts another. */
  cancel: () => Promise<void>;
};

export function createWorkThread(share: () => Share): WorkThread {
  let worker: Worker | null = null;
  let isCancelled = false;
  let idle: NodeJS.Timeout | undefined;

  function start(): Worker {
    const given = share();
    const fresh = spawnWorker(new URL('./worker.ts', import.meta.url), {
      workerData: given,
      transferList: given.kind === 'embedded' ? [given.port] : [],
    });
    fresh.on('exit', () => {
      if (worker === fresh) worker = null;
    });
    isCancelled = false;
    worker = fresh;
    return fresh;
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    isCancelled = true;
    // Given up before it has ended: a run that comes meanwhile starts another instead of dying with this one.
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  async function carryOut(run: Claimed, now: Date, progress: Progress): Promise<void> {
    clearTimeout(idle);
    const thread = worker ?? start();
    let stopListening = (): void => {};
    try {
      await new Promise<void>((resolve, reject) => {
        const onMessage = (message: FromWorker): void => {
          if (message.type === 'progress') progress(message.stage, message.done, message.total);
          else if (message.type === 'done') resolve();
          else reject(new Failed(message.error, { cause: message.unplanned }));
        };
        const onError = (cause: unknown): void => reject(new Failed('internal', { cause }));
        const onExit = (code: number): void => {
          const cause = new Error(`the thread of the runs ended with ${code}`);
          reject(isCancelled ? new Cancelled('cancelled') : new Failed('internal', { cause }));
        };
        thread.on('message', onMessage).on('error', onError).on('exit', onExit);
        stopListening = () => {
          thread.off('message', onMessage).off('error', onError).off('exit', onExit);
        };
        thread.postMessage({ run, now: now.getTime() } satisfies ToWorker);
      });
    } finally {
      stopListening();
      idle = setTimeout(() => void end(), idleMilliseconds);
      idle.unref();
    }
  }

  return { carryOut, cancel: end };
}
