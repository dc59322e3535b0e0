// How far the order of schools depends on choices: risks under other severity weights, rank
// correlation with the base, and overlap of the top lists.
import type { BySeverity } from './parameters.ts';
import { type SchoolRisk, weightedRisk } from './score.ts';

/** R of a school under other severity weights; the shrunk rates stay as they are. */
export function riskUnderWeights(
  school: Pick<SchoolRisk, 'bySeverity' | 'effectiveYears'>,
  weights: BySeverity,
): { risk: number; variance: number } {
  return weightedRisk(school.bySeverity, school.effectiveYears, weights);
}

/**
 * Kendall's τ_b of two equally long lists, with ties corrected, in n log n (Knight 1966).
 * Null when either list is constant or shorter than 2. Throws RangeError for unequal lengths.
 */
export function kendallTauB(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) throw new RangeError(`kendallTauB: lengths differ, ${a.length} and ${b.length}`);
  const pairs = a.map((x, i) => ({ x, y: b[i]! })).sort((p, q) => p.x - q.x || p.y - q.y);
  const allPairs = (pairs.length * (pairs.length - 1)) / 2;
  const tiedX = tiedPairs(pairs, (p, q) => p.x === q.x);
  const tiedBoth = tiedPairs(pairs, (p, q) => p.x === q.x && p.y === q.y);
  const ys = Float64Array.from(pairs, ({ y }) => y);
  const discordant = countInversions(ys, new Float64Array(ys.length), 0, ys.length);
  const tiedY = tiedPairs([...ys], (p, q) => p === q);
  const spread = Math.sqrt((allPairs - tiedX) * (allPairs - tiedY));
  if (!(spread > 0)) return null;
  return (allPairs - tiedX - tiedY + tiedBoth - 2 * discordant) / spread;
}

/**
 * Share of the k riskiest schools of `base` that are among the k riskiest of `other`; both lists in
 * the same order of schools, equal risks by position. Null when there is nothing to compare.
 */
export function topOverlap(base: readonly number[], other: readonly number[], k: number): number | null {
  const size = Math.min(k, base.length);
  if (size < 1) return null;
  const top = topIndices(base, size);
  const otherTop = new Set(topIndices(other, size));
  return top.filter((index) => otherTop.has(index)).length / size;
}

/**
 * Share of the variants in which each school is among the k riskiest. A school is called robust
 * from 0.8 on (our choice: four variants of five).
 */
export function topShares(variants: readonly (readonly number[])[], k: number): number[] {
  const n = variants[0]?.length ?? 0;
  const counts = new Array<number>(n).fill(0);
  for (const risks of variants) {
    for (const index of topIndices(risks, Math.min(k, n))) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count) => count / variants.length);
}

export const ROBUST_FROM = 0.8;

/** The k largest, in no particular order; of equal ones the first. */
function topIndices(risks: readonly number[], k: number): number[] {
  const limit = Float64Array.from(risks).sort()[risks.length - k] ?? Number.NEGATIVE_INFINITY;
  const above = risks.flatMap((risk, index) => (risk > limit ? [index] : []));
  const equal = risks.flatMap((risk, index) => (risk === limit ? [index] : []));
  return [...above, ...equal.slice(0, k - above.length)];
}

/** Number of pairs within runs of equal neighbours. */
function tiedPairs<Item>(sorted: readonly Item[], isTied: (p: Item, q: Item) => boolean): number {
  let pairs = 0;
  let run = 0;
  for (let i = 1; i < sorted.length; i++) {
    run = isTied(sorted[i - 1]!, sorted[i]!) ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

/** Sorts values[from..to) and counts pairs out of order, by merging. */
function countInversions(values: Float64Array, buffer: Float64Array, from: number, to: number): number {
  if (to - from < 2) return 0;
  const middle = (from + to) >>> 1;
  let count = countInversions(values, buffer, from, middle) + countInversions(values, buffer, middle, to);
  let left = from;
  let right = middle;
  for (let place = from; place < to; place++) {
    const takesLeft = left < middle && (right >= to || values[left]! <= values[right]!);
    if (!takesLeft) count += middle - left;
    buffer[place] = takesLeft ? values[left++]! : values[right++]!;
  }
  values.set(buffer.subarray(from, to), from);
  return count;
}
