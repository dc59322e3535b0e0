// Whether a method finds the same dangerous roads again: the tests of Cheng & Washington (2008). Their site consistency,
// the accidents that the marked roads have in the next period, is the `hits` of the accuracy. Apart from accuracy because
// these compare what the method says of two periods.

/** Method consistency: how many of the marked units (each index once) are marked again from the other period. */
export function methodConsistency(marked: readonly number[], markedAfter: readonly number[]): number {
  const after = new Set(markedAfter);
  return marked.filter((unit) => after.has(unit)).length;
}

/**
 * How far every unit moved in the ranking by falling score, in ranks; equal scores share the mean of their ranks. The
 * total rank difference of marked units is the sum of theirs. Scores are 0 or more; throws RangeError for others.
 */
export function rankMoves(scoreBefore: ArrayLike<number>, scoreAfter: ArrayLike<number>): Float64Array {
  const after = meanRanks(scoreAfter);
  return meanRanks(scoreBefore).map((rank, unit) => Math.abs(rank - after[unit]!));
}

function meanRanks(score: ArrayLike<number>): Float64Array {
  const order: number[] = [];
  for (let unit = 0; unit < score.length; unit++) {
    if (!(score[unit]! >= 0)) throw new RangeError(`unit ${unit} has score ${score[unit]}`);
    if (score[unit]! > 0) order.push(unit);
  }
  order.sort((a, b) => score[b]! - score[a]!);
  // Units of which the method says nothing share the ranks behind all others.
  const ranks = new Float64Array(score.length).fill((order.length + 1 + score.length) / 2);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && score[order[end]!] === score[order[first]!]) end++;
    for (let k = first; k < end; k++) ranks[order[k]!] = (first + end + 1) / 2;
    first = end;
  }
  return ranks;
}
