// Makes an empty database an installation: territory, presets and, unless switched off, the invented demo town with
// its people and first computations. Doing it again changes nothing.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { HotspotMethod, RunKind } from '../../contract/codes.ts';
import { RunRequest, standardLegalRule } from '../../contract/run-parameters.ts';
import type { Clock } from '../context.ts';
import { withSystemScope } from '../db/scope.ts';
import { importedId } from '../imports/identity.ts';
import { runImport } from '../imports/run-import.ts';
import { addShippedPresets } from '../presets/queries.ts';
import { requestRun } from '../runs/request.ts';
import { installTerritory } from '../territory/install.ts';
import { findTerritory } from '../territory/queries.ts';
import { addDemoGateModels } from './demo-gate-models.ts';
import { addDemoPilots } from './demo-pilots.ts';
import { addDemoPlans } from './demo-plans.ts';
import { addAccount, demoPeople } from './people.ts';
import { shippedPresets } from './presets.ts';

const dataFolder = new URL('../../data/', import.meta.url);

/** The last day of the demo town's records; its computations are as of that day. */
export const demoAsOf = '2026-10-31';

export type InstallOptions = {
  /** Name of a file in data/territories without its ending, or a path. */
  territory: string;
  demoTown: boolean;
  codeVersion: string;
  clock: Clock;
  say: (line: string) => void;
};

/** Gives whether the installation holds the demo town. */
export async function install(db: Knex, options: InstallOptions): Promise<{ demo: boolean }> {
  const presets = await shippedPresets();
  const territory = await readTerritory(options.territory);
  const isNew = await withSystemScope(db, async (tx) => {
    const found = await findTerritory(tx);
    if (found === undefined) await installTerritory(tx, territory);
    await addShippedPresets(tx, presets);
    return found === undefined;
  });
  const wantsDemo = options.demoTown && options.territory === 'vietnam';
  if (isNew && wantsDemo) {
    options.say('Nạp thị trấn hư cấu · loading the invented demo town');
    await installDemoTown(db, options);
  }
  const demo = await withSystemScope(db, findTerritory);
  return { demo: demo?.invented ?? false };
}

async function readTerritory(nameOrPath: string): Promise<unknown> {
  const file = /^[a-z][a-z0-9-]*$/.test(nameOrPath)
    ? fileURLToPath(new URL(`territories/${nameOrPath}.json`, dataFolder))
    : path.resolve(nameOrPath);
  return JSON.parse(await readFile(file, 'utf8'));
}

/** The town's files, each after those its records refer to. */
const order = [
  'units',
  'roads',
  'km_posts',
  'schools',
  'gates',
  'routes',
  'accidents',
  'accidents-insurer',
  'spots',
  'observations',
  'findings',
];

async function installDemoTown(db: Knex, options: InstallOptions): Promise<void> {
  const folder = fileURLToPath(new URL('town/', dataFolder));
  const files = await readdir(folder);
  for (const part of order) {
    const name = files.find((file) => file === `${part}.csv` || file === `${part}.geojson`);
    if (name === undefined) throw new Error(`the demo town has no ${part}`);
    const input = {
      id: importedId('batch', 'town', part),
      files: [{ path: path.join(folder, name), name }],
      mapping: JSON.parse(await readFile(path.join(folder, `${part}.mapping.json`), 'utf8')),
      dryRun: false,
    };
    const { batch } = await withSystemScope(db, (tx) =>
      runImport({ tx, clock: options.clock, accountId: null }, input),
    );
    if (batch.status !== 'done' || batch.rejected > 0) {
      throw new Error(
        `the demo town's ${part} were not taken: ${batch.error ?? `${batch.rejected} rows refused`}`,
      );
    }
    options.say(`  ${part}: ${batch.inserted}`);
  }
  await withSystemScope(db, async (tx) => {
    await tx('territory').update({ invented: true });
    for (const person of demoPeople) await addAccount(tx, person, options.clock());
    await addDemoPlans(tx, options.clock());
    await addDemoPilots(tx, options.codeVersion, options.clock());
    await addDemoGateModels(tx);
    for (const [i, request] of demoRuns().entries()) {
      await requestRun(tx, request, {
        codeVersion: options.codeVersion,
        accountId: null,
        // In this order: pilots are chosen by the risk.
        now: new Date(options.clock().getTime() + i),
      });
    }
  });
  await db.raw('analyze');
}

/** One run of every kind and method, with the shipped parameters. */
function demoRuns(): RunRequest[] {
  const hotspots = HotspotMethod.options.map((method) => ({
    id: importedId('run', 'town', method),
    kind: 'hotspots',
    parameters: { method, asOf: demoAsOf, presetId: standardLegalRule },
  }));
  const others = RunKind.exclude(['hotspots']).options.map((kind) => ({
    id: importedId('run', 'town', kind),
    kind,
    parameters: { asOf: demoAsOf },
  }));
  return [...hotspots, ...others].map((request) => RunRequest.parse(request));
}
