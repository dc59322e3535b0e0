// The command line: the same work as the server's, on the same database, without the server.
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { pino } from 'pino';
import { z } from 'zod';
import { ImportKind } from '../../contract/codes.ts';
import type { Comparison } from '../../contract/comparison.ts';
import { ExportLayer } from '../../contract/delivery.ts';
import { FreezeCalibration } from '../../contract/risk.ts';
import type { Run } from '../../contract/run.ts';
import { RunRequest } from '../../contract/run-parameters.ts';
import { comparison } from '../comparison/comparison.ts';
import { comparisonCsv, comparisonText } from '../comparison/written.ts';
import { readConfig } from '../config.ts';
import { withSystemScope } from '../db/scope.ts';
import { exportRows } from '../exports/queries.ts';
import { toCsv, toGeoJson } from '../exports/table.ts';
import { runImport } from '../imports/run-import.ts';
import { undoBatch } from '../imports/undo.ts';
import { openConfigured } from '../installation/open-configured.ts';
import { type System, startSystem } from '../installation/system.ts';
import { listResults, recordsOf } from '../prediction/queries.ts';
import * as prediction from '../prediction/report.ts';
import { freezeCalibration } from '../risk/calibration-queries.ts';
import { readSensitivity } from '../risk/sensitivity-queries.ts';
import { getRun } from '../runs/queries.ts';
import { requestRun } from '../runs/request.ts';
import { recomputeScreening } from '../screening/recompute.ts';

const usage = `Cổng An Toàn

  import <kind> <file …> --mapping <file.json> [--srid N] [--dry-run] [--json]
         kinds: ${ImportKind.options.join(', ')}
  undo <batch>                                          take an import back
  hotspots --method legal_rule --preset tt-26-2012 [--as-of DAY] [--format geojson|csv] [--out FILE]
  hotspots --method dbscan [--eps METRES] [--min-points N] [--months N] [--as-of DAY] …
  risk [--preset srs-vn-1] [--weights fatal_equivalents] [--calibration NAME|own] [--as-of DAY] [--format geojson|csv] [--out FILE]
       [--base RUN]                                     only schools whose facts changed since that run
  sensitivity [--preset srs-vn-1] [--top N] [--as-of DAY] [--out FILE]
                                                        how far the order of schools hangs on choices, as JSON
  calibrate --run ID --id NAME [--name TEXT] [--name-en TEXT]
                                                        keep what a risk run fitted, for later runs to apply
  screen                                                accidents near schools and along routes, anew
  predict [--as-of DAY] [--train-through YEAR] [--format text|csv|json] [--out FILE]
                                                        how well each method foretold accidents
  export <layer> [--run ID] [--format geojson|csv] [--out FILE]
         layers: ${ExportLayer.options.join(', ')}
  compare <run before> <run after> [--format text|csv|json]   what a run changed against an earlier one, and why

The database is DATABASE_URL, or the embedded one in DATA_DIR. TERRITORY names the territory of a new database.
`;

class UsageError extends Error {}

const progress = (line: string) => process.stderr.write(`${line}\n`);

/** Options with a value unless listed as flags; unknown ones are refused. */
function options(args: string[], values: string[], flags: string[] = []) {
  const config: ParseArgsOptionsConfig = Object.fromEntries([
    ...values.map((name) => [name, { type: 'string' as const }]),
    ...flags.map((name) => [name, { type: 'boolean' as const }]),
  ]);
  const parsed = parseArgs({ args, options: config, allowPositionals: true, strict: true });
  const text = (name: string): string | undefined => {
    const value = parsed.values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const number = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (!Number.isFinite(Number(value))) throw new UsageError(`--${name} ${value}: not a number`);
    return Number(value);
  };
  return {
    positionals: parsed.positionals,
    text,
    number,
    flag: (name: string) => parsed.values[name] === true,
  };
}

async function withSystem<T>(work: (system: System) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const log = pino({ level: 'error' }, pino.destination(2));
  const database = await openConfigured(config, {
    say: progress,
    onRestart: (message) => log.error(message),
  });
  const system = await startSystem(database, config, { clock: () => new Date(), log, say: progress });
  try {
    return await work(system);
  } finally {
    await system.close();
  }
}

async function importCommand(args: string[]): Promise<number> {
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

async function undoCommand(args: string[]): Promise<number> {
  const [id] = options(args, []).positionals;
  if (id === undefined) throw new UsageError('undo needs the id of a batch');
  return withSystem(async ({ context: { db, clock } }) => {
    const batch = await withSystemScope(db, (tx) => undoBatch(tx, id, { clock, accountId: null }));
    console.log(`${batch.kind} ${batch.status} (batch ${batch.id})`);
    return 0;
  });
}

/** Queues a run, computes it here, and writes its result. */
async function runCommand(
  given: ReturnType<typeof options>,
  kind: 'hotspots' | 'risk' | 'prediction' | 'sensitivity',
  parameters: object,
  write: (system: System, run: Run) => Promise<void> = (system, run) =>
    writeLayer(system, ExportLayer.parse(kind), given, run.id),
): Promise<number> {
  return withSystem(async (system) => {
    const { db, clock, codeVersion } = system.context;
    const asOf = given.text('as-of') ?? (await lastAccidentDay(system));
    const request = RunRequest.parse({ id: randomUUID(), kind, parameters: { ...parameters, asOf } });
    await withSystemScope(db, (tx) =>
      requestRun(tx, request, { codeVersion, accountId: null, now: clock() }),
    );
    progress(`${kind}: as of ${asOf}`);
    await system.runner.drain();
    const run = await withSystemScope(db, (tx) => getRun(tx, request.id));
    if (run?.status !== 'done') {
      console.error(`the run ended as ${run?.status ?? 'lost'}: ${run?.error ?? ''}`);
      return 1;
    }
    progress(JSON.stringify(run.notes));
    await write(system, run);
    return 0;
  });
}

/** The day of the newest accident: without a day given, results are as of the end of the data. */
async function lastAccidentDay({ context }: System): Promise<string> {
  const { rows } = await withSystemScope(context.db, (tx) =>
    tx.raw<{ rows: { day: string | null }[] }>('select max(occurred_on) as day from accident'),
  );
  return rows[0]?.day ?? context.clock().toISOString().slice(0, 10);
}

async function writeLayer(
  system: System,
  layer: ExportLayer,
  given: ReturnType<typeof options>,
  run: string | undefined,
): Promise<void> {
  const format = given.text('format') ?? 'geojson';
  if (format !== 'geojson' && format !== 'csv') throw new UsageError(`--format ${format}: geojson or csv`);
  const today = system.context.clock().toISOString().slice(0, 10);
  const table = await withSystemScope(system.context.db, (tx) =>
    exportRows(tx, layer, { method: 'legal_rule', ...(run !== undefined && { run }) }, today),
  );
  const text = format === 'csv' ? toCsv(table) : toGeoJson(table);
  await writeOut(given, text);
}

/** Tests the methods, and writes tables and sentences. */
async function predictCommand(args: string[]): Promise<number> {
  const given = options(args, ['as-of', 'train-through', 'format', 'out']);
  const format = given.text('format') ?? 'text';
  if (!['text', 'csv', 'json'].includes(format)) {
    throw new UsageError(`--format ${format}: text, csv or json`);
  }
  const trainThrough = given.number('train-through');
  return runCommand(given, 'prediction', { trainThrough }, async ({ context }, run) => {
    const results = await withSystemScope(context.db, (tx) => listResults(tx, run.id));
    const records = recordsOf(run, results);
    if (results.length === 0) progress('quá ít số liệu để kiểm tra · too little data to test');
    if (format === 'csv') await writeOut(given, prediction.toCsv(results));
    else if (format === 'text') await writeOut(given, prediction.toText(results, records));
    else await writeOut(given, `${JSON.stringify({ run, results, records }, null, 2)}\n`);
  });
}

async function sensitivityCommand(args: string[]): Promise<number> {
  const given = options(args, ['preset', 'top', 'as-of', 'out']);
  const parameters = { presetId: given.text('preset'), top: given.number('top') };
  return runCommand(given, 'sensitivity', parameters, async ({ context }, run) => {
    const found = await withSystemScope(context.db, (tx) =>
      readSensitivity(tx, run.id, { limit: Number.MAX_SAFE_INTEGER - 1 }),
    );
    await writeOut(given, `${JSON.stringify({ run, ...found }, null, 2)}\n`);
  });
}

async function calibrateCommand(args: string[]): Promise<number> {
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

async function writeOut(given: ReturnType<typeof options>, text: string): Promise<void> {
  const out = given.text('out');
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
}

/** Computes the straight-line screening of every school and route anew. */
async function screenCommand(args: string[]): Promise<number> {
  options(args, []);
  return withSystem(async ({ context: { db, clock } }) => {
    const found = await withSystemScope(db, (tx) => recomputeScreening(tx, clock()));
    console.log(`${found.accidents} accidents, ${found.schools} schools, ${found.routes} routes screened`);
    return 0;
  });
}

async function exportCommand(args: string[]): Promise<number> {
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

async function compareCommand(args: string[]): Promise<number> {
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

async function main([command, ...args]: string[]): Promise<number> {
  switch (command) {
    case 'import':
      return importCommand(args);
    case 'undo':
      return undoCommand(args);
    case 'hotspots': {
      const given = options(args, [
        'method',
        'preset',
        'builtup',
        'eps',
        'min-points',
        'months',
        'as-of',
        'format',
        'out',
      ]);
      const method = given.text('method') ?? 'legal_rule';
      return runCommand(given, 'hotspots', {
        method,
        ...(method === 'legal_rule' && { presetId: given.text('preset') ?? 'tt-26-2012' }),
        epsMetres: given.number('eps'),
        minPoints: given.number('min-points'),
        months: given.number('months'),
      });
    }
    case 'risk': {
      const given = options(args, [
        'preset',
        'weights',
        'calibration',
        'draws',
        'base',
        'as-of',
        'format',
        'out',
      ]);
      return runCommand(given, 'risk', {
        presetId: given.text('preset'),
        weightsId: given.text('weights'),
        calibrationId: given.text('calibration'),
        draws: given.number('draws'),
        baseRunId: given.text('base'),
      });
    }
    case 'sensitivity':
      return sensitivityCommand(args);
    case 'calibrate':
      return calibrateCommand(args);
    case 'predict':
      return predictCommand(args);
    case 'screen':
      return screenCommand(args);
    case 'export':
      return exportCommand(args);
    case 'compare':
      return compareCommand(args);
    default:
      throw new UsageError(command === undefined ? '' : `unknown command "${command}"`);
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof UsageError) console.error(`\n${usage}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
