// Many tests at once: two-sided normal tails and the Benjamini-Hochberg adjustment. Apart
// because cells, road sections and quarters are all judged by the same correction.

/**
 * Adjusted p-values that control the false discovery rate (Benjamini & Hochberg 1995): the
 * smallest rate at which each test would be kept. Same order as given; equal p give equal
 * results. Throws RangeError for a value outside 0..1.
 */
export function adjustedP(p: ArrayLike<number>): Float64Array {
  const count = p.length;
  for (let i = 0; i < count; i++) {
    if (!(p[i]! >= 0 && p[i]! <= 1)) throw new RangeError(`adjustedP: test ${i} has p = ${p[i]}`);
  }
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => p[a]! - p[b]!);
  const adjusted = new Float64Array(count);
  let least = 1;
  for (let rank = count; rank >= 1; rank--) {
    const test = order[rank - 1]!;
    least = Math.min(least, (p[test]! * count) / rank);
    adjusted[test] = least;
  }
  return adjusted;
}

/**
 * Probability that a standard normal value is at least |z| from 0, to full relative accuracy
 * in the tail: series below 2, Lentz's continued fraction above (Abramowitz & Stegun 7.1.5, 7.1.14).
 */
export function twoSidedNormalP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const scale = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x < 2) {
    let term = 2 * x;
    let sum = term;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - scale * sum;
  }
  // erfc(x) = exp(-x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + ...)))), summed from far enough inside.
  let fraction = x;
  for (let n = 200; n >= 1; n--) fraction = x + n / 2 / fraction;
  return scale / fraction;
}
