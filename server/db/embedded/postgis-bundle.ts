// A smaller copy of the embedded engine's PostGIS, without the raster and topology libraries.
// The engine compiles every library of the bundle at each start: leaving out the two that are not used saves about a
// second and 300 MB of memory. It also makes `create extension postgis_raster`, which breaks the engine, fail cleanly.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { cached, installed } from './cache.ts';

const unpack = promisify(gunzip);
const pack = promisify(gzip);

/** Libraries and scripts of the other extensions in the package, and scripts that update a PostGIS of another version. */
const unused = /raster|topology|tiger|address_standardizer|\/contrib\/|--ANY\.sql$|--ANY--|--unpackaged--/;

const blockBytes = 512;

/** Gives the path of the smaller bundle (.tar.gz), made in `cacheDir` from the installed package when absent. */
export async function postgisBundle(cacheDir: string): Promise<string> {
  const { folder, version } = installed('@electric-sql/pglite-postgis');
  return cached(join(cacheDir, `postgis-${version}.tar.gz`), async () => {
    const whole = await unpack(await readFile(join(folder, 'dist', 'postgis.tar.gz')));
    // Lightly packed: it is unpacked at every start.
    return pack(withoutUnused(whole), { level: 1 });
  });
}

/** The same tar archive without the entries named by `unused`. */
export function withoutUnused(tar: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (const { name, start, next } of entriesOf(tar))
    if (!unused.test(name)) kept.push(tar.subarray(start, next));
  kept.push(Buffer.alloc(2 * blockBytes));
  return Buffer.concat(kept);
}

/** The compiled libraries of a bundle (.tar.gz), as WebAssembly. */
export async function librariesOf(bundle: string): Promise<Buffer[]> {
  const tar = await unpack(await readFile(bundle));
  return [...entriesOf(tar)]
    .filter(({ name }) => name.endsWith('.so'))
    .map(({ start, size }) => tar.subarray(start + blockBytes, start + blockBytes + size));
}

/** What a tar archive holds, its header from `start` and the next one from `next`. Source: POSIX.1-1988 (ustar). */
function* entriesOf(tar: Buffer): Generator<{ name: string; start: number; size: number; next: number }> {
  const text = (from: number, to: number) => tar.toString('utf8', from, to).replace(/\0.*$/s, '');
  let start = 0;
  while (start + blockBytes <= tar.length && tar[start] !== 0) {
    const size = Number.parseInt(text(start + 124, start + 136), 8);
    const next = start + blockBytes * (1 + Math.ceil(size / blockBytes));
    yield { name: `${text(start + 345, start + 500)}/${text(start, start + 100)}`, start, size, next };
    start = next;
  }
}
