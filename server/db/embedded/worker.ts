// The thread that holds the embedded database: PGlite with its extensions, behind the multiplexer.
// A thread of its own because a query runs to its end without giving the event loop back.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type Extension, PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { postgis } from '@electric-sql/pglite-postgis';
import { durable, syncFolder, syncTree } from './durable.ts';
import { type Backend, Mux } from './mux.ts';
import { startupMessage } from './wire.ts';

/** What the thread is started with. Without `dataDir` the database lives in memory. */
export type WorkerOptions = {
  dataDir?: string;
  /** A PostGIS bundle (.tar.gz) to use in place of the package's own. */
  postgisBundle?: string;
  /** A dump (.tar.gz) that a database which does not exist yet is created from. */
  template?: string;
  idleOwnerMs?: number;
  maxCopyBytes?: number;
};

/** What the thread is told. */
export type ToWorker = { type: 'open'; port: MessagePort } | { type: 'dump' } | { type: 'close' };

/** What the thread tells. After 'lost' it ends by itself. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'lost'; message: string }
  | { type: 'dumped'; bytes: Uint8Array }
  | { type: 'closed' };

/** As every connection to a server has it, see serverKnex. */
const asOnServer = ['-c', 'timezone=UTC', '-c', 'synchronize_seqscans=off'];

/**
 * PGlite's own start parameters, without the one that turns fsync off, and with the WAL synchronised by fsync(), the
 * only call that can be made to reach the disk (see durable.ts). A database in memory keeps PGlite's.
 */
const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['-c', 'wal_sync_method=fsync', ...asOnServer],
];

const options: WorkerOptions = workerData;
const parent = parentPort;
if (!parent) throw new Error('this module is started as a worker thread');
const tell = (message: FromWorker) => parent.postMessage(message);

const pg = await open();
const mux = new Mux(backendOf(pg), await backendOf(pg).run(startupMessage('postgres', 'postgres')), {
  ...options,
  onLost: (error) => {
    tell({ type: 'lost', message: error.message });
    process.exit(70);
  },
});
stopOnCrash(pg);

parent.on('message', (message: ToWorker) => {
  if (message.type === 'open') attach(message.port);
  else if (message.type === 'dump') void dump();
  else void close();
});
tell({ type: 'ready' });

/** Opens the database, creating it first when it does not exist. */
async function open(): Promise<PGlite> {
  const extensions = { durable, postgis: slimPostgis(), pg_trgm, unaccent, btree_gist };
  const template = options.template
    ? { loadDataDir: new Blob([await readFile(options.template)], { type: 'application/gzip' }) }
    : {};
  const create = (more: PGliteOptions) => PGlite.create({ extensions, startParams, ...more });
  if (options.dataDir === undefined) {
    return create({ ...template, startParams: [...PGlite.defaultStartParams, ...asOnServer] });
  }
  const folder = join(options.dataDir, 'database');
  if (!existsSync(folder)) {
    // Made beside its place and moved there when complete: a process killed half-way leaves no half database.
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    const fresh = await create({ ...template, dataDir: unfinished });
    await fresh.close();
    syncTree(unfinished);
    renameSync(unfinished, folder);
    syncFolder(options.dataDir);
  }
  return create({ dataDir: folder });
}

/** PostGIS from the smaller bundle, where there is one. */
function slimPostgis(): Extension {
  const bundle = options.postgisBundle;
  if (bundle === undefined) return postgis;
  return {
    ...postgis,
    setup: async (database, emscripten) => ({
      ...(await postgis.setup(database, emscripten)),
      bundlePath: pathToFileURL(bundle),
    }),
  };
}

function backendOf(database: PGlite): Backend {
  return {
    run: async (messages) => {
      const answer: Uint8Array[] = [];
      // The bytes are copied: they are a view of the engine's memory, which it goes on using.
      await database.execProtocolRawStream(messages, { onRawData: (bytes) => answer.push(bytes.slice()) });
      return Buffer.concat(answer);
    },
  };
}

/**
 * Ends the thread when the engine crashes. PGlite swallows what its main loop throws and would call a dead engine
 * again without end; the one exception that is no crash is the jump to the SQL error handler, which is not an Error.
 */
function stopOnCrash(database: PGlite): void {
  const engine = database.Module;
  const loopOnce = engine._PostgresMainLoopOnce;
  engine._PostgresMainLoopOnce = () => {
    try {
      loopOnce();
    } catch (thrown) {
      const exited = typeof thrown === 'object' && thrown !== null && 'status' in thrown;
      if (thrown instanceof Error || exited) {
        mux.fail(
          thrown instanceof Error ? thrown : new Error(`the engine exited with status ${thrown.status}`),
        );
      }
      throw thrown;
    }
  };
}

function attach(port: MessagePort): void {
  const connection = mux.open({
    send: (bytes) => {
      const copy = new Uint8Array(bytes);
      port.postMessage(copy, [copy.buffer]);
    },
    end: () => {
      port.postMessage(null);
      port.close();
    },
  });
  port.on('message', (bytes: Uint8Array) => connection.write(bytes));
  port.on('close', () => connection.close());
  // Tells the other end that there is somebody here, and not a thread about to end.
  port.postMessage(new Uint8Array());
}

/** To be asked for only while no connection is in use. */
async function dump(): Promise<void> {
  const file = await pg.dumpDataDir('gzip');
  const bytes = new Uint8Array(await file.arrayBuffer());
  parent?.postMessage({ type: 'dumped', bytes } satisfies FromWorker, [bytes.buffer]);
}

async function close(): Promise<void> {
  await pg.close();
  tell({ type: 'closed' });
}
