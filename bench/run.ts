// Runs the benchmarks: `npm run bench [-- name … --scale 0.05]`. Each prints its time, the time of a reference in the
// same run, their ratio and its gates; on a shared machine only ratios mean something.
import { parseArgs } from 'node:util';
import { assetsBench } from './assets.ts';
import { browserBench } from './browser.ts';
import { generateCountry } from './country/generate.ts';
import { loadCountry } from './country/load.ts';
import { withServerDatabase } from './database.ts';
import { dbscanBench } from './dbscan.ts';
import { densityBench } from './density.ts';
import { importBench } from './import.ts';
import { note, seconds, shown } from './report.ts';
import { nationalBench, provinceBench } from './runs.ts';
import { accidentBench, recomputeBench, routesBench, schoolsBench, type World } from './screening.ts';
import { tilesBench } from './tiles.ts';

/** On one country in a database of its own, in this order: the last ones change it. */
const onCountry: Record<string, (world: World) => Promise<void>> = {
  schools: schoolsBench,
  routes: routesBench,
  dbscan: dbscanBench,
  recompute: recomputeBench,
  accident: accidentBench,
};
const alone: Record<string, (scale: number) => Promise<void>> = {
  assets: assetsBench,
  tiles: tilesBench,
  browser: browserBench,
  density: densityBench,
  import: importBench,
  province: provinceBench,
  national: nationalBench,
};
const needServer = [...Object.keys(onCountry), 'national', 'tiles', 'browser'];

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { scale: { type: 'string', default: '1' } },
});
const scale = Number(values.scale);
const names = [...Object.keys(onCountry), ...Object.keys(alone)];
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0 || !(scale > 0 && scale <= 1)) {
  console.error(`usage: npm run bench -- [${names.join(' ')}] [--scale 0.001 to 1]`);
  process.exit(2);
}
const hasServer = process.env.DATABASE_URL !== undefined;
const wanted = (positionals.length > 0 ? positionals : names).filter((name) => {
  const canRun = hasServer || !needServer.includes(name);
  if (!canRun) console.error(`${name} is left out: it needs PostgreSQL, named by DATABASE_URL`);
  return canRun;
});

const together = Object.entries(onCountry).filter(([name]) => wanted.includes(name));
if (together.length > 0) {
  await withServerDatabase(async ({ knex }) => {
    console.log(`An invented country at scale ${scale}`);
    const country = generateCountry({ scale });
    note(`loaded in ${shown(await seconds(() => loadCountry(knex, country)))} s`);
    const world: World = { country, db: knex, scale, geography: {} };
    for (const [, bench] of together) await bench(world);
  });
}
for (const [name, bench] of Object.entries(alone)) if (wanted.includes(name)) await bench(scale);
