// Stored results: written out, compared, kept for later runs.
import { z } from 'zod';
import type { Comparison } from '../../../contract/comparison.ts';
import { ExportLayer } from '../../../contract/delivery.ts';
import { FreezeCalibration } from '../../../contract/risk.ts';
import { comparison } from '../../comparison/comparison.ts';
import { comparisonCsv, comparisonText } from '../../comparison/written.ts';
import { withSystemScope } from '../../db/scope.ts';
import { freezeCalibration } from '../../risk/calibration-queries.ts';
import { options, UsageError, withSystem, writeLayer } from '../command-line.ts';

export async function exportCommand(args: string[]): Promise<number> {
  const given = options(args, ['run', 'format', 'out']);
  const layer = ExportLayer.safeParse(given.positionals[0]);
  if (!layer.success) throw new UsageError(`unknown layer "${given.positionals[0] ?? ''}"`);
  return withSystem(async (system) => {
    await writeLayer(system, layer.data, given, given.text('run'));
    return 0;
  });
}

const comparisonFormats = {
  text: comparisonText,
  csv: comparisonCsv,
  json: (compared: Comparison) => `${JSON.stringify(compared, null, 2)}\n`,
};

export async function compareCommand(args: string[]): Promise<number> {
  const given = options(args, ['format']);
  const [before, after] = given.positionals;
  if (before === undefined || after === undefined) throw new UsageError('compare needs the ids of two runs');
  const format = given.text('format') ?? 'text';
  if (format !== 'text' && format !== 'csv' && format !== 'json') {
    throw new UsageError(`--format ${format}: text, csv or json`);
  }
  return withSystem(async ({ context: { db, clock } }) => {
    const today = clock().toISOString().slice(0, 10);
    const compared = await withSystemScope(db, (tx) =>
      comparison(tx, { before, after, limit: Number.POSITIVE_INFINITY, today }),
    );
    process.stdout.write(comparisonFormats[format](compared));
    return 0;
  });
}

export async function calibrateCommand(args: string[]): Promise<number> {
  const given = options(args, ['run', 'id', 'name', 'name-en']);
  const id = given.text('id');
  const wanted = FreezeCalibration.safeParse({
    id,
    runId: given.text('run'),
    name: given.text('name') ?? id,
    nameEn: given.text('name-en') ?? id,
  });
  if (!wanted.success) throw new UsageError(z.prettifyError(wanted.error));
  return withSystem(async ({ context: { db, clock } }) => {
    const frozen = await withSystemScope(db, (tx) =>
      freezeCalibration(tx, wanted.data, { accountId: null, now: clock() }),
    );
    console.log(`${frozen.id}: ${frozen.evidence}, valid from ${frozen.validFrom}`);
    return 0;
  });
}
