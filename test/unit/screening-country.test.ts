// The invented country of the benchmarks: the same seed gives the same bytes, and it is what the benchmarks say it is.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Country, generateCountry } from '../../bench/country/generate.ts';
import { provinceSquare } from '../../bench/country/land.ts';

function digest(country: Country): string {
  const hash = createHash('sha256');
  for (const layer of [country.roads, country.schools, country.accidents, country.routes]) {
    for (const values of Object.values(layer)) {
      if (ArrayBuffer.isView(values))
        hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  return hash.update(JSON.stringify(country.communes)).digest('hex').slice(0, 16);
}

const tiny = generateCountry({ scale: 0.002 });

describe('the invented country', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(digest(generateCountry({ scale: 0.002 }))).toBe(digest(tiny));
    expect(digest(generateCountry({ scale: 0.002, seed: 2 }))).not.toBe(digest(tiny));
    // Numbers measured on another country cannot be compared with older ones.
    expect(digest(tiny)).toBe('f41d0217cde20750');
  });

  test('has the counts of its scale', () => {
    expect([tiny.schools.lon.length, tiny.accidents.lon.length, tiny.routes.school.length]).toEqual([
      82, 2_000, 800,
    ]);
    expect(tiny.routes.lonLat.length / 2 / 800).toBeGreaterThan(20);
    expect(tiny.routes.lonLat.length / 2 / 800).toBeLessThan(24);
    expect(tiny.roads.from.length).toBeGreaterThan(1_600);
    expect(tiny.roads.from.length).toBeLessThan(2_400);
  });

  test('lies within the bounds of the territory, accidents on their roads, routes ending at their schools', () => {
    for (let province = 0; province < 34; province++) {
      const { west, south, east, north } = provinceSquare(province);
      expect(west >= 102 && south >= 6 && east <= 118 && north <= 24).toBe(true);
    }
    const { roads, schools, accidents, routes } = tiny;
    accidents.edge.forEach((edge, a) => {
      expect(accidents.offsetMetres[a]).toBeLessThanOrEqual(roads.lengthMetres[edge]!);
      const metres = Math.hypot(
        (accidents.lon[a]! - roads.lon[roads.from[edge]!]!) * 110_000,
        (accidents.lat[a]! - roads.lat[roads.from[edge]!]!) * 110_600,
      );
      expect(Math.abs(metres - accidents.offsetMetres[a]!)).toBeLessThan(60);
    });
    routes.school.forEach((school, r) => {
      const last = (routes.start[r + 1]! - 1) * 2;
      const node = schools.node[school]!;
      expect([routes.lonLat[last], routes.lonLat[last + 1]]).toEqual([roads.lon[node], roads.lat[node]]);
    });
  });
});
