// A hotspot run at the database: what it refuses to read, and what it draws besides its places: whose it is, and where.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../server/db/open.ts';
import { withSystemScope } from '../../server/db/scope.ts';
import { MOST_HDBSCAN_POINTS } from '../../server/hotspots/hdbscan.ts';
import { hexRing } from '../../server/hotspots/hexagons.ts';
import { writeLayers } from '../../server/hotspots/layer-queries.ts';
import type { DensityPiece, HexagonCell } from '../../server/hotspots/place.ts';
import { hotspotAnalysis } from '../../server/hotspots/run.ts';
import { shippedPresets } from '../../server/installation/presets.ts';
import { addShippedPresets } from '../../server/presets/queries.ts';
import { testDatabase } from '../support/database.ts';
import { fillTwoCommunes, id, latitude, places } from '../support/two-communes.ts';

const metricSrid = 32_648;
const run = id('B', 83);
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await fillTwoCommunes(database.knex);
  await database.knex('hexagon_cell').where({ run_id: run }).delete();
});
afterAll(() => database?.close());

async function metric(longitude: number): Promise<[number, number]> {
  const { rows } = await database.knex.raw<{ rows: [{ x: number; y: number }] }>(
    'select ST_X(at) as x, ST_Y(at) as y from ST_Transform(ST_SetSRID(ST_MakePoint(?, ?), 4326), ?::int) as at',
    [longitude, latitude, metricSrid],
  );
  return [rows[0].x, rows[0].y];
}

/** A cell around a place, half a kilometre to each corner. */
async function cellAt(longitude: number, row: number): Promise<HexagonCell> {
  const [x, y] = await metric(longitude);
  return {
    column: 0,
    row,
    outline: hexRing({ column: 0, row: 0 }, 500).map(([dx, dy]) => [x + dx, y + dy]),
    accidents: 3,
    z: -0.1 - 0.2,
    p: 1e-300,
    q: 0,
    giClass: -1,
    emerging: 'historical',
  };
}

const write = (layers: { density: DensityPiece[]; cells: HexagonCell[] }) =>
  withSystemScope(database.knex, (tx) => writeLayers(tx, run, layers, metricSrid));

describe('writeLayers', () => {
  test('gives cells to the commune of their middle, else of a corner, else to none', async () => {
    // The communes reach from 107.5° to 107.7° E and meet at 107.59°; 0.001° is about 107 m.
    const longitudes = [places.A, 107.5899, 107.5901, 107.499, 107.701, 107.8];
    const cells = await Promise.all(longitudes.map(cellAt));
    await write({ density: [], cells });
    const stored = await database
      .knex('hexagon_cell')
      .where({ run_id: run })
      .select('unit_id', 'accidents', 'z', 'p', 'q', 'gi_class', 'emerging')
      .select(database.knex.raw('ST_Area(area::geography) as square'))
      .select(database.knex.raw('round(ST_X(ST_Centroid(area))::numeric, 4)::float8 as longitude'))
      .orderBy('hex_row');
    expect(stored.map((cell) => cell.unit_id)).toEqual(['A', 'A', 'B', 'A', 'B', null]);
    expect(stored.map((cell) => cell.longitude)).toEqual(longitudes);
    for (const { square, longitude: _, unit_id: __, ...cell } of stored) {
      const { accidents, z, p, q } = cells[0]!;
      expect(cell).toEqual({ accidents, z, p, q, gi_class: -1, emerging: 'historical' });
      // The plane of the zone is larger than the ground by 0.1 % so far from its middle.
      expect(Math.abs(square / (((3 * Math.sqrt(3)) / 2) * 500 ** 2) - 1)).toBeLessThan(0.004);
    }
  });

  test('writes more pieces than one statement takes, in their order, without those too short to draw', async () => {
    const [x, y] = await metric(107.5899);
    const density = Array.from(
      { length: 4_001 },
      (_, i): DensityPiece => ({
        path: [
          [x + i / 100, y],
          [x + i / 100 + (i === 7 ? 0.0001 : 10), y + 5],
        ],
        density: 5_000 - i,
        densityClass: i % 5,
      }),
    );
    density[7]!.path[1]![1] = y;
    await write({ density, cells: [] });
    const stored = await database
      .knex('road_density')
      .where({ run_id: run })
      .select('number', 'unit_id', 'density', 'density_class')
      .orderBy('number');
    expect(stored.map(({ number, density: value }) => [number, value])).toEqual(
      density.map((piece, i) => [i + 1, piece.density]).filter(([number]) => number !== 8),
    );
    expect(stored[0]).toEqual({ number: 1, unit_id: 'A', density: 5_000, density_class: 0 });
    expect(stored.at(-1)).toMatchObject({ number: 4_001, unit_id: 'B', density_class: 0 });
  });
});

describe('an HDBSCAN run', () => {
  test('takes as many accidents as it can compare pair by pair, and refuses one more before it starts', async () => {
    const presets = await shippedPresets();
    await withSystemScope(database.knex, (tx) => addShippedPresets(tx, presets));
    const read = (method: string) =>
      withSystemScope(database.knex, (tx) =>
        hotspotAnalysis.read(tx, { method, asOf: '2026-11-20' }, 'test'),
      );
    const { rows } = await database.knex.raw<{ rows: [{ before: number }] }>(
      `select count(*)::int as before from accident
        where location_quality = 'exact' and location is not null and severity <> 'property'`,
    );
    await database.knex.raw(
      `insert into accident (id, unit_id, occurred_on, time_precision, trip_window, slight, location, location_quality, source, source_key)
       select gen_random_uuid(), 'B', '2026-05-05', 'day', 'other', 1, ST_SetSRID(ST_MakePoint(107.592 + n * 1e-7, 16.45), 4326),
              'exact', 'many', n::text from generate_series(1, :n) n`,
      { n: MOST_HDBSCAN_POINTS + 1 - rows[0].before },
    );
    await expect(read('hdbscan')).rejects.toMatchObject({
      key: 'too-large',
      message: expect.stringContaining('50001'),
    });
    expect((await read('dbscan')).accidents.ids).toHaveLength(MOST_HDBSCAN_POINTS + 1);
    await database.knex('accident').where({ source: 'many', source_key: '1' }).delete();
    expect((await read('hdbscan')).accidents.ids).toHaveLength(MOST_HDBSCAN_POINTS);
  }, 120_000);
});
