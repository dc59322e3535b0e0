// The run worker of a server: takes queued runs one at a time, computes in a thread, keeps the lease, writes the result.
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Clock } from '../context.ts';
import { withSystemScope } from '../db/scope.ts';
import { hotspotAnalysis } from '../hotspots/run.ts';
import { Problem } from '../problem.ts';
import { riskAnalysis } from '../risk/run.ts';
import type { Analysis, Progress } from './analysis.ts';
import { fingerprint } from './fingerprint.ts';
import * as queries from './queries.ts';
import { Cancelled, startWork, type Work } from './work.ts';

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

type Deps = { db: Knex; clock: Clock; log: Logger; onProgress?: Progress };

export function createRunner({ db, clock, log, onProgress }: Deps): Runner {
  const cancels = new Map<string, () => void>();
  let closing = false;
  let working: Promise<void> | null = null;
  let again = false;

  const lease = () => new Date(clock().getTime() + leaseMilliseconds);

  async function takeOne(): Promise<boolean> {
    const claimed = await withSystemScope(db, (tx) => queries.claimRun(tx, clock(), lease()));
    if (claimed === undefined) return false;
    const { id } = claimed;
    const latest = { stage: 'read', done: 0, total: 0 };
    const heartbeat = setInterval(() => {
      withSystemScope(db, (tx) => queries.noteProgress(tx, id, latest, lease()))
        .then((goOn) => {
          if (!goOn) cancels.get(id)?.();
        })
        .catch((error: unknown) => log.warn({ err: error, run: id }, 'progress of a run could not be noted'));
    }, heartbeatMilliseconds);
    const progress: Progress = (stage, done, total) => {
      Object.assign(latest, { stage, done, total });
      onProgress?.(stage, done, total);
    };
    try {
      if (claimed.kind === 'hotspots')
        await compute(hotspotAnalysis, claimed, (input) => ({ kind: 'hotspots', input }), progress);
      else await compute(riskAnalysis, claimed, (input) => ({ kind: 'risk', input }), progress);
    } catch (error) {
      await fail(id, error);
    } finally {
      clearInterval(heartbeat);
      cancels.delete(id);
    }
    return true;
  }

  async function compute<Input, Output>(
    analysis: Analysis<Input, Output>,
    run: queries.Claimed,
    toWork: (input: Input) => Work,
    progress: Progress,
  ): Promise<void> {
    let stopped = false;
    cancels.set(run.id, () => {
      stopped = true;
    });
    const input = await withSystemScope(db, (tx) => analysis.read(tx, run.parameters));
    if (stopped) throw new Cancelled('cancelled');
    const job = startWork<Output>(toWork(input), progress);
    cancels.set(run.id, job.cancel);
    const output = await job.result;
    progress('write', 0, 1);
    await withSystemScope(db, async (tx) => {
      const notes = await analysis.write(tx, run.id, output);
      await queries.finishRun(tx, run.id, {
        status: 'done',
        fingerprint: fingerprint(input),
        notes,
        now: clock(),
      });
    });
  }

  async function fail(id: string, error: unknown): Promise<void> {
    const cancelled = error instanceof Cancelled;
    if (!cancelled && !(error instanceof Problem)) log.error({ err: error, run: id }, 'a run failed');
    const text = error instanceof Problem ? `${error.key}: ${error.message}` : 'internal';
    await withSystemScope(db, (tx) =>
      queries.finishRun(tx, id, {
        status: cancelled ? 'cancelled' : 'failed',
        now: clock(),
        ...(!cancelled && { error: text }),
      }),
    );
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
    stop: (id) => cancels.get(id)?.(),
    drain: async () => {
      wake();
      await working;
    },
    close: async () => {
      closing = true;
      clearInterval(timer);
      for (const cancel of cancels.values()) cancel();
      await working;
    },
  };
}
