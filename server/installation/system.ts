// The running system without HTTP: database opened, migrated and installed, run worker ready. For the server and the CLI.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Clock, Context } from '../context.ts';
import { embeddedTemplate } from '../db/embedded/template.ts';
import { markLeakproof } from '../db/leakproof.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { createRunner, type Runner } from '../runs/runner.ts';
import { install } from './install.ts';

const root = new URL('../../', import.meta.url);
const migrations = new URL('migrations/', root);

export type System = { context: Context; runner: Runner; demo: boolean; close: () => Promise<void> };

/** Version of the code, from package.json. */
export async function readCodeVersion(): Promise<string> {
  const file = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  return z.object({ version: z.string() }).parse(file).version;
}

/** Opens everything. Throws with a sentence for a person when the database cannot be used. */
export async function openSystem(
  config: Config,
  options: { clock: Clock; log: Logger; say: (line: string) => void },
): Promise<System> {
  const { clock, log, say } = options;
  const codeVersion = await readCodeVersion();
  const dataDir = path.resolve(config.dataDir);
  const isFirst = config.databaseUrl === undefined && !existsSync(path.join(dataDir, 'database'));
  if (isFirst) say('Chuẩn bị cơ sở dữ liệu nhúng · preparing the embedded database');
  const database = await openDatabase(
    config.databaseUrl === undefined
      ? {
          dataDir,
          ...(isFirst && {
            template: await embeddedTemplate(migrations, fileURLToPath(new URL('.cache/', root))),
          }),
          onRestart: (message) => log.error(message),
        }
      : { url: config.databaseUrl },
  );
  try {
    await migrate(database.knex, migrations, database.kind === 'embedded');
    await markLeakproof(database.knex);
    const { demo } = await install(database.knex, {
      territory: config.territory,
      demoTown: config.demoTown,
      codeVersion,
      clock,
      say,
    });
    const runner = createRunner({ db: database.knex, clock, log });
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
        await runner.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
