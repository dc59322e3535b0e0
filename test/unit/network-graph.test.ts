import { describe, expect, test } from 'vitest';
import { chainage, roadChains } from '../../server/network/chains.ts';
import { buildGraph, labelComponents, nodeDegree } from '../../server/network/graph.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { graphOf, randomTown } from '../support/networks.ts';

describe('graph', () => {
  test('numbers nodes by coordinate and keeps loops and parallel edges', () => {
    const graph = graphOf([
      {
        path: [
          [100, 0],
          [0, 0],
        ],
      },
      {
        path: [
          [0, 0],
          [50, 60],
          [100, 0],
        ],
      },
      {
        path: [
          [100, 0],
          [130, 40],
          [100, 80],
          [100, 0],
        ],
      },
      {
        path: [
          [500, 0],
          [600, 0],
        ],
        walkable: false,
      },
      {
        path: [
          [-100, 0],
          [0, 0],
        ],
        walkable: false,
      },
    ]);
    expect(graph.nodeCount).toBe(5);
    expect([...graph.nodeLon]).toEqual([-1e6, 0, 1e6, 5e6, 6e6]);
    expect([graph.from[0], graph.to[0]]).toEqual([2, 1]);
    expect([0, 1, 2, 3, 4].map((node) => nodeDegree(graph, node))).toEqual([1, 3, 4, 1, 1]);
    expect([...graph.halfEdge.slice(graph.firstHalf[2], graph.firstHalf[3])]).toEqual([0, 1, 2, 2]);

    const all = labelComponents(graph);
    expect({ ...all, label: [...all.label], nodeCounts: [...all.nodeCounts] }).toMatchObject({
      count: 2,
      label: [0, 0, 0, 1, 1],
      nodeCounts: [3, 2],
      largest: 0,
    });
    expect([...all.edgeCounts]).toEqual([4, 1]);
    expect(all.lengthMetres[1]).toBe(100);
    const walking = labelComponents(graph, { walkableOnly: true });
    expect([walking.count, walking.label[0], walking.largest]).toEqual([4, 0, 1]);
  });

  test('accepts an empty network and refuses broken ones', () => {
    const empty = graphOf([]);
    expect([empty.nodeCount, empty.edgeCount, labelComponents(empty).largest]).toEqual([0, 0, -1]);
    const good = graphOf([
      {
        path: [
          [0, 0],
          [1, 1],
        ],
      },
    ]);
    expect(() => buildGraph({ ...good, lengthMetres: Float64Array.of(Number.NaN) })).toThrow(RangeError);
    expect(() => buildGraph({ ...good, walkable: new Uint8Array(2) })).toThrow(RangeError);
    expect(() => buildGraph({ ...good, pathXy: Float64Array.of(0, 0, 1, Infinity) })).toThrow(RangeError);
  });
});

describe('road chains', () => {
  test('join through crossings of other roads and end where the road forks', () => {
    const graph = graphOf([
      {
        path: [
          [200, 0],
          [100, 0],
        ],
      },
      {
        path: [
          [0, 0],
          [100, 0],
        ],
      },
      {
        path: [
          [100, -50],
          [100, 0],
        ],
      },
      {
        path: [
          [100, 0],
          [100, 50],
        ],
      },
      {
        path: [
          [200, 0],
          [300, 0],
        ],
      },
      {
        path: [
          [200, 0],
          [300, 90],
        ],
      },
    ]);
    const chains = roadChains(graph, Int32Array.of(1, 1, 2, 2, 1, 1));
    expect(chains.count).toBe(4);
    expect([...chains.chainOfEdge]).toEqual([0, 0, 1, 1, 2, 3]);
    expect([...chains.memberEdge.slice(0, 2)]).toEqual([1, 0]);
    expect([...chains.memberReversed.slice(0, 2)]).toEqual([0, 1]);
    expect(chains.lengthMetres[0]).toBe(200);
    expect(chainage(chains, graph, 0, 30)).toEqual({ chain: 0, chainageMetres: 170 });
    expect(chainage(chains, graph, 3, 30)).toEqual({ chain: 1, chainageMetres: 80 });
  });

  test('start a ring with its smallest edge from the smaller node, loops too', () => {
    const graph = graphOf([
      {
        path: [
          [100, 0],
          [0, 0],
        ],
      },
      {
        path: [
          [0, 0],
          [50, 80],
        ],
      },
      {
        path: [
          [50, 80],
          [100, 0],
        ],
      },
      {
        path: [
          [500, 0],
          [540, 0],
          [540, 40],
          [500, 0],
        ],
      },
    ]);
    const chains = roadChains(graph, Int32Array.of(7, 7, 7, 7));
    expect([...chains.isRing]).toEqual([1, 1]);
    expect([...chains.memberEdge]).toEqual([0, 2, 1, 3]);
    expect([...chains.memberReversed]).toEqual([1, 1, 1, 0]);
  });

  test('hold every edge once and join nothing under a negative key', () => {
    const random = mulberry32(41);
    for (let round = 0; round < 50; round++) {
      const graph = graphOf(randomTown(random));
      const keys = Int32Array.from({ length: graph.edgeCount }, () => Math.floor(random() * 4) - 1);
      const chains = roadChains(graph, keys);
      expect([...chains.memberEdge].sort((a, b) => a - b)).toEqual(Array.from(keys, (_, edge) => edge));
      const total = chains.lengthMetres.reduce((sum, metres) => sum + metres, 0);
      expect(total).toBeCloseTo(
        graph.lengthMetres.reduce((sum, metres) => sum + metres, 0),
        6,
      );
      for (let edge = 0; edge < graph.edgeCount; edge++) {
        const chain = chains.chainOfEdge[edge]!;
        const size = chains.firstMember[chain + 1]! - chains.firstMember[chain]!;
        if (keys[edge]! < 0) expect(size).toBe(1);
        const member = chains.memberEdge[chains.firstMember[chain]!]!;
        expect(keys[member]).toBe(keys[edge]);
      }
    }
  });
});
