// Real runs on an invented country, through the queue, the thread and the tables of the product: seconds of each stage,
// memory, and whether the server still answers meanwhile.
import { setTimeout as delay } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { RunRequest } from '../contract/run-parameters.ts';
import type { Database } from '../server/db/open.ts';
import { withSystemScope } from '../server/db/scope.ts';
import { getRun } from '../server/runs/queries.ts';
import { requestRun } from '../server/runs/request.ts';
import { createRunner } from '../server/runs/runner.ts';
import { COUNTRY_AS_OF, generateCountry } from './country/generate.ts';
import { loadCountry } from './country/load.ts';
import { benchNow, withEmbeddedDatabase, withServerDatabase } from './database.ts';
import { planningProduct } from './product.ts';
import { note, peakMegabytes, quantile, seconds, shown } from './report.ts';

const requests = [
  { kind: 'hotspots', parameters: { method: 'legal_rule', presetId: 'tt-26-2012' } },
  { kind: 'hotspots', parameters: { method: 'network_kde' } },
  { kind: 'risk', parameters: {} },
];

/** A province on the embedded engine: 1,500 schools, 30,000 accidents. */
export async function provinceBench(): Promise<void> {
  console.log('province: 1,500 schools, 30,000 accidents on the embedded database');
  const scale = 1 / 30;
  const country = generateCountry({ scale, schools: 1_500 / scale, accidents: 30_000 / scale });
  await withEmbeddedDatabase(async (database) => {
    note(`loaded in ${shown(await seconds(() => loadCountry(database.knex, country)))} s`);
    await runAll(database);
  });
}

/** The country, or a part of it, on the server of DATABASE_URL. */
export async function nationalBench(scale: number): Promise<void> {
  console.log(`national: scale ${scale} on PostgreSQL`);
  const country = generateCountry({ scale });
  await withServerDatabase(async (database) => {
    note(`loaded in ${shown(await seconds(() => loadCountry(database.knex, country)))} s`);
    await runAll(database);
  });
}

type Stage = { name: string; seconds: number };

async function runAll(database: Database): Promise<void> {
  const log: Logger = pino({ level: 'error' });
  let observe: (stage: string, done: number, total: number) => void = () => {};
  const runner = createRunner({
    database,
    clock: () => benchNow,
    log,
    onProgress: (stage, done, total) => observe(stage, done, total),
  });
  const answers = await answering(database);
  /** Seconds from asking a run to stop, in the midst of its computation, to its row saying so. */
  async function cancelAtWork(): Promise<void> {
    const id = crypto.randomUUID();
    const parameters = { method: 'legal_rule', presetId: 'tt-26-2012', asOf: COUNTRY_AS_OF };
    const request = RunRequest.parse({ id, kind: 'hotspots', parameters });
    await withSystemScope(database.knex, (tx) =>
      requestRun(tx, request, { codeVersion: 'bench', accountId: null, now: benchNow }),
    );
    const isComputing = new Promise<void>((resolve) => {
      observe = (stage) => {
        if (stage === 'hotspots') resolve();
      };
    });
    const ended = runner.drain();
    await isComputing;
    const taken = await seconds(async () => {
      runner.stop(id);
      await ended;
    });
    const run = await withSystemScope(database.knex, (tx) => getRun(tx, id));
    console.log(`  a run asked to stop while computing: ${run?.status ?? 'lost'} after ${shown(taken)} s`);
    if (run?.status !== 'cancelled' || taken > 1) process.exitCode = 1;
  }

  try {
    for (const { kind, parameters } of requests) {
      const request = RunRequest.parse({
        id: crypto.randomUUID(),
        kind,
        parameters: { ...parameters, asOf: COUNTRY_AS_OF },
      });
      await withSystemScope(database.knex, (tx) =>
        requestRun(tx, request, { codeVersion: 'bench', accountId: null, now: benchNow }),
      );
      const stages: Stage[] = [];
      let entered = performance.now();
      let latest = { stage: '', share: 0 };
      let isMonotone = true;
      const leave = (): void => {
        const now = performance.now();
        if (latest.stage !== '') stages.push({ name: latest.stage, seconds: (now - entered) / 1_000 });
        entered = now;
      };
      observe = (stage, done, total) => {
        const share = total > 0 ? done / total : 0;
        if (stage !== latest.stage) leave();
        else if (share < latest.share) isMonotone = false;
        latest = { stage, share };
      };
      const whole = await seconds(() => runner.drain());
      leave();
      const run = await withSystemScope(database.knex, (tx) => getRun(tx, request.id));
      const method = 'method' in request.parameters ? ` ${request.parameters.method}` : '';
      console.log(
        `  ${kind}${method}: ${run?.status ?? 'lost'}${run?.error ? ` (${run.error})` : ''} in ${shown(whole)} s`,
      );
      note(`  ${stages.map(({ name, seconds: taken }) => `${name} ${shown(taken)} s`).join(', ')}`);
      note(
        `  progress ${isMonotone ? 'never fell' : 'FELL'}; peak memory ${peakMegabytes()} MB; ${answers.take()}`,
      );
      if (run?.status !== 'done' || !isMonotone) process.exitCode = 1;
    }
    observe = () => {};
    await cancelAtWork();
  } finally {
    await answers.close();
    await runner.close();
  }
}

/** The product, asked by one person without pause for what needs its database: a planner's list of runs. */
async function answering(database: Database) {
  const { port, cookie, close } = await planningProduct(database.knex);
  let times: number[] = [];
  let isOver = false;
  const ask = async (): Promise<void> => {
    while (!isOver) {
      const start = performance.now();
      const { ok } = await fetch(`http://127.0.0.1:${port}/api/runs`, { headers: { cookie } });
      if (!ok) throw new Error('the list of runs was not answered');
      times.push(performance.now() - start);
      await delay(20);
    }
  };
  const asking = ask();
  return {
    /** What was measured since the last time this was asked. */
    take: (): string => {
      const words = `${times.length} requests answered, p95 ${shown(quantile(times, 0.95))} ms, slowest ${shown(Math.max(...times))} ms`;
      times = [];
      return words;
    },
    close: async () => {
      isOver = true;
      await asking;
      await close();
    },
  };
}
