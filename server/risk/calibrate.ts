// Calibration of the prediction to the recorded accidents of a reference group, and the group's
// values that stand in for unknown ones. Results are frozen with a parameter version.
import type { SchoolComponents } from './components.ts';
import {
  type OverdispersionSite,
  overdispersionByLikelihood,
  overdispersionByMoments,
} from './empirical-bayes.ts';
import { type RiskParameters, recordOf, SEVERITIES, type Severity } from './parameters.ts';
import { type PriorSource, type SchoolPrior, shippedPrior } from './score.ts';

/** Where a school belongs. `group` names its level and setting, as "primary/urban". */
export interface SchoolPlace {
  schoolId: string;
  group: string;
  provinceId: string;
  communeId: string;
}

export interface CalibrationSchool extends SchoolPlace {
  components: SchoolComponents;
}

interface Estimate {
  beta: number | null;
  k: number | null;
}

/**
 * β and k of every school, by school id. β = Σx / Σ(T × exposure) of the narrowest scope with
 * enough schools and accidents, so predicted and recorded totals of that scope agree by construction;
 * k by maximum likelihood from many schools, else by moments, clamped, and never from too few
 * communes. Scopes: group within province → group → province → national → shipped.
 */
export function calibrate(
  schools: readonly CalibrationSchool[],
  parameters: RiskParameters,
): Map<string, SchoolPrior> {
  const scopes = groupByScope(schools);
  const estimates = new Map<string, Record<Severity, Estimate>>();
  for (const [key, members] of scopes) {
    estimates.set(
      key,
      recordOf(SEVERITIES, (severity) => estimateScope(members, severity, parameters)),
    );
  }
  const shipped = shippedPrior(parameters);
  return new Map(
    schools.map((school) => {
      const chain = scopesOf(school);
      const prior = recordOf(SEVERITIES, (severity) => {
        const withBeta = chain.find(({ key }) => estimates.get(key)?.[severity].beta != null);
        const withK = chain.find(({ key }) => estimates.get(key)?.[severity].k != null);
        const last = shipped[severity];
        return {
          beta: (withBeta && estimates.get(withBeta.key)?.[severity].beta) ?? last.beta,
          betaSource: withBeta?.source ?? last.betaSource,
          k: (withK && estimates.get(withK.key)?.[severity].k) ?? last.k,
          kSource: withK?.source ?? last.kSource,
        };
      });
      return [school.schoolId, prior];
    }),
  );
}

/** A school's known exposure, for the values that stand in elsewhere. */
export interface ReferenceSchool extends SchoolPlace {
  trafficKm: number | null;
  pupils: number | null;
}

/**
 * Mean traffic-kilometres and median pupils of each school's reference group, by school id: from
 * the narrowest scope where enough schools know the value; null when not even the widest has one.
 */
export function referenceValues(
  schools: readonly ReferenceSchool[],
  { calibration }: RiskParameters,
): Map<string, { trafficKm: number | null; pupils: number | null }> {
  const scopes = groupByScope(schools);
  const values = new Map<string, { trafficKm: number[]; pupils: number[] }>();
  for (const [key, members] of scopes) {
    values.set(key, {
      trafficKm: sortedKnown(members.map((school) => school.trafficKm)),
      pupils: sortedKnown(members.map((school) => school.pupils)),
    });
  }
  return new Map(
    schools.map((school) => {
      const chain = scopesOf(school).map(({ key }) => values.get(key));
      const from = (kind: 'trafficKm' | 'pupils'): number[] =>
        chain.find((scope) => (scope?.[kind].length ?? 0) >= calibration.minSchools)?.[kind] ??
        chain.at(-1)?.[kind] ??
        [];
      const traffic = from('trafficKm');
      const pupils = from('pupils');
      return [
        school.schoolId,
        {
          trafficKm:
            traffic.length === 0 ? null : traffic.reduce((sum, each) => sum + each, 0) / traffic.length,
          pupils: pupils.length === 0 ? null : quantile(pupils, 0.5),
        },
      ];
    }),
  );
}

/**
 * The risks at which the score is 0 and 100: 5th and 95th percentile of a first calibration, to be
 * frozen with the parameter version. Null unless they differ and are positive.
 */
export function scoreReference(risks: readonly number[]): { low: number; high: number } | null {
  const sorted = risks.filter((risk) => risk > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const low = quantile(sorted, 0.05);
  const high = quantile(sorted, 0.95);
  return high > low ? { low, high } : null;
}

function estimateScope(
  members: readonly CalibrationSchool[],
  severity: Severity,
  { calibration }: RiskParameters,
): Estimate {
  const facts = members.map(({ components }) => ({
    ...components.bySeverity[severity],
    exposureYears: components.effectiveYears * components.bySeverity[severity].exposure,
  }));
  const recorded = facts.reduce((sum, fact) => sum + fact.recorded, 0);
  const exposureYears = facts.reduce((sum, fact) => sum + fact.exposureYears, 0);
  const isEnough =
    members.length >= calibration.minSchools &&
    recorded >= calibration.minWeightedAccidents &&
    exposureYears > 0;
  if (!isEnough) return { beta: null, k: null };
  const beta = recorded / exposureYears;
  const communes = new Set(members.map(({ communeId }) => communeId));
  if (communes.size < calibration.minCommunes) return { beta, k: null };
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
  return { beta, k: Math.max(calibration.minK, Math.min(calibration.maxK, k)) };
}

/** Narrowest first. The texts cannot collide: each starts with its kind. */
function scopesOf({ group, provinceId }: SchoolPlace): { key: string; source: PriorSource }[] {
  return [
    { key: `province_group:${JSON.stringify([group, provinceId])}`, source: 'province_group' },
    { key: `group:${group}`, source: 'group' },
    { key: `province:${provinceId}`, source: 'province' },
    { key: 'national', source: 'national' },
  ];
}

/** Members of every scope, in the order of their ids so that sums do not depend on the order of rows. */
function groupByScope<Place extends SchoolPlace>(schools: readonly Place[]): Map<string, Place[]> {
  const scopes = new Map<string, Place[]>();
  const ordered = [...schools].sort((a, b) => (a.schoolId < b.schoolId ? -1 : 1));
  for (const school of ordered) {
    for (const { key } of scopesOf(school)) {
      const members = scopes.get(key);
      if (members === undefined) scopes.set(key, [school]);
      else members.push(school);
    }
  }
  return scopes;
}

function sortedKnown(values: readonly (number | null)[]): number[] {
  return values.flatMap((value) => (value !== null && value > 0 ? [value] : [])).sort((a, b) => a - b);
}

/** Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7). */
function quantile(sorted: readonly number[], p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (position - below) * (high - low);
}
