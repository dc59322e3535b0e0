// Writes the invented demo town next to itself: `npx tsx data/town/generate.ts`. With --check it
// writes nothing and fails when a committed file differs from what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawAccidents } from './accidents.ts';
import { knownAnswers } from './answers.ts';
import { jsonText } from './files.ts';
import { insurerText } from './insurer.ts';
import * as mappings from './mappings.ts';
import { buildNetwork } from './network.ts';
import { drawRoutes } from './routes.ts';
import { drawFindings, drawObservations, drawSpots } from './survey.ts';
import { backgroundText, gatesText, kmPostsText, roadsText, routesText, unitsText } from './write-places.ts';
import { accidentsText, findingsText, observationsText, schoolsText, spotsText } from './write-tables.ts';

/** Text of every file of the town by file name; the same on every call. */
export function townFiles(): Map<string, string> {
  const network = buildNetwork();
  const routes = drawRoutes(network);
  const accidents = drawAccidents(network);
  const findings = drawFindings(network, routes);
  return new Map([
    ['units.geojson', unitsText()],
    ['units.mapping.json', jsonText(mappings.unitsMapping)],
    ['schools.csv', schoolsText(network)],
    ['schools.mapping.json', jsonText(mappings.schoolsMapping)],
    ['gates.geojson', gatesText(network)],
    ['gates.mapping.json', jsonText(mappings.gatesMapping)],
    ['roads.geojson', roadsText(network)],
    ['roads.mapping.json', jsonText(mappings.roadsMapping)],
    ['routes.geojson', routesText(routes)],
    ['routes.mapping.json', jsonText(mappings.routesMapping)],
    ['accidents.csv', accidentsText(accidents)],
    ['accidents.mapping.json', jsonText(mappings.accidentsMapping)],
    ['accidents-insurer.csv', insurerText(accidents)],
    ['accidents-insurer.mapping.json', jsonText(mappings.insurerMapping)],
    ['spots.csv', spotsText(drawSpots(network))],
    ['spots.mapping.json', jsonText(mappings.spotsMapping)],
    ['observations.csv', observationsText(drawObservations(network, routes))],
    ['observations.mapping.json', jsonText(mappings.observationsMapping)],
    ['findings.csv', findingsText(findings)],
    ['findings.mapping.json', jsonText(mappings.findingsMapping)],
    ['background.geojson', backgroundText()],
    ['km_posts.geojson', kmPostsText()],
    ['km_posts.mapping.json', jsonText(mappings.kmPostsMapping)],
    ['answers.json', jsonText(knownAnswers(accidents, findings))],
  ]);
}

/** Names of committed files that differ from what the generator writes. */
export function differingFiles(files: ReadonlyMap<string, string> = townFiles()): string[] {
  return [...files].filter(([name, text]) => readCommitted(name) !== text).map(([name]) => name);
}

const placeOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

function readCommitted(name: string): string | undefined {
  try {
    return readFileSync(placeOf(name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = townFiles();
  if (process.argv.includes('--check')) {
    const differing = differingFiles(files);
    if (differing.length > 0) {
      console.error(`These files of the town differ from the generator: ${differing.join(', ')}`);
      process.exitCode = 1;
    }
  } else {
    for (const [name, text] of files) writeFileSync(placeOf(name), text);
    console.log(`${files.size} files written`);
  }
}
