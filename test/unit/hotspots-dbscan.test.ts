import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  bufferedHull,
  clusterShape,
  convexHull,
  kDistanceCurve,
  medoid,
} from '../../server/hotspots/cluster-shape.ts';
import { dbscan, ROLE_BORDER, ROLE_CORE, ROLE_NOISE } from '../../server/hotspots/dbscan.ts';
import { mulberry32 } from '../../server/network/random.ts';

type Vectors = {
  points: [number, number, number][];
  cases: {
    eps: number;
    minPts: number;
    canonical: Record<string, { cluster: number; role: 'core' | 'border' | 'noise' }>;
  }[];
};

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/dbscan_vectors.json', import.meta.url), 'utf8'),
);
const roleName = { [ROLE_NOISE]: 'noise', [ROLE_BORDER]: 'border', [ROLE_CORE]: 'core' };

/** The definition, word for word, in whole centimetres. */
function bruteForce(xs: number[], ys: number[], radius: number, minPoints: number) {
  const n = xs.length;
  const cm = (value: number): number => Math.round(value * 100);
  const squared = (i: number, j: number): number =>
    (cm(xs[i]!) - cm(xs[j]!)) ** 2 + (cm(ys[i]!) - cm(ys[j]!)) ** 2;
  const limit = cm(radius) ** 2;
  const all = Array.from({ length: n }, (_, i) => i);
  const core = all.map((i) => all.filter((j) => squared(i, j) <= limit).length >= minPoints);
  const label = new Array<number>(n).fill(0);
  let clusters = 0;
  for (const seed of all) {
    if (!core[seed] || label[seed] !== 0) continue;
    label[seed] = ++clusters;
    const stack = [seed];
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      for (const j of all) {
        if (!core[j] || label[j] !== 0 || squared(i, j) > limit) continue;
        label[j] = clusters;
        stack.push(j);
      }
    }
  }
  const role: number[] = all.map((i) => (core[i] ? ROLE_CORE : ROLE_NOISE));
  for (const i of all) {
    if (core[i]) continue;
    const near = all.filter((j) => core[j] && squared(i, j) <= limit);
    near.sort((a, b) => squared(i, a) - squared(i, b) || a - b);
    const [first] = near;
    if (first === undefined) continue;
    label[i] = label[first]!;
    role[i] = ROLE_BORDER;
  }
  return { label, role };
}

function shuffled(n: number, random: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

describe('dbscan', () => {
  for (const { eps, minPts, canonical } of vectors.cases) {
    test(`gives the reference labels and roles at ${eps} m, ${minPts} points`, () => {
      const { label, role } = dbscan(
        vectors.points.map(([, x]) => x),
        vectors.points.map(([, , y]) => y),
        eps,
        minPts,
      );
      for (const [k, [id]] of vectors.points.entries()) {
        const found = { cluster: label[k], role: Reflect.get(roleName, role[k]!) };
        expect({ id, ...found }).toEqual({ id, ...canonical[String(id)] });
      }
    });
  }

  test('equals the definition on random sets with ties and duplicates', () => {
    const random = mulberry32(20260101);
    for (let round = 0; round < 300; round++) {
      const n = Math.floor(random() * 60);
      const onLattice = round % 2 === 0;
      const span = 60 + random() * 200;
      // Far from the origin, as in a national frame, where differences lose binary digits.
      const draw = (base: number): number =>
        onLattice ? base + Math.floor((random() * span) / 9) * 9.03 : base + random() * span;
      const xs = Array.from({ length: n }, () => draw(588761.59));
      const ys = Array.from({ length: n }, () => draw(2325539.25));
      const radius = onLattice ? [9.03, 18.06, 27.09][round % 3]! : 10 + random() * 30;
      const rounded = Math.round(radius * 100) / 100;
      const minPoints = 1 + Math.floor(random() * 6);
      const { label, role } = dbscan(xs, ys, rounded, minPoints);
      expect({ label: [...label], role: [...role] }).toEqual(bruteForce(xs, ys, rounded, minPoints));
    }
  });

  test('puts points exactly at the radius inside, far from the origin too', () => {
    const xs = [588743.59, 588761.59, 588779.59];
    const { label } = dbscan(xs, [2325539.25, 2325539.25, 2325539.25], 18, 3);
    expect([...label]).toEqual([1, 1, 1]);
  });

  test('moves no point when the rows are permuted', () => {
    const random = mulberry32(7);
    const n = 3000;
    const xs = Array.from({ length: n }, () => Math.round(random() * 2500) + 500000);
    const ys = Array.from({ length: n }, () => Math.round(random() * 2500) + 1200000);
    const base = dbscan(xs, ys, 50, 5);
    const order = shuffled(n, random);
    const permuted = dbscan(
      order.map((i) => xs[i]!),
      order.map((i) => ys[i]!),
      50,
      5,
    );
    expect(base.clusterCount).toBeGreaterThan(5);
    expect([...permuted.role]).toEqual(order.map((i) => base.role[i]));
    // Numbers follow the order of the rows; who is a core point with whom does not.
    const numberOf = new Map<number, number>();
    for (const [k, i] of order.entries()) {
      if (base.role[i] !== ROLE_CORE) continue;
      const known = numberOf.get(base.label[i]!);
      if (known === undefined) numberOf.set(base.label[i]!, permuted.label[k]!);
      else expect(permuted.label[k]).toBe(known);
    }
    expect(new Set(numberOf.values()).size).toBe(base.clusterCount);
  });

  test('handles no points, one point and all points in one place', () => {
    expect(dbscan([], [], 50, 4).clusterCount).toBe(0);
    expect([...dbscan([5], [5], 50, 4).label]).toEqual([0]);
    expect([...dbscan([5], [5], 50, 1).label]).toEqual([1]);
    expect([...dbscan([5, 5, 5], [5, 5, 5], 50, 3).label]).toEqual([1, 1, 1]);
  });

  test('refuses what it cannot compute', () => {
    expect(() => dbscan([Number.NaN], [0], 50, 4)).toThrow(RangeError);
    expect(() => dbscan([0], [0], 0, 4)).toThrow(RangeError);
    expect(() => dbscan([0], [0], 50, 0)).toThrow(RangeError);
  });

  test('is fast when 200,000 points share a cell, or two crowds face each other out of reach', () => {
    const random = mulberry32(3);
    const n = 200_000;
    const started = performance.now();
    const same = dbscan(new Float64Array(n), new Float64Array(n), 50, 4);
    const xs = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 0 : 52) + random());
    const ys = Float64Array.from({ length: n }, () => random());
    const apart = dbscan(xs, ys, 50, 4);
    const dense = dbscan(
      Float64Array.from({ length: n }, () => random() * 400),
      Float64Array.from({ length: n }, () => random() * 400),
      50,
      4,
    );
    expect(performance.now() - started).toBeLessThan(15_000);
    expect([same.clusterCount, apart.clusterCount, dense.clusterCount]).toEqual([1, 2, 1]);
  });
});

describe('cluster shape', () => {
  test('anchors at the member with the least summed distance, ties to the smallest', () => {
    const xs = [0, 10, 20, 11];
    const ys = [0, 0, 0, 3];
    expect(medoid(xs, ys, [0, 1, 2, 3])).toBe(1);
    expect(medoid([4, 0, 0, 4], [0, 0, 4, 4], [0, 1, 2, 3])).toBe(0);
    expect(() => medoid(xs, ys, [])).toThrow(RangeError);
  });

  test('finds the exact anchor of large clusters too', () => {
    const random = mulberry32(11);
    const n = 6000;
    const xs = Array.from({ length: n }, () => random() ** 2 * 300);
    const ys = Array.from({ length: n }, () => random() * 200);
    const members = Array.from({ length: n }, (_, i) => i);
    const sum = (i: number): number =>
      members.reduce((total, j) => total + Math.hypot(xs[i]! - xs[j]!, ys[i]! - ys[j]!), 0);
    const found = sum(medoid(xs, ys, members));
    const least = members
      .filter((i) => Math.hypot(xs[i]! - 75, ys[i]! - 100) < 60)
      .reduce((best, i) => Math.min(best, sum(i)), Infinity);
    expect(found).toBeCloseTo(least, 6);
  });

  test('measures extent and tells corridors from spots', () => {
    const chain = Array.from({ length: 20 }, (_, i) => i * 40);
    const flat = chain.map(() => 0);
    const members = chain.map((_, i) => i);
    const corridor = clusterShape(chain, flat, members, 75);
    expect(corridor.extentMetres).toBe(760);
    expect(corridor.isCorridor).toBe(true);
    expect(corridor.hull).toEqual([
      [0, 0],
      [760, 0],
    ]);
    expect(clusterShape(chain, flat, members, 150).isCorridor).toBe(false);
  });

  test('draws a convex hull without repeated or straight corners', () => {
    const xs = [0, 4, 4, 0, 2, 2, 4, 0];
    const ys = [0, 0, 4, 4, 0, 2, 2, 0];
    expect(convexHull(xs, ys, [0, 1, 2, 3, 4, 5, 6, 7])).toEqual([
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
    ]);
  });

  test('buffers a point, a line and a polygon to closed counter-clockwise rings', () => {
    const area = (ring: [number, number][]): number =>
      ring.slice(1).reduce((sum, [x, y], k) => sum + (ring[k]![0] * y - x * ring[k]![1]) / 2, 0);
    const disc = 16 * 225 * Math.sin(Math.PI / 16);
    const cases: [[number, number][], number][] = [
      [[[3, 3]], disc],
      [
        [
          [0, 0],
          [100, 0],
        ],
        disc + 3000,
      ],
      [
        [
          [0, 0],
          [100, 0],
          [100, 50],
          [0, 50],
        ],
        disc + 5000 + 300 * 15,
      ],
    ];
    for (const [hull, expected] of cases) {
      const ring = bufferedHull(hull);
      expect(ring[0]).toEqual(ring.at(-1));
      expect(area(ring)).toBeCloseTo(expected, 6);
    }
    expect(bufferedHull([[3, 3]])).toHaveLength(33);
  });

  test('samples the k-distance curve, itself included', () => {
    const xs = [0, 10, 20, 500];
    const ys = [0, 0, 0, 0];
    expect([...kDistanceCurve(xs, ys, 2)]).toEqual([480, 10, 10, 10]);
    expect([...kDistanceCurve(xs, ys, 3, { mostMetres: 100 })]).toEqual([100, 20, 20, 10]);
    expect(kDistanceCurve([0], [0], 2)).toHaveLength(0);
    expect(kDistanceCurve([], [], 2)).toHaveLength(0);
    const { role } = dbscan(xs, ys, 10, 2);
    expect([...role].filter((value) => value === ROLE_CORE)).toHaveLength(3);
  });
});
