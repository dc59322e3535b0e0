// How well marked roads foretold the next year's accidents: the measures of crime forecasting.
// Apart because each is one quotient that readers look up by its name.
import { mulberry32 } from '../network/random.ts';
import { mostAccidents, type RoadUnits, sumOfLengths } from './road-budget.ts';

/** What happened on each unit before the cut (`train`) and after it (`test`). */
export type CountedUnits = RoadUnits & { train: ArrayLike<number>; test: ArrayLike<number> };

export type Accuracy = {
  markedMetres: number;
  totalMetres: number;
  /** Marked share of the road length: what chance would catch. */
  lengthShare: number;
  /** Accidents on marked units after and before the cut, and on all units. */
  hits: number;
  testTotal: number;
  trainHits: number;
  trainTotal: number;
  /** hits / testTotal; null without accidents after the cut. */
  hitRate: number | null;
  /** Prediction accuracy index: hit rate / length share (Chainey, Tompson & Uhlig 2008). */
  pai: number | null;
  /** Most hits any choice of the same length could have had, and whether that is exact. */
  mostHits: number;
  isMostExact: boolean;
  /** Prediction efficiency index: hits / mostHits (Hunt 2016). */
  pei: number | null;
  /** Recapture rate index: share of accidents caught after over before (Levine 2008). */
  rri: number | null;
  hitsPerKm: number | null;
};

/**
 * Measures of a set of marked units (each index once). A quotient whose divisor is 0 is null:
 * nothing was marked, or nothing happened. Throws RangeError for counts that are not whole.
 */
export function measureAccuracy(units: CountedUnits, marked: readonly number[]): Accuracy {
  const sums = {
    markedMetres: sumOfLengths(marked.map((unit) => units.lengthMetres[unit]!)),
    totalMetres: sumOfLengths(units.lengthMetres),
    hits: 0,
    testTotal: 0,
    trainHits: 0,
    trainTotal: 0,
  };
  for (let unit = 0; unit < units.lengthMetres.length; unit++) {
    const counts = [units.train[unit]!, units.test[unit]!];
    if (!counts.every((count) => Number.isInteger(count) && count >= 0)) {
      throw new RangeError(`unit ${unit} has counts ${counts.join(', ')}`);
    }
    sums.testTotal += units.test[unit]!;
    sums.trainTotal += units.train[unit]!;
  }
  for (const unit of marked) {
    sums.hits += units.test[unit]!;
    sums.trainHits += units.train[unit]!;
  }
  const { markedMetres, totalMetres, hits, testTotal, trainHits, trainTotal } = sums;
  const found = mostAccidents(units, units.test, markedMetres);
  // The greedy bound may fall short of what was truly caught.
  const mostHits = Math.max(found.most, hits);
  const lengthShare = totalMetres > 0 ? markedMetres / totalMetres : 0;
  const hitRate = ratio(hits, testTotal);
  const trainRate = ratio(trainHits, trainTotal);
  return {
    ...sums,
    lengthShare,
    hitRate,
    pai: hitRate === null ? null : ratio(hitRate, lengthShare),
    mostHits,
    isMostExact: found.isExact,
    pei: ratio(hits, mostHits),
    rri: hitRate === null || trainRate === null ? null : ratio(hitRate, trainRate),
    hitsPerKm: ratio(hits, markedMetres / 1000),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

export type Interval = { low: number; high: number };

/** Intervals of the measures that are the hit rate times a constant; null where the measure is. */
export type AccuracyIntervals = {
  hitRate: Interval | null;
  pai: Interval | null;
  rri: Interval | null;
  hitsPerKm: Interval | null;
};

/** Our choice: 500 draws place the ends of a 90 % interval to about half a per cent. */
export const BOOTSTRAP_DRAWS = 500;

/**
 * Percentile bootstrap over the accidents after the cut (Efron 1979), 90 % by default: they are
 * drawn again with replacement from `seed`, the marked units stay. PEI has none: its best choice would change
 * with every draw.
 */
export function bootstrapAccuracy(
  accuracy: Accuracy,
  seed: number,
  { draws = BOOTSTRAP_DRAWS, level = 0.9 }: { draws?: number; level?: number } = {},
): AccuracyIntervals {
  const { hits, testTotal } = accuracy;
  if (testTotal === 0) return { hitRate: null, pai: null, rri: null, hitsPerKm: null };
  const random = mulberry32(seed);
  const caught = Float64Array.from({ length: draws }, () => {
    let count = 0;
    // Accidents on marked units stand first among those drawn from.
    for (let k = 0; k < testTotal; k++) if (Math.floor(random() * testTotal) < hits) count++;
    return count;
  }).sort();
  const tail = (1 - level) / 2;
  const low = caught[Math.min(draws - 1, Math.floor(tail * draws + 1e-9))]!;
  const high = caught[Math.max(0, Math.ceil((1 - tail) * draws - 1e-9) - 1)]!;
  const scaled = (measure: number | null, perHit: number): Interval | null =>
    measure === null ? null : { low: low * perHit, high: high * perHit };
  const { lengthShare, trainHits, trainTotal, markedMetres } = accuracy;
  return {
    hitRate: scaled(accuracy.hitRate, 1 / testTotal),
    pai: scaled(accuracy.pai, 1 / (testTotal * lengthShare)),
    rri: scaled(accuracy.rri, trainTotal / (testTotal * trainHits)),
    hitsPerKm: scaled(accuracy.hitsPerKm, 1000 / markedMetres),
  };
}
