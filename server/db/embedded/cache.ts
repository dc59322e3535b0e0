// Files that take long to make and can always be made again: where they are kept, and how they are put there.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where they are kept unless said otherwise: `.cache` in the project's folder. */
export const defaultCacheDir = fileURLToPath(new URL('../../../.cache/', import.meta.url));

/**
 * Gives `path`, after making it with `make` when it does not exist. Several processes may make it at once: each writes
 * a file of its own and moves it in place whole.
 */
export async function cached(path: string, make: () => Promise<Uint8Array>): Promise<string> {
  if (existsSync(path)) return path;
  const content = await make();
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(unfinished, content);
  await rename(unfinished, path);
  return path;
}

/** The folder of an installed package, and its version. */
export function installed(name: string): { folder: string; version: string } {
  const require = createRequire(import.meta.url);
  let folder = dirname(require.resolve(name));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const { version }: { version: string } = require(join(folder, 'package.json'));
  return { folder, version };
}
