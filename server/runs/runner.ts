// The run queue of a server: takes queued runs one at a time, has them carried out in a thread, and keeps the lease.
import type { Logger } from 'pino';
import type { Clock } from '../context.ts';
import type { Database } from '../db/open.ts';
import { withSystemScope } from '../db/scope.ts';
import { analyses } from './analyses.ts';
import type { Claimed, Held, Progress } from './analysis.ts';
import * as queries from './queries.ts';
import { Cancelled, createWorkThread, Failed } from './work.ts';

/** A run whose worker has not been heard of for this long is taken by another (our choice: many times the progress step). */
const leaseMilliseconds = 60_000;
const heartbeatMilliseconds = 500;
/** How often the queue is looked at without being woken: another process may have queued. */
const idleMilliseconds = 5_000;

export type Runner = {
  wake: () => void;
  stop: (id: string) => void;
  /** Takes queued runs until none is left. */
  drain: () => Promise<void>;
  close: () => Promise<void>;
};

type Deps = { database: Pick<Database, 'knex' | 'share'>; clock: Clock; log: Logger; onProgress?: Progress };

export function createRunner({ database, clock, log, onProgress }: Deps): Runner {
  const db = database.knex;
  const thread = createWorkThread(database.share);
  let current: string | null = null;
  let closing = false;
  let working: Promise<void> | null = null;
  let again = false;

  const lease = () => new Date(clock().getTime() + leaseMilliseconds);

  /** Ends a run without a result. One that has ended or was taken over meanwhile keeps its own: only who ends it may discard. */
  async function endWithout(
    run: Held,
    end: { status: 'failed' | 'cancelled'; error?: string },
  ): Promise<void> {
    const isOurs = await withSystemScope(db, (tx) => queries.finishRun(tx, run, { ...end, now: clock() }));
    if (isOurs) await analyses[run.kind].discard(db, run.id);
  }

  async function giveUpLost(): Promise<void> {
    for (const run of await withSystemScope(db, (tx) => queries.lostRuns(tx, clock()))) {
      await endWithout(run, { status: 'failed', error: 'the computation was interrupted three times' });
    }
  }

  async function takeOne(): Promise<boolean> {
    await giveUpLost();
    const claimed = await withSystemScope(db, (tx) => queries.claimRun(tx, clock(), lease()));
    if (claimed === undefined) return false;
    const { id } = claimed;
    current = id;
    const latest = { stage: 'read', done: 0, total: 0 };
    let isNoting = false;
    const heartbeat = setInterval(() => {
      // The one backend of the embedded database may be busy with the run's own result: notes do not queue up behind it.
      if (isNoting) return;
      isNoting = true;
      withSystemScope(db, (tx) => queries.noteProgress(tx, claimed, latest, lease()))
        .then((goOn) => {
          if (!goOn) stop(id);
        })
        .catch((error: unknown) => log.warn({ err: error, run: id }, 'progress of a run could not be noted'))
        .finally(() => {
          isNoting = false;
        });
    }, heartbeatMilliseconds);
    const progress: Progress = (stage, done, total) => {
      Object.assign(latest, { stage, done, total });
      onProgress?.(stage, done, total);
    };
    try {
      await thread.carryOut(claimed, clock(), progress);
    } catch (error) {
      await fail(claimed, error);
    } finally {
      clearInterval(heartbeat);
      current = null;
    }
    return true;
  }

  function stop(id: string): void {
    if (current === id) void thread.cancel();
  }

  async function fail(run: Claimed, error: unknown): Promise<void> {
    if (error instanceof Cancelled) return endWithout(run, { status: 'cancelled' });
    const isPlanned = error instanceof Failed && error.cause === null;
    if (!isPlanned) log.error({ err: error, run: run.id }, 'a run failed');
    await endWithout(run, { status: 'failed', error: error instanceof Failed ? error.message : 'internal' });
  }

  async function work(): Promise<void> {
    do {
      again = false;
      while (!closing && (await takeOne()));
    } while (again && !closing);
  }

  function wake(): void {
    if (closing) return;
    if (working !== null) {
      again = true;
      return;
    }
    working = work()
      .catch((error: unknown) => log.error({ err: error }, 'the run queue could not be read'))
      .finally(() => {
        working = null;
      });
  }

  const timer = setInterval(wake, idleMilliseconds);
  timer.unref();

  return {
    wake,
    stop,
    drain: async () => {
      wake();
      await working;
    },
    close: async () => {
      closing = true;
      clearInterval(timer);
      await thread.cancel();
      await working;
    },
  };
}
