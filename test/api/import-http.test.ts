// Imports over HTTP: a file and its mapping go up, what was refused and why comes back, and the whole batch can be undone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

const id = 'abad1dea-0000-4000-8000-000000000001';
const mapping = {
  kind: 'accidents',
  source: 'http-test',
  key: ['so'],
  geometry: { x: 'kinh', y: 'vi' },
  fields: { occurredOn: { column: 'ngay', date: 'DD/MM/YYYY' }, deaths: { column: 'chet' } },
};

/** Rows in a commune of the town, and five that deserve to be refused. */
async function file(): Promise<string> {
  const client = await town.as('planner');
  const { schools } = (await client.get('/api/schools?limit=1').expect(200)).body;
  const [x, y] = schools[0].location.coordinates;
  return [
    'so;ngay;kinh;vi;chet',
    `1;01/02/2026;${x};${y};1`,
    `2;02/02/2026;${x};${y};0`,
    `3;31/02/2026;${x};${y};0`,
    `4;03/02/2026;${y};${x};0`,
    '5;03/02/2026;0;0;0',
    '6;03/02/2026;585000;1672400;0',
    `7;03/02/2026;${x};${y};many`,
  ].join('\n');
}

const total = async () =>
  (await (await town.as('planner')).get('/api/accidents?limit=1').expect(200)).body.total;

describe('imports', () => {
  it('createImport takes the good rows and says of each other one where, what and why', async () => {
    const client = await town.as('planner');
    const before = await total();
    const send = () =>
      client
        .post('/api/imports')
        .field('id', id)
        .field('mapping', JSON.stringify(mapping))
        .attach('file', Buffer.from(''), { filename: 'x.csv' });
    const text = await file();
    const reply = await client
      .post('/api/imports')
      .field('id', id)
      .field('mapping', JSON.stringify(mapping))
      .attach('file', Buffer.from(text), 'tai-nan.csv')
      .expect(200);
    expect(reply.body).toMatchObject({
      status: 'done',
      kind: 'accidents',
      inserted: 2,
      rejected: 5,
      fileName: 'tai-nan.csv',
      createdBy: 'Chuyên viên quy hoạch PC08',
    });
    expect(await total()).toBe(before + 2);
    const refused = await client.get(`/api/imports/${id}/rejected`).expect(200);
    expect(refused.body.rows.map((row: { line: number }) => row.line)).toEqual([4, 5, 6, 7, 8]);
    for (const row of refused.body.rows) {
      expect(row.value).not.toBe('');
      expect(row.reason).not.toBe(row.reasonEn);
    }
    const reasons = refused.body.rows.map((row: { reasonEn: string }) => row.reasonEn).join('\n');
    expect(reasons).toMatch(/swapped/i);
    expect(reasons).toMatch(/metres|SRID/i);
    // The same id with another file is another import.
    await send().expect(409);
    const { batches } = (await client.get('/api/imports').expect(200)).body;
    expect(batches.map((batch: { id: string }) => batch.id)).toContain(id);
    expect((await client.get(`/api/imports/${id}`).expect(200)).body).toEqual(reply.body);
  });

  it('createImport with dryRun writes nothing', async () => {
    const client = await town.as('planner');
    const before = await total();
    const dry = await client
      .post('/api/imports')
      .field('id', 'abad1dea-0000-4000-8000-000000000002')
      .field('mapping', JSON.stringify({ ...mapping, source: 'dry' }))
      .field('dryRun', 'true')
      .attach('file', Buffer.from(await file()), 'tai-nan.csv')
      .expect(200);
    expect(dry.body).toMatchObject({ status: 'dry-run', inserted: 2, rejected: 5 });
    expect(dry.body.refusedRows.map((row: { line: number }) => row.line)).toEqual([4, 5, 6, 7, 8]);
    expect(await total()).toBe(before);
  });

  it('refuses a wrong mapping, a column that is not there, a missing file, and an officer', async () => {
    const client = await town.as('planner');
    const post = (change: object) =>
      client
        .post('/api/imports')
        .field('id', 'abad1dea-0000-4000-8000-000000000003')
        .field('mapping', JSON.stringify({ ...mapping, ...change }))
        .attach('file', Buffer.from('so;ngay;kinh;vi;chet\n1;01/02/2026;108.7;15.04;0\n'), 'tai-nan.csv');
    expect((await post({ kind: 'people' }).expect(422)).body.type).toBe('/problems/bad-mapping');
    const absent = await post({ key: ['ma'] }).expect(422);
    expect(absent.body.detailEn + JSON.stringify(absent.body.errors)).toContain('ma');
    await client.post('/api/imports').field('id', id).field('mapping', '{}').expect(422);
    await (await town.as('officerA')).get('/api/imports').expect(403);
  });

  it('undoImport takes everything back, once', async () => {
    const client = await town.as('planner');
    const before = await total();
    expect((await client.post(`/api/imports/${id}/undo`).expect(200)).body.status).toBe('undone');
    expect(await total()).toBe(before - 2);
    await client.post(`/api/imports/${id}/undo`).expect(200);
    expect(await total()).toBe(before - 2);
  });
});
