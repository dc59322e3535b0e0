// A sensitivity run: what a risk run reads, computed under many choices, and how the order of schools changed.
import type { Knex } from 'knex';
import { SensitivityParameters, standardSeverityWeights } from '../../contract/run-parameters.ts';
import { findRiskParameters } from '../presets/queries.ts';
import type { Analysis, InPortion } from '../runs/analysis.ts';
import { findCalibration } from './calibration-queries.ts';
import { computeSensitivity, type SensitivityInput, type SensitivityOutput } from './compute-sensitivity.ts';
import { factsOf } from './input.ts';
import { readRiskInput } from './run-queries.ts';
import { readWeights, writeSensitivity } from './sensitivity-queries.ts';

async function months(tx: Knex.Transaction, stored: unknown): Promise<number> {
  const { presetId } = SensitivityParameters.parse(stored);
  const { accidentWindowYears } = await findRiskParameters(tx, presetId, standardSeverityWeights);
  return Math.round(accidentWindowYears * 12);
}

/** The base is what a risk run of the same day computes: the newest frozen calibration, or its own. */
async function read(tx: Knex.Transaction, stored: unknown): Promise<SensitivityInput> {
  const { asOf, presetId, top } = SensitivityParameters.parse(stored);
  const parameters = await findRiskParameters(tx, presetId, standardSeverityWeights);
  const applied = await findCalibration(tx, null, { parameters, asOf });
  const draws = parameters.rank.draws;
  const base = await readRiskInput(tx, { asOf, draws, parameters, applied, base: null });
  return { base, weights: await readWeights(tx), top };
}

async function write(
  inPortion: InPortion,
  runId: string,
  output: SensitivityOutput,
): Promise<Record<string, unknown>> {
  await inPortion((tx) => writeSensitivity(tx, runId, output));
  return output.notes;
}

export const sensitivityAnalysis: Analysis<SensitivityInput, SensitivityOutput> = {
  months,
  read,
  facts: ({ base }) => factsOf(base),
  compute: computeSensitivity,
  write,
  results: ['risk_variant', 'risk_robust'],
};
