// Several measures at one place: how their crash modification factors come to one. Pure, because the effect of a plan
// draws it thousands of times.
import type { MechanismGroup } from '../../contract/measure.ts';

export type GroupedFactor = { group: MechanismGroup; factor: number };

/**
 * A function giving the combined factor of measures at one place, from their factors in the order of `groups`. Within a
 * mechanism group only the smallest factor counts; across groups those up to 1 combine by dominant common residuals,
 * (∏c)^min c (TxDOT Traffic Safety Program manual 5.4.5), those above 1 multiply outside the power, so that a factor
 * passing 1 makes no jump. Never below `floor`; 1 without measures. The order of measures does not matter.
 */
export function factorCombiner(
  groups: readonly MechanismGroup[],
  floor: number,
): (factors: ArrayLike<number>) => number {
  const names = [...new Set(groups)];
  const slots = groups.map((group) => names.indexOf(group));
  const smallest = new Float64Array(names.length);
  return (factors) => {
    smallest.fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!;
      if (factors[i]! < smallest[slot]!) smallest[slot] = factors[i]!;
    }
    // Logarithms are added in one order: the same measures give the same bytes.
    smallest.sort();
    let lnGood = 0;
    let lnHarm = 0;
    for (const factor of smallest) {
      if (factor <= 1) lnGood += Math.log(factor);
      else lnHarm += Math.log(factor);
    }
    return Math.max(floor, Math.exp(Math.min(1, smallest[0] ?? 1) * lnGood + lnHarm));
  };
}

/** The combined factor of measures, once; see `factorCombiner`. */
export function combinedFactor(measures: readonly GroupedFactor[], floor: number): number {
  const combine = factorCombiner(
    measures.map(({ group }) => group),
    floor,
  );
  return combine(measures.map(({ factor }) => factor));
}

/** How many mechanisms the measures work by. */
export function groupCount(measures: readonly { group: MechanismGroup }[]): number {
  return new Set(measures.map(({ group }) => group)).size;
}
