// Whether a method of finding dangerous roads finds the same ones again: the tests of Cheng &
// Washington (2008). Apart from accuracy because they compare two periods, not two places.

/** Units by falling value; ties by the smaller index. */
function ranked(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, unit) => unit).sort((a, b) => values[b]! - values[a]! || a - b);
}

function checkTop(unitCount: number, top: number): void {
  if (!(Number.isInteger(top) && top >= 0 && top <= unitCount)) {
    throw new RangeError(`consistency: the top ${top} of ${unitCount} units`);
  }
}

/**
 * Site consistency: accidents in the second period on the `top` units that the method ranked
 * first in the first. Higher is better.
 */
export function siteConsistency(
  scoreBefore: ArrayLike<number>,
  accidentsAfter: ArrayLike<number>,
  top: number,
): number {
  checkTop(scoreBefore.length, top);
  return ranked(scoreBefore)
    .slice(0, top)
    .reduce((sum, unit) => sum + accidentsAfter[unit]!, 0);
}

/** Method consistency: how many of the `top` units of the first period are so in the second. */
export function methodConsistency(
  scoreBefore: ArrayLike<number>,
  scoreAfter: ArrayLike<number>,
  top: number,
): number {
  checkTop(scoreBefore.length, top);
  const after = new Set(ranked(scoreAfter).slice(0, top));
  return ranked(scoreBefore)
    .slice(0, top)
    .filter((unit) => after.has(unit)).length;
}

/**
 * Total rank difference: how far the `top` units of the first period moved in the ranking of
 * the second, summed. Equal scores share the mean of their ranks. Lower is better.
 */
export function totalRankDifference(
  scoreBefore: ArrayLike<number>,
  scoreAfter: ArrayLike<number>,
  top: number,
): number {
  checkTop(scoreBefore.length, top);
  const before = meanRanks(scoreBefore);
  const after = meanRanks(scoreAfter);
  return ranked(scoreBefore)
    .slice(0, top)
    .reduce((sum, unit) => sum + Math.abs(before[unit]! - after[unit]!), 0);
}

function meanRanks(values: ArrayLike<number>): Float64Array {
  const order = ranked(values);
  const ranks = new Float64Array(order.length);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let k = first; k < end; k++) ranks[order[k]!] = (first + end + 1) / 2;
    first = end;
  }
  return ranks;
}
