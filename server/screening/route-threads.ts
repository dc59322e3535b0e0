// The screening of routes on several processors: this thread and others take routes from one task, a portion at a time.
import { spawnWorker } from '../worker-thread.ts';
import { accidentsAlongRoutes, type RouteTask } from './along-routes.ts';

/** Routes a thread takes at once (our choice: some milliseconds of work). */
const PORTION = 2_000;

/** A task with the number of the first route that no thread has taken yet. */
export type SharedTask = { task: RouteTask; taken: Int32Array };

export type RouteThreads = {
  /** Screens all routes of a task; its result is complete when the promise resolves. */
  run(task: RouteTask): Promise<void>;
  close(): Promise<void>;
};

/** Starts threads beside this one. They wait for tasks until they are closed. */
export function startRouteThreads(count: number): RouteThreads {
  const workers = Array.from({ length: count }, () =>
    spawnWorker(new URL('./route-worker.ts', import.meta.url)),
  );
  return {
    run: async (task) => {
      const shared: SharedTask = { task, taken: new Int32Array(new SharedArrayBuffer(4)) };
      const done = workers.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            worker.once('error', reject);
            worker.once('message', () => {
              worker.off('error', reject);
              resolve();
            });
            worker.postMessage(shared);
          }),
      );
      accidentsAlongRoutes(task, portions(shared));
      await Promise.all(done);
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Ranges of routes that no other thread has taken. */
export function* portions({ task, taken }: SharedTask): Generator<[number, number]> {
  const count = task.found.accidents.length;
  for (;;) {
    const from = Atomics.add(taken, 0, PORTION);
    if (from >= count) return;
    yield [from, Math.min(from + PORTION, count)];
  }
}
