// What a browser loads before it loads the map: the page with its scripts, styles and fonts, compressed as they are served.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { gate, note } from './report.ts';

/** Our choice: two seconds on a slow 3G line of 1 Mbit/s. */
const mostKilobytes = 250;

/** Builds the pages into a folder of its own and adds up the first load. */
export async function assetsBench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assets-'));
  try {
    const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
    await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
    console.log('assets: the first load, brotli');
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    const files = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].flatMap(([, file]) => file ?? []);
    const sheets = files.filter((file) => file.endsWith('.css'));
    const fonts = fontFiles(folder, sheets);
    const total = sum(folder, ['index.html', ...files, ...fonts]);
    note(`${files.length} files, of them styles ${kilobytes(sum(folder, sheets))} KB`);
    note(`fonts, shown in another until they are there: ${kilobytes(sum(folder, fonts))} KB`);
    gate({ what: `${kilobytes(total)} KB ≤ ${mostKilobytes} KB`, holds: total <= mostKilobytes * 1_000 });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The letters of Vietnamese: the subsets "latin" and "vietnamese" of each face that the first styles name. */
function fontFiles(folder: string, sheets: readonly string[]): string[] {
  const styles = sheets.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
  return [...new Set(styles.match(/assets\/inter-[\w-]+\.woff2/g))];
}

function sum(folder: string, files: readonly string[]): number {
  return files.reduce((bytes, file) => {
    const path = join(folder, file);
    return bytes + statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
  }, 0);
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(0);
}
