// Several measures at one place: how their crash modification factors come to one. Pure, because the effect of a plan
// draws it thousands of times.
import type { MechanismGroup } from '../../contract/measure.ts';

export type GroupedFactor = { group: MechanismGroup; factor: number };

/**
 * A function giving the combined factor of measures at one place from their factors, in the order of `groups`. Within a
 * mechanism group only the smallest factor counts; across groups those up to 1 combine by dominant common residuals,
 * (∏c)^min c (TxDOT Traffic Safety Program manual 5.4.5), those above 1 multiply outside the power, so that a factor
 * passing 1 makes no jump. Never below `floor`; 1 without measures. The order of measures does not matter.
 *
 * Dominant common residuals are a rule for several measures: read for one it gives c^c, less than the measure's own
 * effect, and a weak second measure would undo part of a strong first. So measures together are credited with no less
 * than any part of them is, and one alone with its own factor: which part that is stands in `best`, the best estimates.
 * It is settled once and then drawn with, because settling it in each draw would lean to the luckier part every time.
 */
export function factorCombiner(
  groups: readonly MechanismGroup[],
  best: readonly number[],
  floor: number,
): (factors: ArrayLike<number>) => number {
  // In one order, so that the same measures give the same bytes.
  const names = [...new Set(groups)].sort();
  const slots = groups.map((group) => names.indexOf(group));
  const smallest = new Float64Array(names.length);
  const takeSmallest = (factors: ArrayLike<number>): void => {
    smallest.fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!;
      if (factors[i]! < smallest[slot]!) smallest[slot] = factors[i]!;
    }
  };
  takeSmallest(best);
  const credited = creditedPart([...smallest]);
  return (factors) => {
    takeSmallest(factors);
    let lnProduct = 0;
    let lnHarm = 0;
    let least = 1;
    for (let slot = 0; slot < smallest.length; slot++) {
      const factor = smallest[slot]!;
      if (factor > 1) lnHarm += Math.log(factor);
      else if (credited === 'strongest' || credited.has(slot)) {
        lnProduct += Math.log(factor);
        if (factor < least) least = factor;
      }
    }
    const lnGood = credited === 'strongest' ? Math.log(least) : least * lnProduct;
    return Math.max(floor, Math.exp(lnGood + lnHarm));
  };
}

/**
 * The part of the groups that the rule credits most, by their places: the strongest alone, or all that are no stronger
 * than one of them (for a given exponent every further group lowers the product).
 */
function creditedPart(best: readonly number[]): 'strongest' | ReadonlySet<number> {
  const fromWeakest = best.map((_, slot) => slot).sort((a, b) => best[b]! - best[a]!);
  let credited: 'strongest' | ReadonlySet<number> = 'strongest';
  let lnLeast = Math.log(Math.min(1, ...best));
  let lnProduct = 0;
  for (const [i, slot] of fromWeakest.entries()) {
    const factor = best[slot]!;
    if (factor > 1) continue;
    lnProduct += Math.log(factor);
    if (factor * lnProduct >= lnLeast) continue;
    lnLeast = factor * lnProduct;
    credited = new Set(fromWeakest.slice(0, i + 1));
  }
  return credited;
}

/** The combined factor of measures at their best estimates; see `factorCombiner`. */
export function combinedFactor(measures: readonly GroupedFactor[], floor: number): number {
  const best = measures.map(({ factor }) => factor);
  const groups = measures.map(({ group }) => group);
  return factorCombiner(groups, best, floor)(best);
}

/** How many mechanisms the measures work by. */
export function groupCount(measures: readonly { group: MechanismGroup }[]): number {
  return new Set(measures.map(({ group }) => group)).size;
}
