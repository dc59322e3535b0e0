// What of tiles is kept in memory and stays true, how they travel, and what they do when there is too much for one.
import { gunzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mostSingleAccidents } from '../../server/tiles/accident-tile.ts';
import { mostSingleSchools } from '../../server/tiles/queries.ts';
import { testDatabase } from '../support/database.ts';
import { above, type TileWorld, tileWorld } from '../support/tiles.ts';
import {
  fillTwoCommunes,
  id,
  latitude,
  type Person,
  places,
  serveTwoCommunes,
  sharedTile,
} from '../support/two-communes.ts';

let tiles: TileWorld;

beforeAll(async () => {
  tiles = await tileWorld();
});
afterAll(() => tiles?.database.close());

describe('getTile: accidents in memory', () => {
  const shown = async (person: Person = 'planner') =>
    (await tiles.properties(person, 'accidents')).map((one) => one.id);
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
    await tiles.database.knex('accident').insert(accident(5, 'A'));
    expect(await shown()).toEqual([id('A', 5), ...before]);
    await tiles.database
      .knex('accident')
      .where({ id: id('A', 5) })
      .update({ deaths: 1 });
    expect((await tiles.properties('planner', 'accidents'))[0]).toMatchObject({ severity: 'fatal' });
    await tiles.database
      .knex('accident')
      .where({ id: id('A', 5) })
      .update({ location: null });
    expect(await shown()).toEqual(before);
    await tiles.database
      .knex('accident')
      .where({ id: id('A', 5) })
      .delete();
    const tx = await tiles.database.knex.transaction();
    await tx('accident').insert(accident(6, 'A'));
    await tx.rollback();
    expect(await shown()).toEqual(before);
  });

  test('of one transaction that began before another and ended after it are not missed', async () => {
    // The embedded tiles.database runs one transaction after the other.
    if (tiles.database.kind === 'embedded') return;
    const before = await shown();
    const [first, second] = [
      await tiles.database.knex.transaction(),
      await tiles.database.knex.transaction(),
    ];
    await first('accident').insert(accident(5, 'A'));
    await second('accident').insert(accident(6, 'A'));
    await second.commit();
    expect(await shown()).toEqual([id('A', 6), ...before]);
    await first.commit();
    expect(await shown()).toEqual([id('A', 5), id('A', 6), ...before]);
    await tiles.database.knex('accident').where({ source: 'later' }).delete();
  });

  test('outside every unit are shown to readers of the nation only', async () => {
    const before = await shown();
    await tiles.database.knex('accident').insert(accident(5, null));
    expect(await shown()).toEqual(before);
    const { id: account } = await tiles.database.knex('account').first('id').where({ login: 'planner' });
    const grant = { id: crypto.randomUUID(), account_id: account, role: 'planner', unit_id: 'VN' };
    await tiles.database.knex('role_grant').insert({ ...grant, valid_from: '2026-01-01' });
    expect(await shown()).toEqual([id('A', 5), ...before]);
    expect(await shown('officerA')).not.toContain(id('A', 5));
    await tiles.database.knex('role_grant').where({ id: grant.id }).delete();
    expect(await shown()).toEqual(before);
    await tiles.database.knex('accident').where({ source: 'later' }).delete();
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

describe('getTile: delivery', () => {
  test('an unchanged tile is not sent again, a changed one is', async () => {
    const first = await tiles.get('officerB', 'spots', sharedTile);
    expect(first.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    expect(first.headers['cache-control']).toBe('private, no-cache');
    expect(first.headers.etag).toMatch(/^"[0-9a-f]{16}"$/);
    const again = () =>
      tiles.get('officerB', 'spots', sharedTile).set('If-None-Match', first.headers.etag ?? '');
    expect((await again()).status).toBe(304);
    await tiles.database
      .knex('illegal_spot')
      .where({ id: id('B', 20) })
      .update({ state: 'handled' });
    expect((await again()).status).toBe(200);
  });

  test('a large tile is compressed for those who accept it; both forms hold the same and differ in ETag', async () => {
    await tiles.database.knex.raw(
      `insert into illegal_spot (id, unit_id, kind, location, first_seen_at, last_seen_at)
       select ('bbbbbbbb-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'B', 'encroachment',
              ST_SetSRID(ST_MakePoint(107.594 + n * 1e-5, 16.45), 4326), now(), now() from generate_series(1, 100) n`,
    );
    const plain = await tiles.get('officerB', 'spots', sharedTile).set('Accept-Encoding', 'identity');
    const packed = await tiles.rawBody('/tiles/spots/14/13088/7432', tiles.world.tokens.officerB);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers.vary).toMatch(/Accept-Encoding/i);
    expect(packed.headers.etag).not.toBe(plain.headers.etag);
    expect(packed.bytes.length).toBeLessThan(plain.body.length);
    expect(gunzipSync(packed.bytes).equals(plain.body)).toBe(true);
  });

  test('the same question twice gives the same bytes', async () => {
    const one = await tiles.get('planner', 'schools', above(8));
    const two = await tiles.get('planner', 'schools', above(8));
    expect(one.body.equals(two.body)).toBe(true);
  });

  test('more accidents than one tile may hold come as counts, none left out', async () => {
    await tiles.database.knex.raw(
      `insert into accident (id, unit_id, occurred_on, time_precision, trip_window, location, location_quality, source, source_key)
       select gen_random_uuid(), 'B', '2026-05-05', 'day', 'other', ST_SetSRID(ST_MakePoint(107.592 + n * 1e-7, 16.45), 4326),
              'exact', 'many', n::text from generate_series(1, :n) n`,
      { n: mostSingleAccidents },
    );
    const cells = await tiles.properties('planner', 'accidents');
    expect(cells.length).toBeLessThanOrEqual(64 * 64);
    expect(cells.reduce((sum, cell) => sum + Number(cell.count), 0)).toBe(mostSingleAccidents + 4);
  });

  test('more schools than badges have room for are thinned to the worst of each place, none left out', async () => {
    await tiles.database.knex.raw(
      `insert into school (id, unit_id, name, levels, location, source, source_key)
       select gen_random_uuid(), 'B', 'Trường ' || n, '{primary}', ST_SetSRID(ST_MakePoint(107.585 + n * 1e-7, 16.45), 4326),
              'many', n::text from generate_series(1, :n) n`,
      { n: mostSingleSchools },
    );
    const shown = await tiles.properties('planner', 'schools');
    expect(shown.length).toBeLessThan(10);
    expect(shown.reduce((sum, one) => sum + Number(one.schools), 0)).toBe(mostSingleSchools + 2);
    // The only schools with a score are the worst wherever they stand.
    expect(shown.map((one) => one.id)).toEqual(expect.arrayContaining([id('A', 1), id('B', 1)]));
    // A reader of one commune who sees few is shown each.
    expect((await tiles.properties('officerA', 'schools')).map((one) => one.schools)).toEqual([undefined]);
  });

  test('larger roads come as joined lines, and anew once a road has changed', async () => {
    const road = (n: number) =>
      tiles.database.knex.raw(
        `insert into road_edge (id, source, source_key, part, class, ref, path, length_m)
         values (gen_random_uuid(), 'joined', ?, 0, 'national', 'QL.1', ST_SetSRID(ST_MakeLine(
           ST_MakePoint((1075 + ?::float8) / 10, 16.4), ST_MakePoint((1076 + ?::float8) / 10, 16.4)), 4326), 1000)`,
        [String(n), n, n],
      );
    const lines = async () =>
      (await tiles.features('officerA', 'roads', above(9))).map((one) => one.loadGeometry());
    expect(await lines()).toEqual([]);
    await road(0);
    await road(1);
    const [joined, ...others] = await tiles.features('officerA', 'roads', above(9));
    expect(others).toEqual([]);
    expect(joined!.properties).toEqual({ class: 'national', ref: 'QL.1' });
    const [line, ...rest] = joined!.loadGeometry();
    expect([line!.length, rest.length]).toEqual([2, 0]);
    await road(2);
    expect((await lines())[0]![0]).not.toEqual(line);
  });
});
