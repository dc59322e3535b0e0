import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../../server/network/random.ts';
import { buildSegmentGrid } from '../../server/network/segment-grid.ts';
import { createSearch } from '../../server/network/shortest-path.ts';
import { snapPoints } from '../../server/network/snap.ts';
import { graphOf, randomTown, type TestEdge } from '../support/networks.ts';

/** The rows in a random order. */
function shuffle<T>(rows: readonly T[], random: () => number): T[] {
  return rows
    .map((row) => ({ row, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}
describe('snapping', () => {
  const street: TestEdge[] = [
    {
      path: [
        [0, 0],
        [100, 0],
        [100, 100],
      ],
      lengthMetres: 210,
    },
    {
      path: [
        [0, 20],
        [100, 20],
      ],
    },
    {
      path: [
        [0, 0],
        [100, 0],
      ],
      walkable: false,
    },
  ];

  test('takes the nearest edge, ties to the smallest, and scales the offset', () => {
    const grid = buildSegmentGrid(graphOf(street));
    const { edge, offsetMetres, distanceMetres } = snapPoints(
      grid,
      [50, 50, 105, 500, Number.NaN],
      [3, 17, 90, 0, 0],
      {
        limitMetres: 30,
      },
    );
    expect([...edge]).toEqual([0, 1, 0, -1, -1]);
    expect(offsetMetres[0]).toBeCloseTo(52.5, 9);
    expect(offsetMetres[2]).toBeCloseTo(199.5, 9);
    expect([...distanceMetres]).toEqual([3, 3, 5, Infinity, Infinity]);
    expect([...offsetMetres.slice(3)]).toEqual([0, 0]);
  });

  test('lets an edge that fits the report win within 15 m, never beyond the limit', () => {
    const grid = buildSegmentGrid(graphOf(street));
    const preferred = (_: number, edge: number): boolean => edge === 1;
    const snap = (y: number, limitMetres: number): number =>
      snapPoints(grid, [50], [y], { limitMetres, preferred }).edge[0]!;
    expect(snap(3, 50)).toBe(1);
    expect(snap(2.5, 50)).toBe(1);
    expect(snap(2.4, 50)).toBe(0);
    expect(snap(3, 16)).toBe(0);
    const only = snapPoints(grid, [50], [0], { limitMetres: 30, walkableOnly: true, preferred: () => false });
    expect(only.edge[0]).toBe(0);
  });

  test('equals measuring every segment, on random networks and cell sizes', () => {
    const random = mulberry32(21);
    for (let round = 0; round < 40; round++) {
      const edges = Array.from(
        { length: 1 + Math.floor(random() * 60) },
        (): TestEdge => ({
          path: Array.from({ length: 2 + Math.floor(random() * 4) }, (): [number, number] => [
            Math.round(random() * 2000) - 1000,
            Math.round(random() * 2000) - 1000,
          ]),
        }),
      );
      const graph = graphOf(edges);
      const grid = buildSegmentGrid(graph, [10, 64, 700][round % 3]!);
      const xs = Array.from({ length: 60 }, () => random() * 2200 - 1100);
      const ys = Array.from({ length: 60 }, () => random() * 2200 - 1100);
      const { edge } = snapPoints(grid, xs, ys, { limitMetres: 120 });
      for (const [p, x] of xs.entries()) {
        const distances = edges.map(({ path }) =>
          path.slice(1).reduce((least, [bx, by], k) => {
            const [ax, ay] = path[k]!;
            const squared = (bx - ax) ** 2 + (by - ay) ** 2;
            const share = squared === 0 ? 0 : ((x - ax) * (bx - ax) + (ys[p]! - ay) * (by - ay)) / squared;
            const t = Math.min(1, Math.max(0, share));
            return Math.min(least, Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - ys[p]!));
          }, Infinity),
        );
        const steps = distances.map((d) => (d <= 120 ? Math.round(d * 100) : Infinity));
        const least = Math.min(...steps);
        expect(edge[p]).toBe(least === Infinity ? -1 : steps.indexOf(least));
      }
    }
  });
});

describe('walking distances', () => {
  test('equal relaxing every edge until nothing changes', () => {
    const random = mulberry32(31);
    for (let round = 0; round < 30; round++) {
      const graph = graphOf(randomTown(random));
      if (graph.edgeCount === 0) continue;
      const walkableOnly = round % 2 === 0;
      const search = createSearch(graph, { walkableOnly });
      for (let repeat = 0; repeat < 3; repeat++) {
        const sources = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
          const edge = Math.floor(random() * graph.edgeCount);
          return { edge, offsetMetres: random() * graph.lengthMetres[edge]! };
        });
        const limit = random() * 500;
        const open = (edge: number): boolean => !walkableOnly || graph.walkable[edge] === 1;
        const distance = new Array<number>(graph.nodeCount).fill(Infinity);
        for (const { edge, offsetMetres } of sources.filter((source) => open(source.edge))) {
          const [u, v] = [graph.from[edge]!, graph.to[edge]!];
          distance[u] = Math.min(distance[u]!, offsetMetres);
          distance[v] = Math.min(distance[v]!, graph.lengthMetres[edge]! - offsetMetres);
        }
        for (let pass = 0; pass < graph.nodeCount; pass++) {
          for (let edge = 0; edge < graph.edgeCount; edge++) {
            if (!open(edge)) continue;
            const [u, v, l] = [graph.from[edge]!, graph.to[edge]!, graph.lengthMetres[edge]!];
            distance[u] = Math.min(distance[u]!, distance[v]! + l);
            distance[v] = Math.min(distance[v]!, distance[u]! + l);
          }
        }
        const reached = search.run(sources, limit);
        expect([...reached].sort((a, b) => a - b)).toEqual(
          distance.flatMap((metres, node) => (metres <= limit ? [node] : [])),
        );
        for (const node of reached) expect(search.nodeDistance(node)).toBeCloseTo(distance[node]!, 9);
        expect(
          [...reached].every(
            (node, k) => k === 0 || search.nodeDistance(reached[k - 1]!) <= search.nodeDistance(node),
          ),
        ).toBe(true);

        // The stretches describe the same distances, and cover the catchment once.
        const stretches = search.catchmentStretches();
        for (let edge = 0; edge < graph.edgeCount; edge++) {
          for (let share = 0.03; share < 1; share += 0.117) {
            const offset = share * graph.lengthMetres[edge]!;
            const metres = search.distanceToPoint(edge, offset);
            const on = stretches.filter(
              (s) => s.edge === edge && s.startOffset <= offset && s.endOffset > offset,
            );
            expect(on).toHaveLength(metres === Infinity ? 0 : 1);
            for (const s of on) {
              const slope = Math.sign(s.endDistance - s.startDistance);
              expect(s.startDistance + slope * (offset - s.startOffset)).toBeCloseTo(metres, 9);
            }
          }
        }
        expect(search.catchment().edges).toEqual(search.catchment().edges);
        for (const node of reached) {
          const walk = search.edgesTo(node);
          const whole = walk.slice(1).reduce((sum, edge) => sum + graph.lengthMetres[edge]!, 0);
          expect(whole).toBeLessThanOrEqual(search.nodeDistance(node) + 1e-9);
          expect(sources.some(({ edge }) => edge === walk[0])).toBe(true);
        }
      }
    }
  });

  test('measures along the same edge and ignores sources that cannot be walked', () => {
    const graph = graphOf([
      {
        path: [
          [0, 0],
          [100, 0],
        ],
      },
      {
        path: [
          [100, 0],
          [200, 0],
        ],
        walkable: false,
      },
    ]);
    const search = createSearch(graph, { walkableOnly: true });
    expect(search.nodeDistance(0)).toBe(Infinity);
    expect([...search.run([{ edge: 0, offsetMetres: 50 }], 20)]).toEqual([]);
    expect(search.distanceToPoint(0, 65)).toBe(15);
    expect(search.distanceToPoint(0, 71)).toBe(Infinity);
    expect(search.catchmentStretches()).toEqual([
      { edge: 0, startOffset: 30, endOffset: 50, startDistance: 20, endDistance: 0 },
      { edge: 0, startOffset: 50, endOffset: 70, startDistance: 0, endDistance: 20 },
    ]);
    search.run([{ edge: 1, offsetMetres: 50 }], 500);
    expect(search.catchment().edges).toHaveLength(0);
    expect(search.distanceToPoint(1, 50)).toBe(Infinity);
    search.run([], 500);
    expect(search.catchmentStretches()).toEqual([]);
  });

  test('do not depend on the order of the edges', () => {
    const random = mulberry32(32);
    const town = randomTown(random).map((edge, id) => ({ ...edge, id }));
    const measure = (edges: typeof town): Map<number, number> => {
      const search = createSearch(graphOf(edges));
      search.run([{ edge: edges.findIndex(({ id }) => id === 0), offsetMetres: 20 }], 600);
      return new Map(edges.map(({ id }, edge) => [id, search.distanceToPoint(edge, 10)]));
    };
    const base = measure(town);
    const permuted = measure(shuffle(town, random));
    for (const [id, metres] of base) expect(permuted.get(id)).toBe(metres);
  });
});
