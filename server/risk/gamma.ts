// The gamma function family: log-gamma, digamma, the regularised incomplete gamma integral
// and its inverse. Apart because intervals, band probabilities and shrinkage all rest on it
// and PostgreSQL offers none of it.

const LANCZOS_G = 7;
/** Lanczos coefficients for g = 7, n = 9 (Godfrey 2001), about 15 correct digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const RELATIVE_ACCURACY = 1e-16;
const MAX_TERMS = 10_000;

/** Natural logarithm of Γ(x) for x > 0 (Lanczos 1964). Throws RangeError for x ≤ 0. */
export function lnGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`lnGamma: x must be positive, got ${x}`);
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const shifted = x - 1;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (shifted + i);
  const base = shifted + LANCZOS_G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** d lnΓ(x) / dx for x > 0: recurrence to x ≥ 10, then the asymptotic series (Abramowitz & Stegun 6.3.18). */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`digamma: x must be positive, got ${x}`);
  let shift = 0;
  let y = x;
  while (y < 10) {
    shift -= 1 / y;
    y += 1;
  }
  const inverse2 = 1 / (y * y);
  const series =
    inverse2 *
    (1 / 12 -
      inverse2 *
        (1 / 120 -
          inverse2 * (1 / 252 - inverse2 * (1 / 240 - inverse2 * (1 / 132 - inverse2 * (691 / 32760))))));
  return shift + Math.log(y) - 0.5 / y - series;
}

/**
 * Regularised lower incomplete gamma integral P(a, x): the probability that a Gamma(a, 1)
 * variable is at most x. Series for x < a + 1, else Lentz's continued fraction
 * (Press et al., Numerical Recipes 6.2). Throws RangeError unless a > 0 and x ≥ 0.
 */
export function gammaCdf(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) throw new RangeError(`gammaCdf: need a > 0 and x >= 0, got ${a}, ${x}`);
  if (x === 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/**
 * Quantile of Gamma(a, 1): the x with P(a, x) = p, to about 1e-12 relative. Starts from
 * Wilson & Hilferty 1931 (from the power form x ≈ (p Γ(a + 1))^(1/a) in the lower tail), then Halley
 * steps on ln x inside a bracket, so tiny shapes with quantiles near 1e-33 converge too.
 * Throws RangeError unless a > 0 and 0 ≤ p ≤ 1.
 */
export function gammaQuantile(a: number, p: number): number {
  if (!(a > 0) || !(p >= 0 && p <= 1))
    throw new RangeError(`gammaQuantile: need a > 0, 0 <= p <= 1, got ${a}, ${p}`);
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const lnGammaA = lnGamma(a);
  let u = startOfQuantile(a, p);
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 200; step++) {
    const x = Math.exp(u);
    // Below the smallest double: the quantile is zero for every use.
    if (x === 0) return 0;
    const error = gammaCdf(a, x) - p;
    if (error === 0) return x;
    if (error > 0) high = u;
    else low = u;
    const ratio = error / Math.exp(a * u - x - lnGammaA);
    let next = u - ratio / Math.max(0.5, 1 - 0.5 * ratio * (a - x));
    if (!Number.isFinite(next) || Math.abs(next - u) > 4) next = u - 4 * Math.sign(error);
    if (Math.abs(next - u) <= 1e-15 * Math.max(1, Math.abs(u))) return Math.exp(next);
    // A step past a point known to lie on the other side is halved back instead.
    if (next <= low || next >= high) next = (u + (next <= low ? low : high)) / 2;
    u = next;
  }
  return Math.exp(u);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * RELATIVE_ACCURACY) break;
  }
  return sum * Math.exp(a * Math.log(x) - x - lnGamma(a));
}

function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < MAX_TERMS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < RELATIVE_ACCURACY) break;
  }
  return fraction * Math.exp(a * Math.log(x) - x - lnGamma(a));
}

/** ln of the starting point. */
function startOfQuantile(a: number, p: number): number {
  const powerForm = (Math.log(p) + lnGamma(a + 1)) / a;
  // The power form is exact as x → 0; it serves whenever its own x is small against the shape.
  if (powerForm < Math.log(0.2 * Math.min(1, a + 0.2))) return powerForm;
  const root = 1 - 1 / (9 * a) + normalQuantile(p) / (3 * Math.sqrt(a));
  return root > 0.1 ? Math.log(a) + 3 * Math.log(root) : Math.min(powerForm, 0);
}

/** Standard normal quantile to about 4.5e-4 (Abramowitz & Stegun 26.2.23): good enough to start from. */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const z =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return p < 0.5 ? -z : z;
}
