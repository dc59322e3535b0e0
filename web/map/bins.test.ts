// Counted hexagons: every accident once, the same lattice from everywhere, and no count that is only a part.
import { describe, expect, it } from 'vitest';
import { binned, binWidthMetres, breaksFor, coverOf, eachOnce, type TileAccident } from './bins.ts';

const world: [number, number, number, number] = [-2e7, -2e7, 2e7, 2e7];
const at = (id: string | null, lon: number, lat: number, count = 1): TileAccident => ({
  id,
  lon,
  lat,
  count,
});

/** A fixed spread of places over about 5 km. */
const spread = Array.from({ length: 500 }, (_, i) =>
  at(`a${i}`, 108.7 + ((i * 37) % 101) / 2_000, 15 + ((i * 53) % 97) / 2_000),
);

function total(accidents: readonly TileAccident[]): number {
  const { features } = binned(accidents, 500, 15, world);
  return features.features
    .filter(({ properties }) => properties.part === 'area')
    .reduce((sum, { properties }) => sum + (properties.accidents ?? 0), 0);
}

describe('counted hexagons', () => {
  it('hold every accident exactly once', () => {
    expect(total(spread)).toBe(500);
    expect(total([at(null, 108.7, 15, 12), at('b', 108.75, 15.02)])).toBe(13);
  });

  it('are as wide on the ground as they say', () => {
    const [first] = binned([at('a', 108.7, 15)], 500, 15, world).features.features;
    const ring = first?.geometry.type === 'Polygon' ? (first.geometry.coordinates[0] ?? []) : [];
    const lons = ring.map(([lon = 0]) => lon);
    const metresPerDegree = (Math.PI / 180) * 6_378_137 * Math.cos((15 * Math.PI) / 180);
    expect((Math.max(...lons) - Math.min(...lons)) * metresPerDegree).toBeCloseTo(500, 0);
  });

  it('do not move when other accidents come into view', () => {
    const shapes = (accidents: readonly TileAccident[]) =>
      binned(accidents, 500, 15, world).features.features.map(({ geometry }) => JSON.stringify(geometry));
    expect(shapes(spread)).toEqual(expect.arrayContaining(shapes(spread.slice(0, 40))));
  });

  it('give no count where they reach over the edge of what is loaded', () => {
    const [west = 0, south = 0, east = 0, north = 0] = coverOf([108.7, 15, 108.7, 15], 14);
    const { features } = binned([at('a', 108.7, 15)], 64_000, 15, [west, south, east, north]);
    expect(features.features.map(({ properties }) => properties)).toEqual([{ part: 'area', class: -1 }]);
  });

  it('have breaks that the highest count does not outgrow', () => {
    expect(breaksFor(3)).toEqual([1, 2, 3, 5, 8]);
    expect(breaksFor(30)).toEqual([1, 2, 5, 10, 20]);
    expect(breaksFor(420)).toEqual([1, 25, 50, 100, 250]);
    expect(breaksFor(1e9)).toHaveLength(5);
  });

  it('double from zoom to zoom, never below 100 m', () => {
    expect([9, 12, 14, 15, 19].map(binWidthMetres)).toEqual([8_000, 1_000, 250, 100, 100]);
  });
});

describe('accidents of the tiles', () => {
  it('are taken once where neighbouring tiles share them', () => {
    expect(eachOnce([at('a', 108.7, 15), at('a', 108.7, 15), at('b', 108.7, 15)], 12)).toHaveLength(2);
  });

  it('are not taken again where their own tile came as a grid', () => {
    const grid = at(null, 108.7, 15, 20_001);
    expect(eachOnce([grid, at('a', 108.7001, 15.0001)], 12)).toEqual([grid]);
  });
});
