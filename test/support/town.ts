// The demo town, installed and computed, as a database for a test file. Made once per state of the code and data that
// make it, then copied: the installation itself is tested where a new database is started.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import knexFactory from 'knex';
import { pino } from 'pino';
import { inject } from 'vitest';
import { HotspotMethod, RunKind } from '../../contract/codes.ts';
import { cached, defaultCacheDir } from '../../server/db/embedded/cache.ts';
import { startEmbedded } from '../../server/db/embedded/supervisor.ts';
import { embeddedTemplate } from '../../server/db/embedded/template.ts';
import { markLeakproof } from '../../server/db/leakproof.ts';
import { type Database, embeddedKnex, openDatabase } from '../../server/db/open.ts';
import { install } from '../../server/installation/install.ts';
import { createRunner } from '../../server/runs/runner.ts';
import { copyOf } from './database.ts';
import { databaseUrl } from './global-setup.ts';
import { warmEngine } from './warm-engine.ts';

/** The tests' clock stands on this moment: a Saturday morning in Vietnam. */
export const testNow = new Date('2026-11-21T03:00:00Z');
export const codeVersion = 'test';

/** One run of every hotspot method, one of every other kind, and the ranking of the earlier pilots. */
const demoRunCount = HotspotMethod.options.length + RunKind.options.length;

const root = path.resolve(import.meta.dirname, '../..');
/** Any number will do as long as it is always the same and not another's. */
const makingLock = 7130247;

/** A fresh copy of the installed town, to be closed by who asked for it. */
export async function townDatabase(): Promise<Database> {
  const template = inject('databaseTemplate');
  if (template.kind === 'embedded') return embeddedTownDatabase(template.path);
  return copyOf(template.url, await serverTown(template.url, template.name));
}

/** The town on the embedded engine, whatever the other tests run on. */
export async function embeddedTownDatabase(template?: string): Promise<Database> {
  await warmEngine();
  const file = path.join(defaultCacheDir, `town-${townHash()}.tar.gz`);
  const empty = template ?? (await embeddedTemplate(new URL('../../migrations/', import.meta.url)));
  return openDatabase({ template: await madeByOne(file, () => embeddedTown(empty)) });
}

/** A making that is older was killed on its way. */
const longestMakingMs = 10 * 60_000;

/** As `cached`, but the workers of a test run wait for the first of them: two makings at once take twice as long. */
async function madeByOne(file: string, make: () => Promise<Uint8Array>): Promise<string> {
  const making = `${file}.making`;
  mkdirSync(path.dirname(file), { recursive: true });
  while (!existsSync(file)) {
    try {
      mkdirSync(making);
    } catch {
      const since = statSync(making, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - since > longestMakingMs) rmSync(making, { recursive: true, force: true });
      await delay(500);
      continue;
    }
    try {
      return await cached(file, make);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  return file;
}

/** SHA-256 over everything that goes into the town: data, migrations, and the code that installs and computes it. */
function townHash(): string {
  const hash = createHash('sha256');
  const data = ['data', 'migrations'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(sql|json|csv|geojson)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  const code = importedBy([
    'server/installation/install.ts',
    'server/runs/worker.ts',
    'server/runs/runner.ts',
  ]);
  for (const file of [...data, ...code].sort())
    hash.update(path.relative(root, file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** Those files of ours and every file of ours that they import, directly or not. */
function importedBy(files: string[]): Set<string> {
  const found = new Set<string>();
  const waiting = files.map((file) => path.join(root, file));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const [, relative] of readFileSync(file, 'utf8').matchAll(/from '(\.{1,2}\/[^']+\.ts)'/g)) {
      waiting.push(path.resolve(path.dirname(file), relative!));
    }
  }
  return found;
}

async function settle(database: Pick<Database, 'knex' | 'share'>): Promise<void> {
  const db = database.knex;
  const log = pino({ level: 'silent' });
  const clock = () => testNow;
  await markLeakproof(db);
  await install(db, { territory: 'vietnam', demoTown: true, codeVersion, clock, say: () => {} });
  const runner = createRunner({ database, clock, log });
  await runner.drain();
  await runner.close();
  const { rows } = await db.raw<{ rows: { status: string; error: string | null }[] }>(
    'select status, error from run',
  );
  if (rows.length !== demoRunCount || rows.some((run) => run.status !== 'done')) {
    throw new Error(`the town's runs did not finish: ${JSON.stringify(rows)}`);
  }
}

async function embeddedTown(template: string): Promise<Uint8Array> {
  // Towns of other states of the code would pile up.
  for (const name of readdirSync(defaultCacheDir)) {
    if (/^town-.*\.tar\.gz$/.test(name)) rmSync(path.join(defaultCacheDir, name), { force: true });
  }
  const embedded = await startEmbedded({ template });
  try {
    const knex = embeddedKnex(embedded, 4);
    try {
      await settle({ knex, share: () => ({ kind: 'embedded', port: embedded.share() }) });
      await knex.raw('checkpoint');
    } finally {
      await knex.destroy();
    }
    return await embedded.dump();
  } finally {
    await embedded.close();
  }
}

async function serverTown(url: string, emptyTemplate: string): Promise<string> {
  // The name keeps the prefix of templates, so that old ones are dropped with them.
  const name = `cat_template_town_${townHash()}`;
  const server = knexFactory({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  try {
    await server.raw('select pg_advisory_lock(?)', [makingLock]);
    const { rows } = await server.raw<{ rows: unknown[] }>('select 1 from pg_database where datname = ?', [
      name,
    ]);
    if (rows.length > 0) return name;
    const unfinished = `${name}_unfinished`;
    await server.raw('drop database if exists ?? with (force)', [unfinished]);
    await server.raw('create database ?? template ??', [unfinished, emptyTemplate]);
    const database = await openDatabase({ url: databaseUrl(url, unfinished) });
    try {
      await settle(database);
    } finally {
      await database.close();
    }
    await server.raw('alter database ?? rename to ??', [unfinished, name]);
    return name;
  } finally {
    await server.destroy();
  }
}
