// The command line: the same work as the server's, on the same database, without the server.
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { pino } from 'pino';
import { ImportKind } from '../../contract/codes.ts';
import { ExportLayer } from '../../contract/delivery.ts';
import { RunRequest } from '../../contract/run.ts';
import { readConfig } from '../config.ts';
import { withSystemScope } from '../db/scope.ts';
import { exportRows } from '../exports/queries.ts';
import { toCsv, toGeoJson } from '../exports/table.ts';
import { monthsBefore } from '../hotspots/legal-rule.ts';
import { runImport } from '../imports/run-import.ts';
import { undoBatch } from '../imports/undo.ts';
import { openConfigured } from '../installation/open-configured.ts';
import { type System, startSystem } from '../installation/system.ts';
import { getRun, queueRun, windowMonths } from '../runs/queries.ts';

const usage = `Cổng An Toàn

  import <kind> <file …> --mapping <file.json> [--srid N] [--dry-run] [--json]
         kinds: ${ImportKind.options.join(', ')}
  undo <batch>                                          take an import back
  hotspots --method legal_rule --preset tt-26-2012 [--as-of DAY] [--format geojson|csv] [--out FILE]
  hotspots --method dbscan [--eps METRES] [--min-points N] [--months N] [--as-of DAY] …
  risk [--preset srs-vn-1] [--weights fatal_equivalents] [--as-of DAY] [--format geojson|csv] [--out FILE]
  export <layer> [--run ID] [--format geojson|csv] [--out FILE]
         layers: ${ExportLayer.options.join(', ')}

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
  kind: 'hotspots' | 'risk',
  parameters: object,
): Promise<number> {
  return withSystem(async (system) => {
    const { db, clock, codeVersion } = system.context;
    const asOf = given.text('as-of') ?? (await lastAccidentDay(system));
    const request = RunRequest.parse({ id: randomUUID(), kind, parameters: { ...parameters, asOf } });
    await withSystemScope(db, async (tx) =>
      queueRun(tx, {
        request,
        method: request.kind === 'hotspots' ? request.parameters.method : null,
        windowFrom: monthsBefore(asOf, await windowMonths(tx, request)),
        codeVersion,
        accountId: null,
        now: clock(),
      }),
    );
    progress(`${kind}: as of ${asOf}`);
    await system.runner.drain();
    const run = await withSystemScope(db, (tx) => getRun(tx, request.id));
    if (run?.status !== 'done') {
      console.error(`the run ended as ${run?.status ?? 'lost'}: ${run?.error ?? ''}`);
      return 1;
    }
    progress(JSON.stringify(run.notes));
    await writeLayer(system, kind, given, request.id);
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
  const out = given.text('out');
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
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
      const given = options(args, ['preset', 'weights', 'draws', 'as-of', 'format', 'out']);
      return runCommand(given, 'risk', {
        presetId: given.text('preset'),
        weightsId: given.text('weights'),
        draws: given.number('draws'),
      });
    }
    case 'export':
      return exportCommand(args);
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
