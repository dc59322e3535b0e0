// Vector tiles over HTTP: what is in them, and for whom.
import type { VectorTileFeature } from '@mapbox/vector-tile';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TileLayer } from '../../contract/delivery.ts';
import { type Address, above, type TileWorld, tileWorld } from '../support/tiles.ts';
import { id, latitude, type Person, places, roadId, sharedTile } from '../support/two-communes.ts';

let tiles: TileWorld;

beforeAll(async () => {
  tiles = await tileWorld();
});
afterAll(() => tiles?.database.close());

describe('getTile: properties per layer', () => {
  const invented = true;

  test('schools, with the band of the newest finished run and of a named one', async () => {
    const levels = 'primary,lower_secondary';
    const a = { id: id('A', 1), name: 'Trường Tiểu học A', levels, gates: 1, invented };
    expect(await tiles.properties('officerA', 'schools')).toEqual([{ ...a, band: 'D', score: 61.25 }]);
    expect(await tiles.properties('officerA', 'schools', sharedTile, `?run=${id('B', 80)}`)).toMatchObject([
      { band: 'B' },
    ]);
  });

  test('a run that is not there or not finished is refused', async () => {
    expect((await tiles.get('officerA', 'schools', sharedTile, `?run=${id('A', 99)}`)).status).toBe(404);
    expect(
      (await tiles.get('officerA', 'schools', sharedTile, `?run=${tiles.world.hotspotRun}`)).status,
    ).toBe(404);
    expect((await tiles.get('officerA', 'schools', sharedTile, `?run=${id('B', 81)}`)).status).toBe(409);
  });

  test('gates, zones, routes', async () => {
    const school = id('A', 1);
    expect(await tiles.properties('officerA', 'gates')).toEqual([{ id: id('A', 2), school, kind: 'main' }]);
    expect(await tiles.properties('officerA', 'gate_zones')).toEqual([{ id: id('A', 3), school }]);
    expect(await tiles.properties('officerA', 'routes')).toEqual([
      { id: id('A', 4), school, name: 'Tuyến khảo sát', surveyed: 1, age: 0, share: 0.25 },
      { id: id('A', 5), school, surveyed: 0, share: 0.25 },
    ]);
  });

  test('accidents, spots, findings', async () => {
    const accident = { pupil: 'unknown', window: 'trip', on: '2026-03-02', invented };
    expect(await tiles.properties('officerA', 'accidents')).toEqual([
      { ...accident, id: id('A', 10), severity: 'fatal', quality: 'exact' },
      { ...accident, id: id('A', 11), severity: 'slight', quality: 'street' },
    ]);
    expect(await tiles.properties('officerA', 'spots')).toEqual([
      { id: id('A', 20), kind: 'vehicle_keeping', state: 'open', sightings: 1, invented },
    ]);
    expect(await tiles.properties('officerA', 'findings')).toEqual([
      { id: id('A', 30), owner: 'commune', state: 'open', reason: 'no_footpath' },
    ]);
  });

  test('hotspots, each as an area and as its anchor', async () => {
    const found = await tiles.features('officerA', 'hotspots', sharedTile);
    const hotspot = {
      run: tiles.world.hotspotRun,
      number: 1,
      method: 'legal_rule',
      pass: 'planar',
      status: 'proposed',
      accidents: 2,
      fatal: 1,
      unit: 'A',
      invented,
    };
    expect(found.map((feature) => [feature.type, feature.properties])).toEqual([
      [3, { ...hotspot, part: 'area' }],
      [1, { ...hotspot, part: 'anchor' }],
    ]);
    expect(await tiles.properties('officerA', 'hotspots', sharedTile, '?method=dbscan')).toEqual([]);
  });

  test('densities and hexagons, of the newest standard run and of a named one', async () => {
    const density = await tiles.features('officerA', 'density', sharedTile);
    expect(density.map((feature) => [feature.type, feature.properties])).toEqual([
      [2, { number: 1, class: 4, density: 0.3 }],
    ]);
    const cell = { column: 1, row: -7, class: 3, z: 4.57, accidents: 2, emerging: 'new' };
    const hexagons = await tiles.features('officerA', 'hexagons', sharedTile);
    expect(hexagons.map((feature) => [feature.type, feature.properties])).toEqual([[3, cell]]);
    // Where nothing could be tested, a cell has its accidents and nothing else to tell.
    expect(await tiles.properties('officerA', 'hexagons', sharedTile, `?run=${id('B', 83)}`)).toEqual([
      { column: 1, row: -7, class: 0, accidents: 2 },
    ]);
    expect(
      await tiles.properties('officerA', 'hexagons', sharedTile, `?run=${tiles.world.densityRun}`),
    ).toEqual([]);
    expect((await tiles.get('officerA', 'density', sharedTile, `?run=${tiles.world.riskRun}`)).status).toBe(
      404,
    );
  });

  test('roads and units, of everybody, units only as long as they exist', async () => {
    expect(await tiles.properties('officerA', 'roads')).toEqual(
      [{ id: roadId, class: 'lane', name: 'Kiệt 12', oneway: false }].map(({ id: _, ...road }) => road),
    );
    expect(await tiles.properties('officerA', 'units')).toEqual([
      { id: 'A', name: 'A', kind: 'commune' },
      { id: 'B', name: 'B', kind: 'commune' },
    ]);
  });
});

describe('getTile: geometry', () => {
  test('a point stands where it was recorded, to half a tile unit', async () => {
    const [gate] = await tiles.features('officerA', 'gates', { z: 18, x: 209_412, y: 118_925 });
    expect(gate).toBeDefined();
    const { geometry } = gate!.toGeoJSON(209_412, 118_925, 18);
    if (geometry.type !== 'Point') throw new Error(`a gate came as ${geometry.type}`);
    const unitDegrees = 360 / 2 ** 18 / 4_096;
    expect(Math.abs(geometry.coordinates[0]! - places.A)).toBeLessThanOrEqual(unitDegrees / 2);
    expect(Math.abs(geometry.coordinates[1]! - latitude)).toBeLessThanOrEqual(unitDegrees / 2);
  });

  test('lines and areas are cut at the margin, and meet the next tile', async () => {
    const next = { ...sharedTile, x: sharedTile.x + 1 };
    const [here] = (await tiles.features('officerA', 'units', sharedTile)).filter(
      (unit) => unit.properties.id === 'B',
    );
    const [there] = (await tiles.features('officerA', 'units', next)).filter(
      (unit) => unit.properties.id === 'B',
    );
    const right = Math.max(
      ...here!
        .loadGeometry()
        .flat()
        .map(({ x }) => x),
    );
    const left = Math.min(
      ...there!
        .loadGeometry()
        .flat()
        .map(({ x }) => x),
    );
    expect([right, left]).toEqual([4_160, -64]);
    const road = (await tiles.features('officerA', 'roads', sharedTile))[0]!;
    // 107.585° E is 0.3129 and 107.595° E 0.768 of the tile's side.
    expect(road.loadGeometry()[0]!.map(({ x }) => x)).toEqual([1_282, 3_146]);
  });
});

describe('getTile: scope', () => {
  // Of no_stopping the junctions are everybody's, and need roads that meet: it has its own tests below.
  const common: readonly string[] = ['roads', 'units', 'background', 'no_stopping'];
  const private_ = TileLayer.options.filter((layer) => !common.includes(layer));

  test.each(private_)('an officer gets nothing of the other commune in %s', async (layer) => {
    const both = await tiles.properties('planner', layer);
    const ofA = await tiles.properties('officerA', layer);
    const ofB = await tiles.properties('officerB', layer);
    // Without both communes in the planner's tile this would prove nothing.
    expect(ofA.length).toBeGreaterThan(0);
    expect(ofB.length).toBeGreaterThan(0);
    expect(both).toHaveLength(ofA.length + ofB.length);
    const key = (one: Record<string, unknown>) => `${one.id ?? one.number ?? one.column}`;
    expect(ofA.filter((one) => ofB.some((other) => key(other) === key(one)))).toEqual([]);
    expect([...ofA, ...ofB].map(key).sort()).toEqual(both.map(key).sort());
  });

  test('the grid of low zooms counts only the own accidents', async () => {
    const total = async (person: Person, query = '') =>
      (await tiles.properties(person, 'accidents', above(6), query)).reduce(
        (sum, cell) => sum + Number(cell.count),
        0,
      );
    expect([await total('officerA'), await total('officerB'), await total('planner')]).toEqual([2, 2, 4]);
    expect(await total('planner', '?severity=fatal')).toBe(2);
    expect(await tiles.properties('officerA', 'accidents', above(6))).toEqual([
      { count: 2, severity: 'fatal', invented: true },
    ]);
  });

  test('neighbouring tiles of the grid do not count an accident twice', async () => {
    const southern = above(8);
    const northern = { ...southern, y: southern.y - 1 };
    const count = async (tile: Address) =>
      (await tiles.properties('planner', 'accidents', tile)).reduce(
        (sum, cell) => sum + Number(cell.count),
        0,
      );
    expect([await count(southern), await count(northern)]).toEqual([4, 0]);
    // Tile row 116 of zoom 8 ends at 16.6363° N; its margin of 1/64 reaches 0.02° further.
    const beyond = { location: `SRID=4326;POINT(${places.A} 16.645)` };
    await tiles.database
      .knex('accident')
      .where({ id: id('A', 10) })
      .update(beyond);
    expect([await count(southern), await count(northern)]).toEqual([3, 1]);
    const back = { location: `SRID=4326;POINT(${places.A} ${latitude})` };
    await tiles.database
      .knex('accident')
      .where({ id: id('A', 10) })
      .update(back);
  });

  test('without a session there is no tile', async () => {
    const { z, x, y } = sharedTile;
    expect((await request(tiles.app).get(`/tiles/schools/${z}/${x}/${y}`)).status).toBe(401);
  });
});

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

describe('getTile: filters and zooms', () => {
  test.each([
    ['?severity=slight', [id('A', 11)]],
    ['?from=2026-03-03', []],
    ['?unit=B', []],
    [`?school=${id('A', 1)}&withinMetres=50`, [id('A', 10), id('A', 11)]],
  ])('accidents take the filter of the screen: %s', async (query, expected) => {
    expect((await tiles.properties('officerA', 'accidents', sharedTile, query)).map((one) => one.id)).toEqual(
      expected,
    );
  });

  test.each([
    ['roads', 12],
    ['gates', 12],
    ['gate_zones', 13],
    ['routes', 10],
    ['spots', 10],
    ['findings', 10],
    ['hotspots', 7],
    ['density', 8],
    ['hexagons', 5],
    ['units', 7],
  ])('%s of the test are not in a tile of zoom %i, and are in the next', async (layer, zoom) => {
    expect(await tiles.properties('planner', layer, above(zoom))).toEqual([]);
    expect(await tiles.properties('planner', layer, above(zoom + 1))).not.toEqual([]);
  });

  test('the background of the demo town is drawn only where the territory is invented', async () => {
    // Around 108.70° E 15.04° N, where the demo town lies.
    const town = { z: 11, x: 1_642, y: 937 };
    const kinds = async () =>
      new Set((await tiles.properties('officerA', 'background', town)).map((one) => one.kind));
    expect(await kinds()).toEqual(new Set(['river', 'lake', 'park', 'field', 'built_up']));
    expect(await tiles.properties('officerA', 'background', sharedTile)).toEqual([]);
    await tiles.database.knex('territory').update({ invented: false });
    expect(await kinds()).toEqual(new Set());
    await tiles.database.knex('territory').update({ invented: true });
  });

  test('a tile outside its zoom, or of no layer, is refused', async () => {
    const outside = await tiles.get('planner', 'schools', { z: 2, x: 4, y: 0 });
    expect([outside.status, outside.type]).toEqual([422, 'application/problem+json']);
    expect((await tiles.get('planner', 'schools', { z: 2, x: 0, y: 4 })).status).toBe(422);
    expect((await tiles.get('planner', 'schools', { z: 21, x: 0, y: 0 })).status).toBe(422);
    expect((await tiles.get('planner', 'accounts', sharedTile)).status).toBe(422);
  });
});
