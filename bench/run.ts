// Runs the benchmarks: `npm run bench [name …]`. Each prints what it did, its time, and the ratio to a reference measured
// in the same run; on a shared machine only ratios mean something.
import { dbscanBench } from './dbscan.ts';
import { importBench } from './import.ts';

const benches: Record<string, () => Promise<void>> = { dbscan: dbscanBench, import: importBench };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
