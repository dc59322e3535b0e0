// Keeps a ready-made, migrated and empty embedded database, because making one takes far longer than loading one.
// Used by tests, and for the first start of a data folder.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { migrate, migrationsHash } from '../migrate.ts';
import { embeddedKnex } from '../open.ts';
import { cached, defaultCacheDir, installed } from './cache.ts';
import { startEmbedded } from './supervisor.ts';

const unusedAfterDays = 14;

/** The extensions the schema uses; creating them is most of the work of making a database. */
const createExtensions = ['postgis', 'pg_trgm', 'unaccent', 'btree_gist']
  .map((name) => `create extension if not exists ${name};`)
  .join('\n');

/**
 * Gives the path of the template (.tar.gz) for the schema of `migrations`, making it first when `cacheDir` does not
 * have it. Its name holds the schema's hash and the engine's versions. It is made from a second template that has only
 * the extensions, so that a changed migration costs seconds. Several processes may ask for it at once.
 */
export async function embeddedTemplate(migrations: URL, cacheDir = defaultCacheDir): Promise<string> {
  const versions = ['@electric-sql/pglite', '@electric-sql/pglite-postgis'].map(
    (name) => installed(name).version,
  );
  const pathOf = (name: string) => join(cacheDir, `embedded-${[name, ...versions].join('-')}.tar.gz`);
  return cached(pathOf(await migrationsHash(migrations)), async () => {
    await removeUnused(cacheDir);
    const extensions = await cached(pathOf('extensions'), () =>
      dumpOf({ cacheDir }, (knex) => knex.raw(createExtensions)),
    );
    return dumpOf({ cacheDir, template: extensions }, (knex) => migrate(knex, migrations, true));
  });
}

/** Boots a database in memory, lets `prepare` work on it, and gives its dump. */
async function dumpOf(
  options: { cacheDir: string; template?: string },
  prepare: (knex: Knex) => PromiseLike<unknown>,
): Promise<Uint8Array> {
  const embedded = await startEmbedded(options);
  try {
    const knex = embeddedKnex(embedded, 2);
    try {
      await prepare(knex);
      await knex.raw('vacuum analyze');
      await knex.raw('checkpoint');
    } finally {
      await knex.destroy();
    }
    return await embedded.dump();
  } finally {
    await embedded.close();
  }
}

/** Templates of schemas that were worked on some time ago would otherwise pile up. */
async function removeUnused(cacheDir: string): Promise<void> {
  const names = await readdir(cacheDir).catch(() => []);
  for (const name of names.filter((candidate) => /^embedded-.*\.tar\.gz/.test(candidate))) {
    const path = join(cacheDir, name);
    const made = await stat(path).catch(() => null);
    if (made && Date.now() - made.mtimeMs > unusedAfterDays * 24 * 3600 * 1000)
      await rm(path, { force: true });
  }
}
