// Long statements live in .sql files beside the queries that use them. Read once; `?` is escaped for knex.
import { readFileSync } from 'node:fs';

/** Gives the text of a statement file for `db.raw` with `:named` values. */
export function sqlFile(url: URL): string {
  return readFileSync(url, 'utf8').replaceAll('?', '\\?');
}
