// A calibration: base rates, overdispersion and stand-in values of every reference group, and the ends of the score.
// Plain JSON that a run stores, that can be frozen under a name, and that later runs apply as it is.
import { z } from 'zod';
import { type RiskParameters, recordOf, SEVERITIES } from './parameters.ts';
import { type PriorSource, type SchoolPrior, shippedPrior } from './score.ts';

/** A value known in a group, and the number of schools it comes from. */
const Known = z.object({ value: z.number().positive(), schools: z.number().int().min(1) });

const Rate = z.object({
  /** Sum of the weighted accidents of the group. */
  recorded: z.number().positive(),
  /** Weighted accidents per effective year and unit of exposure. */
  beta: z.number().positive(),
  /** Overdispersion; null where too few communes tell. */
  k: z.number().positive().nullable(),
});

const ReferenceValues = z.object({
  /** Mean of kernel-weighted traffic-kilometres. */
  trafficKm: Known.nullable(),
  /** Median number of pupils. */
  pupils: Known.nullable(),
});

const ScopeRates = z.object({
  schools: z.number().int().min(1),
  communes: z.number().int().min(1),
  /** Null where the group has too few accidents of a severity. */
  bySeverity: z.object({ fatal: Rate.nullable(), serious: Rate.nullable(), slight: Rate.nullable() }),
});

/** Scopes are named "province_group:ZZ/primary/urban", "group:primary/urban", "province:ZZ", "national". */
export const Calibration = z.object({
  /** Rates hold only for the parameters they were fitted under. */
  parameters: z.object({ id: z.string(), version: z.number().int() }),
  /** Where it comes from; the run is named when it is frozen. */
  fittedOn: z.object({
    runId: z.uuid().nullable(),
    asOf: z.iso.date(),
    schools: z.number().int().min(0),
  }),
  references: z.record(z.string(), ReferenceValues),
  rates: z.record(z.string(), ScopeRates),
  /** The risks of score 0 and 100, in fatal equivalents a year; from too few schools the shipped ones stand. */
  score: z.object({ low: z.number().positive(), high: z.number().positive(), isFitted: z.boolean() }),
});
export type Calibration = z.infer<typeof Calibration>;
export type ReferenceValues = z.infer<typeof ReferenceValues>;
export type ScopeRates = z.infer<typeof ScopeRates>;

/** Where a school belongs. `group` names its levels and setting, as "primary/urban". */
export interface SchoolPlace {
  schoolId: string;
  group: string;
  provinceId: string;
  communeId: string;
}

type Scope = { key: string; source: Exclude<PriorSource, 'shipped'> };

/** The scopes that speak for a school, narrowest first. A province id holds no slash, so no two keys are alike. */
export function scopesOf({ group, provinceId }: SchoolPlace): Scope[] {
  return [
    { key: `province_group:${provinceId}/${group}`, source: 'province_group' },
    { key: `group:${group}`, source: 'group' },
    { key: `province:${provinceId}`, source: 'province' },
    { key: 'national', source: 'national' },
  ];
}

/** β and k of a school, each from the narrowest scope that has it, at last the shipped ones of the parameters. */
export function priorOf(
  { rates }: Pick<Calibration, 'rates'>,
  place: SchoolPlace,
  parameters: RiskParameters,
): SchoolPrior {
  const chain = scopesOf(place);
  const shipped = shippedPrior(parameters);
  return recordOf(SEVERITIES, (severity) => {
    const found = chain.flatMap(({ key, source }) => {
      const rate = rates[key]?.bySeverity[severity] ?? null;
      return rate === null ? [] : [{ ...rate, source }];
    });
    const { beta, betaSource, k, kSource } = shipped[severity];
    const withBeta = found[0];
    const withK = found.find((rate) => rate.k !== null);
    return {
      beta: withBeta?.beta ?? beta,
      betaSource: withBeta?.source ?? betaSource,
      k: withK?.k ?? k,
      kSource: withK?.source ?? kSource,
    };
  });
}

/** What stands in for a school's unknown traffic and pupils, each from the narrowest scope that knows it; else null. */
export function referenceOf(
  references: Calibration['references'],
  place: SchoolPlace,
): { trafficKm: number | null; pupils: number | null } {
  const chain = scopesOf(place).map(({ key }) => references[key]);
  const first = (kind: keyof ReferenceValues): number | null =>
    chain.find((scope) => (scope?.[kind] ?? null) !== null)?.[kind]?.value ?? null;
  return { trafficKm: first('trafficKm'), pupils: first('pupils') };
}

/** The parameters with the ends of the score as calibrated. */
export function withScoreOf(
  { score: { low, high } }: Pick<Calibration, 'score'>,
  parameters: RiskParameters,
): RiskParameters {
  return { ...parameters, score: { ...parameters.score, low, high } };
}
