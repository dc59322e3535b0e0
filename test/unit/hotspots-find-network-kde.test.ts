// Places along the roads on drawn towns whose crowds are known: found, told once, and nothing else.
import { describe, expect, test } from 'vitest';
import { HotspotParameters } from '../../contract/run-parameters.ts';
import { findNetworkKdePlaces, type NetworkKdeParameters } from '../../server/hotspots/find-network-kde.ts';
import type { Found } from '../../server/hotspots/place.ts';
import { buildGraph } from '../../server/network/graph.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { buildSegmentGrid } from '../../server/network/segment-grid.ts';
import { snapPoints } from '../../server/network/snap.ts';
import { type PlaneRoad, planeRoads, streetGrid } from '../support/plane-roads.ts';

type XY = readonly [number, number];

const years = 3;

function parametersOf(given: Partial<NetworkKdeParameters> = {}): NetworkKdeParameters {
  const parameters = HotspotParameters.parse({ method: 'network_kde', asOf: '2026-10-31', ...given });
  if (parameters.method !== 'network_kde') throw new Error('another method');
  return parameters;
}

async function find(
  roads: readonly PlaneRoad[],
  accidents: readonly XY[],
  given: Partial<NetworkKdeParameters> = {},
): Promise<Found> {
  const graph = buildGraph(planeRoads(roads).edges);
  const snapped = snapPoints(
    buildSegmentGrid(graph),
    accidents.map(([x]) => x),
    accidents.map(([, y]) => y),
    { limitMetres: 50 },
  );
  return findNetworkKdePlaces({ graph, snapped }, parametersOf(given), years);
}

const membersOf = ({ places }: Found): number[][] =>
  places.map(({ members }) => members.map(({ accident }) => accident));

/** Every number anywhere below `value` is finite. */
function expectFinite(value: unknown): void {
  if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(expectFinite);
}

/** A road of 6 km in three edges, with a side street at each inner node. */
const highway: PlaneRoad[] = [
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
  {
    path: [
      [2000, 0],
      [2000, 300],
    ],
    roadClass: 7,
  },
  {
    path: [
      [4000, 0],
      [4000, 300],
    ],
    roadClass: 7,
  },
];

/** One accident every `step` metres along y = 0. */
const evenly = (from: number, to: number, step: number): XY[] =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, k) => [from + (k + 0.5) * step, 2] as const);

const crowd: XY[] = [940, 955, 960, 972, 980, 1_001, 1_015].map((x) => [x, -3] as const);

describe('places along the roads', () => {
  test('tells a planted crowd between junctions, once, with what speaks for it', async () => {
    const found = await find(highway, [...crowd, ...evenly(0, 2000, 250), ...evenly(4000, 6000, 250)]);
    expect(found.places).toHaveLength(1);
    const [place] = found.places;
    expect(place).toMatchObject({ pass: 'section', status: 'proposed', clause: null, margin: null });
    const members = place!.members.map(({ accident }) => accident);
    // The even accidents at 875 and 1125 m may stand in the stretch too.
    expect(members.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(members.length).toBeLessThanOrEqual(9);
    expect(new Set(place!.members.map(({ role }) => role))).toEqual(new Set(['member']));
    const { strength, p, q, collective, individual } = place!.evidence;
    expect(p).toBe(0.001);
    // Two sections of the road hold three accidents.
    expect(q).toBeCloseTo(0.002, 12);
    expect(strength).toBeGreaterThan(0.3);
    expect(place!.extentMetres).toBeGreaterThan(80);
    expect(place!.extentMetres).toBeLessThan(300);
    expect(collective).toBeCloseTo(members.length / (years * (place!.extentMetres! / 1000)), 9);
    // A road of the communes: a thousand vehicles a day.
    expect(individual).toBe(collective);
    const xs = place!.outline!.map(([x]) => x);
    expect(Math.min(...xs)).toBeLessThan(940);
    expect(Math.max(...xs)).toBeGreaterThan(1015);
    expect(place!.outline!.at(0)).toEqual(place!.outline!.at(-1));
    // p is 1 of 100; allowing for the two sections tested it is too much.
    const strict = await find(highway, [...crowd, ...evenly(0, 2000, 250), ...evenly(4000, 6000, 250)], {
      simulations: 99,
      qAtMost: 0.015,
    });
    expect(strict.places).toEqual([]);
    // Where accidents stand 250 m apart no kernels touch: nothing to simulate.
    expect(found.notes).toMatchObject({ sections: { tested: 2, simulated: 1 } });
  });

  test('does not depend on the order of the accidents, nor on what lies elsewhere', async () => {
    const accidents = [...crowd, ...evenly(0, 2000, 250)];
    const base = await find(highway, accidents);
    const last = accidents.length - 1;
    const back = await find(highway, accidents.toReversed());
    expect(back.density).toEqual(base.density);
    expect(back.places.map(({ members, ...rest }) => rest)).toEqual(
      base.places.map(({ members, ...rest }) => rest),
    );
    expect(membersOf(back).map((members) => members.map((i) => last - i).sort((a, b) => a - b))).toEqual(
      membersOf(base),
    );
    const elsewhere = await find(highway, [...accidents, ...evenly(4000, 6000, 100)]);
    const evidence = (found: Found) => found.places.map(({ evidence: { p, strength } }) => ({ p, strength }));
    expect(base.places).toHaveLength(1);
    expect(evidence(elsewhere)).toEqual(evidence(base));
  });

  test('finds nothing where accidents lie evenly or at random', async () => {
    const even = evenly(0, 6000, 40).filter(([x]) => x < 2000 || x > 4000);
    expect((await find(highway, even)).places).toEqual([]);
    let found = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const random = mulberry32(seed);
      const streets = streetGrid(8, 150);
      const accidents = Array.from({ length: 40 }, (): XY => {
        const along = random() * 1200;
        const street = Math.floor(random() * 9) * 150;
        return random() < 0.5 ? [along, street] : [street, along];
      });
      if ((await find(streets, accidents, { simulations: 99 })).places.length > 0) found++;
    }
    // Two families at q up to 0.1: each may be wrong in a tenth of the towns, so one or two of eight.
    expect(found).toBeLessThanOrEqual(3);
  });

  test('tells a crowd at a junction by the pass across junctions alone, as one place', async () => {
    const streets = streetGrid(8, 150);
    const around: XY[] = [
      [590, 600],
      [612, 600],
      [600, 585],
      [600, 615],
      [581, 600],
      [621, 600],
      [600, 578],
      [600, 624],
    ];
    const elsewhere = [0, 1, 2, 6, 7].flatMap((street) =>
      [75, 375, 675, 975].map((x): XY => [x, street * 150]),
    );
    const accidents = [...around, ...elsewhere];
    const across = await find(streets, accidents);
    expect(across.places.map(({ pass }) => pass)).toEqual(['stratum']);
    expect(membersOf(across)[0]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(across.places[0]!.evidence.q).toBeLessThan(0.01);
    expect(across.notes).toMatchObject({ strata: { tested: 1, simulated: 1, leftOut: 0 } });
    const far: PlaneRoad = {
      path: [
        [50_000, 0],
        [51_000, 0],
      ],
    };
    const more = await find([...streets, far], [...accidents, [50_100, 0], [50_150, 0], [50_900, 0]]);
    const { strength, p } = across.places[0]!.evidence;
    expect(more.places[0]!.evidence).toMatchObject({ strength, p });
    expect(more.notes).toMatchObject({ strata: { tested: 2 } });
    const without = await find(streets, accidents, { junctions: false });
    expect(without.places).toEqual([]);
    expect(without.notes).toMatchObject({ strata: null });
  });

  test('a crowd on the border of two blocks is told whole and once', async () => {
    // Blocks are squares of 2 km: the crossing stands on the corner of four.
    const streets = streetGrid(8, 150).map((road) => ({
      ...road,
      path: road.path.map(([x, y]) => [x + 1400, y + 1400] as const),
    }));
    const around = [-24, -17, -9, 8, 15, 21].flatMap((d): XY[] => [
      [2000 + d, 2000],
      [2000, 2000 + d],
    ]);
    const found = await find(streets, around);
    expect(membersOf(found)).toEqual([around.map((_, k) => k)]);
  });

  test('tells nothing of two accidents at one place, and says when there is too little data', async () => {
    const pair: XY[] = [
      [500, 0],
      [500, 0],
    ];
    expect(await find(highway, pair)).toMatchObject({ places: [], notes: { reason: 'too_little_data' } });
    expect((await find(highway, pair)).density.length).toBeGreaterThan(0);
    expect((await find(highway, [...pair, ...evenly(4000, 6000, 400)])).places).toEqual([]);
    expect(await find(highway, [])).toEqual({
      places: [],
      density: [],
      cells: [],
      notes: { reason: 'too_little_data' },
    });
    expect(await find([], crowd)).toEqual({
      places: [],
      density: [],
      cells: [],
      notes: { reason: 'no_roads' },
    });
    expect((await find(highway, [[0, 9_000]])).notes).toEqual({ reason: 'too_little_data' });
  });

  test('everything at one point is one place; roads in pieces are no trouble; no number is not finite', async () => {
    const heap: XY[] = Array.from({ length: 300 }, () => [500, 0]);
    const found = await find(highway, heap);
    expect(membersOf(found)).toEqual([heap.map((_, k) => k)]);
    expectFinite(found);
    const island = [
      {
        path: [
          [90_000, 90_000],
          [90_400, 90_000],
        ],
      },
    ] as const;
    const pieces = await find([...highway, ...island], [...crowd, ...evenly(0, 2000, 250), [90_100, 90_001]]);
    expect(membersOf(pieces)[0]?.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expectFinite(pieces);
    expectFinite(
      await find(highway, [[500, 0]], { bandwidthMetres: 500, deadEnd: 'absorb', split: 'simple' }),
    );
  });

  test('tells how far it is, in whole steps that never fall', async () => {
    const graph = buildGraph(planeRoads(highway).edges);
    const snapped = { edge: Int32Array.of(0, 0, 0), offsetMetres: Float64Array.of(5, 6, 7) };
    const distanceMetres = new Float64Array(3);
    const told: number[] = [];
    const progress = (stage: string, done: number, total: number) => {
      expect([stage, total]).toEqual(['simulate', 100]);
      told.push(done);
    };
    const scene = { graph, snapped: { ...snapped, distanceMetres } };
    await findNetworkKdePlaces(scene, parametersOf(), years, progress);
    expect(told).toEqual([0, 50]);
  });
});
