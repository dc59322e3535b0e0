// What no method may stumble over: nothing, one record, everything in one place, roads in pieces.
import { describe, expect, it } from 'vitest';
import { HotspotMethod } from '../../contract/codes.ts';
import { HotspotParameters, standardLegalRule } from '../../contract/run-parameters.ts';
import { computeHotspots, type HotspotInput } from '../../server/hotspots/compute.ts';
import type { HotspotAccidents } from '../../server/hotspots/scene.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { shippedRule } from '../support/legal-rule.ts';
import { type PlaneRoad, planeRoads, streetGrid } from '../support/plane-roads.ts';

const asOf = '2026-10-31';

type XY = readonly [number, number];

function accidentsAt(places: readonly XY[], day = '2026-06-15'): HotspotAccidents {
  const all = <T>(value: T): T[] => places.map(() => value);
  return {
    ids: places.map((_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`),
    xs: Float64Array.from(places, ([x]) => x),
    ys: Float64Array.from(places, ([, y]) => y),
    severities: places.map((_, i) => (i % 5 === 0 ? 'fatal' : 'slight')),
    days: all(day),
    windows: places.map((_, i) => (i % 3 === 0 ? 'trip' : 'other')),
    units: all('ZZ-01'),
    provinces: all('ZZ'),
    urban: all(true),
    invented: all(true),
  };
}

function inputOf(
  method: HotspotMethod,
  accidents: HotspotAccidents,
  roads: readonly PlaneRoad[],
): HotspotInput {
  const parameters = HotspotParameters.parse({ method, asOf, presetId: standardLegalRule });
  return {
    parameters,
    rule: parameters.method === 'legal_rule' ? shippedRule() : null,
    years: parameters.method === 'legal_rule' ? 1 : 3,
    severityWeights: { fatal: 1, serious: 0.25, slight: 0.02 },
    accidents,
    leftOut: { street: 0, area: 0, unlocated: 0 },
    network: planeRoads(roads),
  };
}

/** Every number anywhere below `value` that is not finite, by its path. */
function notFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`];
  if (ArrayBuffer.isView(value) && 'length' in value)
    return notFinite(Array.from(value as Float64Array), path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => notFinite(item, `${path}/${key}`));
}

const grid = streetGrid(6, 200);
const far = streetGrid(2, 200).map((road) => ({
  ...road,
  path: road.path.map(([x, y]) => [x + 50_000, y + 50_000] as const),
  name: `far ${road.name}`,
}));
const random = mulberry32(7);
const scattered: XY[] = Array.from({ length: 40 }, () => [random() * 1_200, random() * 1_200]);
const onePlace: XY[] = Array.from({ length: 500 }, () => [400, 400]);

describe.each(HotspotMethod.options)('%s', (method) => {
  const compute = (accidents: HotspotAccidents, roads: readonly PlaneRoad[]) =>
    computeHotspots(inputOf(method, accidents, roads), () => {});

  it.each([
    ['no accident', [], grid],
    ['no accident and no road', [], []],
    ['accidents without roads', scattered, []],
    ['one accident', [[400, 400]], grid],
    ['two accidents', [[400, 400] as const, [410, 400] as const], grid],
    ['all at one point', onePlace, grid],
    ['roads in pieces', [...scattered, [50_100, 50_200] as const], [...grid, ...far]],
    ['all far from every road', [[90_000, 90_000] as const, [90_001, 90_000] as const], grid],
    [
      'a road of no length',
      scattered,
      [
        {
          path: [
            [0, 0],
            [0, 0],
          ],
        } as const,
        ...grid,
      ],
    ],
  ] as [string, XY[], PlaneRoad[]][])(
    '%s: finite numbers, and members that are there',
    async (_name, places, roads) => {
      const { hotspots, cells, density, notes } = await compute(accidentsAt(places), roads);
      expect(notFinite({ hotspots, cells, density, notes })).toEqual([]);
      for (const { members, outline } of hotspots) {
        expect(members.length).toBeGreaterThan(0);
        expect(outline.length).toBeGreaterThanOrEqual(4);
        expect(outline.at(0)).toEqual(outline.at(-1));
        for (const { accident } of members) expect(places[accident]).toBeDefined();
      }
      if (places.length < 2) expect(hotspots).toEqual([]);
    },
  );

  it('the order of nothing else in the run matters: the same twice gives the same', async () => {
    const accidents = accidentsAt([...scattered, ...onePlace.slice(0, 8)]);
    expect(await compute(accidents, grid)).toEqual(await compute(accidents, grid));
  });
});
