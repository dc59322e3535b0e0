import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { NetworkKdeOptions, SplitRule } from '../../server/hotspots/kde-deposit.ts';
import { type KernelName, kernelTail, kernelValue } from '../../server/hotspots/kernels.ts';
import { buildLixels, type Lixels } from '../../server/hotspots/lixels.ts';
import { type NetworkEvents, networkDensity } from '../../server/hotspots/network-kde.ts';
import type { Graph } from '../../server/network/graph.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { graphOfNodes, type NumberedEdge } from '../support/node-graph.ts';

type Vectors = {
  nodes: Record<string, [number, number]>;
  edges: [string, string, string, number][];
  events: [string, number, number][];
  samples: [string, number][];
  results: {
    kernel: KernelName;
    bw: number;
    method: SplitRule;
    deadEnd: 'reflect' | 'absorb' | '-';
    density: number[];
    mass_per_event?: number[];
  }[];
};

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/nkde_vectors.json', import.meta.url), 'utf8'),
);
const edgeNames = vectors.edges.map(([name]) => name);
const nodeNames = Object.keys(vectors.nodes);
const town = graphOfNodes(
  vectors.edges.map(([, from, to, length]) => [nodeNames.indexOf(from), nodeNames.indexOf(to), length]),
);
const samplePlaces = vectors.samples.map(([name, offset]) => ({ edge: edgeNames.indexOf(name), offset }));

/** Places to tell densities at instead of the centres of lixels; given by rising edge and offset. */
function lixelsAt(graph: Graph, places: readonly { edge: number; offset: number }[]): Lixels {
  const first = new Uint32Array(graph.edgeCount + 1);
  for (const { edge } of places) first[edge + 1]!++;
  for (let e = 0; e < graph.edgeCount; e++) first[e + 1]! += first[e]!;
  return {
    first,
    centreMetres: Float64Array.from(places, ({ offset }) => offset),
    lengthMetres: new Float64Array(places.length).fill(1),
  };
}

function eventsOf(rows: readonly (readonly [edge: number, offset: number, weight: number])[]): NetworkEvents {
  return {
    edge: rows.map(([edge]) => edge),
    offsetMetres: rows.map(([, offset]) => offset),
    weight: rows.map(([, , weight]) => weight),
  };
}

const referenceEvents = vectors.events.map(
  ([name, offset, weight]) => [edgeNames.indexOf(name), offset, weight] as const,
);

function massOf(graph: Graph, events: NetworkEvents, options: NetworkKdeOptions, lixelMetres = 0.25): number {
  const lixels = buildLixels(graph, lixelMetres);
  const { density } = networkDensity(graph, lixels, events, options);
  return density.reduce((sum, value, k) => sum + value * lixels.lengthMetres[k]!, 0);
}

/** Random roads with loops, parallel edges, dead ends and edges of length 0. */
function randomRoads(random: () => number): NumberedEdge[] {
  const nodes = 2 + Math.floor(random() * 8);
  const pick = (): number => Math.floor(random() * nodes);
  return Array.from({ length: 1 + Math.floor(random() * 12) }, () => {
    const isZero = random() < 0.05;
    return [pick(), pick(), isZero ? 0 : 20 + random() * 80] as const;
  });
}

function randomEvents(graph: Graph, count: number, random: () => number) {
  return Array.from({ length: count }, () => {
    const edge = Math.floor(random() * graph.edgeCount);
    const share = random() < 0.2 ? Math.round(random()) : random();
    return [edge, share * graph.lengthMetres[edge]!, 0.1 + random()] as const;
  });
}

describe('kernels', () => {
  test('integrate to one, and their tails agree with their values', () => {
    for (const kernel of ['quartic', 'epanechnikov'] as const) {
      let sum = 0;
      for (let k = 0; k < 20_000; k++) {
        if (k % 4000 === 0) expect(0.5 - sum).toBeCloseTo(kernelTail(kernel, k / 20_000), 8);
        sum += kernelValue(kernel, (k + 0.5) / 20_000) / 20_000;
      }
      expect(sum).toBeCloseTo(0.5, 8);
      expect([kernelValue(kernel, 1), kernelValue(kernel, -2), kernelTail(kernel, 3)]).toEqual([0, 0, 0]);
    }
  });
});

describe('network density against the reference', () => {
  for (const { kernel, bw, method, deadEnd, density, mass_per_event } of vectors.results) {
    const options: NetworkKdeOptions = {
      kernel,
      bandwidthMetres: bw,
      split: method,
      deadEnd: deadEnd === 'absorb' ? 'absorb' : 'reflect',
    };
    test(`${method}, ${kernel}, ${bw} m, dead end ${deadEnd}`, () => {
      const found = networkDensity(town, lixelsAt(town, samplePlaces), eventsOf(referenceEvents), options);
      for (const [k, expected] of density.entries()) {
        expect(Math.abs(found.density[k]! - expected)).toBeLessThan(1e-9);
      }
      for (const [k, expected] of (mass_per_event ?? []).entries()) {
        const [edge, offset] = referenceEvents[k]!;
        expect(massOf(town, eventsOf([[edge, offset, 1]]), options)).toBeCloseTo(expected, 5);
      }
    });
  }
});

describe('network density', () => {
  test('keeps the mass of every event with equal splits and turning back', () => {
    const random = mulberry32(41);
    for (let round = 0; round < 60; round++) {
      const graph = graphOfNodes(randomRoads(random));
      const rows = randomEvents(graph, 5, random).filter(([edge]) => graph.lengthMetres[edge]! > 0);
      const total = rows.reduce((sum, [, , weight]) => sum + weight, 0);
      const kernel = round % 2 === 0 ? 'quartic' : 'epanechnikov';
      for (const split of ['esd', 'esc'] as const) {
        const options = { bandwidthMetres: 90, kernel, split } as const;
        const { lostWeight, absorbedWeight, totalWeight } = networkDensity(
          graph,
          buildLixels(graph),
          eventsOf(rows),
          options,
        );
        expect(absorbedWeight).toBe(0);
        expect(totalWeight).toBeCloseTo(total, 12);
        // Paths through edges of length 0 step a centimetre each: the tolerance is theirs.
        expect(massOf(graph, eventsOf(rows), options) + lostWeight).toBeCloseTo(total, 2);
      }
    }
  });

  test('keeps the mass to the rounding of 10 m lixels too', () => {
    expect(massOf(town, eventsOf(referenceEvents), { bandwidthMetres: 150 }, 10)).toBeCloseTo(5, 1);
    expect(massOf(town, eventsOf(referenceEvents), { bandwidthMetres: 150 }, 0.05)).toBeCloseTo(5, 6);
  });

  test('accounts for what dead ends, cut nodes and thin paths take', () => {
    const random = mulberry32(42);
    for (let round = 0; round < 30; round++) {
      const graph = graphOfNodes(randomRoads(random).map(([a, b]) => [a, b, 15 + random() * 20] as const));
      const rows = randomEvents(graph, 4, random);
      const cutNode = Uint8Array.from({ length: graph.nodeCount }, () => (random() < 0.2 ? 1 : 0));
      const options = { bandwidthMetres: 120, deadEnd: 'absorb', cutNode } as const;
      const { lostWeight, absorbedWeight, totalWeight } = networkDensity(
        graph,
        buildLixels(graph),
        eventsOf(rows),
        options,
      );
      expect(massOf(graph, eventsOf(rows), options) + lostWeight + absorbedWeight).toBeCloseTo(
        totalWeight,
        4,
      );
    }
  });

  test('gives the same bits whatever the order of the events', () => {
    const random = mulberry32(43);
    for (let trial = 0; trial < 10; trial++) {
      const graph = graphOfNodes(randomRoads(random));
      // Three thirds at a place: their sum depends on their order. Edges have few events, but for edge 0: they are sorted otherwise.
      const rows = randomEvents(graph, graph.edgeCount * 3, random);
      const again = () => rows.map(([e, o]) => [e, o, random() / 3] as const);
      const crowd = Array.from({ length: 40 }, (_, i) => [0, i % 10, random() / 3] as const);
      const many = [...rows, ...again(), ...again(), ...crowd];
      const shuffled = many.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at);
      for (const split of ['esd', 'esc', 'simple'] as const) {
        const options = { bandwidthMetres: 100, split };
        const lixels = buildLixels(graph);
        const base = networkDensity(graph, lixels, eventsOf(many), options);
        const permuted = networkDensity(graph, lixels, eventsOf(shuffled.map(({ row }) => row)), options);
        expect(permuted).toEqual(base);
      }
    }
  });

  test('does not change when a road is cut by a node in its middle, loops included', () => {
    const whole = graphOfNodes([
      [0, 1, 60],
      [1, 1, 50],
      [1, 2, 40],
    ]);
    const cut = graphOfNodes([
      [0, 1, 60],
      [1, 3, 20],
      [3, 1, 30],
      [1, 2, 40],
    ]);
    for (const split of ['esd', 'esc', 'simple'] as const) {
      const options = { bandwidthMetres: 150, split };
      const places = [10, 30, 50].map((offset) => ({ edge: 0, offset }));
      const onLoop = [5, 15, 22, 45];
      const a = networkDensity(
        whole,
        lixelsAt(whole, [...places, ...onLoop.map((offset) => ({ edge: 1, offset }))]),
        eventsOf([
          [0, 25, 1],
          [1, 26, 1],
        ]),
        options,
      );
      const b = networkDensity(
        cut,
        lixelsAt(cut, [
          ...places,
          ...onLoop.map((at) => (at < 20 ? { edge: 1, offset: at } : { edge: 2, offset: at - 20 })),
        ]),
        eventsOf([
          [0, 25, 1],
          [2, 6, 1],
        ]),
        options,
      );
      for (const [k, value] of a.density.entries()) expect(b.density[k]).toBeCloseTo(value, 12);
    }
  });

  test('takes the shortest path for the simple rule', () => {
    const random = mulberry32(44);
    for (let round = 0; round < 30; round++) {
      const graph = graphOfNodes(randomRoads(random));
      const [row] = randomEvents(graph, 1, random);
      const lixels = buildLixels(graph, 7);
      const { density } = networkDensity(graph, lixels, eventsOf([row!]), {
        bandwidthMetres: 130,
        split: 'simple',
      });
      const [edge0, offset0, weight] = row!;
      const reach = new Float64Array(graph.nodeCount).fill(Infinity);
      reach[graph.from[edge0]!] = offset0;
      reach[graph.to[edge0]!] = Math.min(reach[graph.to[edge0]!]!, graph.lengthMetres[edge0]! - offset0);
      for (let again = 0; again < graph.nodeCount; again++) {
        for (let e = 0; e < graph.edgeCount; e++) {
          const [u, v, length] = [graph.from[e]!, graph.to[e]!, graph.lengthMetres[e]!];
          reach[u] = Math.min(reach[u]!, reach[v]! + length);
          reach[v] = Math.min(reach[v]!, reach[u]! + length);
        }
      }
      for (let e = 0; e < graph.edgeCount; e++) {
        for (let k = lixels.first[e]!; k < lixels.first[e + 1]!; k++) {
          const s = lixels.centreMetres[k]!;
          const direct = e === edge0 ? Math.abs(s - offset0) : Infinity;
          const viaTo = reach[graph.to[e]!]! + graph.lengthMetres[e]! - s;
          const metres = Math.min(direct, reach[graph.from[e]!]! + s, viaTo);
          expect(density[k]).toBeCloseTo((weight * kernelValue('quartic', metres / 130)) / 130, 12);
        }
      }
    }
  });

  test('puts an event on a node on all its roads alike', () => {
    const star = graphOfNodes([
      [0, 1, 100],
      [0, 2, 100],
      [0, 3, 100],
    ]);
    const { density } = networkDensity(star, buildLixels(star), eventsOf([[1, 0, 1]]), {
      bandwidthMetres: 50,
    });
    for (const first of [0, 10, 20]) {
      expect(density[first]).toBeCloseTo(((2 / 3) * kernelValue('quartic', 0.1)) / 50, 15);
    }
    const road = graphOfNodes([[0, 1, 100]]);
    const atEnd = (deadEnd: 'reflect' | 'absorb') =>
      networkDensity(road, buildLixels(road), eventsOf([[0, 100, 1]]), { bandwidthMetres: 50, deadEnd });
    expect(atEnd('reflect').density[9]).toBeCloseTo((2 * kernelValue('quartic', 0.1)) / 50, 15);
    expect(atEnd('absorb').density[9]).toBeCloseTo(kernelValue('quartic', 0.1) / 50, 15);
    expect(atEnd('absorb').absorbedWeight).toBe(0.5);
  });

  test('copes with nothing, with roads of no length and with crowds in one place', () => {
    const road = graphOfNodes([
      [0, 1, 0],
      [2, 3, 35],
    ]);
    const lixels = buildLixels(road);
    expect([...lixels.lengthMetres]).toEqual([10, 10, 10, 5]);
    expect([...lixels.centreMetres]).toEqual([5, 15, 25, 32.5]);
    const none = { edge: [], offsetMetres: [] };
    expect([...networkDensity(road, lixels, none, { bandwidthMetres: 50 }).density]).toEqual([0, 0, 0, 0]);
    for (const split of ['esd', 'esc', 'simple'] as const) {
      const crowd = { edge: new Int32Array(5000), offsetMetres: new Float64Array(5000) };
      const onNothing = networkDensity(road, lixels, crowd, { bandwidthMetres: 50, split });
      expect([...onNothing.density]).toEqual([0, 0, 0, 0]);
      expect(onNothing.totalWeight).toBe(5000);
    }
    const empty = graphOfNodes([]);
    expect(networkDensity(empty, buildLixels(empty), none, { bandwidthMetres: 50 }).density).toHaveLength(0);
  });

  test('refuses what it cannot compute', () => {
    const road = graphOfNodes([[0, 1, 30]]);
    const run = (events: NetworkEvents, bandwidthMetres = 50) =>
      networkDensity(road, buildLixels(road), events, { bandwidthMetres });
    expect(() => run(eventsOf([[0, 1, 1]]), 0)).toThrow(RangeError);
    expect(() => run(eventsOf([[1, 1, 1]]))).toThrow(RangeError);
    expect(() => run(eventsOf([[0, Number.NaN, 1]]))).toThrow(RangeError);
    expect(() => run(eventsOf([[0, 1, -1]]))).toThrow(RangeError);
    expect(() => buildLixels(road, 0)).toThrow(RangeError);
  });
});
