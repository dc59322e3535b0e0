// Fits a calibration: the prediction to the recorded accidents of every reference group, the values that stand in
// for unknown ones, and the ends of the score.
import {
  type Calibration,
  type ReferenceValues,
  type SchoolPlace,
  type ScopeRates,
  scopesOf,
} from './calibration.ts';
import type { SchoolSums } from './components.ts';
import {
  type OverdispersionSite,
  overdispersionByLikelihood,
  overdispersionByMoments,
} from './empirical-bayes.ts';
import { compareText } from './hazard.ts';
import { type RiskParameters, recordOf, SEVERITIES, type Severity } from './parameters.ts';

/** A school's known exposure, for the values that stand in elsewhere. */
export interface ReferenceSchool extends SchoolPlace {
  trafficKm: number | null;
  pupils: number | null;
}

/**
 * Mean traffic-kilometres and median pupils of every scope where enough schools know the value; of all schools
 * together from the first one that does.
 */
export function fitReferences(
  schools: readonly ReferenceSchool[],
  { calibration }: RiskParameters,
): Calibration['references'] {
  const fitted: Calibration['references'] = {};
  for (const [key, members] of groupByScope(schools)) {
    const enough = key === 'national' ? 1 : calibration.minSchools;
    const known = (values: readonly (number | null)[], centre: (sorted: number[]) => number) => {
      const sorted = values
        .flatMap((value) => (value !== null && value > 0 ? [value] : []))
        .sort((a, b) => a - b);
      return sorted.length < enough ? null : { value: centre(sorted), schools: sorted.length };
    };
    const values: ReferenceValues = {
      trafficKm: known(
        members.map((school) => school.trafficKm),
        mean,
      ),
      pupils: known(
        members.map((school) => school.pupils),
        (sorted) => quantile(sorted, 0.5),
      ),
    };
    if (values.trafficKm !== null || values.pupils !== null) fitted[key] = values;
  }
  return fitted;
}

export interface CalibrationSchool extends SchoolPlace {
  components: SchoolSums;
}

/**
 * β and k of every scope with enough schools and accidents. β = Σx / Σ(T × exposure), so predicted and recorded
 * totals of the scope agree by construction; k by maximum likelihood from many schools, else by moments, clamped,
 * and never from too few communes.
 */
export function fitRates(
  schools: readonly CalibrationSchool[],
  parameters: RiskParameters,
): Calibration['rates'] {
  const fitted: Calibration['rates'] = {};
  for (const [key, members] of groupByScope(schools)) {
    if (members.length < parameters.calibration.minSchools) continue;
    const communes = new Set(members.map(({ communeId }) => communeId)).size;
    const bySeverity = recordOf(SEVERITIES, (severity) => fitRate(members, communes, severity, parameters));
    if (SEVERITIES.some((severity) => bySeverity[severity] !== null)) {
      fitted[key] = { schools: members.length, communes, bySeverity };
    }
  }
  return fitted;
}

function fitRate(
  members: readonly CalibrationSchool[],
  communes: number,
  severity: Severity,
  { calibration }: RiskParameters,
): ScopeRates['bySeverity'][Severity] {
  const facts = members.map(({ components }) => ({
    ...components.bySeverity[severity],
    exposureYears: components.effectiveYears * components.bySeverity[severity].exposure,
  }));
  const recorded = facts.reduce((sum, fact) => sum + fact.recorded, 0);
  const exposureYears = facts.reduce((sum, fact) => sum + fact.exposureYears, 0);
  if (recorded < calibration.minWeightedAccidents || !(recorded > 0 && exposureYears > 0)) return null;
  const beta = recorded / exposureYears;
  if (communes < calibration.minCommunes) return { recorded, beta, k: null };
  const sites = facts.map(
    (fact): OverdispersionSite => ({
      recorded: fact.recorded,
      predicted: beta * fact.exposureYears,
      countVariance: fact.recordedVariance,
    }),
  );
  const k =
    members.length >= calibration.likelihoodFromSchools
      ? overdispersionByLikelihood(sites)
      : overdispersionByMoments(sites);
  return { recorded, beta, k: Math.max(calibration.minK, Math.min(calibration.maxK, k)) };
}

/** Our choice: below this the 5th percentile would hang on fewer than five schools. */
export const scoreFromSchools = 100;

/**
 * The risks at which the score is 0 and 100: 5th and 95th percentile of the positive risks of a first calibration.
 * The shipped ends stand with fewer than `scoreFromSchools` of them, or when the percentiles are equal.
 */
export function fitScore(risks: readonly number[], { score }: RiskParameters): Calibration['score'] {
  const sorted = risks.filter((risk) => risk > 0).sort((a, b) => a - b);
  const low = quantile(sorted, 0.05);
  const high = quantile(sorted, 0.95);
  return sorted.length >= scoreFromSchools && high > low
    ? { low, high, isFitted: true }
    : { low: score.low, high: score.high, isFitted: false };
}

/** Members of every scope, scopes by name and members by id, so that no sum depends on the order of rows. */
function groupByScope<Place extends SchoolPlace>(schools: readonly Place[]): [string, Place[]][] {
  const scopes = new Map<string, Place[]>();
  const ordered = [...schools].sort((a, b) => compareText(a.schoolId, b.schoolId));
  for (const school of ordered) {
    for (const { key } of scopesOf(school)) {
      const members = scopes.get(key);
      if (members === undefined) scopes.set(key, [school]);
      else members.push(school);
    }
  }
  return [...scopes].sort(([a], [b]) => compareText(a, b));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7). */
function quantile(sorted: readonly number[], p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (position - below) * (high - low);
}
