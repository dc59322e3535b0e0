// The statutory no-stopping areas that tiles show: computed from gates, roads and junctions.
import type { VectorTileFeature } from '@mapbox/vector-tile';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TileWorld, tileWorld } from '../support/tiles.ts';
import { id, type Person } from '../support/two-communes.ts';

let tiles: TileWorld;

beforeAll(async () => {
  tiles = await tileWorld();
});
afterAll(() => tiles?.database.close());

describe('getTile: no_stopping', () => {
  // Far from what the other tests look at: a gate 20 m south of a road of three lanes, where two roads meet it.
  const crossing = { lon: 107.3, lat: 16.3 };
  const degreesNorth = 1 / 110_650;
  const degreesEast = 1 / 106_950;
  const tile = { z: 16, x: 52_301, y: 29_759 };

  beforeAll(async () => {
    const { lon, lat } = crossing;
    const at = (east: number, north: number) => `${lon + east * degreesEast} ${lat + north * degreesNorth}`;
    const road = (number: number, extra: object, ...places: string[]) => ({
      id: id('B', 900 + number),
      source: 'crossing',
      source_key: String(number),
      part: 0,
      class: 'lane',
      path: `SRID=4326;LINESTRING(${places.join(',')})`,
      length_m: 100,
      ...extra,
    });
    await tiles.database.knex('road_edge').insert([
      road(1, { class: 'national', lanes: 3 }, at(-100, 0), at(0, 0)),
      road(2, { class: 'national', lanes: 3 }, at(0, 0), at(200, 0)),
      road(3, {}, at(0, 0), at(0, 80)),
      // A path makes no junction, two ends make none either.
      road(4, { class: 'path' }, at(-100, 0), at(-100, -50)),
      road(5, {}, at(-100, 0), at(-100, 50)),
    ]);
    const gate = { school_id: id('A', 1), unit_id: 'A', kind: 'main', source: 'crossing' };
    await tiles.database.knex('gate').insert([
      { ...gate, id: id('A', 901), source_key: '1', location: `SRID=4326;POINT(${at(50, -20)})` },
      // Too far from every road.
      { ...gate, id: id('A', 902), source_key: '2', location: `SRID=4326;POINT(${at(50, -31)})` },
    ]);
  });

  /** East and north of the crossing, metres: [west, south, east, north] of a feature. */
  function extent(feature: VectorTileFeature): number[] {
    const { geometry } = feature.toGeoJSON(tile.x, tile.y, tile.z);
    if (geometry.type !== 'Polygon') throw new Error(`an area came as ${geometry.type}`);
    const places_ = geometry.coordinates[0] ?? [];
    const east = places_.map(([lon = 0]) => (lon - crossing.lon) / degreesEast);
    const north = places_.map(([, lat = 0]) => (lat - crossing.lat) / degreesNorth);
    return [Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)];
  }

  test('5 m around the mouth of a gate, and around a junction as wide as half its widest road', async () => {
    const [gate, junction, ...others] = await tiles.features('officerA', 'no_stopping', tile);
    const rule = 'Luật 36/2024/QH15, Đ.18 k.4';
    expect([gate?.properties, junction?.properties, others]).toEqual([
      { reason: 'gate', rule, gate: id('A', 901), school: id('A', 1), invented: false },
      { reason: 'junction', rule, invented: false },
      [],
    ]);
    const expected = [
      [45, -25, 55, 5],
      // 3 lanes of 3.5 m: 5.25 m to the edge and 5 m on.
      [-10.25, -10.25, 10.25, 10.25],
    ];
    for (const [i, found] of [extent(gate!), extent(junction!)].entries()) {
      for (const [side, metres] of found.entries()) {
        expect(Math.abs(metres - expected[i]![side]!), `${i} ${found}`).toBeLessThan(0.4);
      }
    }
  });

  test('gates are shown to those who may see them, from zoom 16 on', async () => {
    const reasons = async (person: Person) =>
      (await tiles.properties(person, 'no_stopping', tile)).map((one) => one.reason);
    expect(await reasons('officerB')).toEqual(['junction']);
    expect(await reasons('planner')).toEqual(['gate', 'junction']);
    const wider = { z: 15, x: tile.x >> 1, y: tile.y >> 1 };
    expect(await tiles.properties('planner', 'no_stopping', wider)).toEqual([]);
  });
});
