// A risk run: read schools, surveys, accidents and roads in order, compute, write scores with their parts.
import type { Knex } from 'knex';
import { RiskRunParameters } from '../../contract/run-parameters.ts';
import { findRiskParameters } from '../presets/queries.ts';
import type { Analysis, InPortion, Progress } from '../runs/analysis.ts';
import { refreshScreening } from '../screening/recompute.ts';
import { findCalibration } from './calibration-queries.ts';
import { computeRisk, type RiskOutput } from './compute.ts';
import { writeKept } from './incremental-queries.ts';
import { findStart } from './incremental-run.ts';
import { factsOf, type RiskInput } from './input.ts';
import { readRiskInput, writeRisk } from './run-queries.ts';

async function months(tx: Knex.Transaction, stored: unknown): Promise<number> {
  const { presetId, weightsId, calibrationId, asOf } = RiskRunParameters.parse(stored);
  const parameters = await findRiskParameters(tx, presetId, weightsId);
  // A calibration that is not there, or of other parameters, is refused when it is asked for.
  await findCalibration(tx, calibrationId, { parameters, asOf });
  return Math.round(parameters.accidentWindowYears * 12);
}

async function read(tx: Knex.Transaction, stored: unknown, codeVersion: string): Promise<RiskInput> {
  const wanted = RiskRunParameters.parse(stored);
  const { asOf, presetId, weightsId, draws, calibrationId } = wanted;
  const parameters = await findRiskParameters(tx, presetId, weightsId);
  const applied = await findCalibration(tx, calibrationId, { parameters, asOf });
  const start = await findStart(tx, { wanted, parameters, applied, codeVersion });
  return readRiskInput(tx, { asOf, draws, parameters, ...start });
}

async function write(
  inPortion: InPortion,
  runId: string,
  output: RiskOutput,
  progress: Progress,
): Promise<Record<string, unknown>> {
  await writeRisk(inPortion, runId, output, progress);
  if (output.kept !== null) await writeKept(inPortion, runId, output.kept);
  return output.notes;
}

/** The numbers shown beside the score are then of the same facts. */
async function conclude(tx: Knex.Transaction, runId: string, beside: Knex | undefined): Promise<void> {
  const run = await tx('run').where({ id: runId }).first<{ created_at: Date }>('created_at');
  await refreshScreening(tx, run.created_at, beside);
}

export const riskAnalysis: Analysis<RiskInput, RiskOutput> = {
  months,
  read,
  facts: factsOf,
  compute: computeRisk,
  write,
  conclude,
  results: ['risk_part', 'risk_result', 'risk_calibration'],
};
