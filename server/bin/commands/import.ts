// Files into the database, and back out of it.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ImportKind } from '../../../contract/codes.ts';
import { withSystemScope } from '../../db/scope.ts';
import { runImport } from '../../imports/run-import.ts';
import { undoBatch } from '../../imports/undo.ts';
import { options, progress, UsageError, withSystem } from '../command-line.ts';

export async function importCommand(args: string[]): Promise<number> {
  const given = options(args, ['mapping', 'srid'], ['dry-run', 'json']);
  const [kindText, ...files] = given.positionals;
  const kind = ImportKind.safeParse(kindText);
  if (!kind.success) throw new UsageError(`unknown kind "${kindText ?? ''}"`);
  const mappingFile = given.text('mapping');
  if (mappingFile === undefined || files.length === 0)
    throw new UsageError('import needs a file and --mapping');
  const mapping = { ...JSON.parse(await readFile(mappingFile, 'utf8')), kind: kind.data };
  const srid = given.number('srid');
  return withSystem(async ({ context: { db, clock } }) => {
    const input = {
      id: randomUUID(),
      files: files.map((file) => ({ path: file, name: path.basename(file) })),
      mapping,
      dryRun: given.flag('dry-run'),
      ...(srid !== undefined && { sridOverride: srid }),
    };
    const { batch, rejected } = await withSystemScope(db, (tx) =>
      runImport(
        {
          tx,
          clock,
          accountId: null,
          onProgress: ({ stage, rowsRead }) => progress(`${stage}: ${rowsRead}`),
        },
        input,
      ),
    );
    if (given.flag('json')) {
      console.log(JSON.stringify({ batch, rejected }, null, 2));
    } else {
      for (const row of rejected) {
        console.log(
          `${batch.fileName}:${row.line} ${row.field} = ${JSON.stringify(row.value)}: ${row.reason} / ${row.reasonEn}`,
        );
      }
      for (const warning of batch.warnings) console.log(`! ${warning.vi} / ${warning.en}`);
      console.log(
        `${batch.kind} ${batch.status}: ${batch.inserted} added, ${batch.updated} changed, ${batch.unchanged} unchanged, ${batch.rejected} refused, ${batch.leftOut} left out (batch ${batch.id})`,
      );
    }
    return batch.status === 'failed' ||
      (batch.rejected > 0 && batch.inserted + batch.updated + batch.unchanged === 0)
      ? 1
      : 0;
  });
}

export async function undoCommand(args: string[]): Promise<number> {
  const [id] = options(args, []).positionals;
  if (id === undefined) throw new UsageError('undo needs the id of a batch');
  return withSystem(async ({ context: { db, clock } }) => {
    const batch = await withSystemScope(db, (tx) => undoBatch(tx, id, { clock, accountId: null }));
    console.log(`${batch.kind} ${batch.status} (batch ${batch.id})`);
    return 0;
  });
}
