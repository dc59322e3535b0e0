// A thread beside this one that screens.
import { spawnWorker } from '../worker-thread.ts';
import type { RouteTask } from './along-routes.ts';
import { type SchoolPlaces, type SharedTask, type Surroundings, screenShareOfRoutes } from './jobs.ts';
import type { WeightedPlaces } from './place-grid.ts';

export type Job =
  | { kind: 'surroundings'; accidents: WeightedPlaces; schools: SchoolPlaces }
  | { kind: 'routes'; shared: SharedTask };

export type ScreeningThread = {
  /** What `screenSurroundings` gives, computed there. */
  surroundings(accidents: WeightedPlaces, schools: SchoolPlaces): Promise<Surroundings>;
  /** Screens all routes of a task, there and here; its result is complete when the promise resolves. */
  routes(task: RouteTask): Promise<void>;
};

type Started = ScreeningThread & {
  /** An idle one does not keep the process from ending. */
  rest(): void;
  wake(): void;
  close(): Promise<void>;
};

/** The thread that nobody uses. Kept, because starting one takes as long as screening a province. */
let resting: Started | undefined;

/** Runs `work` with a thread that waits for work, one thing at a time. */
export async function withScreeningThread<T>(work: (thread: ScreeningThread) => Promise<T>): Promise<T> {
  const thread = resting ?? start();
  resting = undefined;
  thread.wake();
  let result: T;
  try {
    result = await work(thread);
  } catch (error) {
    // What it was asked last may still be under way: its answer must not be taken for that of the next.
    await thread.close();
    throw error;
  }
  if (resting === undefined) {
    thread.rest();
    resting = thread;
  } else {
    await thread.close();
  }
  return result;
}

function start(): Started {
  const worker = spawnWorker(new URL('./thread-entry.ts', import.meta.url));
  // Also before anything is asked: a thread that cannot start must not end the process.
  const failed = new Promise<never>((_, reject) => worker.once('error', reject));
  failed.catch(() => {});
  const ask = <T>(job: Job): Promise<T> => {
    const reply = new Promise<T>((resolve) => worker.once('message', resolve));
    worker.postMessage(job);
    return Promise.race([reply, failed]);
  };
  return {
    surroundings: (accidents, { lon, lat }) =>
      ask({ kind: 'surroundings', accidents, schools: { lon, lat } }),
    routes: async (task) => {
      const shared = { task, taken: new Int32Array(new SharedArrayBuffer(4)) };
      const done = ask<null>({ kind: 'routes', shared });
      screenShareOfRoutes(shared);
      await done;
    },
    rest: () => worker.unref(),
    wake: () => worker.ref(),
    close: async () => {
      await worker.terminate();
    },
  };
}
