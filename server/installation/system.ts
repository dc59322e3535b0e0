// The running system without HTTP: an open database migrated and installed, run worker ready. For the server and the CLI.
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Config, onlyDemoHasItsDay } from '../config.ts';
import type { Clock, Context } from '../context.ts';
import { refreshCoverage } from '../coverage/store-queries.ts';
import { markLeakproof } from '../db/leakproof.ts';
import { migrate } from '../db/migrate.ts';
import type { Database } from '../db/open.ts';
import { withSystemScope } from '../db/scope.ts';
import { deleteExpired } from '../photos/expiry.ts';
import { createRunner, type Runner } from '../runs/runner.ts';
import { install } from './install.ts';
import { migrationsFolder } from './open-configured.ts';

const root = new URL('../../', import.meta.url);

/** Evidence ends with a day: an hour late is soon enough (our choice). */
const expiryMilliseconds = 3_600_000;

export type System = { context: Context; runner: Runner; demo: boolean; close: () => Promise<void> };

/** Version of the code, from package.json. */
export async function readCodeVersion(): Promise<string> {
  const file = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  return z.object({ version: z.string() }).parse(file).version;
}

/** Makes an open database a running system; closes it when that fails. */
export async function startSystem(
  database: Database,
  config: Config,
  options: { clock: Clock; log: Logger; say: (line: string) => void },
): Promise<System> {
  const { clock, log, say } = options;
  const codeVersion = await readCodeVersion();
  try {
    await migrate(database.knex, migrationsFolder, database.kind === 'embedded');
    await markLeakproof(database.knex);
    const { demo } = await install(database.knex, {
      territory: config.territory,
      demoTown: config.demoTown,
      codeVersion,
      clock,
      say,
    });
    if (config.demoToday !== undefined && !demo) throw new Error(`DEMO_TODAY: ${onlyDemoHasItsDay}`);
    // Of a database from before it was kept; else there is nothing to do.
    await withSystemScope(database.knex, refreshCoverage);
    const expire = () =>
      deleteExpired(database.knex, clock()).catch((error: unknown) =>
        log.error({ err: error }, 'expired evidence could not be deleted'),
      );
    await expire();
    const expiry = setInterval(() => void expire(), expiryMilliseconds).unref();
    const runner = createRunner({ database, clock, log });
    const context: Context = {
      db: database.knex,
      clock,
      config,
      log,
      codeVersion,
      wakeRuns: runner.wake,
      stopRun: runner.stop,
    };
    return {
      context,
      runner,
      demo,
      close: async () => {
        clearInterval(expiry);
        await runner.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
