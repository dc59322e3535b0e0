// The school risk model against four worked schools re-computed independently (risk_vectors.json).
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SchoolAccident } from '../../server/risk/accident-weight.ts';
import { effectiveYears } from '../../server/risk/accident-weight.ts';
import type { SchoolRiskInput } from '../../server/risk/components.ts';
import type { HazardObservation } from '../../server/risk/hazard.ts';
import {
  type AttributeCode,
  type BySeverity,
  flattenParameters,
  type LocationQuality,
  type PupilInvolved,
  type SchoolLevel,
  type Severity,
  type TimeClass,
} from '../../server/risk/parameters.ts';
import { rankStability } from '../../server/risk/rank.ts';
import { type ExplainedRisk, riskScore } from '../../server/risk/score.ts';
import { kendallTauB, riskUnderWeights, topOverlap } from '../../server/risk/sensitivity.ts';

type Letter = 'F' | 'S' | 'L';
type OracleObservation = [AttributeCode, number, number];
interface OracleSeverity {
  x: number;
  H_gate: number;
  H_route: number;
  H: number;
  var_lnH: number;
  mu: number;
  w: number;
  eb: number;
  var: number;
  rate: number;
  predicted_part: number;
}
interface Vectors {
  asof: string;
  T_eff: number;
  schools: Record<
    string,
    {
      level: 'MN' | 'TH' | 'THCS' | 'THPT';
      pupils: number;
      M: number;
      gate: OracleObservation[];
      routes: [number, number, OracleObservation[]][];
    }
  >;
  accidents: [
    number,
    string,
    Letter,
    string,
    number,
    number | null,
    TimeClass,
    PupilInvolved,
    LocationQuality,
  ][];
  results: Record<
    string,
    {
      sev: Record<Letter, OracleSeverity>;
      R: number;
      var: number;
      shape: number;
      rate_param: number;
      q05: number;
      q50: number;
      q95: number;
      score: number;
      score_lo: number;
      score_hi: number;
      band: string;
      band_prob: Record<'A' | 'B' | 'C' | 'D' | 'E', number>;
      per_1000: number;
      contributions: {
        id: number;
        w: number;
        space?: number;
        decay?: number;
        relevance?: number;
        quality?: number;
        contribution: number;
      }[];
      p_rank_le: Record<string, number>;
    }
  >;
  sensitivity_R: Record<string, Record<string, number>>;
}

const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const vectors: Vectors = readJson('../fixtures/risk_vectors.json');
const parameters = flattenParameters(readJson('../../data/presets/risk-srs-vn-1.json'));
const weightPresets: { presets: { id: string; value: BySeverity }[] } = readJson(
  '../../data/presets/risk-weights.json',
);

const severityOf: Record<Letter, Severity> = { F: 'fatal', S: 'serious', L: 'slight' };
const levelOf: Record<'MN' | 'TH' | 'THCS' | 'THPT', SchoolLevel> = {
  MN: 'preschool',
  TH: 'primary',
  THCS: 'lower_secondary',
  THPT: 'upper_secondary',
};

function observationsOf(rows: OracleObservation[]): HazardObservation[] {
  return rows.map(([code, value, ageMonths]) => ({ code, value, ageMonths }));
}

function inputOf(schoolId: string): SchoolRiskInput {
  const school = vectors.schools[schoolId]!;
  const accidents = vectors.accidents
    .filter((row) => row[1] === schoolId)
    .map(
      ([
        id,
        ,
        severity,
        occurredOn,
        distanceMetres,
        routeShare,
        timeClass,
        pupilInvolved,
        quality,
      ]): SchoolAccident => ({
        id: String(id),
        severity: severityOf[severity],
        occurredOn,
        distanceMetres,
        routeShare,
        timeClass,
        pupilInvolved,
        locationQuality: quality,
      }),
    );
  return {
    schoolId,
    asOf: vectors.asof,
    levels: [levelOf[school.level]],
    pupils: school.pupils,
    walkCycleShare: null,
    trafficKm: school.M,
    isGateKnown: true,
    gates: [{ id: 'gate', share: 1, observations: observationsOf(school.gate), unanswered: [] }],
    routes: school.routes.map(([share, lengthMetres, rows], i) => ({
      id: `route ${i}`,
      share,
      lengthMetres,
      observations: observationsOf(rows),
      unanswered: [],
    })),
    accidents,
    accidentCoverage: null,
    reference: { trafficKm: null, pupils: null },
  };
}

const schoolIds = Object.keys(vectors.schools);
const risks = new Map(schoolIds.map((id) => [id, riskScore(inputOf(id), parameters)]));
const riskOf = (id: string): ExplainedRisk => risks.get(id)!;

/** The file is rounded to the given decimals; 1e-9 is asked for where it has nine. */
function expectWithin(actual: number, expected: number, tolerance = 1e-9): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);
}

describe('worked schools', () => {
  test('effective years of the window', () => expectWithin(effectiveYears(parameters), vectors.T_eff, 1e-12));

  test.each(schoolIds)('%s by severity', (id) => {
    for (const letter of ['F', 'S', 'L'] as const) {
      const expected = vectors.results[id]!.sev[letter];
      const actual = riskOf(id).bySeverity[severityOf[letter]];
      expectWithin(actual.recorded, expected.x);
      expectWithin(actual.hazardGate, expected.H_gate);
      expectWithin(actual.hazardRoute, expected.H_route);
      expectWithin(actual.hazard, expected.H);
      expectWithin(actual.varLnHazard, expected.var_lnH);
      expectWithin(actual.predicted, expected.mu);
      expectWithin(actual.shrinkWeight, expected.w);
      expectWithin(actual.mean, expected.eb);
      expectWithin(actual.variance, expected.var);
      expectWithin(actual.ratePerYear, expected.rate);
      expectWithin(actual.predictedPart, expected.predicted_part);
    }
  });

  test.each(schoolIds)('%s: R, interval, score and bands', (id) => {
    const actual = riskOf(id);
    const expected = vectors.results[id]!;
    expectWithin(actual.risk, expected.R);
    expectWithin(actual.variance, expected.var);
    expectWithin(actual.distribution!.shape, expected.shape);
    expectWithin(actual.distribution!.rate, expected.rate_param);
    expectWithin(actual.quantiles.low, expected.q05);
    expectWithin(actual.quantiles.median, expected.q50);
    expectWithin(actual.quantiles.high, expected.q95);
    expectWithin(actual.score, expected.score, 1e-6);
    expectWithin(actual.scoreLow, expected.score_lo, 1e-6);
    expectWithin(actual.scoreHigh, expected.score_hi, 1e-6);
    expect(actual.band).toBe(expected.band);
    for (const band of ['A', 'B', 'C', 'D', 'E'] as const) {
      expectWithin(actual.bandProbabilities[band], expected.band_prob[band], 1e-6);
    }
    expect(actual.displayBand).toBe(expected.band);
    expectWithin(actual.ratePer1000Pupils!, expected.per_1000);
  });

  test.each(schoolIds)('%s: every accident', (id) => {
    const actual = new Map(riskOf(id).accidents.map((accident) => [accident.id, accident]));
    const expected = vectors.results[id]!.contributions;
    expect(actual.size).toBe(expected.length);
    for (const row of expected) {
      const accident = actual.get(String(row.id))!;
      expectWithin(accident.weight, row.w);
      expectWithin(accident.amount, row.contribution);
      if (row.space !== undefined) expectWithin(accident.space, row.space);
      if (row.decay !== undefined) expectWithin(accident.age, row.decay);
      if (row.relevance !== undefined) expectWithin(accident.relevance, row.relevance);
      if (row.quality !== undefined) expectWithin(accident.quality, row.quality);
    }
  });

  test.each(schoolIds)('%s: the parts add up to R', (id) => {
    const { risk, predictedContributions, accidents } = riskOf(id);
    const parts = [...predictedContributions, ...accidents].reduce((sum, { amount }) => sum + amount, 0);
    expectWithin(parts, risk, 1e-12);
  });

  test('a record that counts nothing says why', () => {
    const reasons = (school: string, id: string): string[] =>
      riskOf(school).accidents.find((accident) => accident.id === id)!.reasons;
    expect(reasons('S4', '10')).toContain('out_of_window');
    expect(reasons('S2', '11')).toContain('quality_area');
  });

  test('P(rank ≤ k)', () => {
    const schools = schoolIds.map((schoolId) => {
      const { risk, distribution } = riskOf(schoolId);
      return { schoolId, distributions: [{ mean: risk, distribution }] };
    });
    const ranks = rankStability(schools, { runSeed: 'worked schools', draws: 40_000, topRanks: [1, 2, 3] });
    for (const { schoolId, topProbabilities } of ranks) {
      for (const { rank, probability } of topProbabilities) {
        expectWithin(probability, vectors.results[schoolId]!.p_rank_le[String(rank)]!, 0.01);
      }
    }
  });

  test.each(Object.entries(vectors.sensitivity_R))('under weights %s', (presetId, expected) => {
    const id = presetId === 'base' ? 'fatal_equivalents' : presetId;
    const preset = weightPresets.presets.find((each) => each.id === id)!;
    for (const schoolId of schoolIds) {
      expectWithin(riskUnderWeights(riskOf(schoolId), preset.value).risk, expected[schoolId]!);
    }
    const base = schoolIds.map((schoolId) => riskOf(schoolId).risk);
    const other = schoolIds.map((schoolId) => riskUnderWeights(riskOf(schoolId), preset.value).risk);
    expect(kendallTauB(base, other)).toBe(1);
    expect(topOverlap(base, other, 2)).toBe(1);
  });

  test('the result survives JSON', () => {
    const { schoolId } = inputOf('S1');
    expect(JSON.parse(JSON.stringify(riskOf(schoolId)))).toEqual(riskOf(schoolId));
  });
});
