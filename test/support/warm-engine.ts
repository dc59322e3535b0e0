// Keeps the embedded engine compiled between the databases of a test run.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { defaultCacheDir } from '../../server/db/embedded/cache.ts';
import { librariesOf, postgisBundle } from '../../server/db/embedded/postgis-bundle.ts';

declare global {
  // Node has it; the types of Node name only its types.
  namespace WebAssembly {
    function compile(bytes: Uint8Array): Promise<Module>;
  }
}

let warm: Promise<WebAssembly.Module[]> | undefined;

/**
 * Compiles the engine and PostGIS once for this process. V8 gives the same machine code, made better as it is used, to
 * every thread that compiles the same bytes while somebody holds it: a database opens in two thirds of the time, and its
 * first queries take a third.
 */
export async function warmEngine(): Promise<void> {
  warm ??= compileEngine();
  await warm;
}

async function compileEngine(): Promise<WebAssembly.Module[]> {
  const engine = createRequire(import.meta.url)
    .resolve('@electric-sql/pglite')
    .replace(/[^/\\]+$/, 'pglite.wasm');
  const libraries = await librariesOf(await postgisBundle(defaultCacheDir));
  return Promise.all(
    [await readFile(engine), ...libraries].map((bytes) => WebAssembly.compile(new Uint8Array(bytes))),
  );
}
