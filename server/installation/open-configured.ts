// Opens the database that the configuration names. Apart from the rest of the installation, and light to load, so that
// the database can start while the application is still being loaded.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { embeddedTemplate } from '../db/embedded/template.ts';
import { type Database, openDatabase } from '../db/open.ts';

const root = new URL('../../', import.meta.url);

export const migrationsFolder = new URL('migrations/', root);

/** Throws with a sentence for a person when the database cannot be used. */
export async function openConfigured(
  config: Config,
  options: { say: (line: string) => void; onRestart: (message: string) => void },
): Promise<Database> {
  if (config.databaseUrl !== undefined) return openDatabase({ url: config.databaseUrl });
  const dataDir = path.resolve(config.dataDir);
  const isFirst = !existsSync(path.join(dataDir, 'database'));
  if (isFirst) options.say('Chuẩn bị cơ sở dữ liệu nhúng · preparing the embedded database');
  return openDatabase({
    dataDir,
    onRestart: options.onRestart,
    ...(isFirst && {
      template: await embeddedTemplate(migrationsFolder, fileURLToPath(new URL('.cache/', root))),
    }),
  });
}
