// A hotspot run: read the accidents and the roads in order, compute, write the places.
import type { Knex } from 'knex';
import {
  HotspotParameters,
  type LegalRuleParameters,
  type RunFilter,
  standardSeverityWeights,
} from '../../contract/run-parameters.ts';
import { readRoadNetwork } from '../network/queries.ts';
import { findLegalRule, findSeverityWeights } from '../presets/queries.ts';
import { Problem } from '../problem.ts';
import type { Analysis, InPortion } from '../runs/analysis.ts';
import { getTerritory } from '../territory/queries.ts';
import { compareWithOthers } from './agreement-queries.ts';
import { computeHotspots, type HotspotInput, type HotspotOutput } from './compute.ts';
import { MOST_HDBSCAN_POINTS } from './hdbscan.ts';
import { writeLayers } from './layer-queries.ts';
import { HISTORY_MONTHS } from './legal-history.ts';
import { type LegalRule, monthsBefore } from './legal-rule.ts';
import { readAccidents, writeHotspots } from './queries.ts';
import type { HotspotAccidents } from './scene.ts';
import { testStrataTogether } from './strata-threads.ts';

const casualties = ['fatal', 'serious', 'slight'] as const;

async function months(tx: Knex.Transaction, stored: unknown): Promise<number> {
  const parameters = HotspotParameters.parse(stored);
  return parameters.method === 'legal_rule' ? (await ruleOf(tx, parameters)).months : parameters.months;
}

/** The rule that came with the request, or the stored one. */
async function ruleOf(tx: Knex.Transaction, { presetId, rule }: LegalRuleParameters): Promise<LegalRule> {
  return rule === undefined ? findLegalRule(tx, presetId) : { id: presetId, ...rule };
}

async function read(tx: Knex.Transaction, stored: unknown): Promise<HotspotInput> {
  const parameters = HotspotParameters.parse(stored);
  const rule = parameters.method === 'legal_rule' ? await ruleOf(tx, parameters) : null;
  const { metricSrid } = await getTerritory(tx);
  const { asOf, filter } = parameters;
  const windowMonths = await months(tx, stored);
  const window = { from: monthsBefore(asOf, windowMonths), asOf, metricSrid };
  // Every method reads accidents with people hurt unless the filter says otherwise; a legal rule says so itself.
  const isCasualtiesOnly = rule === null ? filter.severity === undefined : !rule.includePropertyOnly;
  const filters = [filter, rule?.filter ?? {}, isCasualtiesOnly ? { severity: [...casualties] } : {}];
  const { accidents, leftOut } = await readAccidents(tx, window, ...filters);
  if (parameters.method === 'hdbscan' && accidents.ids.length > MOST_HDBSCAN_POINTS) {
    throw new Problem('too-large', {
      detail: `Có ${accidents.ids.length} vụ tai nạn; phương pháp này so từng cặp nên chỉ nhận đến ${MOST_HDBSCAN_POINTS} vụ: hãy chọn ít tháng hơn hoặc lọc hẹp lại`,
      detailEn: `${accidents.ids.length} accidents; this method compares every pair and takes up to ${MOST_HDBSCAN_POINTS}: choose fewer months or narrow the filter`,
    });
  }
  return {
    parameters,
    rule,
    years: windowMonths / 12,
    severityWeights: await findSeverityWeights(tx, standardSeverityWeights),
    accidents,
    ...(rule !== null && { history: await readHistory(tx, window, windowMonths, filters) }),
    leftOut,
    network: await readRoadNetwork(tx, metricSrid),
  };
}

async function readHistory(
  tx: Knex.Transaction,
  window: { asOf: string; metricSrid: number },
  windowMonths: number,
  filters: RunFilter[],
): Promise<HotspotAccidents> {
  const from = monthsBefore(window.asOf, windowMonths + HISTORY_MONTHS);
  return (await readAccidents(tx, { ...window, from }, ...filters)).accidents;
}

async function write(
  inPortion: InPortion,
  runId: string,
  output: HotspotOutput,
): Promise<Record<string, unknown>> {
  const { metricSrid } = await inPortion(getTerritory);
  await inPortion((tx) => writeHotspots(tx, runId, output, metricSrid));
  await inPortion((tx) => writeLayers(tx, runId, output, metricSrid));
  return output.notes;
}

export const hotspotAnalysis: Analysis<HotspotInput, HotspotOutput> = {
  months,
  read,
  facts: ({ accidents, history, leftOut, network }) => ({ accidents, history, leftOut, network }),
  compute: (input, progress) => computeHotspots(input, progress, testStrataTogether),
  write,
  conclude: compareWithOthers,
  results: ['hotspot_compared', 'hotspot', 'road_density', 'hexagon_cell'],
};
