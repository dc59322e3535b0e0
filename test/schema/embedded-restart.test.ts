// The embedded database after its engine dies, and the migrations run on it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedTemplate } from '../../server/db/embedded/template.ts';
import { migrate, migrationsHash } from '../../server/db/migrate.ts';
import { type Database, openDatabase } from '../../server/db/open.ts';

const migrations = new URL('../../migrations/', import.meta.url);
const root = mkdtempSync(join(tmpdir(), 'embedded-'));
const restarts: string[] = [];
let database: Database;

beforeAll(async () => {
  database = await openDatabase({
    dataDir: join(root, 'data'),
    template: await embeddedTemplate(migrations),
    onRestart: (message) => restarts.push(message),
  });
});
afterAll(async () => {
  await database?.close();
  rmSync(root, { recursive: true, force: true });
});

test('a dead engine is started again with its data, and the queries it was given fail', async () => {
  const { knex } = database;
  await knex.raw('create table kept (id int primary key)');
  await knex('kept').insert({ id: 1 });
  // Any error now ends the engine, as an internal one would.
  await knex.raw('set exit_on_error = on');
  const dying = knex.raw('select 1 / 0');
  const waiting = knex('kept').insert({ id: 2 });
  await expect(dying).rejects.toThrow('the embedded database stopped');
  await expect(waiting).rejects.toThrow(/the embedded database stopped|Connection terminated/);
  expect(await knex('kept').pluck('id')).toEqual([1]);
  expect(restarts).toEqual(['the embedded database stopped: the engine exited with status 1']);
});

test('writes of several WAL segments and a checkpoint reach the disk', async () => {
  const { knex } = database;
  await knex.raw('create table big (id int, text text)');
  const thirtyMegabytes =
    'insert into big select n, repeat(md5(n::text), 30) from generate_series(1, 30000) n';
  await knex.raw(thirtyMegabytes);
  await knex.raw('checkpoint');
  await knex.raw('vacuum full big');
  expect(await knex('big').count({ count: '*' }).first()).toEqual({ count: 30_000 });
  expect(restarts).toHaveLength(1);
});

describe('migrations', () => {
  const folder = join(root, 'migrations');
  const directory = pathToFileURL(folder);
  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);

  beforeAll(async () => {
    mkdirSync(folder);
    await database.knex.raw('drop table if exists knex_migrations, knex_migrations_lock');
  });

  test('run once each, in order, with question marks as they are', async () => {
    write(
      '0002_second.sql',
      "-- why?\ninsert into place values ('Trường ở đâu?', '{\"a\": 1}'::jsonb ? 'a');",
    );
    write('0001_first.sql', 'create table place (name text, has_a boolean);');
    expect(await migrate(database.knex, directory, true)).toEqual(['0001_first', '0002_second']);
    expect(await database.knex('place')).toEqual([{ name: 'Trường ở đâu?', has_a: true }]);
    expect(await migrate(database.knex, directory, true)).toEqual([]);
  });

  test('one that fails leaves nothing behind', async () => {
    write('0003_third.sql', 'create table half (id int); select 1 / 0;');
    await expect(migrate(database.knex, directory, true)).rejects.toMatchObject({ code: '22012' });
    expect(await database.knex.schema.hasTable('half')).toBe(false);
  });

  test('one may ask for no transaction', async () => {
    write(
      '0003_third.sql',
      '-- migrate:no-transaction\ncreate index concurrently place_name_idx on place (name);',
    );
    expect(await migrate(database.knex, directory, true)).toEqual(['0003_third']);
  });

  test('a lock left by a killed process does not keep the only process out', async () => {
    await database.knex('knex_migrations_lock').update({ is_locked: 1 });
    expect(await migrate(database.knex, directory, true)).toEqual([]);
  });

  test('the hash changes with a content and with a name', async () => {
    const before = await migrationsHash(directory);
    expect(before).toMatch(/^[0-9a-f]{16}$/);
    write('0004_fourth.sql', 'select 1;');
    const longer = await migrationsHash(directory);
    write('0004_fourth.sql', 'select 2;');
    const changed = await migrationsHash(directory);
    expect(new Set([before, longer, changed]).size).toBe(3);
  });
});
