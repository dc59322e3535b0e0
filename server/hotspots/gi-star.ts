// Getis-Ord Gi* on hexagonal cells: where neighbouring cells together hold more (or fewer)
// accidents than the whole area would lead one to expect. Apart from drawing: this is the test.
import { type HexCell, hexKey, hexNeighbours } from './hexagons.ts';
import { adjustedP, twoSidedNormalP } from './multiple-testing.ts';

/** Cells of the study area, each once, in any order, with what was counted in each. */
export type HexCounts = {
  column: ArrayLike<number>;
  row: ArrayLike<number>;
  value: ArrayLike<number>;
};

/** -3, -2, -1 cold and 1, 2, 3 hot at 10, 5, 1 per cent of false discoveries; 0 neither. */
export type GiClass = -3 | -2 | -1 | 0 | 1 | 2 | 3;

export type GiStar = {
  /** In the order of the cells given. */
  z: Float64Array;
  p: Float64Array;
  /** p adjusted over all cells (Benjamini & Hochberg 1995). */
  adjusted: Float64Array;
  giClass: Int8Array;
};

/** Why there is no map: too few cells, accidents or cells with any; or every cell alike. */
export type GiReason = 'too_few_cells' | 'too_sparse' | 'too_many_empty_cells' | 'no_variation';

export type GiResult = ({ ok: true } & GiStar) | { ok: false; reason: GiReason };

/** Cells hold road of at least this length, or the sea would make every town significant (our choice). */
export const LEAST_ROAD_METRES_IN_CELL = 50;

/** Below these the normal approximation of z does not hold (Ord & Getis 1995 ask for 30; the others our choice). */
const LEAST_CELLS = 30;
const LEAST_MEAN = 0.25;
const LEAST_SHARE_NOT_EMPTY = 0.1;
/** A cell with fewer neighbours (itself included) is shown but never called hot or cold. */
const LEAST_NEIGHBOURS = 4;

/**
 * Gi* with binary weights on each cell and its ring of neighbours, itself included (Getis & Ord
 * 1992; Ord & Getis 1995), two-sided p and classes by the adjusted p at .01, .05 and .10.
 *
 * Gives a reason instead of a result when the counts are too few to mean anything. Throws
 * RangeError for a cell given twice or a value that is not finite.
 */
export function giStar(cells: HexCounts): GiResult {
  const reason = whyNot(cells.value);
  return reason === null ? fromValues(cells) : { ok: false, reason };
}

/** Expected accidents of cells beside the counted ones. */
export type HexRates = HexCounts & { expected: ArrayLike<number> };

/**
 * Gi* of (observed - expected) / √(expected + ½), so that busy roads are not hot merely for
 * being busy. The counts decide whether there is enough to test.
 */
export function giStarOfRates(cells: HexRates): GiResult {
  const reason = whyNot(cells.value);
  if (reason !== null) return { ok: false, reason };
  const value = Float64Array.from(cells.value, (observed, i) => {
    const expected = cells.expected[i] ?? Number.NaN;
    if (!(expected >= 0)) throw new RangeError(`Gi*: cell ${i} expects ${expected}`);
    return (observed - expected) / Math.sqrt(expected + 0.5);
  });
  return fromValues({ column: cells.column, row: cells.row, value });
}

/** Class of a cell from z and its adjusted p. */
export function giClassOf(z: number, adjusted: number): GiClass {
  if (z === 0 || adjusted > 0.1) return 0;
  const isHot = z > 0;
  if (adjusted <= 0.01) return isHot ? 3 : -3;
  if (adjusted <= 0.05) return isHot ? 2 : -2;
  return isHot ? 1 : -1;
}

/** The reason against testing these counts, or null. */
export function whyNot(counts: ArrayLike<number>): GiReason | null {
  if (counts.length < LEAST_CELLS) return 'too_few_cells';
  let notEmpty = 0;
  // Order-free for counts, which are whole.
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    if (!Number.isFinite(counts[i]!)) throw new RangeError(`Gi*: cell ${i} has value ${counts[i]}`);
    total += counts[i]!;
    if (counts[i]! > 0) notEmpty++;
  }
  if (total / counts.length < LEAST_MEAN) return 'too_sparse';
  if (notEmpty / counts.length < LEAST_SHARE_NOT_EMPTY) return 'too_many_empty_cells';
  return null;
}

function fromValues(cells: HexCounts): GiResult {
  const n = cells.value.length;
  const indexOf = indexCells(cells);
  const { mean, deviation } = meanAndDeviation(cells.value);
  if (isFlat(mean, deviation)) return { ok: false, reason: 'no_variation' };
  const z = new Float64Array(n);
  const neighbourCount = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    let lag = cells.value[i]!;
    let weight = 1;
    for (const neighbour of hexNeighbours({ column: cells.column[i]!, row: cells.row[i]! })) {
      const j = indexOf.get(hexKey(neighbour));
      if (j === undefined) continue;
      lag += cells.value[j]!;
      weight++;
    }
    neighbourCount[i] = weight;
    z[i] = giScore(lag, weight, n, mean, deviation);
  }
  const p = z.map(twoSidedNormalP);
  const adjusted = adjustedP(p);
  const giClass = Int8Array.from(z, (score, i) =>
    neighbourCount[i]! < LEAST_NEIGHBOURS ? 0 : giClassOf(score, adjusted[i]!),
  );
  return { ok: true, z, p, adjusted, giClass };
}

/**
 * z of a cell whose `weight` neighbours (itself included) sum to `lag`, among `n` values of
 * mean `mean` and population deviation `deviation` > 0; 0 when everything is its neighbour.
 */
export function giScore(lag: number, weight: number, n: number, mean: number, deviation: number): number {
  const spread = (n * weight - weight * weight) / (n - 1);
  return spread > 0 ? (lag - mean * weight) / (deviation * Math.sqrt(spread)) : 0;
}

/** Mean and population deviation, summed in rising order so that rows may come in any. */
export function meanAndDeviation(values: ArrayLike<number>): { mean: number; deviation: number } {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let sum = 0;
  for (const value of sorted) sum += value;
  const mean = sum / n;
  let squares = 0;
  for (const value of sorted) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / n) };
}

/** Whether values differ by rounding only. */
export function isFlat(mean: number, deviation: number): boolean {
  return !(deviation > 1e-12 * (1 + Math.abs(mean)));
}

/** Position of every cell by its key. */
export function indexCells({ column, row, value }: HexCounts): Map<number, number> {
  const indexOf = new Map<number, number>();
  for (let i = 0; i < value.length; i++) {
    const cell: HexCell = { column: column[i]!, row: row[i]! };
    const key = hexKey(cell);
    if (indexOf.has(key)) throw new RangeError(`Gi*: cell ${cell.column}, ${cell.row} is given twice`);
    indexOf.set(key, i);
  }
  return indexOf;
}
