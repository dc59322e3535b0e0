// The thread that carries out runs, one after the other, over its own connections to the database. Killed to cancel.
import { parentPort, workerData } from 'node:worker_threads';
import { openShared, type Share } from '../db/open.ts';
import { Problem } from '../problem.ts';
import { analyses } from './analyses.ts';
import type { Claimed, Progress } from './analysis.ts';

/** A run to carry out; `now` is the time of the asking, milliseconds. */
export type ToWorker = { run: Claimed; now: number };

export type FromWorker =
  | { type: 'progress'; stage: string; done: number; total: number }
  | { type: 'done' }
  /** `error` goes to the run's row; `unplanned` to the log. */
  | { type: 'failed'; error: string; unplanned: unknown };

/** Progress is posted at most this often; the API thread has better things to do. */
const progressMilliseconds = 100;

const share: Share = workerData;
// One for a transaction, one to be read beside it.
const db = openShared(share, 2);

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}

let last = 0;
const progress: Progress = (stage, done, total) => {
  const now = performance.now();
  if (done > 0 && done < total && now - last < progressMilliseconds) return;
  last = now;
  post({ type: 'progress', stage, done, total });
};

async function carryOut({ run, now }: ToWorker): Promise<void> {
  const began = performance.now();
  try {
    // The asker's clock goes on here.
    const clock = () => new Date(now + (performance.now() - began));
    await analyses[run.kind].carryOut(db, run, { progress, clock });
    post({ type: 'done' });
  } catch (error) {
    if (error instanceof Problem)
      post({ type: 'failed', error: `${error.key}: ${error.message}`, unplanned: null });
    else post({ type: 'failed', error: 'internal', unplanned: error });
  }
}

parentPort?.on('message', (asked: ToWorker) => void carryOut(asked));
