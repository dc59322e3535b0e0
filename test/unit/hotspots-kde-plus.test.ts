import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createNeighbourhoods } from '../../server/hotspots/graph-part.ts';
import {
  clustersWorthTelling,
  LEAST_EVENTS,
  passesScreen,
  testSection,
  testSections,
  thresholdPosition,
} from '../../server/hotspots/kde-plus.ts';
import { createStratumTest } from '../../server/hotspots/kde-plus-network.ts';
import { networkDensity } from '../../server/hotspots/network-kde.ts';
import { nthSmallest } from '../../server/hotspots/nth-smallest.ts';
import { roadSections } from '../../server/hotspots/road-sections.ts';
import { gammaThreshold, SECTION_SCALE, sectionDensity } from '../../server/hotspots/section-density.ts';
import { chainage } from '../../server/network/chains.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { graphOfNodes } from '../support/node-graph.ts';

type Vectors = {
  L: number;
  h: number;
  dx: number;
  nsim: number;
  seed: number;
  events: number[];
  mass: number;
  density_every_10th: number[];
  threshold_every_10th: number[];
  clusters: {
    from_m: number;
    to_m: number;
    n_events: number;
    area: number;
    threshold_area: number;
    strength: number;
    excess: number;
    p: number;
  }[];
  gamma_threshold: Record<string, number>;
  mc_threshold: Record<string, number>;
};

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/kdeplus_vectors.json', import.meta.url), 'utf8'),
);
const { L, events, seed } = vectors;
const everyTenth = (values: Float64Array): number[] => [...values].filter((_, k) => k % 10 === 0);

function expectClose(found: readonly number[], expected: readonly number[], within = 1e-9): void {
  expect(found).toHaveLength(expected.length);
  for (const [k, value] of expected.entries()) expect(Math.abs(found[k]! - value)).toBeLessThan(within);
}

describe('KDE+ on a section, against the reference', () => {
  const { density, threshold, clusters } = testSection(events, L, seed, { simulations: vectors.nsim });

  test('density and threshold', () => {
    expectClose(everyTenth(density), vectors.density_every_10th);
    expectClose(everyTenth(threshold), vectors.threshold_every_10th);
    expect(density.reduce((sum, value) => sum + value * vectors.dx, 0)).toBeCloseTo(vectors.mass, 9);
    for (const [at, expected] of Object.entries(vectors.mc_threshold)) {
      expect(threshold[(Number(at) - 5) / 10]).toBeCloseTo(expected, 8);
    }
  });

  test('clusters', () => {
    expect(clusters).toHaveLength(vectors.clusters.length);
    for (const [k, expected] of vectors.clusters.entries()) {
      const cluster = clusters[k]!;
      expect([cluster.fromMetres, cluster.toMetres, cluster.eventCount]).toEqual([
        expected.from_m,
        expected.to_m,
        expected.n_events,
      ]);
      expectClose(
        [cluster.area, cluster.thresholdArea, cluster.strength, cluster.excess, cluster.p],
        [expected.area, expected.threshold_area, expected.strength, expected.excess, expected.p],
      );
    }
  });

  test('threshold of the screen', () => {
    const screen = gammaThreshold(events.length, L, SECTION_SCALE);
    for (const [at, expected] of Object.entries(vectors.gamma_threshold)) {
      expect(screen[(Number(at) - 5) / 10]).toBeCloseTo(expected, 8);
    }
    for (const [k, value] of threshold.entries()) expect(screen[k]! * 0.8).toBeLessThan(value);
    expect(passesScreen(events, L)).toBe(true);
  });
});

describe('KDE+ on a section', () => {
  test('simulates every section on which something exceeds chance', () => {
    const random = mulberry32(14);
    for (let round = 0; round < 60; round++) {
      const sectionMetres = 100 + random() ** 3 * 15_000;
      const n = 3 + Math.floor(random() * 8);
      const places = Array.from({ length: n }, () => random() * sectionMetres);
      const { clusters } = testSection(places, sectionMetres, round, { simulations: 199 });
      const isWorthIt = clusters.some(({ p, eventCount }) => p <= 0.1 && eventCount >= LEAST_EVENTS);
      if (isWorthIt) expect(passesScreen(places, sectionMetres)).toBe(true);
    }
  });

  test('spends the full number only after a promising first look, and tells of three events or more', () => {
    const asked: number[] = [];
    const told = (simulations: number, found: { p: number; events: number }[]) =>
      clustersWorthTelling(
        simulations,
        0.1,
        (cluster: { p: number; events: number }) => cluster.events,
        (number) => {
          asked.push(number);
          return found;
        },
      );
    const good = { p: 0.05, events: 3 };
    expect(told(999, [{ p: 0.01, events: 2 }, good, { p: 0.2, events: 9 }])).toEqual([good]);
    expect(asked.splice(0)).toEqual([99, 999]);
    expect(told(999, [{ p: 0.3, events: 9 }])).toEqual([]);
    expect(asked.splice(0)).toEqual([99]);
    expect(told(99, [good])).toEqual([good]);
    expect(asked).toEqual([99]);
  });

  test('gives the same bits whatever the order of the events', () => {
    const again = testSection(events.toReversed(), L, seed);
    expect(again).toEqual(testSection(events, L, seed));
  });

  test('keeps the mass on sections shorter than the bandwidth and with a short last piece', () => {
    for (const sectionMetres of [7, 33.3, 95, 150, 204.9]) {
      for (const share of [0, 0.2, 0.5, 1]) {
        const scale = { ...SECTION_SCALE, lixelMetres: 0.5 };
        const density = sectionDensity([share * sectionMetres], sectionMetres, scale);
        const whole = [...density].slice(0, -1).reduce((sum, value) => sum + value * 0.5, 0);
        const last = density.at(-1)! * (sectionMetres - (density.length - 1) * 0.5);
        expect(whole + last).toBeCloseTo(1, 3);
      }
    }
  });

  test('is the same whether simulated in one block of pieces or in many', () => {
    const random = mulberry32(6);
    const metres = 12_345;
    const places = Array.from({ length: 30 }, () => random() * metres);
    const crowd = [...places, 6000, 6010, 6020, 6030, 6035, 6044];
    const { density, threshold, clusters } = testSection(crowd, metres, 9, { simulations: 199 });
    const best = clusters.toSorted((a, b) => b.excess - a.excess)[0]!;
    expect(best.fromMetres).toBeLessThan(6000);
    expect(best.p).toBeLessThan(0.05);
    // The stretches of chance are told from the same numbers, piece by piece.
    const inside = [...density].map((value, k) => Math.max(0, value - threshold[k]!));
    const first = best.fromMetres / 10;
    const sum = inside.slice(first, best.toMetres / 10).reduce((total, value) => total + value * 10, 0);
    expect(best.excess).toBeCloseTo(sum, 9);
  });

  test('has nothing to say of empty and of zero-length sections, and refuses places off them', () => {
    expect(testSection([], 500, 1).clusters).toEqual([]);
    expect(testSection([0, 0, 0], 0, 1)).toMatchObject({ clusters: [] });
    const one = testSection([250], 500, 1, { simulations: 19 });
    for (const value of [...one.density, ...one.threshold]) expect(value).not.toBeNaN();
    expect(() => testSection([501], 500, 1)).toThrow(RangeError);
    expect(() => thresholdPosition(10, 0.95)).toThrow(RangeError);
    expect(passesScreen([1, 2], 500)).toBe(false);
  });

  test('picks the n-th smallest as sorting does', () => {
    const random = mulberry32(5);
    for (let round = 0; round < 200; round++) {
      const values = Float64Array.from({ length: 1 + Math.floor(random() * 40) }, () =>
        Math.floor(random() * 9),
      );
      const n = Math.floor(random() * values.length);
      expect(nthSmallest(values.slice(), n)).toBe(values.toSorted()[n]);
    }
    expect(() => nthSmallest(new Float64Array(0), 0)).toThrow(RangeError);
  });
});

describe('road sections', () => {
  // A street of three edges, a side street at node 2, a change of class at node 3, a ring.
  const roads = graphOfNodes([
    [0, 1, 100, 1],
    [1, 2, 50, 1],
    [2, 3, 80, 1],
    [3, 4, 60, 2],
    [2, 5, 40, 1],
    [7, 8, 30, 1],
    [8, 7, 20, 1],
    [5, 6, 10, 1],
    [6, 5, 10, 1],
  ]);

  test('run from junction to junction in one class', () => {
    const sections = roadSections(roads);
    const byEdge = [...sections.chainOfEdge];
    expect(byEdge).toEqual([0, 0, 1, 2, 3, 4, 4, 5, 5]);
    expect([...sections.lengthMetres]).toEqual([150, 80, 60, 40, 50, 20]);
    expect(chainage(sections, roads, 1, 20)).toEqual({ chain: 0, chainageMetres: 120 });
  });

  test('are tested and ranked alike whatever the order of the events', () => {
    const road = graphOfNodes([
      [0, 1, 700],
      [1, 2, 800],
      [2, 3, 400],
      [2, 4, 400],
    ]);
    const sections = roadSections(road);
    const rows = [
      ...events.map((at) => (at < 700 ? ([0, at] as const) : ([1, at - 700] as const))),
      [2, 10] as const,
      [2, 200] as const,
      [2, 390] as const,
      [3, 5] as const,
    ];
    const run = { qAtMost: 0.1, keyOf: (section: number) => `section ${section}` };
    const of = (order: readonly (readonly [number, number])[]) =>
      testSections(
        road,
        sections,
        { edge: order.map(([edge]) => edge), offsetMetres: order.map(([, offset]) => offset) },
        run,
      );
    const { tested, clusters } = of(rows);
    expect(tested).toBe(2);
    const [best] = clusters;
    expect(best).toMatchObject({ section: 0, eventCount: 5, members: [1, 2, 3, 4, 5] });
    // The other section holds three accidents far apart: tested, and nothing found.
    expect(best!.q).toBeCloseTo(best!.p * 2, 12);
    const back = of(rows.toReversed());
    const withoutMembers = clusters.map((cluster) => ({ ...cluster, members: [] }));
    expect(back.clusters.map((cluster) => ({ ...cluster, members: [] }))).toEqual(withoutMembers);
    expect(back.clusters[0]!.members).toEqual(
      best!.members.map((i) => rows.length - 1 - i).sort((a, b) => a - b),
    );
    expect(of([])).toEqual({ tested: 0, simulated: 0, clusters: [] });
  });
});

describe('KDE+ on a network', () => {
  const star = graphOfNodes([
    [0, 1, 400],
    [2, 0, 400],
    [0, 3, 400],
    [3, 4, 500],
  ]);
  const rows = [
    [0, 6],
    [0, 20],
    [1, 391],
    [1, 369],
    [2, 12],
    [2, 3],
    [0, 330],
    [1, 250],
    [3, 480],
  ] as const;
  const eventsOf = (order: readonly (readonly [number, number])[]) => ({
    edge: order.map(([edge]) => edge),
    offsetMetres: order.map(([, offset]) => offset),
  });

  test('finds the crowd at a junction as one cluster on all its arms', () => {
    const { lixels, run } = createStratumTest(star);
    const result = run(eventsOf(rows), 77, { simulations: 199 });
    const [best, ...rest] = result.clusters;
    expect(best!.members).toEqual([0, 1, 2, 3, 4, 5]);
    expect(best!.p).toBeLessThanOrEqual(0.01);
    const edges = new Set(best!.lixels.map((k) => lixels.first.findIndex((start) => start > k) - 1));
    expect(edges).toEqual(new Set([0, 1, 2]));
    expect(best!.excess).toBeCloseTo(best!.area - best!.thresholdArea, 9);
    expect(best!.strength).toBeCloseTo(best!.excess / best!.area, 12);
    for (const { p } of rest) expect(p).toBeGreaterThan(0.05);
    const shuffled = run(eventsOf(rows.toReversed()), 77, { simulations: 199 });
    expect(shuffled.density).toEqual(result.density);
    expect(shuffled.threshold).toEqual(result.threshold);
  });

  test('tells the same density as the spreading of events from where their pieces have their centres', () => {
    const centred = rows.map(([edge, offset]) => [edge, Math.floor(offset / 10) * 10 + 5] as const);
    const { lixels, run } = createStratumTest(star);
    const { density } = run(eventsOf(rows), 77, { simulations: 99 });
    const options = { bandwidthMetres: 100, kernel: 'epanechnikov' } as const;
    expectClose([...density], [...networkDensity(star, lixels, eventsOf(centred), options).density]);
  });

  test('ends early only where nothing is lost', () => {
    const { run } = createStratumTest(star);
    const withPair = eventsOf([...rows, [3, 470]]);
    const all = run(withPair, 77, { simulations: 999 });
    const few = run(withPair, 77, { simulations: 999, pAtMost: 0.1 });
    expect(few.clusters).toEqual(all.clusters.filter(({ p }) => p <= 0.1));
    expect(all.clusters.length).toBeGreaterThan(few.clusters.length);
  });

  test('leaves events and pieces outside the stratum out', () => {
    const { run } = createStratumTest(star, { inStratum: Uint8Array.of(0, 0, 1, 1) });
    const result = run(eventsOf(rows), 77, { simulations: 99 });
    expect(result.density).toHaveLength(90);
    for (const { members } of result.clusters) {
      for (const member of members) expect(rows[member]![0]).toBeGreaterThanOrEqual(2);
    }
    expect(run(eventsOf([[0, 5]]), 77, { simulations: 99 }).clusters).toEqual([]);
    expect(() => createStratumTest(graphOfNodes([[0, 1, 1e7]]))).toThrow(RangeError);
  });

  test('throws events evenly by length', () => {
    const road = graphOfNodes([
      [0, 1, 1503],
      [1, 2, 497],
      [2, 3, 2000],
    ]);
    const places = Array.from({ length: 40 }, (_, k) => [2, k * 50] as const);
    const { threshold } = createStratumTest(road).run(eventsOf(places), 5, { simulations: 99 });
    const mean = (values: Float64Array): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const half = threshold.length / 2;
    expect(Math.abs(mean(threshold.subarray(0, half)) / mean(threshold.subarray(half)) - 1)).toBeLessThan(
      0.05,
    );
  });

  test('a neighbourhood keeps every road at the nodes a kernel can pass', () => {
    const { graph, edges, isOwn, edgeInPart } = createNeighbourhoods(star, 450)([3]);
    // From the end of the outer arm it is 400 m to the middle, where three roads meet.
    expect([...edges]).toEqual([0, 1, 2, 3]);
    expect([...isOwn]).toEqual([0, 0, 0, 1]);
    expect(edgeInPart(3)).toBe(3);
    const near = createNeighbourhoods(star, 100)([3]);
    expect([...near.edges]).toEqual([2, 3]);
    expect([...near.graph.lengthMetres]).toEqual([400, 500]);
    expect(graph.nodeCount).toBe(star.nodeCount);
  });
});
