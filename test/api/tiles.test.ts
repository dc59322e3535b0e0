// Vector tiles over HTTP: what is in them, for whom, and how they travel.
import { createServer, get as httpGet, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import type { Express } from 'express';
import { PbfReader } from 'pbf';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TileLayer } from '../../contract/delivery.ts';
import type { Database } from '../../server/db/open.ts';
import { mostSingleAccidents } from '../../server/tiles/accident-tile.ts';
import { mostSingleSchools } from '../../server/tiles/queries.ts';
import { testDatabase } from '../support/database.ts';
import {
  fillTwoCommunes,
  id,
  latitude,
  type Person,
  places,
  roadId,
  serveTwoCommunes,
  sharedTile,
  type TwoCommunes,
} from '../support/two-communes.ts';

let database: Database;
let world: TwoCommunes;
let app: Express;

beforeAll(async () => {
  database = await testDatabase();
  world = await fillTwoCommunes(database.knex);
  app = serveTwoCommunes(database.knex);
});
afterAll(() => database?.close());

type Address = { z: number; x: number; y: number };

/** The tile of a zoom over the shared tile of zoom 14. */
function above(z: number): Address {
  const smaller = 2 ** (sharedTile.z - z);
  return { z, x: Math.floor(sharedTile.x / smaller), y: Math.floor(sharedTile.y / smaller) };
}

function get(person: Person, layer: string, { z, x, y }: Address, query = '') {
  return request(app)
    .get(`/tiles/${layer}/${z}/${x}/${y}${query}`)
    .set('Cookie', `session=${world.tokens[person]}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
}

async function features(
  person: Person,
  layer: string,
  tile: Address,
  query = '',
): Promise<VectorTileFeature[]> {
  const reply = await get(person, layer, tile, query);
  expect(reply.status).toBe(200);
  const bytes: unknown = reply.body;
  if (!Buffer.isBuffer(bytes)) throw new Error('the body was not read as bytes');
  const found = new VectorTile(new PbfReader(bytes)).layers[layer];
  return found === undefined ? [] : Array.from({ length: found.length }, (_, i) => found.feature(i));
}

async function properties(person: Person, layer: string, tile: Address = sharedTile, query = '') {
  return (await features(person, layer, tile, query)).map((feature) => feature.properties);
}

/** The body as it travels: supertest would unpack it. */
async function rawBody(
  path: string,
  token: string,
): Promise<{ headers: IncomingHttpHeaders; bytes: Buffer }> {
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  try {
    return await new Promise((done, fail) => {
      const headers = { cookie: `session=${token}`, 'accept-encoding': 'gzip, br' };
      httpGet({ host: '127.0.0.1', port: address.port, path, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done({ headers: response.headers, bytes: Buffer.concat(chunks) }));
      }).on('error', fail);
    });
  } finally {
    server.close();
  }
}

describe('getTile: properties per layer', () => {
  const invented = true;

  test('schools, with the band of the newest finished run and of a named one', async () => {
    const levels = 'primary,lower_secondary';
    const a = { id: id('A', 1), name: 'Trường Tiểu học A', levels, gates: 1, invented };
    expect(await properties('officerA', 'schools')).toEqual([{ ...a, band: 'D', score: 61.25 }]);
    expect(await properties('officerA', 'schools', sharedTile, `?run=${id('B', 80)}`)).toMatchObject([
      { band: 'B' },
    ]);
  });

  test('a run that is not there or not finished is refused', async () => {
    expect((await get('officerA', 'schools', sharedTile, `?run=${id('A', 99)}`)).status).toBe(404);
    expect((await get('officerA', 'schools', sharedTile, `?run=${world.hotspotRun}`)).status).toBe(404);
    expect((await get('officerA', 'schools', sharedTile, `?run=${id('B', 81)}`)).status).toBe(409);
  });

  test('gates, zones, routes', async () => {
    const school = id('A', 1);
    expect(await properties('officerA', 'gates')).toEqual([{ id: id('A', 2), school, kind: 'main' }]);
    expect(await properties('officerA', 'gate_zones')).toEqual([{ id: id('A', 3), school }]);
    expect(await properties('officerA', 'routes')).toEqual([
      { id: id('A', 4), school, name: 'Tuyến khảo sát', surveyed: 1, age: 0, share: 0.25 },
      { id: id('A', 5), school, surveyed: 0, share: 0.25 },
    ]);
  });

  test('accidents, spots, findings', async () => {
    const accident = { pupil: 'unknown', window: 'trip', on: '2026-03-02', invented };
    expect(await properties('officerA', 'accidents')).toEqual([
      { ...accident, id: id('A', 10), severity: 'fatal', quality: 'exact' },
      { ...accident, id: id('A', 11), severity: 'slight', quality: 'street' },
    ]);
    expect(await properties('officerA', 'spots')).toEqual([
      { id: id('A', 20), kind: 'vehicle_keeping', state: 'open', sightings: 1, invented },
    ]);
    expect(await properties('officerA', 'findings')).toEqual([
      { id: id('A', 30), owner: 'commune', state: 'open', reason: 'no_footpath' },
    ]);
  });

  test('hotspots, each as an area and as its anchor', async () => {
    const found = await features('officerA', 'hotspots', sharedTile);
    const hotspot = {
      run: world.hotspotRun,
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
    expect(await properties('officerA', 'hotspots', sharedTile, '?method=dbscan')).toEqual([]);
  });

  test('densities and hexagons, of the newest standard run and of a named one', async () => {
    const density = await features('officerA', 'density', sharedTile);
    expect(density.map((feature) => [feature.type, feature.properties])).toEqual([
      [2, { number: 1, class: 4, density: 0.3 }],
    ]);
    const cell = { column: 1, row: -7, class: 3, z: 4.57, accidents: 2, emerging: 'new' };
    const hexagons = await features('officerA', 'hexagons', sharedTile);
    expect(hexagons.map((feature) => [feature.type, feature.properties])).toEqual([[3, cell]]);
    // Where nothing could be tested, a cell has its accidents and nothing else to tell.
    expect(await properties('officerA', 'hexagons', sharedTile, `?run=${id('B', 83)}`)).toEqual([
      { column: 1, row: -7, class: 0, accidents: 2 },
    ]);
    expect(await properties('officerA', 'hexagons', sharedTile, `?run=${world.densityRun}`)).toEqual([]);
    expect((await get('officerA', 'density', sharedTile, `?run=${world.riskRun}`)).status).toBe(404);
  });

  test('roads and units, of everybody, units only as long as they exist', async () => {
    expect(await properties('officerA', 'roads')).toEqual(
      [{ id: roadId, class: 'lane', name: 'Kiệt 12', oneway: false }].map(({ id: _, ...road }) => road),
    );
    expect(await properties('officerA', 'units')).toEqual([
      { id: 'A', name: 'A', kind: 'commune' },
      { id: 'B', name: 'B', kind: 'commune' },
    ]);
  });
});

describe('getTile: geometry', () => {
  test('a point stands where it was recorded, to half a tile unit', async () => {
    const [gate] = await features('officerA', 'gates', { z: 18, x: 209_412, y: 118_925 });
    expect(gate).toBeDefined();
    const { geometry } = gate!.toGeoJSON(209_412, 118_925, 18);
    if (geometry.type !== 'Point') throw new Error(`a gate came as ${geometry.type}`);
    const unitDegrees = 360 / 2 ** 18 / 4_096;
    expect(Math.abs(geometry.coordinates[0]! - places.A)).toBeLessThanOrEqual(unitDegrees / 2);
    expect(Math.abs(geometry.coordinates[1]! - latitude)).toBeLessThanOrEqual(unitDegrees / 2);
  });

  test('lines and areas are cut at the margin, and meet the next tile', async () => {
    const next = { ...sharedTile, x: sharedTile.x + 1 };
    const [here] = (await features('officerA', 'units', sharedTile)).filter(
      (unit) => unit.properties.id === 'B',
    );
    const [there] = (await features('officerA', 'units', next)).filter((unit) => unit.properties.id === 'B');
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
    const road = (await features('officerA', 'roads', sharedTile))[0]!;
    // 107.585° E is 0.3129 and 107.595° E 0.768 of the tile's side.
    expect(road.loadGeometry()[0]!.map(({ x }) => x)).toEqual([1_282, 3_146]);
  });
});

describe('getTile: scope', () => {
  // Of no_stopping the junctions are everybody's, and need roads that meet: it has its own tests below.
  const common: readonly string[] = ['roads', 'units', 'background', 'no_stopping'];
  const private_ = TileLayer.options.filter((layer) => !common.includes(layer));

  test.each(private_)('an officer gets nothing of the other commune in %s', async (layer) => {
    const both = await properties('planner', layer);
    const ofA = await properties('officerA', layer);
    const ofB = await properties('officerB', layer);
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
      (await properties(person, 'accidents', above(6), query)).reduce(
        (sum, cell) => sum + Number(cell.count),
        0,
      );
    expect([await total('officerA'), await total('officerB'), await total('planner')]).toEqual([2, 2, 4]);
    expect(await total('planner', '?severity=fatal')).toBe(2);
    expect(await properties('officerA', 'accidents', above(6))).toEqual([
      { count: 2, severity: 'fatal', invented: true },
    ]);
  });

  test('neighbouring tiles of the grid do not count an accident twice', async () => {
    const southern = above(8);
    const northern = { ...southern, y: southern.y - 1 };
    const count = async (tile: Address) =>
      (await properties('planner', 'accidents', tile)).reduce((sum, cell) => sum + Number(cell.count), 0);
    expect([await count(southern), await count(northern)]).toEqual([4, 0]);
    // Tile row 116 of zoom 8 ends at 16.6363° N; its margin of 1/64 reaches 0.02° further.
    const beyond = { location: `SRID=4326;POINT(${places.A} 16.645)` };
    await database
      .knex('accident')
      .where({ id: id('A', 10) })
      .update(beyond);
    expect([await count(southern), await count(northern)]).toEqual([3, 1]);
    const back = { location: `SRID=4326;POINT(${places.A} ${latitude})` };
    await database
      .knex('accident')
      .where({ id: id('A', 10) })
      .update(back);
  });

  test('without a session there is no tile', async () => {
    const { z, x, y } = sharedTile;
    expect((await request(app).get(`/tiles/schools/${z}/${x}/${y}`)).status).toBe(401);
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
    await database.knex('road_edge').insert([
      road(1, { class: 'national', lanes: 3 }, at(-100, 0), at(0, 0)),
      road(2, { class: 'national', lanes: 3 }, at(0, 0), at(200, 0)),
      road(3, {}, at(0, 0), at(0, 80)),
      // A path makes no junction, two ends make none either.
      road(4, { class: 'path' }, at(-100, 0), at(-100, -50)),
      road(5, {}, at(-100, 0), at(-100, 50)),
    ]);
    const gate = { school_id: id('A', 1), unit_id: 'A', kind: 'main', source: 'crossing' };
    await database.knex('gate').insert([
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
    const [gate, junction, ...others] = await features('officerA', 'no_stopping', tile);
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
      (await properties(person, 'no_stopping', tile)).map((one) => one.reason);
    expect(await reasons('officerB')).toEqual(['junction']);
    expect(await reasons('planner')).toEqual(['gate', 'junction']);
    const wider = { z: 15, x: tile.x >> 1, y: tile.y >> 1 };
    expect(await properties('planner', 'no_stopping', wider)).toEqual([]);
  });
});

describe('getTile: accidents in memory', () => {
  const shown = async (person: Person = 'planner') =>
    (await properties(person, 'accidents')).map((one) => one.id);
  const accident = (number: number, unit: string | null) => ({
    id: id('A', number),
    unit_id: unit,
    occurred_on: '2026-04-01',
    time_precision: 'day',
    trip_window: 'other',
    location: `SRID=4326;POINT(${places.A} ${latitude})`,
    location_quality: 'exact',
    source: 'later',
    source_key: String(number),
  });

  test('follow every write at once, and keep what was rolled back out', async () => {
    const before = await shown();
    await database.knex('accident').insert(accident(5, 'A'));
    expect(await shown()).toEqual([id('A', 5), ...before]);
    await database
      .knex('accident')
      .where({ id: id('A', 5) })
      .update({ deaths: 1 });
    expect((await properties('planner', 'accidents'))[0]).toMatchObject({ severity: 'fatal' });
    await database
      .knex('accident')
      .where({ id: id('A', 5) })
      .update({ location: null });
    expect(await shown()).toEqual(before);
    await database
      .knex('accident')
      .where({ id: id('A', 5) })
      .delete();
    const tx = await database.knex.transaction();
    await tx('accident').insert(accident(6, 'A'));
    await tx.rollback();
    expect(await shown()).toEqual(before);
  });

  test('of one transaction that began before another and ended after it are not missed', async () => {
    // The embedded database runs one transaction after the other.
    if (database.kind === 'embedded') return;
    const before = await shown();
    const [first, second] = [await database.knex.transaction(), await database.knex.transaction()];
    await first('accident').insert(accident(5, 'A'));
    await second('accident').insert(accident(6, 'A'));
    await second.commit();
    expect(await shown()).toEqual([id('A', 6), ...before]);
    await first.commit();
    expect(await shown()).toEqual([id('A', 5), id('A', 6), ...before]);
    await database.knex('accident').where({ source: 'later' }).delete();
  });

  test('outside every unit are shown to readers of the nation only', async () => {
    const before = await shown();
    await database.knex('accident').insert(accident(5, null));
    expect(await shown()).toEqual(before);
    const { id: account } = await database.knex('account').first('id').where({ login: 'planner' });
    const grant = { id: crypto.randomUUID(), account_id: account, role: 'planner', unit_id: 'VN' };
    await database.knex('role_grant').insert({ ...grant, valid_from: '2026-01-01' });
    expect(await shown()).toEqual([id('A', 5), ...before]);
    expect(await shown('officerA')).not.toContain(id('A', 5));
    await database.knex('role_grant').where({ id: grant.id }).delete();
    expect(await shown()).toEqual(before);
    await database.knex('accident').where({ source: 'later' }).delete();
  });

  test('asked for by many at once before anything was read are whole for all', async () => {
    const anew = await testDatabase();
    try {
      const tokens = (await fillTwoCommunes(anew.knex)).tokens;
      const server = serveTwoCommunes(anew.knex);
      const { z, x, y } = sharedTile;
      const replies = await Promise.all(
        Array.from({ length: 20 }, () =>
          request(server).get(`/tiles/accidents/${z}/${x}/${y}`).set('Cookie', `session=${tokens.officerB}`),
        ),
      );
      expect(new Set(replies.map((reply) => `${reply.status} ${reply.headers.etag}`)).size).toBe(1);
      expect(replies[0]?.status).toBe(200);
    } finally {
      await anew.close();
    }
  });
});

describe('getTile: filters and zooms', () => {
  test.each([
    ['?severity=slight', [id('A', 11)]],
    ['?from=2026-03-03', []],
    ['?unit=B', []],
    [`?school=${id('A', 1)}&withinMetres=50`, [id('A', 10), id('A', 11)]],
  ])('accidents take the filter of the screen: %s', async (query, expected) => {
    expect((await properties('officerA', 'accidents', sharedTile, query)).map((one) => one.id)).toEqual(
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
    expect(await properties('planner', layer, above(zoom))).toEqual([]);
    expect(await properties('planner', layer, above(zoom + 1))).not.toEqual([]);
  });

  test('the background of the demo town is drawn only where the territory is invented', async () => {
    // Around 108.70° E 15.04° N, where the demo town lies.
    const town = { z: 11, x: 1_642, y: 937 };
    const kinds = async () =>
      new Set((await properties('officerA', 'background', town)).map((one) => one.kind));
    expect(await kinds()).toEqual(new Set(['river', 'lake', 'park', 'field', 'built_up']));
    expect(await properties('officerA', 'background', sharedTile)).toEqual([]);
    await database.knex('territory').update({ invented: false });
    expect(await kinds()).toEqual(new Set());
    await database.knex('territory').update({ invented: true });
  });

  test('a tile outside its zoom, or of no layer, is refused', async () => {
    const outside = await get('planner', 'schools', { z: 2, x: 4, y: 0 });
    expect([outside.status, outside.type]).toEqual([422, 'application/problem+json']);
    expect((await get('planner', 'schools', { z: 2, x: 0, y: 4 })).status).toBe(422);
    expect((await get('planner', 'schools', { z: 21, x: 0, y: 0 })).status).toBe(422);
    expect((await get('planner', 'accounts', sharedTile)).status).toBe(422);
  });
});

describe('getTile: delivery', () => {
  test('an unchanged tile is not sent again, a changed one is', async () => {
    const first = await get('officerB', 'spots', sharedTile);
    expect(first.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    expect(first.headers['cache-control']).toBe('private, no-cache');
    expect(first.headers.etag).toMatch(/^"[0-9a-f]{16}"$/);
    const again = () => get('officerB', 'spots', sharedTile).set('If-None-Match', first.headers.etag ?? '');
    expect((await again()).status).toBe(304);
    await database
      .knex('illegal_spot')
      .where({ id: id('B', 20) })
      .update({ state: 'handled' });
    expect((await again()).status).toBe(200);
  });

  test('a large tile is compressed for those who accept it; both forms hold the same and differ in ETag', async () => {
    await database.knex.raw(
      `insert into illegal_spot (id, unit_id, kind, location, first_seen_at, last_seen_at)
       select ('bbbbbbbb-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'B', 'encroachment',
              ST_SetSRID(ST_MakePoint(107.594 + n * 1e-5, 16.45), 4326), now(), now() from generate_series(1, 100) n`,
    );
    const plain = await get('officerB', 'spots', sharedTile).set('Accept-Encoding', 'identity');
    const packed = await rawBody('/tiles/spots/14/13088/7432', world.tokens.officerB);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers.vary).toMatch(/Accept-Encoding/i);
    expect(packed.headers.etag).not.toBe(plain.headers.etag);
    expect(packed.bytes.length).toBeLessThan(plain.body.length);
    expect(gunzipSync(packed.bytes).equals(plain.body)).toBe(true);
  });

  test('the same question twice gives the same bytes', async () => {
    const one = await get('planner', 'schools', above(8));
    const two = await get('planner', 'schools', above(8));
    expect(one.body.equals(two.body)).toBe(true);
  });

  test('more accidents than one tile may hold come as counts, none left out', async () => {
    await database.knex.raw(
      `insert into accident (id, unit_id, occurred_on, time_precision, trip_window, location, location_quality, source, source_key)
       select gen_random_uuid(), 'B', '2026-05-05', 'day', 'other', ST_SetSRID(ST_MakePoint(107.592 + n * 1e-7, 16.45), 4326),
              'exact', 'many', n::text from generate_series(1, :n) n`,
      { n: mostSingleAccidents },
    );
    const cells = await properties('planner', 'accidents');
    expect(cells.length).toBeLessThanOrEqual(64 * 64);
    expect(cells.reduce((sum, cell) => sum + Number(cell.count), 0)).toBe(mostSingleAccidents + 4);
  });

  test('more schools than badges have room for are thinned to the worst of each place, none left out', async () => {
    await database.knex.raw(
      `insert into school (id, unit_id, name, levels, location, source, source_key)
       select gen_random_uuid(), 'B', 'Trường ' || n, '{primary}', ST_SetSRID(ST_MakePoint(107.585 + n * 1e-7, 16.45), 4326),
              'many', n::text from generate_series(1, :n) n`,
      { n: mostSingleSchools },
    );
    const shown = await properties('planner', 'schools');
    expect(shown.length).toBeLessThan(10);
    expect(shown.reduce((sum, one) => sum + Number(one.schools), 0)).toBe(mostSingleSchools + 2);
    // The only schools with a score are the worst wherever they stand.
    expect(shown.map((one) => one.id)).toEqual(expect.arrayContaining([id('A', 1), id('B', 1)]));
    // A reader of one commune who sees few is shown each.
    expect((await properties('officerA', 'schools')).map((one) => one.schools)).toEqual([undefined]);
  });

  test('larger roads come as joined lines, and anew once a road has changed', async () => {
    const road = (n: number) =>
      database.knex.raw(
        `insert into road_edge (id, source, source_key, part, class, ref, path, length_m)
         values (gen_random_uuid(), 'joined', ?, 0, 'national', 'QL.1', ST_SetSRID(ST_MakeLine(
           ST_MakePoint((1075 + ?::float8) / 10, 16.4), ST_MakePoint((1076 + ?::float8) / 10, 16.4)), 4326), 1000)`,
        [String(n), n, n],
      );
    const lines = async () =>
      (await features('officerA', 'roads', above(9))).map((one) => one.loadGeometry());
    expect(await lines()).toEqual([]);
    await road(0);
    await road(1);
    const [joined, ...others] = await features('officerA', 'roads', above(9));
    expect(others).toEqual([]);
    expect(joined!.properties).toEqual({ class: 'national', ref: 'QL.1' });
    const [line, ...rest] = joined!.loadGeometry();
    expect([line!.length, rest.length]).toEqual([2, 0]);
    await road(2);
    expect((await lines())[0]![0]).not.toEqual(line);
  });
});
