// Prepares, once per test run, the migrated and empty database that every test file gets a copy of.
// With DATABASE_URL set that is a template database on that server, otherwise a dump for the embedded engine.
import knexFactory, { type Knex } from 'knex';
import type { TestProject } from 'vitest/node';
import { embeddedTemplate } from '../../server/db/embedded/template.ts';
import { migrate, migrationsHash } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';

export type DatabaseTemplate =
  | { kind: 'embedded'; path: string }
  | { kind: 'postgres'; url: string; name: string };

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplate: DatabaseTemplate;
  }
}

const migrations = new URL('../../migrations/', import.meta.url);
const templatePrefix = 'cat_template_';
/** Starts the name of each test file's database; the time of making it follows, in base 36. */
export const testPrefix = 'cat_test_';
const leftoverAfterMs = 24 * 3600 * 1000;
/** Any number will do as long as it is always the same: the lock of those who make a template. */
const makingLock = 7130246;

export async function setup(project: TestProject): Promise<void> {
  const url = process.env.DATABASE_URL;
  const template: DatabaseTemplate = url
    ? { kind: 'postgres', url, name: await serverTemplate(url) }
    : { kind: 'embedded', path: await embeddedTemplate(migrations) };
  project.provide('databaseTemplate', template);
}

/** The address of another database on the same server. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

async function serverTemplate(url: string): Promise<string> {
  const name = `${templatePrefix}${await migrationsHash(migrations)}`;
  const server = knexFactory({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  try {
    await server.raw('select pg_advisory_lock(?)', [makingLock]);
    await dropLeftovers(server, name);
    const exists: { rows: unknown[] } = await server.raw('select 1 from pg_database where datname = ?', [
      name,
    ]);
    if (exists.rows.length === 0) {
      const unfinished = `${name}_unfinished`;
      await server.raw('drop database if exists ??', [unfinished]);
      await server.raw('create database ??', [unfinished]);
      const database = await openDatabase({ url: databaseUrl(url, unfinished) });
      try {
        await migrate(database.knex, migrations);
      } finally {
        await database.close();
      }
      await server.raw('alter database ?? rename to ??', [unfinished, name]);
    }
  } finally {
    await server.destroy();
  }
  return name;
}

/** Drops templates of other schemas, and databases that test runs killed long ago left behind. */
async function dropLeftovers(server: Knex, current: string): Promise<void> {
  const found: { rows: { name: string }[] } = await server.raw(
    "select datname as name from pg_database where datname like 'cat\\\\_template\\\\_%' or datname like 'cat\\\\_test\\\\_%'",
  );
  for (const { name } of found.rows) {
    const madeAt = Number.parseInt(name.slice(testPrefix.length), 36);
    const fresh = name.startsWith(testPrefix) && Date.now() - madeAt < leftoverAfterMs;
    if (name === current || fresh) continue;
    // One that is in use by another test run stays until next time.
    await server.raw('drop database if exists ??', [name]).catch(() => {});
  }
}
