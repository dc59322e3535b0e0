// A hotspot run: read the accidents and the roads in order, compute, write the places.
import type { Knex } from 'knex';
import { HotspotParameters } from '../../contract/run.ts';
import { readRoadNetwork } from '../network/queries.ts';
import { findLegalRule } from '../presets/queries.ts';
import type { Analysis } from '../runs/analysis.ts';
import { getTerritory } from '../territory/queries.ts';
import type { HotspotInput, HotspotOutput } from './compute.ts';
import { monthsBefore } from './legal-rule.ts';
import { readAccidents, writeHotspots } from './queries.ts';

async function read(tx: Knex.Transaction, stored: unknown): Promise<HotspotInput> {
  const parameters = HotspotParameters.parse(stored);
  const rule = parameters.method === 'legal_rule' ? await findLegalRule(tx, parameters.presetId) : null;
  const months = parameters.method === 'dbscan' ? parameters.months : (rule?.months ?? 12);
  const { metricSrid } = await getTerritory(tx);
  const { asOf, filter } = parameters;
  const window = { from: monthsBefore(asOf, months), asOf, metricSrid };
  // DBSCAN reads accidents with people hurt unless the filter says otherwise, as the legal rule does by its own words.
  const severity =
    filter.severity ??
    (parameters.method === 'dbscan' ? (['fatal', 'serious', 'slight'] as const) : undefined);
  const { accidents, leftOut } = await readAccidents(
    tx,
    window,
    severity === undefined ? filter : { ...filter, severity: [...severity] },
  );
  return { parameters, rule, accidents, leftOut, network: await readRoadNetwork(tx, metricSrid) };
}

async function write(
  tx: Knex.Transaction,
  runId: string,
  output: HotspotOutput,
): Promise<Record<string, unknown>> {
  const { metricSrid } = await getTerritory(tx);
  await writeHotspots(tx, runId, output, metricSrid);
  return output.notes;
}

export const hotspotAnalysis: Analysis<HotspotInput, HotspotOutput> = { read, write };
