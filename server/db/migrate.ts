// Brings the schema up to date from plain SQL files, forward only.
// Apart from opening the database because tests and tools open one without migrating it.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Knex } from 'knex';

type SqlFile = { name: string; file: URL };
type SqlMigration = Knex.Migration & { config: { transaction: boolean } };

/** First line of a file that must not run in a transaction, such as one that creates an index concurrently. */
const noTransaction = /^--\s*migrate:no-transaction\b/;

/** How long to wait for another process that is migrating the same database. */
const waitMs = 60_000;

/** The `.sql` files of a folder as knex migrations, named without their extension. */
class SqlFolder implements Knex.MigrationSource<SqlFile> {
  #directory: URL;

  constructor(directory: URL) {
    this.#directory = directory;
  }

  getMigrations(): Promise<SqlFile[]> {
    return sqlFiles(this.#directory);
  }

  getMigrationName({ name }: SqlFile): string {
    return name;
  }

  async getMigration({ file }: SqlFile): Promise<SqlMigration> {
    const sql = await readFile(file, 'utf8');
    return {
      config: { transaction: !noTransaction.test(sql) },
      // knex takes every question mark for a placeholder, also inside literals and comments.
      up: (knex) => knex.raw(sql.replaceAll('?', '\\?')),
      down: () => Promise.reject(new Error('migrations only go forward')),
    };
  }
}

/**
 * Runs the migrations of `directory` that have not run yet, in the order of their names, and gives the names of those.
 * Each runs in a transaction of its own, unless its first line is `-- migrate:no-transaction`; such a file holds one
 * statement. While another process migrates the same database, waits for it up to a minute.
 * `exclusive` says that there can be no other process (the embedded database): a lock that a killed process left is
 * then removed.
 */
export async function migrate(knex: Knex, directory: URL, exclusive = false): Promise<string[]> {
  if (await areAllDone(knex, directory)) return [];
  const config: Knex.MigratorConfig = { migrationSource: new SqlFolder(directory) };
  if (exclusive) await knex.migrate.forceFreeMigrationsLock(config);
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      const [, names]: [number, string[]] = await knex.migrate.latest(config);
      return names;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'MigrationLocked')) throw error;
      if (Date.now() > deadline) {
        throw new Error(
          'Another process is migrating the database, or was stopped while it did. If none is running, release it ' +
            'with: update knex_migrations_lock set is_locked = 0',
          { cause: error },
        );
      }
      await delay(500);
    }
  }
}

/** One look at what has run: a start with nothing to do need not take the migration lock. */
async function areAllDone(knex: Knex, directory: URL): Promise<boolean> {
  const { rows: found } = await knex.raw<{ rows: { exists: boolean }[] }>(
    "select to_regclass('knex_migrations') is not null as exists",
  );
  if (found[0]?.exists !== true) return false;
  const { rows } = await knex.raw<{ rows: { name: string }[] }>('select name from knex_migrations');
  const done = new Set(rows.map((row) => row.name));
  return (await sqlFiles(directory)).every(({ name }) => done.has(name));
}

/** A name for the schema that `directory` leads to: 16 hexadecimal digits from the files' names and contents. */
export async function migrationsHash(directory: URL): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, file } of await sqlFiles(directory)) {
    hash
      .update(`${name}\0`)
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

async function sqlFiles(directory: URL): Promise<SqlFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const folder = directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
  return names.map((name) => ({ name: name.slice(0, -'.sql'.length), file: new URL(name, folder) }));
}
