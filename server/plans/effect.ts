// What a plan is expected to change: combined factors laid on the risk inside the treated length, with the uncertainty
// of both. Pure: risk, measures and seed come from outside.
import type { Measure, MeasureLibrary } from '../../contract/measure.ts';
import { fnv1a32, gammaDraw, mulberry32, normalDraw } from '../network/random.ts';
import { gammaOf } from '../risk/bands.ts';
import { type BySeverity, recordOf, SEVERITIES } from '../risk/parameters.ts';
import { factorCombiner } from './combine.ts';

/** Our choice: enough that the ends of the 90 % range move by less than a hundredth. */
export const EFFECT_DRAWS = 5_000;

/** A measured mean speed before and after: takes the place of the other measures of speed. */
export type MeasuredSpeed = { beforeKmh: number; afterKmh: number };

/** Exponents of the power model of speed for urban streets (Elvik 2009). */
const SPEED_EXPONENT: BySeverity = { fatal: 3, serious: 2, slight: 1.1 };
/** Standard error of the logarithm of the power model's factor (our choice, after the spread between studies). */
const SPEED_SE_LN = 0.15;

/** A measure with its factor for every severity. */
export type SeverityFactors = { code: string; group: Measure['group']; seLn: number; factor: BySeverity };

/** Factor of a change of mean speed, (after / before)^exponent. Throws RangeError unless both are above 0. */
export function speedFactors({ beforeKmh, afterKmh }: MeasuredSpeed): BySeverity {
  if (!(beforeKmh > 0 && afterKmh > 0)) throw new RangeError('a mean speed must be above 0 km/h');
  return recordOf(SEVERITIES, (severity) => (afterKmh / beforeKmh) ** SPEED_EXPONENT[severity]);
}

/**
 * The measures of a plan by severity, each factor once, in the order of their codes; those without a factor are left out,
 * and a measured speed replaces those of speed.
 */
export function factorsOf(measures: readonly Measure[], measured: MeasuredSpeed | null): SeverityFactors[] {
  const byCode = new Map<string, SeverityFactors>();
  for (const { group, seLn, fatalSerious, slight, ...measure } of measures) {
    const code = factorOf(measure);
    if (code === null || (measured !== null && group === 'speed')) continue;
    byCode.set(code, { code, group, seLn, factor: { fatal: fatalSerious, serious: fatalSerious, slight } });
  }
  if (measured !== null) {
    byCode.set('measured_speed', {
      code: 'measured_speed',
      group: 'speed',
      seLn: SPEED_SE_LN,
      factor: speedFactors(measured),
    });
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The code of the measure whose factor one has: its own, or that of the national one it names; null: it has none. */
export function factorOf(measure: Pick<Measure, 'code' | 'factorOf'>): string | null {
  return measure.factorOf === undefined ? measure.code : measure.factorOf;
}

/** The risk of a school as a run has it: fatal equivalents a year. */
export type RiskBefore = {
  rate: number;
  variance: number;
  /** Part of the rate that each severity makes; they add up to the rate. */
  bySeverity: BySeverity;
};

export type Interval = { low: number; median: number; high: number };

export type PlanEffect = {
  /** Combined factors at their best estimates. */
  factor: BySeverity;
  /** 90 % range of the combined factor of fatal and serious accidents, and how likely it is below 1. */
  factorFatalSerious: Interval & { probabilityBelowOne: number };
  /** Rate after the plan with every number at its best estimate. */
  rateAfter: number;
  /** 90 % range and variance over the draws. */
  after: Interval;
  afterVariance: number;
  /** Rate after for one before. */
  ratio: Interval;
  /** Fatal equivalents a year that do not happen; below 0 where the plan may do harm. */
  avoided: Interval;
  /** Probability that the rate falls; 0 where nothing changes. */
  probabilityOfBenefit: number;
  draws: number;
};

/**
 * Effect of measures on a school's rate R = Σ ω λ: R' = Σ ω λ [(1 − π) + π C], π the share of each severity's risk
 * inside the treated length, C the combined factor. Draws ln c ~ N(ln ĉ, se²) once for each measure, and R from its
 * gamma distribution; a range is the 5 %, 50 % and 95 % point of `draws` draws. The same seed gives the same bytes.
 */
export function planEffect(
  before: RiskBefore,
  treated: BySeverity,
  measures: readonly SeverityFactors[],
  { floor, seed, draws = EFFECT_DRAWS }: { floor: MeasureLibrary['floor']; seed: string; draws?: number },
): PlanEffect {
  const groups = measures.map(({ group }) => group);
  const best = recordOf(SEVERITIES, (severity) => measures.map((measure) => measure.factor[severity]));
  const combine = recordOf(SEVERITIES, (severity) => factorCombiner(groups, best[severity], floor));
  const factor = recordOf(SEVERITIES, (severity) => combine[severity](best[severity]));
  const ratioOf = (factors: BySeverity): number => {
    if (!(before.rate > 0)) return 1;
    let after = 0;
    for (const severity of SEVERITIES) {
      const share = treated[severity];
      after += before.bySeverity[severity] * (1 - share + share * factors[severity]);
    }
    return after / before.rate;
  };
  const spread = gammaOf(before.rate, before.variance);
  const random = mulberry32(fnv1a32(seed));
  const drawn = {
    factor: new Float64Array(draws),
    after: new Float64Array(draws),
    ratio: new Float64Array(draws),
    avoided: new Float64Array(draws),
  };
  const errors = new Float64Array(measures.length);
  const factors = new Float64Array(measures.length);
  const drawnFactor = { ...factor };
  let benefits = 0;
  let below = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < measures.length; i++) {
      errors[i] = Math.exp(measures[i]!.seLn * normalDraw(random));
    }
    for (const severity of SEVERITIES) {
      for (let i = 0; i < measures.length; i++) factors[i] = best[severity][i]! * errors[i]!;
      drawnFactor[severity] = combine[severity](factors);
    }
    const ratio = ratioOf(drawnFactor);
    const rate = spread === null ? before.rate : gammaDraw(random, spread.shape) / spread.rate;
    drawn.factor[draw] = drawnFactor.serious;
    drawn.ratio[draw] = ratio;
    drawn.after[draw] = rate * ratio;
    drawn.avoided[draw] = rate * (1 - ratio);
    if (ratio < 1) benefits++;
    if (drawnFactor.serious < 1) below++;
  }
  return {
    factor,
    factorFatalSerious: { ...intervalOf(drawn.factor), probabilityBelowOne: below / draws },
    rateAfter: before.rate * ratioOf(factor),
    afterVariance: varianceOf(drawn.after),
    after: intervalOf(drawn.after),
    ratio: intervalOf(drawn.ratio),
    avoided: intervalOf(drawn.avoided),
    probabilityOfBenefit: benefits / draws,
    draws,
  };
}

/** 5 %, 50 % and 95 % points: the smallest value with at least that share at or below it. Sorts in place. */
function intervalOf(values: Float64Array): Interval {
  values.sort();
  const at = (p: number): number => values[Math.max(0, Math.ceil(p * values.length) - 1)] ?? Number.NaN;
  return { low: at(0.05), median: at(0.5), high: at(0.95) };
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
