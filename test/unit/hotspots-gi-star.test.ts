import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { giStar, giStarOfRates, type HexCounts } from '../../server/hotspots/gi-star.ts';
import { hexCellAt, hexCentre, hexNeighbours, hexRing } from '../../server/hotspots/hexagons.ts';
import { adjustedP, twoSidedNormalP } from '../../server/hotspots/multiple-testing.ts';
import { mulberry32 } from '../../server/network/random.ts';

type Vectors = {
  cells: {
    i: number;
    j: number;
    x: number;
    W: number;
    lag: number;
    z: number;
    p: number;
    p_bh: number;
    class: number;
  }[];
};

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/gistar_vectors.json', import.meta.url), 'utf8'),
);

const countsOf = (cells: Vectors['cells']): HexCounts => ({
  column: cells.map(({ i }) => i),
  row: cells.map(({ j }) => j),
  value: cells.map(({ x }) => x),
});

/** A block of cells with given counts. */
function block(width: number, height: number, countAt: (column: number, row: number) => number): HexCounts {
  const cells = Array.from({ length: width * height }, (_, k) => [k % width, Math.floor(k / width)] as const);
  return {
    column: cells.map(([column]) => column),
    row: cells.map(([, row]) => row),
    value: cells.map(([column, row]) => countAt(column, row)),
  };
}

describe('Gi*', () => {
  test('gives the reference scores, p, adjusted p and classes', () => {
    const result = giStar(countsOf(vectors.cells));
    if (!result.ok) throw new Error(result.reason);
    for (const [k, cell] of vectors.cells.entries()) {
      expect(Math.abs(result.z[k]! - cell.z)).toBeLessThan(1e-9);
      expect(Math.abs(result.p[k]! - cell.p)).toBeLessThan(1e-9);
      expect(Math.abs(result.adjusted[k]! - cell.p_bh)).toBeLessThan(1e-9);
      expect(result.giClass[k]).toBe(cell.class);
    }
  });

  test('moves nothing when the rows are permuted', () => {
    const random = mulberry32(8);
    const observed = vectors.cells.map((cell) => ({ cell, expected: random() * 3 }));
    const shuffled = observed.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at);
    const of = (rows: typeof observed) => {
      const result = giStarOfRates({
        ...countsOf(rows.map(({ cell }) => cell)),
        expected: rows.map(({ expected }) => expected),
      });
      if (!result.ok) throw new Error(result.reason);
      return new Map(rows.map(({ cell }, k) => [`${cell.i},${cell.j}`, [result.z[k], result.adjusted[k]]]));
    };
    const permuted = of(shuffled.map(({ row }) => row));
    for (const [key, values] of of(observed)) expect(permuted.get(key)).toEqual(values);
  });

  test('says why there is no map', () => {
    const reasonOf = (cells: HexCounts): string => {
      const result = giStar(cells);
      return result.ok ? 'ok' : result.reason;
    };
    expect(reasonOf(block(0, 0, () => 1))).toBe('too_few_cells');
    expect(reasonOf(block(5, 5, () => 1))).toBe('too_few_cells');
    expect(reasonOf(block(10, 10, (c) => (c === 0 ? 1 : 0)))).toBe('too_sparse');
    expect(reasonOf(block(10, 10, (c, r) => (c === 3 && r === 3 ? 99 : 0)))).toBe('too_many_empty_cells');
    expect(reasonOf(block(10, 10, () => 3))).toBe('no_variation');
    expect(reasonOf(block(10, 10, (c) => c % 3))).toBe('ok');
  });

  test('does not call a cell with few neighbours hot', () => {
    const cells = block(10, 10, (c, r) => (c + r) % 2);
    const lonely = {
      column: [...Array.from(cells.column), 100],
      row: [...Array.from(cells.row), 100],
      value: [...Array.from(cells.value), 50],
    };
    const result = giStar(lonely);
    if (!result.ok) throw new Error(result.reason);
    expect(result.z[100]).toBeGreaterThan(5);
    expect(result.giClass[100]).toBe(0);
  });

  test('finds no hot spot where roads are only busier, once the rate is taken', () => {
    const cells = block(12, 12, (c) => (c < 3 ? 20 : 2));
    const plain = giStar(cells);
    const rates = giStarOfRates({
      ...cells,
      expected: Array.from(cells.value, (v, k) => v + ((k % 3) - 1) * 0.1),
    });
    if (!plain.ok || !rates.ok) throw new Error('no result');
    expect(plain.giClass.some((giClass) => giClass > 0)).toBe(true);
    expect(rates.giClass.some((giClass) => giClass > 0)).toBe(false);
  });

  test('refuses a cell given twice and a value that is no number', () => {
    const cells = block(10, 10, (c) => c % 3);
    expect(() => giStar({ ...cells, column: Array.from(cells.column, () => 0) })).toThrow(RangeError);
    expect(() => giStar({ ...cells, value: Array.from(cells.value, () => Number.NaN) })).toThrow(RangeError);
    expect(() => giStarOfRates({ ...cells, expected: [] })).toThrow(RangeError);
  });
});

describe('hexagons', () => {
  test('hold the points nearest to their centre', () => {
    const random = mulberry32(12);
    for (let round = 0; round < 600; round++) {
      const size = [100, 250, 1000][round % 3]!;
      const [x, y] = [(random() - 0.3) * 3e6, (random() - 0.3) * 3e6];
      const cell = hexCellAt(x, y, size);
      const distanceTo = (other: { column: number; row: number }): number => {
        const [cx, cy] = hexCentre(other, size);
        return Math.hypot(cx - x, cy - y);
      };
      const own = distanceTo(cell);
      expect(own).toBeLessThanOrEqual(size + 1e-6);
      for (const neighbour of hexNeighbours(cell)) {
        expect(own).toBeLessThanOrEqual(distanceTo(neighbour) + 1e-6);
        const [ax, ay] = hexCentre(cell, size);
        const [bx, by] = hexCentre(neighbour, size);
        expect(Math.hypot(ax - bx, ay - by)).toBeCloseTo(size * Math.sqrt(3), 6);
      }
    }
  });

  test('have the numbers of the database grid', () => {
    // ST_HexagonGrid(100, ...) names these centres so.
    expect(hexCentre({ column: 0, row: 0 }, 100)).toEqual([0, 0]);
    expect(hexCellAt(0, 0, 100)).toEqual({ column: 0, row: 0 });
    expect(hexCellAt(150, 86.6, 100)).toEqual({ column: 1, row: 0 });
    expect(hexCellAt(-150, 86.6, 100)).toEqual({ column: -1, row: 0 });
    expect(hexCellAt(-150, -86.6, 100)).toEqual({ column: -1, row: -1 });
    expect(hexCellAt(588761.59, 1672422.43, 250)).toEqual({ column: 1570, row: 3862 });
    expect(() => hexCellAt(Number.NaN, 0, 100)).toThrow(RangeError);
  });

  test('are drawn as closed rings around their centre', () => {
    const ring = hexRing({ column: 1, row: 2 }, 100);
    expect(ring).toHaveLength(7);
    expect(ring[0]).toEqual(ring[6]);
    const area = ring.slice(1).reduce((sum, [x, y], k) => sum + (ring[k]![0] * y - x * ring[k]![1]) / 2, 0);
    expect(area).toBeCloseTo(((3 * Math.sqrt(3)) / 2) * 100 ** 2, 6);
  });
});

describe('many tests', () => {
  test('adjust p as Benjamini and Hochberg do', () => {
    expect([...adjustedP([0.01, 0.04, 0.03, 0.005])]).toEqual([0.02, 0.04, 0.04, 0.02]);
    expect([...adjustedP([0.5, 0.5, 1])]).toEqual([0.75, 0.75, 1]);
    expect(adjustedP([])).toHaveLength(0);
    expect(() => adjustedP([Number.NaN])).toThrow(RangeError);
  });

  test('normal tails are exact near the middle and far out', () => {
    // Values of 2 (1 - Φ(z)) from tables of the error function.
    expect(twoSidedNormalP(0)).toBe(1);
    expect(twoSidedNormalP(1)).toBeCloseTo(0.317310507862914, 14);
    expect(twoSidedNormalP(-1.959963984540054)).toBeCloseTo(0.05, 14);
    expect(twoSidedNormalP(10) / 1.523970604832105e-23).toBeCloseTo(1, 12);
    expect(twoSidedNormalP(60)).toBe(0);
  });
});
