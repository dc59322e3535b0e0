// Computations: each queues a run, carries it out here, and writes its result.
import { randomUUID } from 'node:crypto';
import { HotspotMethod, type RunKind } from '../../../contract/codes.ts';
import { ExportLayer } from '../../../contract/delivery.ts';
import type { Run } from '../../../contract/run.ts';
import { RunRequest, standardLegalRule } from '../../../contract/run-parameters.ts';
import { besideTransactions } from '../../db/beside.ts';
import { withSystemScope } from '../../db/scope.ts';
import type { System } from '../../installation/system.ts';
import { listResults, recordsOf } from '../../prediction/queries.ts';
import * as prediction from '../../prediction/report.ts';
import { readSensitivity } from '../../risk/sensitivity-queries.ts';
import { getRun } from '../../runs/queries.ts';
import { requestRun } from '../../runs/request.ts';
import { recomputeScreening } from '../../screening/recompute.ts';
import {
  type Given,
  options,
  progress,
  UsageError,
  withSystem,
  writeLayer,
  writeOut,
} from '../command-line.ts';

export async function hotspotsCommand(args: string[]): Promise<number> {
  const given = options(args, [
    'method',
    'preset',
    'builtup',
    'bandwidth',
    'simulations',
    'eps',
    'min-points',
    'edge',
    'months',
    'as-of',
    'format',
    'out',
  ]);
  const method = HotspotMethod.safeParse(given.text('method') ?? 'legal_rule');
  if (!method.success) throw new UsageError(`unknown method "${given.text('method')}"`);
  return runCommand(given, 'hotspots', {
    method: method.data,
    ...(method.data === 'legal_rule' && { presetId: given.text('preset') ?? standardLegalRule }),
    builtUp: given.text('builtup'),
    bandwidthMetres: given.number('bandwidth'),
    simulations: given.number('simulations'),
    epsMetres: given.number('eps'),
    minPoints: given.number('min-points'),
    edgeMetres: given.number('edge'),
    months: given.number('months'),
  });
}

export async function riskCommand(args: string[]): Promise<number> {
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

/** Tests the methods, and writes tables and sentences. */
export async function predictCommand(args: string[]): Promise<number> {
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

export async function sensitivityCommand(args: string[]): Promise<number> {
  const given = options(args, ['preset', 'top', 'as-of', 'out']);
  const parameters = { presetId: given.text('preset'), top: given.number('top') };
  return runCommand(given, 'sensitivity', parameters, async ({ context }, run) => {
    const found = await withSystemScope(context.db, (tx) =>
      readSensitivity(tx, run.id, { limit: Number.MAX_SAFE_INTEGER - 1 }),
    );
    await writeOut(given, `${JSON.stringify({ run, ...found }, null, 2)}\n`);
  });
}

/** Computes the straight-line screening of every school and route anew. */
export async function screenCommand(args: string[]): Promise<number> {
  options(args, []);
  return withSystem(async ({ context: { db, clock } }) => {
    const found = await withSystemScope(db, (tx) => recomputeScreening(tx, clock(), besideTransactions(db)));
    console.log(`${found.accidents} accidents, ${found.schools} schools, ${found.routes} routes screened`);
    return 0;
  });
}

/** Queues a run, computes it here, and writes its result. */
async function runCommand(
  given: Given,
  kind: RunKind,
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
