// What tests rely on whichever of the two databases they run on: a migrated database of their own, and a way to undo.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../server/db/open.ts';
import { rolledBack, testDatabase } from '../support/database.ts';

let one: Database;
let other: Database;

beforeAll(async () => {
  one = await testDatabase();
  other = await testDatabase();
});
afterAll(async () => {
  await one?.close();
  await other?.close();
});

test('the database is the one that DATABASE_URL asks for, migrated, in UTC, its tables read from their beginning', async () => {
  expect(one.kind).toBe(process.env.DATABASE_URL ? 'postgres' : 'embedded');
  const reply =
    await one.knex.raw(`select current_setting('timezone') as zone, current_setting('synchronize_seqscans') as "fromOthers",
    (select count(*) from knex_migrations) as migrations,
    round(st_distance('srid=4326;point(108 15)'::geography, 'srid=4326;point(109 15)'::geography) / 1000) as kilometres`);
  // One degree of longitude at 15 degrees north: 111.32 km x cos 15 = 107.5 km.
  expect(reply.rows).toEqual([
    { zone: 'UTC', fromOthers: 'off', migrations: expect.any(Number), kilometres: 108 },
  ]);
  expect(reply.rows[0].migrations).toBeGreaterThan(0);
});

test('two test databases do not see each other', async () => {
  await one.knex.raw('create table mine (id int)');
  expect(await one.knex.schema.hasTable('mine')).toBe(true);
  expect(await other.knex.schema.hasTable('mine')).toBe(false);
});

test('rolledBack gives the result and keeps nothing', async () => {
  await other.knex.raw('create table kept (id int)');
  const count = await rolledBack(other, async (trx) => {
    await trx('kept').insert({ id: 1 });
    return trx('kept').count({ count: '*' }).first();
  });
  expect(count).toEqual({ count: 1 });
  const failing = rolledBack(other, async (trx) => {
    await trx('kept').insert({ id: 2 });
    throw new Error('on purpose');
  });
  await expect(failing).rejects.toThrow('on purpose');
  expect(await other.knex('kept')).toEqual([]);
});

test('a server that cannot be reached is an error, at once', async () => {
  await expect(openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow('ECONNREFUSED');
});
