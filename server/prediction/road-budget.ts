// Choosing roads within a budget of length, and the most that any choice could have caught.
// Apart from the scores because every method and every baseline spends the same budget.

/** A unit of road that can be marked: a lixel, a section or a street. */
export type RoadUnits = { lengthMetres: ArrayLike<number> };

/** Lengths differ by less than this only through rounding. */
const SAME_METRES = 1e-6;

/** Sum of lengths by rising length: the same for any order of the units. */
export function sumOfLengths(metres: ArrayLike<number>): number {
  let sum = 0;
  for (const length of Float64Array.from(metres).sort()) sum += length;
  return sum;
}

/**
 * Units marked within `budgetMetres`: by falling score (ties: the shorter, then the smaller
 * index), passing over those that no longer fit and those of score 0, of which the method says
 * nothing. Rising index. Throws RangeError for a length below 0 or a score that is not a number.
 */
export function markRoads(
  { lengthMetres }: RoadUnits,
  score: ArrayLike<number>,
  budgetMetres: number,
): number[] {
  const order: number[] = [];
  for (let unit = 0; unit < lengthMetres.length; unit++) {
    const metres = lengthMetres[unit]!;
    if (!(metres >= 0 && metres < Infinity)) throw new RangeError(`unit ${unit} is ${metres} m long`);
    if (!(score[unit]! >= 0)) throw new RangeError(`unit ${unit} has score ${score[unit]}`);
    // Without a length a unit is free, and would be marked for nothing.
    if (score[unit]! > 0 && metres > 0) order.push(unit);
  }
  order.sort((a, b) => score[b]! - score[a]! || lengthMetres[a]! - lengthMetres[b]! || a - b);
  const marked: number[] = [];
  let left = budgetMetres + SAME_METRES;
  for (const unit of order) {
    if (lengthMetres[unit]! > left) continue;
    marked.push(unit);
    left -= lengthMetres[unit]!;
  }
  return marked.sort((a, b) => a - b);
}

/** Steps of the exact search beyond which the greedy one stands in (our choice: a tenth of a second). */
const MOST_STEPS = 2e7;

/**
 * Most accidents that any units of together at most `budgetMetres` hold. Exact (the knapsack by
 * number of accidents) while units x accidents stay within 2e7; beyond, greedy by accidents per
 * metre, which may fall short of the best by less than one unit's accidents.
 */
export function mostAccidents(
  { lengthMetres }: RoadUnits,
  accidents: ArrayLike<number>,
  budgetMetres: number,
): { most: number; isExact: boolean } {
  const budget = budgetMetres + SAME_METRES;
  const units: number[] = [];
  let total = 0;
  for (let unit = 0; unit < lengthMetres.length; unit++) {
    if (!(accidents[unit]! > 0) || lengthMetres[unit]! > budget) continue;
    units.push(unit);
    total += accidents[unit]!;
  }
  if (units.length * total > MOST_STEPS) return { most: greedyMost(units), isExact: false };

  // Least length that holds each number of accidents.
  const least = new Float64Array(total + 1).fill(Infinity);
  least[0] = 0;
  let reached = 0;
  for (const unit of units) {
    const count = accidents[unit]!;
    for (let sum = reached; sum >= 0; sum--) {
      const metres = least[sum]! + lengthMetres[unit]!;
      if (metres < least[sum + count]!) least[sum + count] = metres;
    }
    reached += count;
  }
  let most = total;
  while (least[most]! > budget) most--;
  return { most, isExact: true };

  function greedyMost(candidates: number[]): number {
    const density = (unit: number): number => accidents[unit]! / lengthMetres[unit]!;
    candidates.sort((a, b) => density(b) - density(a) || a - b);
    let left = budget;
    let caught = 0;
    for (const unit of candidates) {
      if (lengthMetres[unit]! > left) continue;
      left -= lengthMetres[unit]!;
      caught += accidents[unit]!;
    }
    return caught;
  }
}
