// Map, list and file speak of the same accidents: their counts agree for every filter and reader, and a tile made in
// memory is, to the byte, the one that the database gives.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccidentFilter } from '../../contract/filter.ts';
import { withScope } from '../../server/db/scope.ts';
import { accidentTileInSql } from '../support/accident-tiles-sql.ts';
import { type Person, people, startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
let school = '';
let place: { lon: number; lat: number };
const today = '2026-11-21';

beforeAll(async () => {
  town = await startTestApp();
  const { rows } = await town.database.knex.raw<{ rows: { id: string; lon: number; lat: number }[] }>(
    'select id, ST_X(location) as lon, ST_Y(location) as lat from school order by source_key limit 1',
  );
  school = rows[0]?.id ?? '';
  place = { lon: rows[0]?.lon ?? 0, lat: rows[0]?.lat ?? 0 };
});
afterAll(() => town?.close());

type Address = { z: number; x: number; y: number };

/** The tile of a zoom that holds a place. */
function tileAt(z: number, { lon, lat } = place): Address {
  const side = 2 ** z;
  const north = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI;
  return { z, x: Math.floor(((lon + 180) / 360) * side), y: Math.floor(((1 - north) / 2) * side) };
}

async function tile(person: Person, { z, x, y }: Address, query: string): Promise<Buffer> {
  const reply = await (await town.as(person))
    .get(`/tiles/accidents/${z}/${x}/${y}?${query}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  expect(reply.status).toBe(200);
  const bytes: unknown = reply.body;
  if (!Buffer.isBuffer(bytes)) throw new Error('the body was not read as bytes');
  return bytes;
}

const filters = () => [
  '',
  'severity=fatal,serious',
  'pupil=yes',
  'window=trip,day&from=2025-01-01&to=2025-12-31',
  'unit=ZZ-01',
  `school=${school}&withinMetres=300`,
  `bbox=${place.lon - 0.004},${place.lat - 0.003},${place.lon + 0.006},${place.lat + 0.005}`,
  `severity=slight&school=${school}&withinMetres=1500&from=2024-06-01&unit=ZZ-02`,
  'from=2030-01-01',
];
const readers: Person[] = ['planner', 'officerA', 'officerB', 'leader', 'admin'];

describe('a tile made in memory', () => {
  test.each(readers)('is for %s what the database gives, to the byte', async (person) => {
    const account = await town.database.knex('account').first('id').where({ login: people[person] });
    const zooms = [tileAt(4), tileAt(8), tileAt(9), tileAt(12), tileAt(14), tileAt(16)];
    const beside = tileAt(14, { lon: place.lon + 0.02, lat: place.lat });
    let bytes = 0;
    for (const query of filters()) {
      const filter = AccidentFilter.parse(Object.fromEntries(new URLSearchParams(query)));
      for (const address of [...zooms, beside]) {
        const made = await tile(person, address, query);
        const given = await withScope(town.database.knex, { accountId: account.id, onDate: today }, (tx) =>
          accidentTileInSql(tx, address, filter, today),
        );
        expect(made.equals(given), `${person} ${JSON.stringify(address)} ${query}`).toBe(true);
        bytes += made.length;
      }
    }
    expect(bytes).toBeGreaterThan(1_000);
  });

  test('has the points that a box of the database has, also those a hair outside it', async () => {
    const address = tileAt(16);
    const { knex } = town.database;
    const width = 360 / 2 ** 16;
    const west = address.x * width - 180;
    // The margin is 1/64 of a side; a box of single precision reaches up to a metre further.
    const edge = west - width / 64;
    await knex.raw(
      `insert into accident (id, unit_id, occurred_on, time_precision, trip_window, location, location_quality, source, source_key)
       select gen_random_uuid(), 'ZZ-01', '2026-05-05', 'day', 'other',
              ST_SetSRID(ST_MakePoint(:edge::float8 + (n - 40) * 4e-7, :lat::float8), 4326), 'exact', 'edge', n::text
         from generate_series(1, 80) n`,
      { edge, lat: place.lat },
    );
    const made = await tile('planner', address, 'from=2026-05-05&to=2026-05-05&severity=property');
    const given = await knex.transaction((tx) =>
      accidentTileInSql(tx, address, { from: '2026-05-05', to: '2026-05-05', severity: ['property'] }, today),
    );
    expect(made.equals(given)).toBe(true);
    await knex('accident').where({ source: 'edge' }).delete();
  });
});

describe('counts of accidents', () => {
  test.each(readers)('agree for %s on the map, in the list and in the file', async (person) => {
    const client = await town.as(person);
    const totals: number[] = [];
    for (const query of filters()) {
      const list = (await client.get(`/api/accidents?limit=1&${query}`).expect(200)).body;
      const file = (await client.get(`/api/export/accidents?format=geojson&${query}`).expect(200)).body;
      const features: { geometry: unknown }[] = file.features;
      const placed = features.filter(({ geometry }) => geometry !== null).length;
      expect([features.length, features.length - placed], query).toEqual([list.total, list.unlocated]);
      // One tile of the whole world counts everything once.
      expect(counted(await tile(person, { z: 0, x: 0, y: 0 }, query)), query).toBe(placed);
      const points = new Set<unknown>();
      for (const address of townTiles()) {
        for (const { id } of properties(await tile(person, address, query))) points.add(id);
      }
      expect(points.size, query).toBe(placed);
      totals.push(list.total);
    }
    // Were every count 0, this would prove nothing.
    expect(totals[0]).toBeGreaterThan(20);
    expect(new Set(totals).size).toBeGreaterThan(4);
  });
});

/** The tiles of zoom 12 around the town. */
function townTiles(): Address[] {
  const { z, x, y } = tileAt(12);
  const steps = [-2, -1, 0, 1, 2];
  return steps.flatMap((dx) => steps.map((dy) => ({ z, x: x + dx, y: y + dy })));
}

function properties(bytes: Buffer): Record<string, unknown>[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers.accidents;
  return layer === undefined
    ? []
    : Array.from({ length: layer.length }, (_, i) => layer.feature(i).properties);
}

function counted(bytes: Buffer): number {
  return properties(bytes).reduce((sum, cell) => sum + Number(cell.count), 0);
}
