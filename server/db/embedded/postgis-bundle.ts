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

/** The same tar archive without the entries named by `unused`. Source of the layout: POSIX.1-1988 (ustar). */
export function withoutUnused(tar: Buffer): Buffer {
  const text = (from: number, to: number) => tar.toString('utf8', from, to).replace(/\0.*$/s, '');
  const kept: Buffer[] = [];
  let at = 0;
  while (at + blockBytes <= tar.length && tar[at] !== 0) {
    const name = `${text(at + 345, at + 500)}/${text(at, at + 100)}`;
    const size = Number.parseInt(text(at + 124, at + 136), 8);
    const next = at + blockBytes * (1 + Math.ceil(size / blockBytes));
    if (!unused.test(name)) kept.push(tar.subarray(at, next));
    at = next;
  }
  kept.push(Buffer.alloc(2 * blockBytes));
  return Buffer.concat(kept);
}
