// Gamma functions and empirical Bayes against values computed with SciPy and R (eb_vectors.json).
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  empiricalBayesExcess,
  lnNegativeBinomial,
  overdispersionByLikelihood,
  overdispersionByMoments,
  overdispersionHighwaySafetyManual,
  posterior,
  shrinkCount,
} from '../../server/risk/empirical-bayes.ts';
import { digamma, gammaCdf, gammaQuantile, lnGamma } from '../../server/risk/gamma.ts';

interface Vectors {
  x: number[];
  mu: number[];
  k_moment_v: number;
  k_moment_hsm: number;
  k_ml: number;
  k_used: number;
  rows: { x: number; mu: number; w: number; eb: number; var: number; q05: number; q95: number }[];
  gamma_quantiles: { shape: number; p: number; q: number }[];
}
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/eb_vectors.json', import.meta.url), 'utf8'),
);
const sites = vectors.x.map((x, i) => ({ recorded: x, predicted: vectors.mu[i]!, countVariance: x }));

function expectClose(actual: number, expected: number, relative: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('gamma functions', () => {
  test('lnGamma and digamma at known points', () => {
    expectClose(lnGamma(0.5), Math.log(Math.PI) / 2, 1e-14);
    expectClose(lnGamma(0.05), 2.968879201051731, 1e-13);
    expectClose(lnGamma(11), Math.log(3628800), 1e-14);
    expectClose(digamma(1), -0.5772156649015329, 1e-13);
    expectClose(digamma(0.5), -0.5772156649015329 - 2 * Math.LN2, 1e-13);
    expect(() => lnGamma(0)).toThrow(RangeError);
  });

  test('gammaCdf is 1 − e^−x at shape 1 on both branches, 0 at 0 and 1 at infinity', () => {
    for (const x of [1e-8, 0.3, 1.99, 2.01, 20]) expectClose(gammaCdf(1, x), -Math.expm1(-x), 1e-13);
    expect(gammaCdf(3, 0)).toBe(0);
    expect(gammaCdf(3, Number.POSITIVE_INFINITY)).toBe(1);
    expect(() => gammaCdf(0, 1)).toThrow(RangeError);
  });

  test.each(vectors.gamma_quantiles)('quantile of shape $shape at $p', ({ shape, p, q }) => {
    expectClose(gammaQuantile(shape, p), q, 1e-11);
  });

  test('quantile inverts the integral over shapes and probabilities', () => {
    for (const shape of [0.02, 0.11, 0.5, 0.99, 1, 1.01, 2.6, 9, 63, 1200, 40_000]) {
      for (const p of [1e-6, 0.01, 0.2, 0.5, 0.8, 0.99, 1 - 1e-6]) {
        const x = gammaQuantile(shape, p);
        if (x > 1e-300) expect(Math.abs(gammaCdf(shape, x) - p)).toBeLessThan(1e-11);
      }
    }
    expect(gammaQuantile(2, 0)).toBe(0);
    expect(gammaQuantile(2, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('empirical Bayes', () => {
  test.each(vectors.rows)('x $x with prediction $mu', (row) => {
    const shrunk = shrinkCount(row.x, row.mu, vectors.k_used);
    expectClose(shrunk.weight, row.w, 1e-9);
    expectClose(shrunk.mean, row.eb, 1e-9);
    expectClose(shrunk.variance, row.var, 1e-9);
    const gamma = posterior(row.x, row.mu, vectors.k_used)!;
    expectClose(gamma.shape / gamma.rate, shrunk.mean, 1e-12);
    // The file gives eight decimals.
    expect(Math.abs(gammaQuantile(gamma.shape, 0.05) / gamma.rate - row.q05)).toBeLessThan(6e-9);
    expect(Math.abs(gammaQuantile(gamma.shape, 0.95) / gamma.rate - row.q95)).toBeLessThan(6e-9);
  });

  test('three estimates of k', () => {
    expectClose(overdispersionByMoments(sites), vectors.k_moment_v, 1e-9);
    expectClose(overdispersionHighwaySafetyManual(sites), vectors.k_moment_hsm, 1e-9);
    expect(Math.abs(overdispersionByLikelihood(sites) - vectors.k_ml)).toBeLessThan(6e-9);
  });

  test('the likelihood is highest at its estimate', () => {
    const k = overdispersionByLikelihood(sites);
    const total = (value: number): number =>
      sites.reduce((sum, { recorded, predicted }) => sum + lnNegativeBinomial(recorded, predicted, value), 0);
    expect(total(k)).toBeGreaterThan(total(k * 1.01));
    expect(total(k)).toBeGreaterThan(total(k / 1.01));
  });

  test('counts without spread give the Poisson end of the search, none at all too', () => {
    const even = [2, 2, 2, 2].map((x) => ({ recorded: x, predicted: 2, countVariance: x }));
    expect(overdispersionByLikelihood(even)).toBeLessThan(1e-5);
    expect(overdispersionByLikelihood([])).toBeLessThan(1e-5);
    expect(overdispersionByMoments(even)).toBeLessThan(0);
  });

  test('nothing predicted has no posterior; the mean is then 0', () => {
    expect(posterior(3, 0, 0.5)).toBeNull();
    expect(shrinkCount(3, 0, 0.5)).toEqual({ weight: 1, mean: 0, variance: 0 });
  });

  test('excess: many accidents where few are due are no chance, as many as are due are', () => {
    // k 1, μ 1, x 7: w ½, EB 4; posterior Gamma(8, 2) above 1 is Poisson(2) ≤ 7 = 0.998903…
    const spot = empiricalBayesExcess(7, 1, 1);
    expectClose(spot.expected, 4, 1e-12);
    expectClose(spot.excess, 3, 1e-12);
    const poisson =
      [1, 2, 2, 4 / 3, 2 / 3, 4 / 15, 4 / 45, 8 / 315].reduce((sum, term) => sum + term, 0) * Math.exp(-2);
    expectClose(spot.probabilityAboveClass, poisson, 1e-12);
    expect(spot.isLikelyRandom).toBe(false);
    expect(empiricalBayesExcess(1, 1, 1).isLikelyRandom).toBe(true);
    expect(empiricalBayesExcess(0, 0, 1)).toEqual({
      expected: 0,
      excess: 0,
      probabilityAboveClass: 0,
      isLikelyRandom: true,
    });
  });
});
