// The regularised incomplete beta integral. Apart because shares of accidents and of sightings
// are judged by it, and PostgreSQL does not have it.
import { lnGamma } from './gamma.ts';

const MAX_TERMS = 10_000;
const ACCURACY = 1e-16;

/**
 * Probability that a Beta(a, b) value is at most x: Lentz's continued fraction on the side
 * where it converges fast (Press et al., Numerical Recipes 6.4). Throws RangeError unless
 * a > 0, b > 0 and 0 ≤ x ≤ 1.
 */
export function betaCdf(a: number, b: number, x: number): number {
  check(a, b, x);
  if (x === 0 || x === 1) return x;
  return isLeft(a, b, x) ? scaledFraction(a, b, x, 1 - x) : 1 - scaledFraction(b, a, 1 - x, x);
}

/** Probability that a Beta(a, b) value is above x, exact in the far tail too. Errors as `betaCdf`. */
export function betaTail(a: number, b: number, x: number): number {
  check(a, b, x);
  if (x === 0 || x === 1) return 1 - x;
  return isLeft(a, b, x) ? 1 - scaledFraction(a, b, x, 1 - x) : scaledFraction(b, a, 1 - x, x);
}

function check(a: number, b: number, x: number): void {
  if (!(a > 0 && a < Infinity && b > 0 && b < Infinity && x >= 0 && x <= 1)) {
    throw new RangeError(`beta: need a > 0, b > 0, 0 <= x <= 1, got ${a}, ${b}, ${x}`);
  }
}

function isLeft(a: number, b: number, x: number): boolean {
  return x < (a + 1) / (a + b + 2);
}

/** I_x(a, b) where the fraction converges; `rest` = 1 - x. */
function scaledFraction(a: number, b: number, x: number, rest: number): number {
  const ln = a * Math.log(x) + b * Math.log(rest) + lnGamma(a + b) - lnGamma(a) - lnGamma(b);
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < ACCURACY) break;
  }
  return (Math.exp(ln) * fraction) / a;
}
