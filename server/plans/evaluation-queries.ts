// All SQL of a plan's evaluation: the risk of its school in a run, and where the accidents in it lie.
import type { Knex } from 'knex';
import type { Run } from '../../contract/run.ts';
import { RiskRunParameters } from '../../contract/run-parameters.ts';
import { insideSystemScope } from '../db/scope.ts';
import { findRiskParameters } from '../presets/queries.ts';
import { Problem } from '../problem.ts';
import { withScoreOf } from '../risk/calibration.ts';
import { calibrationOfRun } from '../risk/calibration-queries.ts';
import { type RiskParameters, recordOf, SEVERITIES } from '../risk/parameters.ts';
import type { EvaluationInput, SchoolRiskBefore } from './evaluate.ts';

type StoredRisk = Omit<SchoolRiskBefore, 'runId' | 'bySeverity' | 'variance'> & {
  variance: number | null;
  severities: {
    severity: (typeof SEVERITIES)[number];
    predicted: number;
    predictionWeight: number;
    estimate: number;
    rate: number;
  }[];
};

/** What an evaluation reads besides the plan. Throws `too-little-data` for a school that the run does not hold. */
export async function readRisk(
  tx: Knex.Transaction,
  run: Run,
  schoolId: string,
): Promise<Pick<EvaluationInput, 'before' | 'parameters' | 'accidents' | 'routes'>> {
  const { rows } = await tx.raw<{ rows: StoredRisk[] }>(
    `select rate, rate_low as "rateLow", rate_high as "rateHigh", variance, score, score_low as "scoreLow",
            score_high as "scoreHigh", band, band_shown as "bandShown", severities
       from risk_result where run_id = :runId and school_id = :schoolId`,
    { runId: run.id, schoolId },
  );
  const stored = rows[0];
  if (stored === undefined || stored.variance === null) throw noRisk();
  const { severities, variance, ...scores } = stored;
  const parameters = await parametersOf(tx, run);
  const { rows: routes } = await tx.raw<{ rows: EvaluationInput['routes'] }>(
    'select share, ST_AsGeoJSON(path, 7)::json as path from route where school_id = :schoolId order by id',
    { schoolId },
  );
  return {
    before: {
      runId: run.id,
      ...scores,
      variance,
      bySeverity: recordOf(SEVERITIES, (severity) => {
        const one = severities.find((each) => each.severity === severity);
        if (one === undefined || !(one.estimate > 0)) return { rate: 0, predicted: 0 };
        const rate = parameters.severityWeights[severity] * one.rate;
        // m = w μ + (1 − w) x: the share of the rate that the prediction makes.
        return { rate, predicted: (rate * one.predictionWeight * one.predicted) / one.estimate };
      }),
    },
    parameters,
    routes,
    accidents: await readAccidents(tx, run.id, schoolId),
  };
}

function noRisk(): Problem {
  return new Problem('too-little-data', {
    detail: 'Trường này chưa có kết quả tính nguy cơ: hãy chạy tính nguy cơ trước',
    detailEn: 'There is no risk of this school yet: compute the risk first',
  });
}

/** The parameters of a risk run with the ends of the score it applied. */
async function parametersOf(tx: Knex.Transaction, run: Run): Promise<RiskParameters> {
  const { presetId, weightsId } = RiskRunParameters.parse(run.parameters);
  const parameters = await findRiskParameters(tx, presetId, weightsId);
  const applied = await calibrationOfRun(tx, run.id);
  return applied === undefined ? parameters : withScoreOf(applied.calibration, parameters);
}

/** Accidents of every unit: an evaluation tells their sums only, the same to every reader. */
async function readAccidents(
  tx: Knex.Transaction,
  runId: string,
  schoolId: string,
): Promise<EvaluationInput['accidents']> {
  return insideSystemScope(tx, async () => {
    const { rows } = await tx.raw<{ rows: EvaluationInput['accidents'] }>(
      `select ST_AsGeoJSON(a.location, 7)::json as place, p.severity, p.contribution
         from risk_part p left join accident a on a.id = p.accident_id
        where p.run_id = :runId and p.school_id = :schoolId and p.weight > 0 order by p.accident_id`,
      { runId, schoolId },
    );
    return rows;
  });
}
