// Databases of the benchmarks: one of their own on the server of DATABASE_URL, dropped at the end, or an embedded one.
import knexFactory from 'knex';
import { embeddedTemplate } from '../server/db/embedded/template.ts';
import { markLeakproof } from '../server/db/leakproof.ts';
import { migrate } from '../server/db/migrate.ts';
import { type Database, openDatabase } from '../server/db/open.ts';
import { install } from '../server/installation/install.ts';

const migrations = new URL('../migrations/', import.meta.url);

/** The clock of the benchmarks: some days after the last accident of the invented country. */
export const benchNow = new Date('2026-11-02T03:00:00Z');

/** A new database on the server of DATABASE_URL, with the territory and nothing else. Throws without DATABASE_URL. */
export async function withServerDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const url = process.env.DATABASE_URL;
  if (url === undefined) {
    throw new Error('needs PostgreSQL: set DATABASE_URL to a login that may create databases');
  }
  const name = `bench_${process.pid}_${Date.now().toString(36)}`;
  await onServer(url, 'create database ??', name);
  try {
    const address = new URL(url);
    address.pathname = name;
    const database = await openDatabase({ url: address.href });
    try {
      await migrate(database.knex, migrations);
      await markLeakproof(database.knex);
      await settle(database);
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await onServer(url, 'drop database ?? with (force)', name);
  }
}

/** A new embedded database in memory, with the territory and nothing else. */
export async function withEmbeddedDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ template: await embeddedTemplate(migrations) });
  try {
    await markLeakproof(database.knex);
    await settle(database);
    return await work(database);
  } finally {
    await database.close();
  }
}

async function settle(database: Database): Promise<void> {
  await install(database.knex, {
    territory: 'vietnam',
    demoTown: false,
    codeVersion: 'bench',
    clock: () => benchNow,
    say: () => {},
  });
}

async function onServer(url: string, sql: string, name: string): Promise<void> {
  const server = knexFactory({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  try {
    await server.raw(sql, [name]);
  } finally {
    await server.destroy();
  }
}
