// What speaks for a school as a pilot: need, feasibility and replicability, each 0 to 1 with how unsure it is; and the
// checks that a candidate must pass. Pure.
import type { Commitment, CriterionPart, PilotCheck, PilotInput } from '../../contract/pilot.ts';

export type Estimate = { value: number; sd: number };

/** What is not known lies anywhere between 0 and 1: the mean and standard deviation of that. */
const UNKNOWN: Estimate = { value: 0.5, sd: 1 / Math.sqrt(12) };
const known = (value: number): Estimate => ({ value, sd: 0 });
const orUnknown = (value: number | null): Estimate => (value === null ? UNKNOWN : known(value));

/** A 90 % interval spans this many standard deviations of a normal value. */
const INTERVAL_SDS = 2 * 1.6448536269514722;

/** Need: the risk score with its 90 % interval. */
export function need(score: { value: number; low: number; high: number }): Estimate {
  return { value: score.value / 100, sd: (score.high - score.low) / 100 / INTERVAL_SDS };
}

export type Feasibility = {
  /** Who manages the road at the gate. */
  manager: 'commune' | 'province' | 'national' | null;
  hasWaitingSpace: boolean | null;
  commitment: Commitment | null;
  needsLandClearance: boolean | null;
  /** Cost of the chosen plan and budget for one pilot, million VND. */
  costMillionVnd: number | null;
  budgetMillionVnd: number;
};

/** Our choice: the further away the road's manager, the harder it is to agree. */
const managerEase = { commune: 1, province: 0.6, national: 0.3 };
const commitmentEase: Record<Commitment, number> = { none: 0, one: 0.5, both: 1 };

/** Five answers that weigh alike. */
export function feasibility(facts: Feasibility): CriterionPart[] {
  const { manager, commitment, costMillionVnd: cost, budgetMillionVnd: budget } = facts;
  const yes = (answer: boolean | null, wanted: boolean) =>
    answer === null ? null : Number(answer === wanted);
  const answers: [PilotInput, number | null][] = [
    ['road', manager && managerEase[manager]],
    ['waiting_space', yes(facts.hasWaitingSpace, true)],
    ['commitment', commitment && commitmentEase[commitment]],
    ['land_clearance', yes(facts.needsLandClearance, false)],
    ['plan_cost', cost === null ? null : cost > 0 ? Math.min(1, budget / cost) : 1],
  ];
  return answers.map(([input, value]) => ({ input, value, weight: 1 / answers.length }));
}

/** A criterion from its parts; each unknown one is 0.5, and makes the sum less sure. */
export function estimateOf(parts: readonly CriterionPart[]): Estimate {
  const estimates = parts.map(({ value, weight }) => ({ ...orUnknown(value), weight }));
  return {
    value: estimates.reduce((sum, { value, weight }) => sum + weight * value, 0),
    sd: Math.sqrt(estimates.reduce((sum, { sd, weight }) => sum + (weight * sd) ** 2, 0)),
  };
}

export type Replicability = {
  /** Share of the level's schools with the same type of gate, over the share of the commonest type. */
  gateTypeShare: number;
  /** Share of the other candidates whose plan costs less; null without a cost. */
  costPercentile: number | null;
  /** Share of the risk model's inputs that are known. */
  dataCoverage: number;
};

/** 0.5 likeness of the gate + 0.3 cheapness + 0.2 data coverage (our choice: what others can copy, afford, and prove). */
export function replicability({
  gateTypeShare,
  costPercentile,
  dataCoverage,
}: Replicability): CriterionPart[] {
  return [
    { input: 'gate_type', value: gateTypeShare, weight: 0.5 },
    { input: 'cheapness', value: costPercentile === null ? null : 1 - costPercentile, weight: 0.3 },
    { input: 'data_coverage', value: dataCoverage, weight: 0.2 },
  ];
}

/** For every type its share among all, over the largest share. */
export function typeShares(types: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  const largest = Math.max(1, ...counts.values());
  return new Map([...counts].map(([type, count]) => [type, count / largest]));
}

/** Share of the other known costs that are lower than each; null where a cost is unknown or the only one. */
export function costPercentiles(costs: readonly (number | null)[]): (number | null)[] {
  const knownCosts = costs.filter((cost) => cost !== null);
  return costs.map((cost) =>
    cost === null || knownCosts.length < 2
      ? null
      : knownCosts.filter((other) => other < cost).length / (knownCosts.length - 1),
  );
}

/** Our choice: a model is copied for three years before the same school is one again. */
const PILOT_YEARS = 3;
const SURVEY_MONTHS = 12;

/** The checks that a school does not pass, none for a candidate. */
export function failedChecks(school: {
  isRanked: boolean;
  topProbability: number;
  minTopProbability: number;
  surveyAgeMonths: number | null;
  /** Years of the decisions on it that stand. */
  pilotYears: readonly number[];
  year: number;
}): PilotCheck[] {
  const { surveyAgeMonths: age, year } = school;
  return [
    ...(school.isRanked ? [] : (['not_ranked'] as const)),
    ...(school.isRanked && school.topProbability < school.minTopProbability ? (['low_need'] as const) : []),
    ...(age === null || age > SURVEY_MONTHS ? (['survey_old'] as const) : []),
    ...(school.pilotYears.some((pilotYear) => isRecentPilot(pilotYear, year))
      ? (['recent_pilot'] as const)
      : []),
  ];
}

/** Whether a pilot of one year bars the same school from being one of another; the pilot of a year is no bar to itself. */
export function isRecentPilot(pilotYear: number, year: number): boolean {
  return pilotYear !== year && Math.abs(year - pilotYear) < PILOT_YEARS;
}
