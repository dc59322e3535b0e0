// Empirical Bayes shrinkage of small counts (Hauer 1997; AASHTO Highway Safety Manual 2010):
// the prediction of a model and the recorded count are mixed by how reliable each is.
// Apart because schools, hotspots and road sections all use the same few formulas.
import { digamma, gammaCdf, lnGamma } from './gamma.ts';

/** A gamma distribution by shape and rate (mean = shape / rate). */
export interface GammaDistribution {
  shape: number;
  rate: number;
}

/** Count of one site corrected by its prediction. */
export interface ShrunkCount {
  /** Weight of the prediction, in (0, 1]. */
  weight: number;
  /** Expected count over the same period. */
  mean: number;
  /** Variance of that expectation, prediction taken as exact. */
  variance: number;
}

/**
 * Expected count from the recorded (possibly weighted) count, the predicted count `predicted`
 * and the overdispersion `k` (variance = μ + kμ²): w = 1 / (1 + kμ), m = wμ + (1 − w)x,
 * variance m(1 − w) (Hauer 1997). A prediction of 0 gives mean 0.
 */
export function shrinkCount(recorded: number, predicted: number, k: number): ShrunkCount {
  const weight = 1 / (1 + k * predicted);
  const mean = weight * predicted + (1 - weight) * recorded;
  return { weight, mean, variance: mean * (1 - weight) };
}

/**
 * Posterior of the expected count: Gamma(1/k + x, (1/k + μ) / μ).
 * Null when there is nothing to spread (μ or k is 0).
 */
export function posterior(recorded: number, predicted: number, k: number): GammaDistribution | null {
  if (!(predicted > 0) || !(k > 0)) return null;
  return { shape: 1 / k + recorded, rate: (1 / k + predicted) / predicted };
}

/** One site for the estimators of k. `countVariance` is Σw² of a weighted count, the count itself of a plain one. */
export interface OverdispersionSite {
  recorded: number;
  predicted: number;
  countVariance: number;
}

/** Moment estimate Σ[(x − μ)² − v] / Σμ². Not clamped; NaN when nothing is predicted. */
export function overdispersionByMoments(sites: readonly OverdispersionSite[]): number {
  let numerator = 0;
  let denominator = 0;
  for (const { recorded, predicted, countVariance } of sites) {
    numerator += (recorded - predicted) ** 2 - countVariance;
    denominator += predicted ** 2;
  }
  return numerator / denominator;
}

/** Moment estimate with the Poisson variance μ, Σ[(x − μ)² − μ] / Σμ², as the Highway Safety Manual has it. */
export function overdispersionHighwaySafetyManual(sites: readonly OverdispersionSite[]): number {
  return overdispersionByMoments(sites.map((site) => ({ ...site, countVariance: site.predicted })));
}

/** Bounds between which maximum likelihood is searched: below, Poisson in all but name; above, no shrinkage left. */
const K_SEARCH = { low: 1e-6, high: 1e3 };

/**
 * Maximum likelihood estimate of k for negative binomial counts with known means. Bisects the
 * score on ln k; a likelihood that rises to a bound gives that bound. Weighted counts are allowed
 * (the likelihood is extended by the gamma function). Sites with nothing predicted say nothing and are left out.
 */
export function overdispersionByLikelihood(sites: readonly OverdispersionSite[]): number {
  const telling = sites.filter((site) => site.predicted > 0);
  let low = Math.log(K_SEARCH.low);
  let high = Math.log(K_SEARCH.high);
  if (telling.length === 0 || likelihoodSlope(telling, K_SEARCH.low) <= 0) return K_SEARCH.low;
  if (likelihoodSlope(telling, K_SEARCH.high) >= 0) return K_SEARCH.high;
  for (let step = 0; step < 100 && high - low > 1e-14; step++) {
    const middle = (low + high) / 2;
    if (likelihoodSlope(telling, Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** Log likelihood of one negative binomial count with mean μ and overdispersion k. */
export function lnNegativeBinomial(recorded: number, predicted: number, k: number): number {
  const size = 1 / k;
  return (
    lnGamma(recorded + size) -
    lnGamma(size) -
    lnGamma(recorded + 1) +
    recorded * (Math.log(k * predicted) - Math.log1p(k * predicted)) -
    size * Math.log1p(k * predicted)
  );
}

/** Slope of the log likelihood in k, up to a positive factor. */
function likelihoodSlope(sites: readonly OverdispersionSite[], k: number): number {
  const size = 1 / k;
  const digammaSize = digamma(size);
  let slopeInSize = 0;
  for (const { recorded, predicted } of sites) {
    slopeInSize +=
      digamma(recorded + size) -
      digammaSize -
      Math.log1p(k * predicted) +
      (predicted - recorded) / (size + predicted);
  }
  return -slopeInSize;
}

/** How much worse a place is than its class, once chance is allowed for. */
export interface EmpiricalBayesExcess {
  expected: number;
  /** expected − predicted: the potential for improvement (Hauer 1997). */
  excess: number;
  /** Probability that the long-run rate is above the mean of its class. */
  probabilityAboveClass: number;
  /** True when that probability is under the threshold: the cluster is likely chance. */
  isLikelyRandom: boolean;
}

/** Our choice: four to one odds before a place is called worse than its class. */
export const LIKELY_RANDOM_BELOW = 0.8;

/**
 * Excess of a hotspot or road section over the prediction for its class, and how sure it is:
 * the gamma posterior's tail above the predicted count. Guards against regression to the mean.
 */
export function empiricalBayesExcess(recorded: number, predicted: number, k: number): EmpiricalBayesExcess {
  const { mean } = shrinkCount(recorded, predicted, k);
  const distribution = posterior(recorded, predicted, k);
  const probabilityAboveClass =
    distribution === null ? 0 : 1 - gammaCdf(distribution.shape, predicted * distribution.rate);
  return {
    expected: mean,
    excess: mean - predicted,
    probabilityAboveClass,
    isLikelyRandom: probabilityAboveClass < LIKELY_RANDOM_BELOW,
  };
}
