// The file of a phone brought by an administrator: each entry once, in the name and with the rights of who made it.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Person, startTestApp, type TestApp } from '../support/app.ts';
import { asSystem, type FieldSchool, schoolNamed, walkAlong } from '../support/field.ts';

let town: TestApp;
let school: FieldSchool;
let admin: Client;
beforeAll(async () => {
  town = await startTestApp();
  school = await schoolNamed(town, 'Cầu Ván');
  admin = await town.as('admin');
});
afterAll(() => town.close());

const idOf = async (person: Person): Promise<string> =>
  (await (await town.as(person)).get('/api/session').expect(200)).body.account.id;
const entry = (kind: string, body: object, more: object = {}) => ({
  id: randomUUID(),
  kind,
  body,
  needs: [],
  savedAt: '2026-11-20T03:00:00.000Z',
  baseRevision: null,
  photo: null,
  ...more,
});
const fileOf = (items: object[]) =>
  Buffer.from(
    JSON.stringify({ format: 'cong-an-toan-outbox', version: 1, savedAt: '2026-11-20T04:00:00.000Z', items }),
  );
const bring = (content: Buffer, client = admin) =>
  client.post('/api/outbox-imports').attach('file', content, 'cong-an-toan.json');
type Result = {
  id: string;
  outcome: string;
  recordedAs: string | null;
  problem: string | null;
  detail: string | null;
};
const finding = (more: object = {}) => ({
  schoolId: school.id,
  reasonCode: 'sight_poor',
  location: school.location,
  owner: 'school',
  foundOn: '2026-11-19',
  ...more,
});

describe('takeInOutbox', () => {
  it('records every kind of entry under its author, tells who brought it, and has no effect again', async () => {
    const accountId = await idOf('officerA');
    const jpeg = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]),
      Buffer.alloc(200_000, 3),
      Buffer.from([0xff, 0xd9]),
    ]);
    const own = { accountId };
    const survey = entry(
      'survey',
      {
        schoolId: school.id,
        surveyedOn: '2026-11-19',
        sheets: [{ gateId: school.gates[0]?.id, answers: [{ question: 'sight', answer: 'poor' }] }],
      },
      own,
    );
    const walk = entry(
      'walk',
      {
        surveyId: survey.id,
        startedAt: '2026-11-19T01:00:00Z',
        fixes: walkAlong(school.routes[0]?.path.coordinates ?? []),
      },
      { ...own, needs: [survey.id] },
    );
    const found = entry('finding', finding({ surveyId: survey.id }), { ...own, needs: [survey.id] });
    const photo = entry(
      'photo',
      {
        findingId: found.id,
        kind: 'before',
        takenAt: '2026-11-19T01:10:00Z',
        byteCount: jpeg.length,
        sha256: createHash('sha256').update(jpeg).digest('hex'),
      },
      { ...own, needs: [found.id], photo: jpeg.toString('base64') },
    );
    const [lon, lat] = school.location.coordinates;
    const place = { type: 'Point', coordinates: [lon, lat + 0.004] };
    const sighting = entry(
      'sighting',
      { kind: 'encroachment', location: place, seenAt: '2026-11-19T01:20:00Z' },
      own,
    );
    const step = entry(
      'step',
      { findingId: found.id, action: 'remind', takenOn: '2026-11-19' },
      { ...own, needs: [found.id] },
    );
    // Photos wait for the records, wherever they stand.
    const file = fileOf([photo, survey, walk, found, sighting, step]);
    const { body } = await bring(file).expect(200);
    expect(body.results.map(({ outcome }: Result) => outcome)).toEqual(Array(6).fill('stored'));
    expect(new Set(body.results.map(({ recordedAs }: Result) => recordedAs)).size).toBe(1);

    const officer = await town.as('officerA');
    const { body: stored } = await officer.get(`/api/findings/${found.id}`).expect(200);
    expect(stored).toMatchObject({ isOwn: true, photos: [{ id: photo.id }], steps: [{ isOwn: true }] });
    await officer.get(`/api/photos/${photo.id}`).expect(200);
    const authors = await asSystem<{ account_id: string }>(
      town,
      `select account_id from field_record where record_id in ('${survey.id}', '${found.id}')
        union select account_id from survey_track where walk_id = '${walk.id}'
        union select account_id from spot_sighting where id = '${sighting.id}'`,
    );
    expect(authors).toEqual([{ account_id: accountId }]);
    const brought = await asSystem<{ account_id: string; author: string }>(
      town,
      `select distinct account_id, detail->>'author' as author from audit where action = 'take-in'`,
    );
    expect(brought).toEqual([{ account_id: await idOf('admin'), author: accountId }]);

    const rows = async () => asSystem(town, 'select count(*)::int as count from audit');
    const before = await rows();
    const again = await bring(file).expect(200);
    expect(again.body.results.map(({ outcome }: Result) => outcome)).toEqual(Array(6).fill('known'));
    expect(await rows()).toEqual(before);
  });

  it('says of each entry why it was not taken, and takes the others', async () => {
    const [officerA, leader] = [await idOf('officerA'), await idOf('leader')];
    const good = entry('finding', finding(), { accountId: officerA });
    const nameless = entry('finding', finding({ owner: 'commune' }));
    const unknownCode = entry('finding', finding({ reasonCode: 'ghosts' }), { accountId: officerA });
    const needs = entry(
      'step',
      { findingId: unknownCode.id, action: 'remind', takenOn: '2026-11-19' },
      { accountId: officerA, needs: [unknownCode.id] },
    );
    const misshapen = entry('finding', { schoolId: 'x' }, { accountId: officerA });
    const byNobody = entry('finding', finding(), { accountId: randomUUID() });
    const byLeader = entry('finding', finding(), { accountId: leader });
    const foreign = (await schoolNamed(town, 'Trường Mầm non Nắng Mai')).id;
    const elsewhere = entry('finding', finding({ schoolId: foreign }), { accountId: officerA });
    const pictureless = entry(
      'photo',
      {
        findingId: good.id,
        kind: 'before',
        takenAt: '2026-11-19T01:10:00Z',
        byteCount: 9,
        sha256: 'a'.repeat(64),
      },
      { accountId: officerA },
    );
    const items = [good, nameless, unknownCode, needs, misshapen, byNobody, byLeader, elsewhere, pictureless];
    const { body } = await bring(fileOf(items)).expect(200);
    expect(body.results.map(({ outcome, problem }: Result) => [outcome, problem])).toEqual([
      ['stored', null],
      ['stored', null],
      ['refused', 'bad-input'],
      ['held', null],
      ['refused', 'bad-input'],
      ['refused', 'not-allowed'],
      ['refused', 'not-allowed'],
      ['refused', 'reference-missing'],
      ['refused', 'bad-file'],
    ]);
    expect(body.results[2].detail).toContain('ghosts');
    // Who brings a file that names nobody answers for it.
    const [row] = await asSystem<{ account_id: string }>(
      town,
      `select account_id from field_record where record_id = '${nameless.id}'`,
    );
    expect(row?.account_id).toBe(await idOf('admin'));

    const officer = await town.as('officerA');
    await officer
      .put(`/api/findings/${good.id}`)
      .send({ ...finding({ owner: 'parents' }), baseRevision: 1 })
      .expect(200);
    const late = entry('finding', finding({ owner: 'police' }), {
      accountId: officerA,
      id: good.id,
      baseRevision: 1,
    });
    const { body: second } = await bring(fileOf([late])).expect(200);
    const owner = async () => (await officer.get(`/api/findings/${good.id}`).expect(200)).body.owner;
    expect(second.results).toMatchObject([
      { outcome: 'conflict', problem: 'stale-revision', current: { owner: 'parents', revision: 2 } },
    ]);
    expect(await owner()).toBe('parents');
    // Chosen over what stands: made from it, it is taken.
    const { body: third } = await bring(fileOf([{ ...late, baseRevision: 2 }])).expect(200);
    expect(third.results).toMatchObject([{ outcome: 'stored', current: null }]);
    expect(await owner()).toBe('police');
    // The administrator is who they were.
    await admin.get('/api/accounts').expect(200);
  });

  it('is for administrators, and for files of phones', async () => {
    for (const person of ['officerA', 'planner', 'leader'] as const)
      await bring(fileOf([]), await town.as(person)).expect(403);
    for (const bad of ['{"format":"other"}', 'không phải JSON']) {
      const answer = await bring(Buffer.from(bad)).expect(422);
      expect(answer.body.type).toBe('/problems/bad-file');
    }
    await admin.post('/api/outbox-imports').expect(422);
    expect((await bring(fileOf([])).expect(200)).body.results).toEqual([]);
  });
});
