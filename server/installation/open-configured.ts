// Opens the database that the configuration names. Apart from the rest of the installation, and light to load, so that
// the database can start while the application is still being loaded.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { startEmbedded } from '../db/embedded/supervisor.ts';
import type { Database } from '../db/open.ts';

const root = new URL('../../', import.meta.url);

export const migrationsFolder = new URL('migrations/', root);

/** Throws with a sentence for a person when the database cannot be used. */
export async function openConfigured(
  config: Config,
  options: { say: (line: string) => void; onRestart: (message: string) => void },
): Promise<Database> {
  if (config.databaseUrl !== undefined) {
    const { openDatabase } = await import('../db/open.ts');
    return openDatabase({ url: config.databaseUrl });
  }
  const dataDir = path.resolve(config.dataDir);
  const isFirst = !existsSync(path.join(dataDir, 'database'));
  if (isFirst) options.say('Chuẩn bị cơ sở dữ liệu nhúng · preparing the embedded database');
  // The engine boots in its own thread; what talks to it is loaded here meanwhile.
  const booting = startEmbedded({
    dataDir,
    onRestart: options.onRestart,
    ...(isFirst && { template: await emptyDatabase() }),
  });
  const [{ embeddedDatabase }, embedded] = await Promise.all([import('../db/open.ts'), booting]);
  return embeddedDatabase(embedded);
}

async function emptyDatabase(): Promise<string> {
  const { embeddedTemplate } = await import('../db/embedded/template.ts');
  return embeddedTemplate(migrationsFolder, fileURLToPath(new URL('.cache/', root)));
}
