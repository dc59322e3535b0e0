import { describe, expect, test } from 'vitest';
import type { HotspotParameters } from '../../contract/run-parameters.ts';
import { findHdbscanPlaces } from '../../server/hotspots/find-hdbscan.ts';
import { hdbscan, MOST_HDBSCAN_POINTS } from '../../server/hotspots/hdbscan.ts';
import type { HotspotAccidents } from '../../server/hotspots/scene.ts';
import { mulberry32 } from '../../server/network/random.ts';

const parameters: Extract<HotspotParameters, { method: 'hdbscan' }> = {
  method: 'hdbscan',
  asOf: '2026-10-31',
  months: 36,
  minPoints: 4,
  filter: {},
};

function accidentsAt(points: readonly (readonly [number, number])[]): { accidents: HotspotAccidents } {
  const all = <T>(value: T): T[] => points.map(() => value);
  return {
    accidents: {
      ids: points.map((_, i) => `a${i}`),
      xs: Float64Array.from(points, ([x]) => x),
      ys: Float64Array.from(points, ([, y]) => y),
      severities: all('slight'),
      days: all('2026-03-02'),
      windows: all('other'),
      units: all(null),
      provinces: all(null),
      urban: all(false),
      invented: all(false),
    },
  };
}

/** Points in a disc, denser towards its centre. */
function disc(x: number, y: number, reach: number, count: number, random: () => number): [number, number][] {
  return Array.from({ length: count }, () => {
    const [angle, far] = [random() * 2 * Math.PI, random() * reach];
    return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
  });
}

const random = mulberry32(77);
const dense = disc(0, 0, 60, 40, random);
const wide = disc(5_000, 0, 700, 40, random);
const alone: [number, number][] = [
  [2_500, 9_000],
  [-6_000, -4_000],
];
const points = [...alone, ...dense, ...wide];

describe('HDBSCAN places', () => {
  const { places, notes, density, cells } = findHdbscanPlaces(accidentsAt(points), parameters);

  test('are a dense and a wide cluster at once', () => {
    expect([density, cells]).toEqual([[], []]);
    const holding = (first: number, last: number) =>
      places.filter(({ members }) => members.every(({ accident }) => accident >= first && accident < last));
    expect(holding(2, 42).length).toBeGreaterThan(0);
    expect(holding(42, 82).length).toBeGreaterThan(0);
    expect(holding(2, 42).length + holding(42, 82).length).toBe(places.length);
  });

  test('have every clustered accident once, core from half of the membership on', () => {
    const { label, membership } = hdbscan(
      points.map(([x]) => x),
      points.map(([, y]) => y),
      4,
    );
    expect(places.map(({ members }) => members)).toEqual(
      places.map((_, k) =>
        points.flatMap((__, accident) =>
          label[accident] === k + 1
            ? [{ accident, role: membership[accident]! >= 0.5 ? 'core' : 'border' }]
            : [],
        ),
      ),
    );
    const roles = places.flatMap(({ members }) => members.map(({ role }) => role));
    expect(new Set(roles)).toEqual(new Set(['core', 'border']));
    expect(notes).toEqual({ noise: points.length - roles.length, reason: null });
    expect(notes.noise).toBeGreaterThanOrEqual(alone.length);
  });

  test('take the least size of a cluster from the parameters', () => {
    const coarse = findHdbscanPlaces(accidentsAt(points), { ...parameters, minPoints: 20 });
    expect(coarse.places.map(({ members }) => members.length >= 20)).toEqual([true, true]);
  });

  test.each([
    ['none', 0, 'too_few_accidents'],
    ['one', 1, 'too_few_accidents'],
    ['one short of two clusters', 7, 'too_few_accidents'],
    ['many in one place', 500, 'one_group'],
  ])('of too little are none: %s', (_, count, reason) => {
    const scene = accidentsAt(Array.from({ length: count }, () => [100, 100]));
    expect(findHdbscanPlaces(scene, parameters)).toMatchObject({
      places: [],
      notes: { noise: count, reason },
    });
  });

  test('of two places with many accidents each are these two', () => {
    const two = accidentsAt(Array.from({ length: 2_000 }, (_, i) => [i % 2 === 0 ? 0 : 900, 5]));
    const found = findHdbscanPlaces(two, parameters);
    expect(found.places.map(({ members }) => [members.length, members[0]])).toEqual([
      [1_000, { accident: 0, role: 'core' }],
      [1_000, { accident: 1, role: 'core' }],
    ]);
  });

  test('of more accidents than can be compared pair by pair are refused', () => {
    const many = accidentsAt(Array.from({ length: MOST_HDBSCAN_POINTS + 1 }, (_, i) => [i, i]));
    expect(() => findHdbscanPlaces(many, parameters)).toThrow(RangeError);
  });
});
