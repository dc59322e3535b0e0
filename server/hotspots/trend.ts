// Whether a short series rises or falls: the Mann-Kendall test. Apart because it asks nothing
// of what the series counts.
import { twoSidedNormalP } from './multiple-testing.ts';

export type Trend = {
  /** Rising pairs less falling pairs. */
  s: number;
  variance: number;
  z: number;
  /** Two-sided. */
  p: number;
};

/**
 * Mann-Kendall trend of a series in time order, with the variance corrected for ties and z for
 * continuity (Mann 1945; Kendall 1975). A series without two different values has no trend:
 * z = 0, p = 1. Throws RangeError for a value that is not a number.
 */
export function mannKendall(series: ArrayLike<number>): Trend {
  const n = series.length;
  let s = 0;
  for (let j = 0; j < n; j++) {
    if (Number.isNaN(series[j]!)) throw new RangeError(`mannKendall: value ${j} is not a number`);
    for (let i = 0; i < j; i++) s += Math.sign(series[j]! - series[i]!) || 0;
  }
  let ties = 0;
  const sorted = Float64Array.from(series).sort();
  for (let first = 0; first < n; ) {
    let end = first + 1;
    while (end < n && sorted[end] === sorted[first]) end++;
    const t = end - first;
    ties += t * (t - 1) * (2 * t + 5);
    first = end;
  }
  const variance = Math.max(0, n * (n - 1) * (2 * n + 5) - ties) / 18;
  const z = variance > 0 ? (s - Math.sign(s)) / Math.sqrt(variance) : 0;
  return { s, variance, z, p: twoSidedNormalP(z) };
}
