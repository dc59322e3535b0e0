// The simple rules every method must beat. Apart because they are printed beside every method,
// whatever the method is.
import { mulberry32 } from '../network/random.ts';
import type { RoadUnits } from './road-budget.ts';

/** Score of each unit: its accidents of the last years, no method at all. */
export function recentCountScore(accidentsOfYear: readonly ArrayLike<number>[]): Float64Array {
  const score = new Float64Array(accidentsOfYear[0]?.length ?? 0);
  for (const counts of accidentsOfYear)
    for (let unit = 0; unit < score.length; unit++) score[unit]! += counts[unit]!;
  return score;
}

/**
 * Random scores whose order draws units in proportion to their length (Efraimidis & Spirakis
 * 2006): what marking by lot would do. Units of length 0 get 0.
 */
export function randomByLengthScore({ lengthMetres }: RoadUnits, seed: number): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from(lengthMetres, (metres) => {
    // Larger for shorter waits; 1 - u lies in (0, 1], so the wait is finite.
    const wait = -Math.log(1 - random());
    return metres > 0 ? metres / Math.max(wait, Number.MIN_VALUE * 2 ** 60) : 0;
  });
}
