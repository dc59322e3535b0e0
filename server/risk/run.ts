// A risk run: read schools, surveys, accidents and roads in order, compute, write scores with their parts.
import type { Knex } from 'knex';
import { RiskRunParameters } from '../../contract/run.ts';
import { readRoadNetwork } from '../network/queries.ts';
import { findRiskParameters } from '../presets/queries.ts';
import { Problem } from '../problem.ts';
import type { Analysis } from '../runs/analysis.ts';
import { yearsEarlier } from '../territory/days.ts';
import { getTerritory } from '../territory/queries.ts';
import type { RiskOutput } from './compute.ts';
import type { RiskInput } from './input.ts';
import { readRiskAccidents, readSchoolFacts, writeRisk } from './queries.ts';

/** Accidents this much older than the window are still read, to say on the school's page that they are too old. */
const explainedYears = 1;

async function read(tx: Knex.Transaction, stored: unknown): Promise<RiskInput> {
  const { asOf, presetId, weightsId, draws } = RiskRunParameters.parse(stored);
  const parameters = await findRiskParameters(tx, presetId, weightsId);
  const { metricSrid, calendar, sessions } = await getTerritory(tx);
  const facts = await readSchoolFacts(tx, metricSrid, asOf);
  if (facts.schools.length === 0) {
    throw new Problem('too-little-data', {
      detail: 'Chưa có trường nào',
      detailEn: 'There is no school yet',
    });
  }
  const from = yearsEarlier(asOf, parameters.accidentWindowYears + explainedYears);
  const { accidents, recordsFrom } = await readRiskAccidents(tx, metricSrid, from);
  const network = await readRoadNetwork(tx, metricSrid);
  return { asOf, draws, parameters, calendar, sessions, recordsFrom, ...facts, accidents, network };
}

async function write(
  tx: Knex.Transaction,
  runId: string,
  output: RiskOutput,
): Promise<Record<string, unknown>> {
  await writeRisk(tx, runId, output);
  return output.notes;
}

export const riskAnalysis: Analysis<RiskInput, RiskOutput> = { read, write };
