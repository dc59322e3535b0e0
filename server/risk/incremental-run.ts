// Whether a risk run may go on from an earlier one, and what it keeps of it.
import type { Knex } from 'knex';
import type { Run } from '../../contract/run.ts';
import { RiskRunParameters } from '../../contract/run-parameters.ts';
import { factsVersionOf } from '../changes/queries.ts';
import { differingParameters } from '../comparison/compare.ts';
import { insideSystemScope } from '../db/scope.ts';
import { findRiskParameters } from '../presets/queries.ts';
import { type AppliedCalibration, calibrationOfRun } from './calibration-queries.ts';
import { countSchools, findStoredBase, readKept, touchedSchools } from './incremental-queries.ts';
import type { FullReason, RiskBase } from './input.ts';
import type { RiskParameters } from './parameters.ts';
import { firstRecordDay } from './run-queries.ts';
import { coverage } from './school-facts.ts';

type Asked = {
  wanted: RiskRunParameters;
  parameters: RiskParameters;
  /** The frozen calibration the run would apply; undefined when it would fit its own. */
  applied: AppliedCalibration | undefined;
  codeVersion: string;
};

export type Start = { base: RiskBase | null; applied: AppliedCalibration | undefined };

/**
 * What a run starts from: nothing, or the run it was asked to go on from, whose calibration it then applies. Every school
 * is computed, with the reason, unless the earlier run was computed by the same program under the same parameters and
 * calibration, and all that changed since is known and concerns single schools.
 */
export async function findStart(tx: Knex.Transaction, asked: Asked): Promise<Start> {
  const { wanted, applied } = asked;
  if (wanted.baseRunId === undefined) return { base: null, applied };
  const found = await goOn(tx, wanted.baseRunId, asked);
  return typeof found === 'string' ? { base: { runId: wanted.baseRunId, full: found }, applied } : found;
}

async function goOn(
  tx: Knex.Transaction,
  runId: string,
  { wanted, parameters, applied, codeVersion }: Asked,
): Promise<Start | FullReason> {
  const stored = await findStoredBase(tx, runId);
  if (stored === undefined) return 'no-such-run';
  if (stored.codeVersion !== codeVersion) return 'other-program';
  if (differingParameters(stored.parameters, wanted).length > 0) return 'other-parameters';
  const calibration = await calibrationOfRun(tx, runId);
  if (calibration === undefined || calibration.presetId !== (applied?.presetId ?? null))
    return 'other-calibration';
  const from = await factsVersionOf(tx, runId);
  const touched = from && (await touchedSchools(tx, { from, to: null }, parameters));
  if (touched === null) return 'changes-everywhere';
  const { asOf } = wanted;
  const covered = (recordsFrom: string | null) => JSON.stringify(coverage({ recordsFrom, asOf, parameters }));
  // Records that reach further back change the years every school is judged by.
  if (stored.recordsFrom === undefined || covered(stored.recordsFrom) !== covered(await firstRecordDay(tx))) {
    return 'other-record-years';
  }
  const kept = await readKept(tx, runId, touched);
  if (kept === undefined) return 'no-variance';
  const { dataFingerprint } = stored;
  return { base: { runId, full: null, dataFingerprint, touched, kept }, applied: calibration };
}

/** How many schools of the reader's scope have facts that changed since a risk run; null when the run did not note its facts. */
export async function countStale(tx: Knex.Transaction, run: Run): Promise<number | null> {
  const { presetId, weightsId } = RiskRunParameters.parse(run.parameters);
  const parameters = await findRiskParameters(tx, presetId, weightsId);
  const from = await factsVersionOf(tx, run.id);
  if (from === null) return null;
  const touched = await insideSystemScope(tx, () => touchedSchools(tx, { from, to: null }, parameters));
  return countSchools(tx, touched);
}
