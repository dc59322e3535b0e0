import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hdbscan, MOST_HDBSCAN_POINTS } from '../../server/hotspots/hdbscan.ts';
import { mulberry32 } from '../../server/network/random.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));
const { points }: { points: [number, number, number][] } = read('dbscan_vectors.json');
const vectors: {
  minPts: number;
  cluster: number[];
  membership_prob: number[];
  cluster_scores: Record<string, number>;
} = read('hdbscan_R_vectors.json');

describe('hdbscan', () => {
  test('gives the clusters, memberships and stabilities of R', () => {
    const { label, membership, stability } = hdbscan(
      points.map(([, x]) => x),
      points.map(([, , y]) => y),
      vectors.minPts,
    );
    const nameOf = new Map<number, number>();
    for (const [k, name] of vectors.cluster.entries()) {
      if (name === 0) expect(label[k]).toBe(0);
      else expect(nameOf.get(label[k]!) ?? name).toBe(name);
      if (name !== 0) nameOf.set(label[k]!, name);
      expect(membership[k]).toBeCloseTo(vectors.membership_prob[k]!, 6);
    }
    expect(nameOf.size).toBe(Object.keys(vectors.cluster_scores).length);
    for (const [found, name] of nameOf) {
      expect(stability[found - 1]).toBeCloseTo(vectors.cluster_scores[String(name)]!, 6);
    }
  });

  test('moves no point when the rows are permuted, ties included', () => {
    const random = mulberry32(2);
    for (let round = 0; round < 40; round++) {
      const n = 20 + Math.floor(random() * 100);
      // A lattice, so that most distances are tied.
      const rows = Array.from(
        { length: n },
        () => [Math.floor(random() * 14) * 10, Math.floor(random() * 9) * 10] as const,
      );
      const order = rows.map((_, i) => ({ i, at: random() })).sort((a, b) => a.at - b.at);
      const of = (indices: number[]) =>
        hdbscan(
          indices.map((i) => rows[i]![0]),
          indices.map((i) => rows[i]![1]),
          3 + (round % 3),
        );
      const base = of(rows.map((_, i) => i));
      const permuted = of(order.map(({ i }) => i));
      expect([...permuted.membership]).toEqual(order.map(({ i }) => base.membership[i]));
      expect(permuted.stability.toSorted()).toEqual(base.stability.toSorted());
      const numberOf = new Map<number, number>([[0, 0]]);
      for (const [k, { i }] of order.entries()) {
        const known = numberOf.get(base.label[i]!);
        if (known === undefined) numberOf.set(base.label[i]!, permuted.label[k]!);
        else expect(permuted.label[k]).toBe(known);
      }
      expect(new Set(numberOf.values()).size).toBe(numberOf.size);
    }
  });

  test('tells a tight and a loose crowd apart from strays', () => {
    const random = mulberry32(4);
    const crowd = (x: number, y: number, spread: number, n: number): [number, number][] =>
      Array.from({ length: n }, () => [x + random() * spread, y + random() * spread]);
    const rows = [...crowd(0, 0, 20, 30), ...crowd(2000, 0, 300, 30), [9000, 9000], [-9000, 4000]];
    const { label } = hdbscan(
      rows.map(([x]) => x!),
      rows.map(([, y]) => y!),
      5,
    );
    expect(new Set(label.slice(0, 30))).toEqual(new Set([1]));
    expect(label.slice(30, 60).filter((value) => value === 2).length).toBeGreaterThan(20);
    expect([...label.slice(60)]).toEqual([0, 0]);
  });

  test('copes with no points, too few, and all in one place', () => {
    expect(hdbscan([], []).label).toHaveLength(0);
    expect([...hdbscan([1, 2], [1, 2]).label]).toEqual([0, 0]);
    const same = new Float64Array(3000);
    expect(hdbscan(same, same).label.every((value) => value === 0)).toBe(true);
    const one = hdbscan(same, same, 4, { allowOneCluster: true });
    expect(one.label.every((value) => value === 1)).toBe(true);
    expect(one.membership.every((value) => value === 1)).toBe(true);
    expect(one.stability).toEqual(Float64Array.of(3000 * 100));
    const two = hdbscan([...same, ...same.map(() => 50)], [...same, ...same]);
    expect(two.stability).toHaveLength(2);
    expect(() => hdbscan([Number.NaN], [0])).toThrow(RangeError);
    expect(() => hdbscan([0], [0], 1)).toThrow(RangeError);
    const many = new Float64Array(MOST_HDBSCAN_POINTS + 1);
    expect(() => hdbscan(many, many)).toThrow(RangeError);
  });
});
