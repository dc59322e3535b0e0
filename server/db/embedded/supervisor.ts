// Starts the embedded database in its thread, starts it again when the engine dies, and opens connections to it.
// Apart from the thread itself, which is gone when the engine is.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { spawnWorker } from '../../worker-thread.ts';
import { defaultCacheDir } from './cache.ts';
import { PortStream } from './duplex.ts';
import { lockFolder } from './lock.ts';
import { postgisBundle } from './postgis-bundle.ts';
import { shareConnections } from './shared.ts';
import type { FromWorker, ToWorker, WorkerOptions } from './worker.ts';

export type EmbeddedOptions = Omit<WorkerOptions, 'postgisBundle'> & {
  /** Told, in a sentence, each time the database died and is started again. */
  onRestart?: (message: string) => void;
  /** Where files that speed up the start are kept. */
  cacheDir?: string;
};

/** A running embedded database. */
export type Embedded = {
  /** A fresh connection, to be given to the `pg` package as its `stream`. */
  stream(): PortStream;
  /** A port through which another thread opens connections; to be transferred to it. */
  share(): MessagePort;
  /** The whole database as .tar.gz, for a template. Only while no connection is in use. */
  dump(): Promise<Uint8Array>;
  close(): Promise<void>;
};

const firstDelayMs = 250;
const longestDelayMs = 10_000;
/** A database that ran this long is not counted as failing again. */
const stableMs = 60_000;
/** How long an orderly end may take; a query that runs longer is cut off, which the WAL survives. */
const closeMs = 15_000;

/** The engine's own depth limit needs about 2 MB of stack; with less, a deep recursion kills it instead. */
const resourceLimits = { stackSizeMb: 16 };

/**
 * Boots the embedded database and gives it once it answers. A data folder is locked for this process.
 * Throws when the folder is in use, or when the first boot fails; later failures are retried for ever, with pauses
 * that grow to ten seconds, while connections wait.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { onRestart = () => {}, cacheDir = defaultCacheDir, ...given } = options;
  // Where the cache cannot be written, the start is slower and no less right.
  const bundle = await postgisBundle(cacheDir).catch(() => null);
  const workerOptions: WorkerOptions = bundle === null ? given : { ...given, postgisBundle: bundle };
  const unlock = options.dataDir === undefined ? async () => {} : await lockFolder(options.dataDir);
  let closing = false;
  let failures = 0;

  const boot = async (): Promise<Running> => {
    const worker = spawnWorker(new URL('./worker.ts', import.meta.url), {
      packages: ['@electric-sql/pglite', '@electric-sql/pglite-postgis'],
      workerData: workerOptions,
      resourceLimits,
    });
    let reason = 'the thread ended';
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'lost') reason = message.message;
    });
    const exited = once(worker, 'exit').then(() => new Error(`the embedded database stopped: ${reason}`));
    const failure = await Promise.race([answer(worker, 'ready'), exited]);
    if (failure instanceof Error) throw failure;
    const since = Date.now();
    void exited.then((error) => {
      if (closing) return;
      if (Date.now() - since > stableMs) failures = 0;
      current = bootAgain(error.message);
      current.catch(() => {});
    });
    return { worker, exited };
  };

  const bootAgain = async (why: string): Promise<Running> => {
    let message = why;
    while (!closing) {
      onRestart(message);
      await delay(Math.min(longestDelayMs, firstDelayMs * 2 ** failures++));
      if (closing) break;
      try {
        return await boot();
      } catch (error) {
        message = error instanceof Error ? error.message : String(error);
      }
    }
    throw new Error('the embedded database is closed');
  };

  let current: Promise<Running> = boot();
  try {
    await current;
  } catch (error) {
    await unlock();
    throw error;
  }

  const openPort = async (): Promise<MessagePort> => {
    for (;;) {
      const { worker, exited } = await current;
      if (closing) throw new Error('the embedded database is closed');
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ type: 'open', port: port2 } satisfies ToWorker, [port2]);
      const greeting = await Promise.race([once(port1, 'message'), exited]);
      if (!(greeting instanceof Error)) return port1;
      port1.close();
    }
  };

  return {
    stream: () => new PortStream(openPort),
    share: () => shareConnections(openPort),
    dump: async () => {
      const { worker } = await current;
      const dumped = answer(worker, 'dumped');
      worker.postMessage({ type: 'dump' } satisfies ToWorker);
      return (await dumped).bytes;
    },
    close: async () => {
      if (closing) return;
      closing = true;
      const running = await current.catch(() => null);
      if (running) {
        const { worker, exited } = running;
        const ended = Promise.race([answer(worker, 'closed'), exited, delay(closeMs, null, { ref: false })]);
        worker.postMessage({ type: 'close' } satisfies ToWorker);
        await ended;
        await worker.terminate();
      }
      await unlock();
    },
  };
}

type Running = {
  worker: Worker;
  /** Why it ended, once it has. */
  exited: Promise<Error>;
};

/** Waits for the thread to say `type`. */
function answer<T extends FromWorker['type']>(
  worker: Worker,
  type: T,
): Promise<Extract<FromWorker, { type: T }>> {
  const isIt = (message: FromWorker): message is Extract<FromWorker, { type: T }> => message.type === type;
  return new Promise((resolve) => {
    const listener = (message: FromWorker) => {
      if (!isIt(message)) return;
      worker.off('message', listener);
      resolve(message);
    };
    worker.on('message', listener);
  });
}
