// Exports over HTTP: who gets what, in which form, and that it is written down; and the two forms by themselves.
import { parse } from 'csv-parse/sync';
import type { Express } from 'express';
import { readXlsx } from 'hucre/xlsx';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExportLayer } from '../../contract/delivery.ts';
import type { Database } from '../../server/db/open.ts';
import { type ExportTable, toCsv, toGeoJson } from '../../server/exports/table.ts';
import { toXlsx } from '../../server/exports/workbook.ts';
import { testDatabase } from '../support/database.ts';
import {
  fillTwoCommunes,
  id,
  type Person,
  places,
  serveTwoCommunes,
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

function get(person: Person, layer: string, query = '') {
  return request(app)
    .get(`/api/export/${layer}${query}`)
    .set('Cookie', `session=${world.tokens[person]}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
    });
}

type Row = { geometry: unknown; properties: Record<string, unknown> };
type Collection = { scope?: string; invented?: boolean; run?: string; asOf?: string; features: Row[] };

async function collection(person: Person, layer: string, query = ''): Promise<Collection> {
  const reply = await get(person, layer, query);
  expect([reply.status, reply.type]).toEqual([200, 'application/geo+json']);
  const text: string = reply.body;
  const parsed: Collection = JSON.parse(text);
  return parsed;
}

async function records(person: Person, layer: string, query = ''): Promise<Record<string, string>[]> {
  const reply = await get(person, layer, `?format=csv${query}`);
  expect([reply.status, reply.type]).toEqual([200, 'text/csv']);
  const text: string = reply.body;
  return parse(text, { bom: true, columns: true });
}

describe('exportLayer: content', () => {
  test.each(ExportLayer.options)('%s has the same rows as GeoJSON and as CSV', async (layer) => {
    const { features } = await collection('planner', layer);
    expect(features.length).toBeGreaterThan(1);
    const rows = await records('planner', layer);
    const asText = (value: unknown) => (value === null ? '' : String(value));
    const plain = (one: Record<string, unknown>) =>
      Object.entries(one).map(([name, value]) => [name, asText(value).replace(/^'(?==)/, '')]);
    expect(rows.map(({ longitude: _, latitude: __, ...row }) => plain(row))).toEqual(
      features.map((feature) => plain(feature.properties)),
    );
  });

  test.each(ExportLayer.options)('%s gives an officer only the own commune', async (layer) => {
    const unitOf = async (person: Person) =>
      (await collection(person, layer)).features.map(({ properties: p }) =>
        String(p.unitId ?? (p.schoolId === id('A', 1) ? 'A' : 'B')),
      );
    expect(new Set(await unitOf('officerA'))).toEqual(new Set(['A']));
    expect(new Set(await unitOf('officerB'))).toEqual(new Set(['B']));
    expect(await unitOf('planner')).toHaveLength((await unitOf('officerA')).length * 2);
  });

  test('a record without a place is exported without geometry', async () => {
    const { features } = await collection('officerA', 'accidents');
    const places_ = new Map(features.map((one) => [one.properties.sourceKey, one.geometry]));
    expect(places_.get('A-unlocated')).toBeNull();
    expect(places_.get('A-fatal')).toEqual({ type: 'Point', coordinates: [places.A, 16.45] });
    const csv = await records('officerA', 'accidents');
    expect(csv.map((row) => [row.sourceKey, row.longitude, row.latitude])).toEqual([
      ['A-fatal', '107.585', '16.45'],
      ['A-slight', '107.585', '16.45'],
      ['A-unlocated', '', ''],
    ]);
  });

  test('invented records are marked on the collection and on each feature', async () => {
    const { invented, features } = await collection('officerA', 'schools');
    expect([invented, features[0]?.properties.invented]).toEqual([true, true]);
  });

  test('results name their run and its day, and keep the exact numbers', async () => {
    const risk = await collection('planner', 'risk');
    expect([risk.run, risk.asOf]).toEqual([world.riskRun, '2026-11-20']);
    expect(
      risk.features.map((one) => [one.properties.rank, one.properties.rate, one.properties.band]),
    ).toEqual([
      [1, 0.1 + 0.2, 'D'],
      [2, 0.1 + 0.2, 'D'],
    ]);
    const older = await collection('planner', 'risk', `?run=${id('B', 80)}`);
    expect(older.features.map((one) => one.properties.band)).toEqual(['B', 'B']);
  });

  test('parts of the risk stand by rank, then by contribution, the largest first', async () => {
    const { features } = await collection('planner', 'risk_parts');
    expect(features.map(({ properties: p }) => [p.rank, p.contribution])).toEqual([
      [1, 0.3],
      [1, 0.02],
      [1, 1e-7],
      [2, 0.3],
      [2, 0.02],
      [2, 1e-7],
    ]);
  });

  test('hotspots come as areas with their anchor', async () => {
    const [hotspot] = (await collection('officerA', 'hotspots')).features;
    expect(hotspot).toMatchObject({
      geometry: { type: 'Polygon' },
      properties: {
        runId: world.hotspotRun,
        method: 'legal_rule',
        anchorLongitude: places.A,
        anchorLatitude: 16.45,
      },
    });
    expect((await collection('officerA', 'hotspots', '?method=dbscan')).features).toEqual([]);
  });

  test('densities come as lines, hexagons as areas, both with what they were measured by', async () => {
    const density = await collection('officerA', 'density');
    expect([density.run, density.invented]).toEqual([world.densityRun, true]);
    expect(density.features).toMatchObject([
      { geometry: { type: 'LineString' }, properties: { number: 1, density: 0.1 + 0.2, densityClass: 4 } },
    ]);
    const hexagons = await collection('officerA', 'hexagons');
    expect([hexagons.run, hexagons.invented]).toEqual([world.cellRun, true]);
    expect(hexagons.features).toMatchObject([
      {
        geometry: { type: 'Polygon' },
        properties: { column: 1, row: -7, accidents: 2, z: 4.56789, q: 0.004, giClass: 3, emerging: 'new' },
      },
    ]);
    const east = '?bbox=107.592,16.4,107.6,16.5';
    for (const layer of ['density', 'hexagons']) {
      for (const query of [east, '?unit=B']) {
        const { features } = await collection('planner', layer, query);
        expect(features.map(({ properties: p }) => p.unitId)).toEqual(['B']);
      }
    }
  });

  test.each([
    ['accidents', '?severity=fatal', ['A-fatal', 'B-fatal']],
    ['accidents', '?unit=B', ['B-fatal', 'B-slight', 'B-unlocated']],
    ['accidents', '?bbox=107.58,16.4,107.59,16.5', ['A-fatal', 'A-slight']],
    ['accidents', '?from=2026-03-03', []],
    ['schools', '?search=tieu hoc', ['A-school']],
    ['schools', '?level=upper_secondary', []],
  ])('%s take the filter of the screen: %s', async (layer, query, expected) => {
    const { features } = await collection('planner', layer, query);
    expect(features.map((one) => one.properties.sourceKey)).toEqual(expected);
  });

  test('a run that is not there or not finished is refused', async () => {
    expect((await get('planner', 'risk', `?run=${id('A', 99)}`)).status).toBe(404);
    expect((await get('planner', 'risk', `?run=${world.hotspotRun}`)).status).toBe(404);
    expect((await get('planner', 'risk_parts', `?run=${id('B', 81)}`)).status).toBe(409);
  });
});

describe('exportLayer: Excel', () => {
  async function workbook(person: Person, layer: string, query = '') {
    const reply = await request(app)
      .get(`/api/export/${layer}?format=xlsx${query}`)
      .set('Cookie', `session=${world.tokens[person]}`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect([reply.status, reply.type]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    const bytes: Buffer = reply.body;
    return { bytes, ...(await readXlsx(bytes, { readStyles: true })) };
  }

  test('the first sheet says what it is: territory, filter, run, day, and that it is invented', async () => {
    const query = `&severity=fatal,slight&from=2026-03-01&unit=A&school=${id('A', 1)}`;
    const { sheets } = await workbook('planner', 'accidents', query);
    expect(sheets.map(({ name }) => name)).toEqual(['Thông tin', 'Dữ liệu']);
    expect(sheets[0]?.rows).toEqual([
      ['Lãnh thổ', 'Hai xã'],
      ['Dữ liệu', 'Tai nạn giao thông'],
      ['Lưu ý', 'Dữ liệu hư cấu, chỉ để dùng thử. Không dùng cho công việc thật.'],
      ['Từ ngày', '01/03/2026'],
      ['Mức độ', 'Chết người, Bị thương nhẹ'],
      ['Địa bàn', 'Xã A'],
      ['Gần trường', 'Trường Tiểu học A, trong 500 m quanh cổng'],
      ['Lượt tính', 'Không (dữ liệu gốc)'],
      ['Ngày xuất', new Date('2026-11-21T00:00:00Z')],
      ['Số dòng', 2],
    ]);
    const risk = (await workbook('planner', 'risk')).sheets[0]?.rows ?? [];
    expect(risk).toContainEqual(['Lượt tính', world.riskRun]);
    expect(risk).toContainEqual(['Tính đến ngày', new Date('2026-11-20T00:00:00Z')]);
    expect(risk).toContainEqual(['Bộ lọc', 'Không lọc']);
  });

  test('a school that the reader may not see has no name in it', async () => {
    const { sheets } = await workbook('officerA', 'accidents', `&school=${id('B', 1)}`);
    expect(sheets[0]?.rows).toContainEqual(['Gần trường', `${id('B', 1)}, trong 500 m quanh cổng`]);
  });

  test.each(ExportLayer.options)(
    '%s has the rows of the CSV, days as dates, numbers as numbers',
    async (layer) => {
      const rows = await records('planner', layer);
      const { sheets, bytes } = await workbook('planner', layer);
      const sheet = sheets[1];
      expect(sheet?.freezePane).toEqual({ rows: 1 });
      const [header = [], ...cells] = sheet?.rows ?? [];
      expect(header.map((title) => String(title).replace(' (UTC)', ''))).toEqual(Object.keys(rows[0] ?? {}));
      expect(header.every((_, i) => sheet?.cells?.get(`0,${i}`)?.style?.font?.bold)).toBe(true);
      const asCsv = (cell: unknown, title: string) =>
        cell instanceof Date
          ? cell.toISOString().slice(0, title.endsWith('(UTC)') ? 24 : 10)
          : String(cell ?? '');
      expect(cells.map((row) => header.map((title, i) => asCsv(row[i], String(title))))).toEqual(
        rows.map((row) => Object.values(row).map((text) => text.replace(/^'(?==)/, ''))),
      );
      const again = await workbook('planner', layer);
      expect(again.bytes.equals(bytes)).toBe(true);
    },
  );

  test('a large one is written in a thread of its own, and is as whole', async () => {
    const rows = Array.from({ length: 1_500 }, (_, number) => ({ geometry: null, properties: { number } }));
    const table: ExportTable = { layer: 'spots', run: null, columns: ['number'], rows };
    const about = { territory: 'T', layer: 'L', filter: [], isInvented: false, today: '2026-11-21' };
    const { sheets } = await readXlsx(await toXlsx({ table, ...about }));
    expect(sheets[1]?.rows.at(-1)?.[0]).toBe(1_499);
  });
});

describe('exportLayer: delivery', () => {
  test('is a file with a name that is stored nowhere on the way', async () => {
    const facts = await get('officerA', 'accidents', '?format=csv');
    expect(facts.headers['content-disposition']).toBe('attachment; filename="accidents-2026-11-21.csv"');
    expect(facts.headers['cache-control']).toBe('private, no-store');
    const risk = await get('officerA', 'risk');
    expect(risk.headers['content-disposition']).toBe(
      'attachment; filename="risk-2026-11-20-aaaaaaaa.geojson"',
    );
  });

  test('each form says in words what it covers: CSV, which has no place for it, by its name', async () => {
    const query = '&from=2026-03-01&severity=fatal&unit=A';
    const csv = await get('planner', 'accidents', `?format=csv${query}`);
    expect(csv.headers['content-disposition']).toBe(
      'attachment; filename="accidents-2026-11-21-tu-ngay-01-03-2026-muc-do-chet-nguoi-dia-ban-xa-a.csv"',
    );
    const { scope } = await collection('planner', 'accidents', `?format=geojson${query}`);
    expect(scope).toBe('Hai xã: Tai nạn giao thông. Từ ngày: 01/03/2026. Mức độ: Chết người. Địa bàn: Xã A.');
    const text = await get('planner', 'accidents', `?format=txt${query}`);
    expect(text.headers['content-disposition']).toMatch(/xa-a\.txt"$/);
    expect(String(text.body).replace('\uFEFF', '').trimEnd().split('\r\n')).toEqual([
      'Lãnh thổ: Hai xã',
      'Dữ liệu: Tai nạn giao thông',
      'Lưu ý: Dữ liệu hư cấu, chỉ để dùng thử. Không dùng cho công việc thật.',
      'Từ ngày: 01/03/2026',
      'Mức độ: Chết người',
      'Địa bàn: Xã A',
      'Lượt tính: Không (dữ liệu gốc)',
      'Ngày xuất: 21/11/2026',
      'Số dòng: 1',
    ]);
  });

  test('twice the same question gives the same bytes', async () => {
    for (const layer of ExportLayer.options) {
      for (const format of ['geojson', 'csv']) {
        const [one, two] = [
          await get('planner', layer, `?format=${format}`),
          await get('planner', layer, `?format=${format}`),
        ];
        expect(one.body).toBe(two.body);
      }
    }
  });

  test('every export is written down, a refused one is not', async () => {
    const audit = () => database.knex('audit').where({ action: 'export' }).orderBy('id');
    const before = (await audit()).length;
    await get('officerA', 'accidents', '?format=csv&severity=fatal');
    await get('officerA', 'risk');
    await get('officerA', 'risk', `?run=${id('A', 99)}`);
    const written = (await audit()).slice(before);
    expect(written).toMatchObject([
      {
        table_name: 'accidents',
        record_id: '',
        detail: { format: 'csv', filter: { severity: ['fatal'] }, rows: 1 },
      },
      { table_name: 'risk', record_id: world.riskRun, detail: { format: 'geojson', rows: 1 } },
    ]);
    const officer = await database.knex('account').first('id').where({ login: 'officer-a' });
    expect(written.map((row) => row.account_id)).toEqual([officer.id, officer.id]);
  });

  test('without a session there is no export', async () => {
    expect((await request(app).get('/api/export/accidents')).status).toBe(401);
  });
});

describe('the written forms', () => {
  const table = (rows: ExportTable['rows'], columns = ['text', 'number']): ExportTable => ({
    layer: 'spots',
    run: null,
    columns,
    rows,
  });
  const row = (text: string | null, number: number | null = null) => ({
    geometry: null,
    properties: { text, number },
  });

  test('CSV starts with a byte order mark and ends its lines as RFC 4180 says', () => {
    expect(toCsv(table([row('Trường', 1)]))).toBe('\uFEFFtext,number,longitude,latitude\r\nTrường,1,,\r\n');
    expect(toCsv(table([]))).toBe('\uFEFFtext,number,longitude,latitude\r\n');
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+84 905', "'+84 905"],
    ['-cmd', "'-cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\r=x', "'\r=x"],
    ['＝1', "'＝1"],
    ['-12.5', '-12.5'],
    ['+84905', '+84905'],
    ['giữ xe = 3', 'giữ xe = 3'],
    ['a "b", c\nd', 'a "b", c\nd'],
  ])('CSV disarms the formula %j and keeps what is none', (text, expected) => {
    const [, cells]: string[][] = parse(toCsv(table([row(text, -0.5)])), { bom: true });
    expect(cells).toEqual([expected, '-0.5', '', '']);
  });

  test('numbers keep their shortest exact form', () => {
    const numbers = [0.1 + 0.2, 1e-7, -0.5, 1 / 3, 2 ** 53 - 1];
    const rows = numbers.map((number) => row('x', number));
    const written: string[][] = parse(toCsv(table(rows)), { bom: true, from: 2 });
    expect(written.map((cells) => Number(cells[1]))).toEqual(numbers);
    const { features }: Collection = JSON.parse(toGeoJson(table(rows)));
    expect(features.map((one) => one.properties.number)).toEqual(numbers);
  });

  test('GeoJSON of nothing is a collection of nothing', () => {
    expect(JSON.parse(toGeoJson(table([])))).toEqual({
      type: 'FeatureCollection',
      name: 'spots',
      features: [],
    });
  });
});
