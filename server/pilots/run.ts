// A run of pilots: read the risk of schools and what else is known of them, compute candidates, write them.
import type { Knex } from 'knex';
import { PilotRunParameters } from '../../contract/run-parameters.ts';
import { Problem } from '../problem.ts';
import type { Analysis } from '../runs/analysis.ts';
import { shownRun } from '../runs/queries.ts';
import { computePilots, type PilotInput, type PilotOutput } from './compute.ts';
import { readSchools, writeCandidates } from './run-queries.ts';

/** Accidents are read by the risk run; this one reads its results. */
async function months(): Promise<number> {
  return 0;
}

async function read(tx: Knex.Transaction, stored: unknown): Promise<PilotInput> {
  const { riskRunId, unitId, asOf, ...parameters } = PilotRunParameters.parse(stored);
  const run = await shownRun(tx, 'risk', null, riskRunId ?? undefined);
  if (run === undefined) {
    throw new Problem('too-little-data', {
      detail: 'Chưa có lần tính nguy cơ nào: hãy tính nguy cơ trước khi chọn trường điểm',
      detailEn: 'No risk was computed yet: compute it before choosing pilots',
    });
  }
  const schools = await readSchools(tx, { riskRunId: run.id, unitId, asOf });
  return { riskRunId: run.id, year: Number(asOf.slice(0, 4)), schools, ...parameters };
}

export const pilotAnalysis: Analysis<PilotInput, PilotOutput> = {
  months,
  read,
  facts: ({ riskRunId, schools }) => ({ riskRunId, schools }),
  compute: computePilots,
  write: async (inPortion, runId, output) => {
    await inPortion((tx) => writeCandidates(tx, runId, output.candidates));
    return output.notes;
  },
  results: ['pilot_candidate'],
};
