// Forms of ODK and KoBo, and GPX, by the example mappings that ship: the good answers taken, each bad one named, the same
// file again without effect, and all of it taken back.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, startTestApp, type TestApp } from '../support/app.ts';
import { asSystem } from '../support/field.ts';

let town: TestApp;
let planner: Client;
beforeAll(async () => {
  town = await startTestApp();
  planner = await town.as('planner');
});
afterAll(() => town.close());

const example = (name: string): string =>
  readFileSync(new URL(`../../data/examples/${name}`, import.meta.url), 'utf8');
const mappingOf = (name: string): Record<string, unknown> => JSON.parse(example(name));

async function send(content: string, mapping: object, name: string) {
  const { body } = await planner
    .post('/api/imports')
    .field({ id: randomUUID(), mapping: JSON.stringify(mapping) })
    .attach('file', Buffer.from(content), name)
    .expect(200);
  return body;
}
const undo = async (id: string) => {
  const { body } = await planner.post(`/api/imports/${id}/undo`).send({});
  expect(body).toMatchObject({ status: 'undone' });
};
const refusedOf = async (id: string) =>
  (await planner.get(`/api/imports/${id}/rejected`).expect(200)).body.rows as {
    line: number;
    field: string;
    value: string;
    code: string;
    reason: string;
    reasonEn: string;
  }[];
const all = (table: string) => asSystem(town, `select t::text as row from ${table} t order by t.id`);

describe('answers of ODK Central', () => {
  const mapping = mappingOf('odk-central-observations.json');
  const file = example('odk-central-observations.csv');
  const taken = () =>
    asSystem<{ code: string; value: number | null; observed_on: string }>(
      town,
      "select code, value, observed_on from survey_observation where source = 'odk-khao-sat-cong' order by code, source_key",
    );

  it('become one observation an answer, each on its local day, once, and go again', async () => {
    const before = await all('survey');
    const first = await send(file, mapping, 'odk.csv');
    // A submission that was rejected at the desk is left out; "not known" and blank answers are none.
    expect(first).toMatchObject({ rowsRead: 3, leftOut: 1, inserted: 8, rejected: 0, warnings: [] });
    expect(await taken()).toEqual(
      [
        { code: 'dropoff_types', value: 2, observed_on: '2026-11-11' },
        { code: 'dropoff_types', value: 0, observed_on: '2026-11-11' },
        { code: 'crossing_marked', value: null, observed_on: '2026-11-11' },
        { code: 'footpath_blocked', value: null, observed_on: '2026-11-11' },
        { code: 'footpath_ok', value: null, observed_on: '2026-11-11' },
        { code: 'sight_ok', value: null, observed_on: '2026-11-11' },
        { code: 'sight_poor', value: null, observed_on: '2026-11-11' },
        { code: 'speed', value: 46, observed_on: '2026-11-11' },
      ].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)),
    );
    const rows = await all('survey_observation');
    expect(await send(file, mapping, 'odk.csv')).toMatchObject({ inserted: 0, updated: 0, unchanged: 8 });
    expect(await all('survey_observation')).toEqual(rows);
    await undo(first.id);
    expect(await taken()).toEqual([]);
    expect(await all('survey')).toEqual(before);

    // A submission that was edited changes its answer and leaves the others alone.
    const other = { ...mapping, source: 'odk-2' };
    await send(file, other, 'odk.csv');
    expect(await send(file.replace(',46,', ',38,'), other, 'odk.csv')).toMatchObject({
      inserted: 0,
      updated: 1,
      unchanged: 7,
    });
  });

  it('are refused one by one, with the column, the value and the reason in both languages', async () => {
    const bad = file
      .replace(',46,bi_chiem,', ',nhanh,lon_xon,')
      .replace('MN-HOASIM,MN-HOASIM-C1', 'MN-HOASIM,TH-CAUVAN-C1');
    const { id, inserted, rejected } = await send(bad, mapping, 'odk.csv');
    expect({ inserted, rejected }).toEqual({ inserted: 3, rejected: 2 });
    const rows = await refusedOf(id);
    expect(rows.map(({ line, field, value, code }) => [line, field, value, code])).toEqual([
      [2, 'cong-toc_do → value', 'nhanh', 'not_a_number'],
      [2, 'cong-via_he → code', 'lon_xon', 'not_in_list'],
      [3, 'gateKey', 'town:TH-CAUVAN-C1', 'other_school'],
    ]);
    for (const { reason, reasonEn } of rows) expect(reason).not.toBe(reasonEn);
    await undo(id);
  });
});

describe('findings of KoBo', () => {
  const mapping = mappingOf('kobo-findings.json');
  const file = example('kobo-findings.csv');

  it('come from group/slash columns and a geopoint text, and from GeoJSON alike', async () => {
    const before = await all('finding');
    const first = await send(file, mapping, 'kobo.csv');
    expect(first).toMatchObject({ inserted: 2, rejected: 0 });
    const found = await asSystem<{ reason: string; place: string; found_on: string }>(
      town,
      "select reason_code as reason, ST_AsText(location) as place, found_on from finding where source = 'kobo-bat-cap' order by source_key",
    );
    expect(found).toEqual([
      { reason: 'crossing_none', place: 'POINT(108.714735 15.032756)', found_on: '2026-11-11' },
      { reason: 'speed', place: 'POINT(108.706499 15.050427)', found_on: '2026-11-11' },
    ]);
    expect(await send(file, mapping, 'kobo.csv')).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
    const feature = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [108.714735, 15.032756, 4.2] },
      properties: {
        start: '2026-11-11T06:52:10.331+07:00',
        'bat_cap/truong': 'TH-CAUVAN',
        'bat_cap/ly_do': 'khong_vach',
        'bat_cap/mo_ta': 'Không có vạch sang đường trước cổng phụ',
        'bat_cap/don_vi': 'duong_bo',
        _uuid: '0c9f2a10-6f0c-4f3a-8f53-5a0d6f6b2c01',
      },
    };
    const { geometry: _, separator: __, ...rest } = mapping;
    const features = JSON.stringify({ type: 'FeatureCollection', features: [feature] });
    expect(await send(features, { ...rest, format: 'geojson' }, 'kobo.geojson')).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 1,
    });
    await undo(first.id);
    expect(await all('finding')).toEqual(before);
  });

  it('are refused for a place that is none, swapped, or missing', async () => {
    const [head, one] = file.split('\n');
    const row = (place: string, uuid: string) =>
      (one ?? '').replace('15.032756 108.714735 4.2 4.8', place).replace('2c01"', `${uuid}"`);
    const bad = [
      head,
      row('108.714735 15.032756 0 0', 'a1'),
      row('ở cổng trường', 'a2'),
      row('', 'a3'),
      row('15.03 108.71 1 2 3', 'a4'),
    ];
    const { id, inserted } = await send(`${bad.join('\n')}\n`, mapping, 'kobo.csv');
    expect(inserted).toBe(0);
    expect((await refusedOf(id)).map(({ line, field, code }) => [line, field, code])).toEqual([
      [2, 'bat_cap/vi_tri → location', 'axes_swapped'],
      [3, 'bat_cap/vi_tri → location', 'bad_geometry'],
      [4, 'bat_cap/vi_tri → location', 'missing'],
      [5, 'bat_cap/vi_tri → location', 'bad_geometry'],
    ]);
  });
});

describe('the GPX example', () => {
  it('is one walk of the route it is called by', async () => {
    const batch = await send(example('gpx-walks.gpx'), mappingOf('gpx-walks.json'), 'gpx-walks.gpx');
    expect(batch).toMatchObject({ inserted: 1, rejected: 0, warnings: [] });
    await undo(batch.id);
  });
});

describe('what is exported', () => {
  it('is read in again whole by the mapping that ships', async () => {
    const { text } = await planner.get('/api/export/observations?format=csv').expect(200);
    const rows = text.trimEnd().split('\r\n').length - 1;
    const first = await send(text, mappingOf('exported-observations.json'), 'answers.csv');
    expect(rows).toBeGreaterThan(100);
    expect(first).toMatchObject({ rowsRead: rows, inserted: rows, rejected: 0 });
    await undo(first.id);
  });
});
