// Opens the database, whichever of its two homes it has: a PostgreSQL server, or the embedded engine in this process.
// Apart so that nothing else needs to know which one it is.
import type { MessagePort } from 'node:worker_threads';
import knexFactory, { type Knex } from 'knex';
import pg from 'pg';
import { atTheSameTime } from './beside.ts';
import { sharedStreams } from './embedded/shared.ts';
import { type Embedded, startEmbedded } from './embedded/supervisor.ts';

/** An open database. `knex` is used alike for both kinds; close() ends its connections and the embedded engine. */
export type Database = {
  knex: Knex;
  kind: 'postgres' | 'embedded';
  /** What another thread of this process needs to open the same database with `openShared`. */
  share(): Share;
  close(): Promise<void>;
};

/** To be posted to a thread; the port of an embedded database has to be transferred. */
export type Share = { kind: 'postgres'; url: string } | { kind: 'embedded'; port: MessagePort };

export type OpenOptions = {
  /** Address of a PostgreSQL server; when given, the options of the embedded database are not used. */
  url?: string;
  /** Folder of the embedded database; without it the database lives in memory and ends with the process. */
  dataDir?: string;
  /** A template (.tar.gz) from which an embedded database that does not exist yet is created. */
  template?: string;
  /** Most connections at a time; by default 10 to a server, 8 to the embedded database. */
  poolMax?: number;
  /** Told, in a sentence, each time the embedded database died and is started again. */
  onRestart?: (message: string) => void;
  /** How long others wait for an idle transaction on the embedded database; see MuxOptions. */
  idleOwnerMs?: number;
  /** The most bytes one COPY FROM STDIN may take on the embedded database. */
  maxCopyBytes?: number;
};

const oldestPostgres = 15;
const oldestPostgis = [3, 3] as const;

/**
 * Opens the database named by `options`.
 * Throws when it cannot be reached, when a server is older than PostgreSQL 15 or lacks PostGIS 3.3, and when a data
 * folder is in use by another process.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  if (options.url !== undefined) return openServer(options.url, options.poolMax ?? 10);
  const { url: _, poolMax, ...rest } = options;
  return embeddedDatabase(await startEmbedded(rest), poolMax);
}

/** knex over a database that another thread of this process has opened and checked. */
export function openShared(share: Share, poolMax: number): Knex {
  return share.kind === 'postgres'
    ? serverKnex(share.url, poolMax)
    : embeddedKnex({ stream: sharedStreams(share.port) }, poolMax);
}

/** The database of an embedded engine that is running already; closing it ends the engine. */
export function embeddedDatabase(embedded: Embedded, poolMax = 8): Database {
  const knex = embeddedKnex(embedded, poolMax);
  return {
    knex,
    kind: 'embedded',
    share: () => ({ kind: 'embedded', port: embedded.share() }),
    close: async () => {
      await knex.destroy();
      await embedded.close();
    },
  };
}

/** knex over a running embedded database. Destroying it leaves the database running. */
export function embeddedKnex(embedded: Pick<Embedded, 'stream'>, poolMax: number): Knex {
  return knexFactory({
    client: 'pg',
    // A function, because knex copies a plain object deeply, and a stream cannot be copied.
    connection: () => ({
      stream: embedded.stream,
      user: 'postgres',
      database: 'postgres',
      ssl: false,
      types,
    }),
    pool: { min: 0, max: poolMax },
  });
}

function serverKnex(url: string, poolMax: number): Knex {
  // Compiling a statement of many policies takes longer (2 s) than any of ours gains by it. A table is read from its
  // beginning, whoever else reads it: sums in another order differ in their last digit.
  const prepare = (connection: pg.Client, done: (error: Error | null, connection: pg.Client) => void) => {
    connection.query("set timezone = 'UTC'; set jit = off; set synchronize_seqscans = off").then(
      () => done(null, connection),
      (error: Error) => done(error, connection),
    );
  };
  const knex = knexFactory({
    client: 'pg',
    connection: { connectionString: url, types },
    pool: { min: 0, max: poolMax, afterCreate: prepare },
  });
  // Its own, for knex keeps notes in it.
  knex.userParams = { ...atTheSameTime };
  return knex;
}

async function openServer(url: string, poolMax: number): Promise<Database> {
  const knex = serverKnex(url, poolMax);
  try {
    await checkServer(knex);
  } catch (error) {
    await knex.destroy();
    throw error;
  }
  return { knex, kind: 'postgres', share: () => ({ kind: 'postgres', url }), close: () => knex.destroy() };
}

async function checkServer(knex: Knex): Promise<void> {
  const reply: { rows: { server: number; postgis: string | null }[] } = await knex.raw(`
    select current_setting('server_version_num')::int / 10000 as server,
           coalesce((select extversion from pg_extension where extname = 'postgis'),
                    (select default_version from pg_available_extensions where name = 'postgis')) as postgis`);
  const found = reply.rows[0];
  if (!found) throw new Error('the database server did not say its version');
  if (found.server < oldestPostgres) {
    throw new Error(
      `PostgreSQL ${oldestPostgres} or later is needed; the server is PostgreSQL ${found.server}. ` +
        'Install a newer server, or leave DATABASE_URL unset to use the embedded database.',
    );
  }
  const wanted = oldestPostgis.join('.');
  if (found.postgis === null) {
    throw new Error(
      `PostGIS ${wanted} or later is needed, and this server does not have it. Install it on the server ` +
        `(Debian and Ubuntu: the package postgresql-${found.server}-postgis-3).`,
    );
  }
  if (!isAtLeast(found.postgis, oldestPostgis)) {
    throw new Error(
      `PostGIS ${wanted} or later is needed; this server has ${found.postgis}. Install a newer one on the server, ` +
        'then run: alter extension postgis update',
    );
  }
}

/** Whether a version such as '3.3.2' is at least `wanted` (major, minor). */
export function isAtLeast(version: string, wanted: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
}

type Parse = (text: string) => unknown;

const wholeNumber: Parse = (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`the number ${text} is too large to be read exactly`);
  return value;
};
const asText: Parse = (text) => text;

/** text[], by its number in the catalogue. */
const textArray: number = 1009;

/** Reads an array literal with pg's own reader of text[], then each element. */
const arrayOf = (element: Parse): Parse => {
  const readTexts: Parse = pg.types.getTypeParser(textArray, 'text');
  const each = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(each) : typeof value === 'string' ? element(value) : null;
  return (text) => each(readTexts(text));
};

/**
 * How values are read where pg's default would be a text (int8, numeric) or a moment in the process's own time zone
 * (date). By type number, from the catalogue pg_type: int8, date, numeric and their arrays.
 */
const parsers = new Map<number, Parse>([
  [20, wholeNumber],
  [1016, arrayOf(wholeNumber)],
  [1082, asText],
  [1182, arrayOf(asText)],
  [1700, Number],
  [1231, arrayOf(Number)],
]);

/** Given to each connection, so that other users of the `pg` package in this process are not affected. */
const types = {
  getTypeParser(type: number, format = 'text'): Parse {
    if (format === 'binary') return pg.types.getTypeParser(type, 'binary');
    return parsers.get(type) ?? pg.types.getTypeParser(type, 'text');
  },
};
