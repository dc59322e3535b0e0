// The analysis of every kind of run.
import type { Knex } from 'knex';
import type { RunKind } from '../../contract/codes.ts';
import { withSystemScope } from '../db/scope.ts';
import { hotspotAnalysis } from '../hotspots/run.ts';
import { pilotAnalysis } from '../pilots/run.ts';
import { predictionAnalysis } from '../prediction/run.ts';
import { riskAnalysis } from '../risk/run.ts';
import { sensitivityAnalysis } from '../risk/sensitivity-run.ts';
import type { Analysis, Claimed, Progress } from './analysis.ts';
import { carryOut, discardResult } from './carry-out.ts';

/** An analysis whose input and output nobody outside needs to know. */
type Runnable = {
  months: Analysis<unknown, unknown>['months'];
  carryOut: (db: Knex, run: Claimed, told: { progress: Progress; clock: () => Date }) => Promise<void>;
  /** Takes away what a run that did not come to its end has written. */
  discard: (db: Knex, runId: string) => Promise<void>;
};

function runnable<Input, Output>(analysis: Analysis<Input, Output>): Runnable {
  return {
    months: analysis.months,
    carryOut: (db, run, told) => carryOut(analysis, db, run, told),
    discard: (db, runId) => discardResult(analysis.results, (work) => withSystemScope(db, work), runId),
  };
}

export const analyses: Record<RunKind, Runnable> = {
  hotspots: runnable(hotspotAnalysis),
  risk: runnable(riskAnalysis),
  prediction: runnable(predictionAnalysis),
  sensitivity: runnable(sensitivityAnalysis),
  pilots: runnable(pilotAnalysis),
};
