// A thread that screens routes beside another.
import { parentPort } from 'node:worker_threads';
import { accidentsAlongRoutes } from './along-routes.ts';
import { portions, type SharedTask } from './route-threads.ts';

parentPort?.on('message', (shared: SharedTask) => {
  accidentsAlongRoutes(shared.task, portions(shared));
  parentPort?.postMessage('done');
});
