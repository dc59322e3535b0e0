// Did accidents fall, once chance, trend and regression to the mean are allowed for? Empirical Bayes before–after
// (Hauer 1997; AASHTO Highway Safety Manual 2010 ch. 9), the comparison-group method, and how many accidents it takes
// to know. Pure.
import { betaCdf } from '../risk/beta.ts';
import { shrinkCount } from '../risk/empirical-bayes.ts';
import { gammaCdf, lnGamma } from '../risk/gamma.ts';

/** A treated site. `predicted` and `overdispersion` are of the model for the time before. */
export type BeforeAfterSite = {
  recordedBefore: number;
  predicted: number;
  overdispersion: number;
  /** Predicted after for predicted before: length of the periods, traffic and trend. */
  ratio: number;
  recordedAfter: number;
};

export type Effect = {
  /** Accidents after for one that was to be expected; 1 is no change. */
  theta: number;
  variance: number;
  low: number;
  high: number;
};

export type BeforeAfter = Effect & {
  recordedAfter: number;
  /** Expected after without the measures, and its variance. */
  expected: number;
  expectedVariance: number;
  /** By Bayes' rule, right for few accidents: median, 95 % interval and probability of a fall. */
  bayes: { low: number; median: number; high: number; probabilityOfFall: number };
};

/** Half the width of a 95 % interval, standard deviations. */
const Z95 = 1.96;

/** Empirical Bayes before–after over the treated sites; null when nothing is expected after. */
export function beforeAfter(sites: readonly BeforeAfterSite[]): BeforeAfter | null {
  let expected = 0;
  let expectedVariance = 0;
  let recordedAfter = 0;
  for (const site of sites) {
    const { mean, variance } = shrinkCount(site.recordedBefore, site.predicted, site.overdispersion);
    expected += site.ratio * mean;
    expectedVariance += site.ratio ** 2 * variance;
    recordedAfter += site.recordedAfter;
  }
  if (!(expected > 0)) return null;
  return {
    ...effectOf(recordedAfter, expected, expectedVariance),
    recordedAfter,
    expected,
    expectedVariance,
    bayes: bayesEffect(recordedAfter, expected, expectedVariance),
  };
}

/** θ = (λ / π) / (1 + Var π / π²) with its variance and 95 % interval, by the normal distribution. */
function effectOf(recorded: number, expected: number, variance: number): Effect {
  const relative = variance / expected ** 2;
  const theta = recorded / expected / (1 + relative);
  // One more than nothing: no accident at all is not a sure effect.
  const ofCount = 1 / Math.max(1, recorded);
  const thetaVariance = (Math.max(theta, 1 / expected) ** 2 * (ofCount + relative)) / (1 + relative) ** 2;
  const half = Z95 * Math.sqrt(thetaVariance);
  return { theta, variance: thetaVariance, low: Math.max(0, theta - half), high: theta + half };
}

/** θ as Gamma(λ + ½) over the gamma distribution of the expected count. */
function bayesEffect(recorded: number, expected: number, variance: number): BeforeAfter['bayes'] {
  const shape = recorded + 0.5;
  const cdf = (theta: number): number => {
    if (variance === 0) return gammaCdf(shape, theta * expected);
    const odds = (theta * variance) / expected;
    return betaCdf(shape, expected ** 2 / variance, odds / (1 + odds));
  };
  const at = (p: number): number => {
    let [low, high] = [0, 1];
    while (cdf(high) < p && high < 1e9) high *= 2;
    for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
      const middle = (low + high) / 2;
      if (cdf(middle) < p) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return { low: at(0.025), median: at(0.5), high: at(0.975), probabilityOfFall: cdf(1) };
}

/** Counts of the treated (`before`, `after`) and of the comparison group. */
export type ComparisonCounts = {
  before: number;
  after: number;
  comparisonBefore: number;
  comparisonAfter: number;
};

/** Comparison-group method (Hauer 1997 ch. 9); null when a count that it divides by is 0. */
export function comparisonGroup({
  before,
  after,
  comparisonBefore,
  comparisonAfter,
}: ComparisonCounts): (Effect & { ratio: number; expected: number; expectedVariance: number }) | null {
  if (!(before > 0 && comparisonBefore > 0 && comparisonAfter > 0)) return null;
  const ratio = comparisonAfter / comparisonBefore / (1 + 1 / comparisonBefore);
  const expected = ratio * before;
  const expectedVariance = expected ** 2 * (1 / before + 1 / comparisonBefore + 1 / comparisonAfter);
  return { ...effectOf(after, expected, expectedVariance), ratio, expected, expectedVariance };
}

/** Our choice, as usual: one-sided 5 %, power 80 %. */
const SIGNIFICANCE = 0.05;
const POWER = 0.8;
/** Expected counts are looked at this far apart, up to a count that no pilot reaches. */
const STEP = 0.5;
const MOST = 4_000;

/**
 * The smallest expected count, to one half, from which on a fall by the factor `cmf` is found with 80 % power by a
 * one-sided Poisson test at 5 %. Throws RangeError unless 0 < cmf < 1; Infinity where thousands would be needed.
 */
export function expectedForPower(cmf: number): number {
  if (!(cmf > 0 && cmf < 1)) throw new RangeError(`a factor between 0 and 1 is needed, got ${cmf}`);
  // Twice what the normal approximation asks for: power rises in a saw-tooth, whose teeth are over by then.
  const enough = 2 * ((1.645 + 0.842 * Math.sqrt(cmf)) / (1 - cmf)) ** 2 + 50;
  if (enough > MOST) return Number.POSITIVE_INFINITY;
  let least = STEP;
  for (let expected = STEP; expected <= enough; expected += STEP) {
    const critical = criticalCount(expected);
    if (critical < 0 || poissonCdf(critical, expected * cmf) < POWER) least = expected + STEP;
  }
  return least;
}

/** The greatest count that is still significantly few; −1 when even none is not. */
function criticalCount(expected: number): number {
  let critical = -1;
  let sum = 0;
  for (;;) {
    sum += Math.exp((critical + 1) * Math.log(expected) - expected - lnGamma(critical + 2));
    if (sum > SIGNIFICANCE) return critical;
    critical++;
  }
}

/** Probability of at most `count` for a Poisson mean. */
function poissonCdf(count: number, mean: number): number {
  return 1 - gammaCdf(count + 1, mean);
}
