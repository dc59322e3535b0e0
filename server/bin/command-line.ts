// What every command of the command line needs: its options, the running system, and where results go.
import { writeFile } from 'node:fs/promises';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { pino } from 'pino';
import type { ExportLayer } from '../../contract/delivery.ts';
import { readConfig } from '../config.ts';
import { withSystemScope } from '../db/scope.ts';
import { exportRows } from '../exports/queries.ts';
import { toCsv, toGeoJson } from '../exports/table.ts';
import { openConfigured } from '../installation/open-configured.ts';
import { processClock } from '../installation/process-clock.ts';
import { type System, startSystem } from '../installation/system.ts';

/** A command: takes its arguments, gives the exit code. */
export type Command = (args: string[]) => Promise<number>;

/** Wrong use of the command line: answered with the usage. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Says on the error stream what is going on; results alone go to the output. */
export const progress = (line: string) => process.stderr.write(`${line}\n`);

export type Given = ReturnType<typeof options>;

/** Options with a value unless listed as flags; unknown ones are refused. */
export function options(args: string[], values: string[], flags: string[] = []) {
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

/** Opens the configured database as a running system, and closes it after the work. */
export async function withSystem<T>(work: (system: System) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const log = pino({ level: 'error' }, pino.destination(2));
  const database = await openConfigured(config, {
    say: progress,
    onRestart: (message) => log.error(message),
  });
  const clock = processClock(config.demoToday);
  const system = await startSystem(database, config, { clock, log, say: progress });
  try {
    return await work(system);
  } finally {
    await system.close();
  }
}

/** Writes a layer in the format and to the place that were asked for. */
export async function writeLayer(
  system: System,
  layer: ExportLayer,
  given: Given,
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

export async function writeOut(given: Given, text: string): Promise<void> {
  const out = given.text('out');
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
}
