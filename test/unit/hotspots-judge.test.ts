// What is said about every place: excess over its roads and share of school time, against numbers worked out by hand.
import { describe, expect, test } from 'vitest';
import type { Severity } from '../../contract/codes.ts';
import type { Position } from '../../server/hotspots/cluster-shape.ts';
import { createJudge, type ShapedPlace } from '../../server/hotspots/judge.ts';
import { roadsInside } from '../../server/hotspots/roads-inside.ts';
import { type HotspotAccidents, layAccidents, layRoads, type Scene } from '../../server/hotspots/scene.ts';
import { type PlaneRoad, planeRoads } from '../support/plane-roads.ts';

const weights = { fatal: 1, serious: 0.25, slight: 0.02 };
/** Codes of road classes. */
const [national, commune] = [1, 5];

type Each = { x: number; y: number; severity?: Severity; isTrip?: boolean; province?: string | null };

function accidentsOf(list: readonly Each[]): HotspotAccidents {
  return {
    ids: list.map((_, i) => String(i).padStart(4, '0')),
    xs: Float64Array.from(list, ({ x }) => x),
    ys: Float64Array.from(list, ({ y }) => y),
    severities: list.map(({ severity }) => severity ?? 'slight'),
    days: list.map(() => '2026-06-01'),
    windows: list.map(({ isTrip }) => (isTrip === true ? 'trip' : 'other')),
    units: list.map(() => 'ZZ-01'),
    provinces: list.map(({ province }) => (province === undefined ? 'ZZ' : province)),
    urban: list.map(() => true),
    invented: list.map(() => true),
  };
}

function rectangle(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

function street(y: number, roadClass: number = commune): PlaneRoad {
  return {
    path: [
      [0, y],
      [1_000, y],
    ],
    roadClass,
    name: `street ${y}`,
  };
}

/** Forty streets of 1 km, each a section of its own. */
const streets = Array.from({ length: 40 }, (_, i) => street(i * 500));
/** One accident in the middle of every street, and six more on the first. */
const crowd: Each[] = Array.from({ length: 6 }, (_, i) => ({ x: 410 + i * 30, y: 0 }));
const spread: Each[] = streets.map((_, i) => ({ x: 900, y: i * 500 }));

function sceneOf(list: readonly Each[], roads: readonly PlaneRoad[] = streets): Scene {
  return layAccidents(layRoads(planeRoads(roads)), accidentsOf(list));
}

function place(outline: Position[], accidents: readonly number[]): ShapedPlace {
  const members = accidents.map((accident) => ({ accident, role: 'member' as const }));
  return { outline, members, anchor: accidents[0] ?? 0 };
}

const firstSix = [0, 1, 2, 3, 4, 5];

describe('roads inside an outline', () => {
  const { grid } = layRoads(planeRoads([...streets, { ...street(250, national) }]));

  test('are cut where they cross it, class by class', () => {
    const one = roadsInside(grid, rectangle(100, -20, 400, 20));
    expect([...one.keys()]).toEqual([commune]);
    expect(one.get(commune)).toBeCloseTo(300, 9);
    const two = roadsInside(grid, rectangle(-50, -20, 100, 260));
    expect([...two.keys()]).toEqual([national, commune]);
    for (const metres of two.values()) expect(metres).toBeCloseTo(100, 9);
    expect(roadsInside(grid, rectangle(100, 20, 400, 40)).size).toBe(0);
    expect(roadsInside(grid, rectangle(5_000, 0, 5_100, 100)).size).toBe(0);
  });

  test('are followed through a dent, and along a slope', () => {
    const dented: Position[] = [
      [0, -10],
      [300, -10],
      [300, 10],
      [200, 10],
      [200, -5],
      [100, -5],
      [100, 10],
      [0, 10],
      [0, -10],
    ];
    expect(roadsInside(grid, dented).get(commune)).toBeCloseTo(200, 9);
    const slope = layRoads(
      planeRoads([
        {
          path: [
            [0, 0],
            [300, 400],
            [600, 0],
          ],
        },
      ]),
    );
    expect(roadsInside(slope.grid, rectangle(0, 200, 600, 1_000)).get(commune)).toBeCloseTo(500, 9);
  });
});

describe('excess', () => {
  const scene = sceneOf([...crowd, ...spread]);
  const judge = createJudge(scene, { years: 3, severityWeights: weights });

  test('compares with what the roads inside would have had', () => {
    // 46 accidents on 40 km: 0.23 on 200 m, whatever the years, which are the same for both.
    const found = judge(place(rectangle(400, -15, 600, 15), firstSix));
    expect(found.predicted).toBeCloseTo((46 / 40) * 0.2, 12);
    // Streets differ less than chance lets them, so k is the least there is: w = 1 / (1 + 0.05 x 0.23).
    expect(found.expected).toBeCloseTo((0.23 + 0.05 * 0.23 * 6) / (1 + 0.05 * 0.23), 12);
    // All are slight.
    expect(found.excess).toBeCloseTo(0.02 * (found.expected! - found.predicted!), 12);
    expect(found.probabilityAbove).toBeGreaterThan(0.8);
    expect(found.isLikelyRandom).toBe(false);
  });

  test('a place of a few metres is compared with 0.1 mile of its roads', () => {
    const found = judge(place(rectangle(400, -15, 440, 15), [0, 1]));
    expect(found.predicted).toBeCloseTo((46 / 40) * 0.161, 12);
    const beside = judge(place(rectangle(400, 20, 440, 40), [0, 1]));
    expect(beside.predicted).toBeCloseTo((46 / 40) * 0.161, 12);
  });

  test('as many accidents as such roads have anyway are likely random', () => {
    const whole = judge(place(rectangle(-10, 400, 1_010, 1_600), [7, 8, 9]));
    expect(whole.predicted).toBeCloseTo((46 / 40) * 3, 12);
    expect(whole.isLikelyRandom).toBe(true);
    expect(whole.probabilityAbove).toBeLessThan(0.5);
  });

  test('a member off the roads does not count: the rates know nothing of it', () => {
    const list = [...crowd, ...spread, { x: 500, y: 200 }];
    const found = createJudge(sceneOf(list), { years: 3, severityWeights: weights });
    const outline = rectangle(400, -15, 600, 15);
    expect(found(place(outline, [...firstSix, 46]))).toEqual(found(place(outline, firstSix)));
  });

  test('nearby accidents do not count', () => {
    const members = firstSix.map((accident) => ({ accident, role: 'nearby' as const }));
    members.push({ accident: 6, role: 'nearby' });
    const found = judge({ outline: rectangle(400, -15, 600, 15), members, anchor: 0 });
    expect(found).toMatchObject({ predicted: null, isLikelyRandom: null, tripAccidents: 0 });
  });

  test('a busier class carries more, also where all classes share a rate', () => {
    // Too few sections for rates of their own: exposure goes by the root of 8 and 1 thousand vehicles.
    const roads = [...streets.slice(0, 10), street(-500, national)];
    const few = sceneOf([...crowd, { x: 500, y: -500 }], roads);
    const one = createJudge(few, { years: 1, severityWeights: weights });
    const onStreet = one(place(rectangle(400, -15, 600, 15), firstSix)).predicted!;
    const onNational = one(place(rectangle(400, -515, 600, -485), [6])).predicted!;
    expect(onNational / onStreet).toBeCloseTo(Math.sqrt(8), 9);
    const both = one(place(rectangle(400, -515, 600, 15), firstSix)).predicted!;
    expect(both).toBeCloseTo(onNational + onStreet, 9);
  });

  test.each([
    ['off the roads', [{ x: 5_000, y: 5_000 }, ...spread]],
    ['of damage only', [{ x: 500, y: 0, severity: 'property' }, ...spread]],
    ['where nobody was hurt on any road', [{ x: 500, y: 0, severity: 'property' }]],
  ] as [string, Each[]][])('is not said of a place %s', (_name, list) => {
    const found = createJudge(sceneOf(list), { years: 3, severityWeights: weights });
    const { x, y } = list[0]!;
    expect(found(place(rectangle(x - 15, y - 15, x + 15, y + 15), [0]))).toMatchObject({
      predicted: null,
      expected: null,
      excess: null,
      probabilityAbove: null,
      isLikelyRandom: null,
    });
  });
});

describe('school time', () => {
  const outline = rectangle(400, -15, 600, 15);
  const trip = (of: Each[], count: number, province: string | null): Each[] =>
    of.map((each, i) => ({ ...each, isTrip: i < count, province }));

  test("measures the share of the place against its own province's", () => {
    // ZZ: 6 + 4 of 46 on the trip; YY would make it look ordinary.
    const list = [...trip(crowd, 6, 'ZZ'), ...trip(spread, 4, 'ZZ'), ...trip(spread, 40, 'YY')];
    const found = createJudge(sceneOf(list), { years: 3, severityWeights: weights });
    const judged = found(place(outline, firstSix));
    const share = 10 / 46;
    expect(judged.tripAccidents).toBe(6);
    expect(judged.schoolTimeQuotient).toBeCloseTo((6 + 10 * share) / 16 / share, 12);
    expect(judged.isSchoolTime).toBe(true);
    expect(judged.schoolTimeProbability).toBeGreaterThan(0.95);
    // Where everything happens on the trip there is nothing to compare with.
    expect(found(place(outline, [46, 47]))).toMatchObject({ tripAccidents: 2, schoolTimeQuotient: null });
  });

  test.each([
    ['no trip accidents', trip([...crowd, ...spread], 0, 'ZZ'), 0],
    ['nothing but trip accidents', trip([...crowd, ...spread], 46, 'ZZ'), 6],
    ['no province', trip([...crowd, ...spread], 3, null), 3],
  ])('says nothing with %s', (_name, list, tripAccidents) => {
    const found = createJudge(sceneOf(list), { years: 3, severityWeights: weights });
    expect(found(place(outline, firstSix))).toMatchObject({
      tripAccidents,
      schoolTimeQuotient: null,
      schoolTimeProbability: null,
      isSchoolTime: null,
    });
  });
});
