// Stochastic multicriteria acceptability (SMAA-2, Lahdelma & Salminen 2001): how often a choice comes first when the
// weights of the criteria are not agreed on and the criteria are not exact. Pure: seed and numbers come from outside.
import { fnv1a32, mulberry32, normalDraw } from '../network/random.ts';

/** A choice with its value in each criterion, 0 to 1 (1 the best), and the standard deviation of each. */
export type Alternative = { id: string; values: readonly number[]; sds: readonly number[] };

export type Acceptability = {
  id: string;
  /** Share of the draws at each rank, the first rank first; they add up to 1. */
  ranks: number[];
  /** Mean of (n − rank) / (n − 1): 1 always first, 0 always last; 1 for an only choice. */
  holistic: number;
  /** Mean weights of the draws in which it is first; null when it never is. */
  centralWeights: number[] | null;
  /** Share of the draws in which it is first under its central weights; null without them. */
  confidence: number | null;
};

export type SmaaOptions = {
  seed: string;
  draws?: number;
  /** ordered: the first criterion weighs at least as much as the second, and so on; free: any weights. */
  weights?: 'ordered' | 'free';
};

/** Our choice, as usual: the error of a share is then below 0.005. */
export const SMAA_DRAWS = 10_000;

/**
 * Rank acceptabilities of the alternatives, in the order given. Weights are uniform on the simplex, values normal and
 * clipped to 0 … 1. Every alternative draws from its own stream, so others never shift its draws; equal sums share
 * their ranks alike. Throws RangeError where the criteria differ in number or an id comes twice.
 */
export function acceptabilities(
  alternatives: readonly Alternative[],
  { seed, draws = SMAA_DRAWS, weights = 'ordered' }: SmaaOptions,
): Acceptability[] {
  const n = alternatives.length;
  const criteria = alternatives[0]?.values.length ?? 0;
  if (alternatives.some(({ values, sds }) => values.length !== criteria || sds.length !== criteria)) {
    throw new RangeError('acceptabilities: every alternative needs every criterion');
  }
  if (new Set(alternatives.map(({ id }) => id)).size !== n) {
    throw new RangeError('acceptabilities: an id comes twice');
  }
  const values = alternatives.map((alternative) => drawValues(alternative, seed, draws));
  const weightDraws = drawWeights(criteria, seed, draws, weights);
  const ranks = alternatives.map(() => new Float64Array(n));
  const first = alternatives.map(() => ({ share: 0, weights: new Float64Array(criteria) }));
  const sums = new Float64Array(n);
  const order = Array.from({ length: n }, (_, i) => i);
  for (let draw = 0; draw < draws; draw++) {
    const at = draw * criteria;
    for (let i = 0; i < n; i++) sums[i] = weighted(values[i]!, weightDraws, at, at, criteria);
    order.sort((a, b) => sums[b]! - sums[a]! || a - b);
    for (let start = 0, end = 0; start < n; start = end) {
      for (end = start + 1; end < n && sums[order[end]!] === sums[order[start]!]; ) end++;
      const part = 1 / (end - start);
      for (let i = start; i < end; i++) {
        for (let rank = start; rank < end; rank++) ranks[order[i]!]![rank]! += part;
      }
      if (start > 0) continue;
      for (let i = 0; i < end; i++) {
        const winner = first[order[i]!]!;
        winner.share += part;
        for (let c = 0; c < criteria; c++) winner.weights[c]! += part * weightDraws[at + c]!;
      }
    }
  }
  return alternatives.map(({ id }, i) => {
    const shares = Array.from(ranks[i]!, (count) => count / draws);
    const { share, weights: sum } = first[i]!;
    const central = share > 0 ? Float64Array.from(sum, (weight) => weight / share) : null;
    return {
      id,
      ranks: shares,
      holistic: n < 2 ? 1 : shares.reduce((total, b, r) => total + (b * (n - 1 - r)) / (n - 1), 0),
      centralWeights: central && Array.from(central),
      confidence: central && shareFirst(i, values, central, draws),
    };
  });
}

/** Σ of values × weights of one draw. */
function weighted(
  values: Float64Array,
  weights: Float64Array,
  fromValue: number,
  fromWeight: number,
  criteria: number,
): number {
  let sum = 0;
  for (let c = 0; c < criteria; c++) sum += values[fromValue + c]! * weights[fromWeight + c]!;
  return sum;
}

function shareFirst(
  which: number,
  values: readonly Float64Array[],
  weights: Float64Array,
  draws: number,
): number {
  const criteria = weights.length;
  let first = 0;
  for (let draw = 0; draw < draws; draw++) {
    const at = draw * criteria;
    const own = weighted(values[which]!, weights, at, 0, criteria);
    let better = 0;
    for (let i = 0; i < values.length && better === 0; i++) {
      if (i !== which && weighted(values[i]!, weights, at, 0, criteria) > own) better++;
    }
    if (better === 0) first++;
  }
  return first / draws;
}

function drawValues({ id, values, sds }: Alternative, seed: string, draws: number): Float64Array {
  const random = mulberry32(fnv1a32(`${seed}/${id}`));
  const drawn = new Float64Array(draws * values.length);
  for (let i = 0; i < drawn.length; i++) {
    const c = i % values.length;
    drawn[i] = Math.min(1, Math.max(0, values[c]! + sds[c]! * normalDraw(random)));
  }
  return drawn;
}

/** Uniform on the simplex: exponential draws over their sum; sorted, the largest first, for ordered weights. */
function drawWeights(criteria: number, seed: string, draws: number, kind: 'ordered' | 'free'): Float64Array {
  const random = mulberry32(fnv1a32(`${seed}/weights`));
  const drawn = new Float64Array(draws * criteria);
  for (let draw = 0; draw < draws; draw++) {
    const one = drawn.subarray(draw * criteria, (draw + 1) * criteria);
    for (let c = 0; c < criteria; c++) one[c] = -Math.log(1 - random());
    const sum = one.reduce((total, value) => total + value, 0);
    for (let c = 0; c < criteria; c++) one[c]! /= sum;
    if (kind === 'ordered') one.sort().reverse();
  }
  return drawn;
}
