// Emerging hot spots: how each cell of the map has fared quarter by quarter, in words police
// can act on. Apart from Gi* because the neighbours here reach back in time.
import type { EmergingClass } from '../../contract/codes.ts';
import {
  type GiReason,
  giClassOf,
  giScore,
  type HexCounts,
  indexCells,
  isFlat,
  meanAndDeviation,
  whyNot,
} from './gi-star.ts';
import { hexKey, hexNeighbours } from './hexagons.ts';
import { adjustedP, twoSidedNormalP } from './multiple-testing.ts';
import { mannKendall, type Trend } from './trend.ts';

/** Share of quarters that makes a lasting hot spot (as in the published class definitions). */
const LASTING_SHARE = 0.9;
/** Two-sided level of the trend. */
const TREND_LEVEL = 0.05;

/** Counts of every cell in every quarter, oldest first: counts[quarter][cell]. */
export type HexQuarters = {
  column: ArrayLike<number>;
  row: ArrayLike<number>;
  counts: readonly ArrayLike<number>[];
};

export type EmergingCell = { emerging: EmergingClass; trend: Trend; hotQuarters: number };

export type EmergingResult =
  | { ok: true; cells: EmergingCell[]; z: Float64Array[]; adjusted: Float64Array[] }
  | { ok: false; reason: GiReason | 'too_few_quarters'; quarter: number | null };

/** Fewer quarters cannot show a trend (our choice). */
const LEAST_QUARTERS = 4;

/**
 * Gi* of every cell and quarter over its ring in the same and the previous quarter, judged
 * against all cells of those two quarters; p adjusted within the quarter. Cells then get the
 * class of their history. Gives a reason and the quarter when one is too sparse to test.
 */
export function emergingHotspots({ column, row, counts }: HexQuarters): EmergingResult {
  if (counts.length < LEAST_QUARTERS) return { ok: false, reason: 'too_few_quarters', quarter: null };
  const n = column.length;
  const z: Float64Array[] = [];
  const adjusted: Float64Array[] = [];
  const ring = ringsOf({ column, row, value: counts[0]! });
  for (const [quarter, value] of counts.entries()) {
    if (value.length !== n) throw new RangeError(`emerging: quarter ${quarter} has ${value.length} cells`);
    const reason = whyNot(value);
    if (reason !== null) return { ok: false, reason, quarter };
    const study = quarter === 0 ? [value] : [value, counts[quarter - 1]!];
    const pool = study.flatMap((values) => Array.from(values));
    const { mean, deviation } = meanAndDeviation(pool);
    if (isFlat(mean, deviation)) return { ok: false, reason: 'no_variation', quarter };
    const scores = Float64Array.from(ring, (near) => {
      let lag = 0;
      for (const values of study) for (const cell of near) lag += values[cell]!;
      return giScore(lag, near.length * study.length, pool.length, mean, deviation);
    });
    z.push(scores);
    adjusted.push(adjustedP(scores.map(twoSidedNormalP)));
  }
  const cells = Array.from({ length: n }, (_, cell): EmergingCell => {
    const scores = z.map((values) => values[cell]!);
    const classes = scores.map((score, quarter) => giClassOf(score, adjusted[quarter]![cell]!));
    const trend = mannKendall(scores);
    const hotQuarters = classes.filter((giClass) => giClass > 0).length;
    return { emerging: emergingClass(classes, trend), trend, hotQuarters };
  });
  return { ok: true, cells, z, adjusted };
}

/**
 * Class of a cell from its Gi* classes, oldest first (positive hot, negative cold), and its trend.
 *
 * `new`: hot in the last quarter only. `consecutive`: hot without a break to the end, never
 * before. `intensifying`, `persistent`, `diminishing`: hot in 90 % of quarters and the last,
 * with a rising, flat or falling trend. `sporadic`: hot now and at times, never cold.
 * `oscillating`: hot now, cold once. `historical`: hot in 90 % of quarters, not the last.
 */
export function emergingClass(classes: readonly number[], trend: Trend): EmergingClass {
  const isHot = classes.map((giClass) => giClass > 0);
  const hot = isHot.filter(Boolean).length;
  const isLasting = classes.length > 0 && hot >= LASTING_SHARE * classes.length - 1e-9;
  if (isHot.at(-1) !== true) return isLasting ? 'historical' : 'none';
  if (isLasting) {
    if (trend.p > TREND_LEVEL || trend.z === 0) return 'persistent';
    return trend.z > 0 ? 'intensifying' : 'diminishing';
  }
  if (hot === 1) return 'new';
  const finalRun = classes.length - 1 - isHot.lastIndexOf(false);
  if (finalRun === hot) return 'consecutive';
  return classes.some((giClass) => giClass < 0) ? 'oscillating' : 'sporadic';
}

/** Each cell and its neighbours by position; the cell itself first. */
function ringsOf(cells: HexCounts): number[][] {
  const indexOf = indexCells(cells);
  return Array.from(cells.value, (_, i) => {
    const near = [i];
    for (const neighbour of hexNeighbours({ column: cells.column[i]!, row: cells.row[i]! })) {
      const j = indexOf.get(hexKey(neighbour));
      if (j !== undefined) near.push(j);
    }
    return near;
  });
}
