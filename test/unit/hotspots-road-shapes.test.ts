// What is drawn of the density along roads: pieces cut out of edges, and outlines around stretches.
import { describe, expect, test } from 'vitest';
import type { Position } from '../../server/hotspots/cluster-shape.ts';
import { densityMap } from '../../server/hotspots/density-pieces.ts';
import { stretchPath } from '../../server/hotspots/edge-path.ts';
import { roadOutline } from '../../server/hotspots/road-outline.ts';
import { buildGraph, type Graph } from '../../server/network/graph.ts';
import { type PlaneRoad, planeRoads } from '../support/plane-roads.ts';

const years = 3;

/** Straight roads, and one with a bend between them. */
const roads: PlaneRoad[] = [
  {
    path: [
      [0, 0],
      [2000, 0],
    ],
  },
  {
    path: [
      [2000, 0],
      [3000, 600],
      [4000, 0],
    ],
  },
  {
    path: [
      [4000, 0],
      [6000, 0],
    ],
  },
];

describe('the density that is drawn', () => {
  const graph: Graph = buildGraph(planeRoads(roads).edges);
  const options = { bandwidthMetres: 100, kernel: 'quartic' } as const;

  test('one accident: its height per km and year, on pieces cut out of the road', () => {
    const { pieces, notDrawn, lostShare } = densityMap(
      graph,
      { edge: [0], offsetMetres: [1005] },
      options,
      years,
    );
    expect([notDrawn, lostShare]).toEqual([0, 0]);
    expect(pieces[0]!.density).toBeCloseTo(((15 / 16 / 100) * 1000) / 3, 9);
    expect(pieces[0]!.densityClass).toBe(4);
    const drawn = pieces.reduce((sum, { path }) => sum + path.at(-1)![0] - path[0]![0], 0);
    // Above a tenth of the height: (1 - u²)² > 0.1, so u < 0.827; in pieces of 10 m around the accident.
    expect(drawn).toBeCloseTo(170, 6);
    for (const { path } of pieces) for (const [, y] of path) expect(y).toBe(0);
    for (const [k, { density }] of pieces.entries()) {
      if (k > 0) expect(density).toBeLessThanOrEqual(pieces[k - 1]!.density);
    }
  });

  test('keeps the densest pieces and counts the others', () => {
    const events = { edge: [0, 0, 0, 2], offsetMetres: [300, 310, 1500, 700] };
    const all = densityMap(graph, events, options, years);
    const few = densityMap(graph, events, options, years, 3);
    expect(few.pieces).toEqual(all.pieces.slice(0, 3));
    expect(few.notDrawn).toBe(all.pieces.length - 3);
    expect(new Set(all.pieces.map(({ densityClass }) => densityClass))).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  test('cuts paths by share of the stored length, backwards too', () => {
    const bent = buildGraph({
      ...planeRoads(roads).edges,
      lengthMetres: Float64Array.from(graph.lengthMetres, (metres) => metres * 2),
    });
    const stored = bent.lengthMetres[1]!;
    const expected: Position[] = [
      [2500, 300],
      [3000, 600],
      [3500, 300],
    ];
    const path = stretchPath(bent, { edge: 1, fromMetres: stored / 4, toMetres: (stored * 3) / 4 });
    for (const [k, [x, y]] of expected.entries()) {
      expect(path[k]![0]).toBeCloseTo(x, 6);
      expect(path[k]![1]).toBeCloseTo(y, 6);
    }
    expect(path).toHaveLength(3);
    const back = stretchPath(bent, { edge: 1, fromMetres: (stored * 3) / 4, toMetres: stored / 4 });
    expect(back).toEqual(path.toReversed());
    expect(stretchPath(bent, { edge: 0, fromMetres: -5, toMetres: 9e9 })).toEqual([
      [0, 0],
      [2000, 0],
    ]);
  });
});

describe('the outline of a stretch', () => {
  const area = (ring: readonly Position[]): number =>
    ring.slice(1).reduce((sum, [x, y], k) => sum + (ring[k]![0] * y - x * ring[k]![1]) / 2, 0);

  test('is a strip along the road with round ends, counter-clockwise and closed', () => {
    const path: Position[] = [
      [0, 0],
      [100, 0],
      [100, 100],
    ];
    const ring = roadOutline([path], 15);
    expect(ring.at(0)).toEqual(ring.at(-1));
    // Two arms of 30 m width; the outer corner is sharp, the inner one cut: together as wide. Round ends: nearly a disc.
    expect(area(ring)).toBeGreaterThan(200 * 30 + 0.97 * Math.PI * 15 * 15);
    expect(area(ring)).toBeLessThan(200 * 30 + Math.PI * 15 * 15);
  });

  test('is the hull where a strip would cross itself, or the road branches', () => {
    const hairpin: Position[] = [
      [0, 0],
      [100, 0],
      [100, 10],
      [0, 10],
    ];
    const hull = roadOutline([hairpin], 15);
    expect(area(hull)).toBeCloseTo(100 * 10 + 220 * 15 + Math.PI * 15 * 15, -1);
    const arms: Position[][] = [
      [
        [0, 0],
        [50, 0],
      ],
      [
        [0, 0],
        [0, 50],
      ],
    ];
    expect(area(roadOutline(arms, 15))).toBeGreaterThan((50 * 50) / 2);
    expect(
      roadOutline(
        [
          [
            [3, 3],
            [3, 3],
          ],
        ],
        15,
      ),
    ).toHaveLength(33);
    expect(() => roadOutline([])).toThrow(RangeError);
  });
});
