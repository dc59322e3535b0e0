// Builds the pages when there are none, or older ones than their sources.
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

function newest(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
  );
}

/** Leaves a built application in `pages`. In a deployment without sources whatever is there is served. */
export async function buildPages(pages: string, say: (line: string) => void): Promise<void> {
  const built = path.join(pages, 'index.html');
  const folders = ['web', 'contract'].map((name) => path.join(root, name));
  const recipe = path.join(root, 'vite.config.ts');
  if (![...folders, recipe].every((source) => existsSync(source))) return;
  const changed = Math.max(...folders.map(newest), statSync(recipe).mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs >= changed) return;
  say('Dựng trang web · building the pages');
  const { build } = await import('vite');
  await build({
    root: path.join(root, 'web'),
    configFile: recipe,
    logLevel: 'error',
  });
}
