// What runs in a thread that screens beside another.
import { parentPort } from 'node:worker_threads';
import { screenShareOfRoutes, screenSurroundings } from './jobs.ts';
import type { Job } from './thread.ts';

parentPort?.on('message', (job: Job) => {
  if (job.kind === 'surroundings') {
    parentPort?.postMessage(screenSurroundings(job.accidents, job.schools));
  } else {
    screenShareOfRoutes(job.shared);
    parentPort?.postMessage(null);
  }
});
