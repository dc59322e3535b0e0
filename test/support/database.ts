// Gives tests a database of their own: migrated, empty, and gone afterwards.
// The embedded engine by default, the PostgreSQL server of DATABASE_URL when that is set; never a mock.
import { randomBytes } from 'node:crypto';
import knexFactory, { type Knex } from 'knex';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../server/db/open.ts';
import { databaseUrl, testPrefix } from './global-setup.ts';
import { warmEngine } from './warm-engine.ts';

/** A fresh database, to be closed by who asked for it; on a server, closing drops it. About two seconds. */
export async function testDatabase(): Promise<Database> {
  const template = inject('databaseTemplate');
  if (template.kind === 'embedded') {
    await warmEngine();
    return openDatabase({ template: template.path });
  }
  return copyOf(template.url, template.name);
}

/** A copy of a template database on a server; closing drops it. */
export async function copyOf(url: string, templateName: string): Promise<Database> {
  const name = `${testPrefix}${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
  await onServer(url, 'create database ?? template ??', [name, templateName]);
  const database = await openDatabase({ url: databaseUrl(url, name) });
  return {
    ...database,
    close: async () => {
      await database.close();
      await onServer(url, 'drop database ??', [name]);
    },
  };
}

/** Runs `fn` in a transaction that is rolled back whatever happens, and gives what it gave. */
export async function rolledBack<T>(db: Database, fn: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  const trx = await db.knex.transaction();
  try {
    return await fn(trx);
  } finally {
    await trx.rollback();
  }
}

async function onServer(url: string, sql: string, names: string[]): Promise<void> {
  const server = knexFactory({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  try {
    await server.raw(sql, names);
  } finally {
    await server.destroy();
  }
}
