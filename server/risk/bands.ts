// From expected harm to what people read: the 0-100 score, its interval, the band A-E with
// probabilities. Apart because calibration, the school page and maps word one quantity alike.
import type { GammaDistribution } from './empirical-bayes.ts';
import { gammaCdf, gammaQuantile } from './gamma.ts';
import type { RiskParameters } from './parameters.ts';

export const BANDS = ['A', 'B', 'C', 'D', 'E'] as const;
/** A lowest risk … E highest. */
export type Band = (typeof BANDS)[number];

export interface BandedScore {
  /** 0 (at or under the frozen low reference) to 100 (at or over the high one). */
  score: number;
  scoreLow: number;
  scoreHigh: number;
  band: Band;
  bandProbabilities: Record<Band, number>;
  /** One letter, or two ("C–D") when one would claim too much. */
  displayBand: string;
}

export interface Quantiles {
  low: number;
  median: number;
  high: number;
}

/** Gamma with a given mean and variance; null when either is 0. */
export function gammaOf(mean: number, variance: number): GammaDistribution | null {
  return mean > 0 && variance > 0 ? { shape: mean ** 2 / variance, rate: mean / variance } : null;
}

/** Interval and median of R; all equal to `mean` when there is no spread. */
export function quantilesOf(
  mean: number,
  distribution: GammaDistribution | null,
  { interval }: RiskParameters,
): Quantiles {
  if (distribution === null) return { low: mean, median: mean, high: mean };
  const at = (p: number): number => gammaQuantile(distribution.shape, p) / distribution.rate;
  return { low: at(interval.low), median: at(0.5), high: at(interval.high) };
}

/** 100 × ln(R / low) / ln(high / low), clipped to 0 … 100; the references are frozen with the parameter set. */
export function scoreOf(risk: number, { score }: RiskParameters): number {
  if (!(risk > score.low)) return 0;
  return Math.min(100, (100 * Math.log(risk / score.low)) / Math.log(score.high / score.low));
}

/** The risk at which a score is reached. */
export function riskAtScore(value: number, { score }: RiskParameters): number {
  return score.low * (score.high / score.low) ** (value / 100);
}

/** Score, band and band probabilities of R with its distribution. */
export function bandedScore(
  risk: number,
  distribution: GammaDistribution | null,
  quantiles: Quantiles,
  parameters: RiskParameters,
): BandedScore {
  const score = scoreOf(risk, parameters);
  const cuts = parameters.score.bandCuts;
  const pointBand = cuts.filter((cut) => score >= cut).length;
  const below = cuts.map((cut) =>
    distribution === null
      ? Number(scoreOf(risk, parameters) < cut)
      : gammaCdf(distribution.shape, riskAtScore(cut, parameters) * distribution.rate),
  );
  const probabilities = BANDS.map((_, i) => Math.max(0, (below[i] ?? 1) - (below[i - 1] ?? 0)));
  const [A = 0, B = 0, C = 0, D = 0, E = 0] = probabilities;
  return {
    score,
    scoreLow: scoreOf(quantiles.low, parameters),
    scoreHigh: scoreOf(quantiles.high, parameters),
    band: BANDS[pointBand] ?? 'E',
    bandProbabilities: { A, B, C, D, E },
    displayBand: displayBand(probabilities, pointBand, parameters.score.clearBandProbability),
  };
}

/**
 * The point's band when its probability is clear and no band is likelier; else the likelier of
 * the two neighbouring pairs that hold the point's band (our choice: the letters never contradict the score).
 */
function displayBand(probabilities: readonly number[], pointBand: number, clear: number): string {
  const probabilityOf = (band: number): number => probabilities[band] ?? -1;
  const own = probabilityOf(pointBand);
  const letter = (band: number): string => BANDS[band] ?? 'E';
  if (own >= clear && own >= Math.max(...probabilities)) return letter(pointBand);
  const first = probabilityOf(pointBand - 1) > probabilityOf(pointBand + 1) ? pointBand - 1 : pointBand;
  return `${letter(first)}–${letter(first + 1)}`;
}
