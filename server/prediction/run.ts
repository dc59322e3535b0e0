// A prediction run: read accidents of whole years and the roads in order, compute, write how well each method foretold.
import type { Knex } from 'knex';
import { PredictionParameters } from '../../contract/run-parameters.ts';
import { readAccidents } from '../hotspots/queries.ts';
import { readRoadNetwork } from '../network/queries.ts';
import { findLegalRule } from '../presets/queries.ts';
import type { Analysis, InPortion } from '../runs/analysis.ts';
import { getTerritory } from '../territory/queries.ts';
import { computePrediction, type PredictionInput, type PredictionOutput } from './compute.ts';
import { MEMORY_YEARS, TEST_YEARS, type Years } from './evaluate.ts';
import { ruleYears, yearOf } from './method-scores.ts';
import { writeResults } from './queries.ts';

const casualties = ['fatal', 'serious', 'slight'] as const;

/** The whole years that the tests and the memory of the methods need; the last one is over on `asOf`. */
async function neededYears(tx: Knex.Transaction, parameters: PredictionParameters): Promise<Years> {
  const { asOf, presetId, trainThrough } = parameters;
  const through = yearOf(asOf) - (asOf.endsWith('-12-31') ? 0 : 1);
  const memory = Math.max(MEMORY_YEARS, ruleYears(await findLegalRule(tx, presetId)));
  return { from: Math.min(trainThrough ?? through, through - TEST_YEARS) - memory + 1, through };
}

async function months(tx: Knex.Transaction, stored: unknown): Promise<number> {
  const parameters = PredictionParameters.parse(stored);
  const { from } = await neededYears(tx, parameters);
  return 12 * (yearOf(parameters.asOf) - from) + Number(parameters.asOf.slice(5, 7));
}

async function read(tx: Knex.Transaction, stored: unknown): Promise<PredictionInput> {
  const parameters = PredictionParameters.parse(stored);
  const { metricSrid } = await getTerritory(tx);
  const years = await neededYears(tx, parameters);
  const window = { from: `${years.from - 1}-12-31`, asOf: `${years.through}-12-31`, metricSrid };
  const rule = await findLegalRule(tx, parameters.presetId);
  const hurt = { severity: [...casualties] };
  const { filter } = parameters;
  // What is foretold is accidents with people hurt, unless the filter says otherwise.
  const { accidents, leftOut } = await readAccidents(
    tx,
    window,
    filter,
    filter.severity === undefined ? hurt : {},
  );
  const { accidents: listed } = await readAccidents(
    tx,
    window,
    filter,
    rule.filter,
    rule.includePropertyOnly ? {} : hurt,
  );
  return {
    parameters,
    rule,
    years,
    accidents,
    listed,
    leftOut,
    network: await readRoadNetwork(tx, metricSrid),
  };
}

async function write(
  inPortion: InPortion,
  runId: string,
  output: PredictionOutput,
): Promise<Record<string, unknown>> {
  await inPortion((tx) => writeResults(tx, runId, output.results));
  return output.notes;
}

export const predictionAnalysis: Analysis<PredictionInput, PredictionOutput> = {
  months,
  read,
  facts: ({ accidents, listed, leftOut, network }) => ({ accidents, listed, leftOut, network }),
  compute: computePrediction,
  write,
  results: ['prediction_result'],
};
