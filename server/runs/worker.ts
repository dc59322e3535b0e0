// The worker thread of one run: takes plain input, computes, posts progress and the result. Killed to cancel.
import { parentPort, workerData } from 'node:worker_threads';
import { computeHotspots } from '../hotspots/compute.ts';
import { computeRisk } from '../risk/compute.ts';
import type { Work, WorkMessage } from './work.ts';

/** Progress is posted at most this often; the API thread has better things to do. */
const progressMilliseconds = 100;

function post(message: WorkMessage): void {
  parentPort?.postMessage(message);
}

let last = 0;
function progress(stage: string, done: number, total: number): void {
  const now = performance.now();
  if (done > 0 && done < total && now - last < progressMilliseconds) return;
  last = now;
  post({ type: 'progress', stage, done, total });
}

function compute(work: Work): unknown {
  switch (work.kind) {
    case 'hotspots':
      return computeHotspots(work.input, progress);
    case 'risk':
      return computeRisk(work.input, progress);
  }
}

const work: Work = workerData;
post({ type: 'result', output: compute(work) });
