// Records of the field that are taken back: listed and counted nowhere, kept with who, when and why, a conflict for every
// change, never back by a repeated request or import, and whole again when somebody wants them back.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, startTestApp, type TestApp } from '../support/app.ts';
import { asSystem, type FieldSchool, schoolNamed, walkAlong } from '../support/field.ts';

let town: TestApp;
let school: FieldSchool;
let officer: Client;
let planner: Client;
let foreign: Client;
beforeAll(async () => {
  town = await startTestApp();
  school = await schoolNamed(town, 'Cầu Ván');
  officer = await town.as('officerA');
  planner = await town.as('planner');
  foreign = await town.as('officerB');
});
afterAll(() => town.close());

const withdraw = (client: Client, body: object, id: string = randomUUID()) =>
  client.put(`/api/withdrawals/${id}`).send({ reason: 'Ghi nhầm trường', ...body });
const back = (client: Client, id: string) => client.post(`/api/withdrawals/${id}/return`).send({});
const rowsOf = (table: string, where: string) =>
  asSystem<{ row: string }>(town, `select t::text as row from ${table} t where ${where} order by 1`);

describe('a finding', () => {
  const finding = (more: object = {}) => ({
    schoolId: school.id,
    gateId: school.gates[0]?.id,
    reasonCode: 'crossing_none',
    location: school.location,
    owner: 'commune',
    foundOn: '2026-11-10',
    dueOn: '2026-11-15',
    ...more,
  });
  const put = (id: string, body: object, client = officer) => client.put(`/api/findings/${id}`).send(body);
  const counts = async () => {
    const { total, overdue } = (await officer.get('/api/findings?limit=1').expect(200)).body;
    const pack = (await officer.get('/api/units/ZZ-01/field-pack').expect(200)).body.findings.length;
    return { total, overdue, pack };
  };

  it('leaves every list and count, once, and says who, when and why', async () => {
    const before = await counts();
    const [id, withdrawal] = [randomUUID(), randomUUID()];
    await put(id, finding()).expect(200);
    expect(await counts()).toEqual({
      total: before.total + 1,
      overdue: before.overdue + 1,
      pack: before.pack + 1,
    });
    const body = { kind: 'finding', recordId: id, baseRevision: 1 };
    const [first, second] = await Promise.all(
      [1, 2].map(() => withdraw(officer, body, withdrawal).expect(200)),
    );
    expect(second?.body).toEqual(first?.body);
    expect(first?.body).toMatchObject({
      recordId: id,
      unitId: 'ZZ-01',
      reason: 'Ghi nhầm trường',
      isOwn: true,
      byAuthor: true,
      revision: 2,
      returnedAt: null,
      was: { reasonCode: 'crossing_none', owner: 'commune' },
    });
    expect(first?.body.was).not.toHaveProperty('isOwn');
    expect((await withdraw(planner, body).expect(200)).body).toMatchObject({
      id: withdrawal,
      isOwn: false,
      byAuthor: true,
    });
    await withdraw(officer, { ...body, reason: 'Lý do khác' }, withdrawal).expect(409);
    expect(await counts()).toEqual(before);
    await officer.get(`/api/findings/${id}`).expect(404);
    const step = { findingId: id, action: 'remind', takenOn: '2026-11-20' };
    const late = await officer.put(`/api/finding-steps/${randomUUID()}`).send(step).expect(410);
    expect(late.body).toMatchObject({
      type: '/problems/withdrawn',
      detail: 'Đã rút lại ngày 2026-11-21: Ghi nhầm trường',
    });
    const { body: history } = await officer.get('/api/withdrawals?kind=finding').expect(200);
    expect(history.withdrawals.map((one: { id: string }) => one.id)).toContain(withdrawal);
    expect((await foreign.get('/api/withdrawals').expect(200)).body.total).toBe(0);
    const audit = await asSystem(
      town,
      `select id from audit where action = 'withdraw' and record_id = '${id}'`,
    );
    expect(audit).toHaveLength(1);
  });

  it('comes back by nobody’s repeat, but by whom who sees both versions and chooses', async () => {
    const id = randomUUID();
    await put(id, finding()).expect(200);
    await put(id, finding({ owner: 'school', baseRevision: 1 })).expect(200);
    // Decided on the first version, which stands no more.
    const stale = await withdraw(officer, { kind: 'finding', recordId: id, baseRevision: 1 }).expect(409);
    expect(stale.body).toMatchObject({ type: '/problems/stale-revision', current: { id, revision: 2 } });
    const { body: gone } = await withdraw(planner, { kind: 'finding', recordId: id, baseRevision: 2 }).expect(
      200,
    );

    for (const late of [finding(), finding({ owner: 'police', baseRevision: 2 })]) {
      const conflict = await put(id, late).expect(409);
      expect(conflict.body.current).toMatchObject({
        id,
        owner: 'school',
        revision: 3,
        withdrawn: { id: gone.id, reason: 'Ghi nhầm trường', isOwn: false },
      });
    }
    await officer.get(`/api/findings/${id}`).expect(404);
    const chosen = await put(id, finding({ owner: 'police', baseRevision: 3 })).expect(200);
    expect(chosen.body).toMatchObject({ owner: 'police', revision: 4, isOwn: true });
    const { body: history } = await officer.get('/api/withdrawals').expect(200);
    const entry = history.withdrawals.find((one: { id: string }) => one.id === gone.id);
    expect(entry.returnedAt).not.toBeNull();
    // The request that withdrew it, sent again, withdraws nothing.
    await withdraw(planner, { kind: 'finding', recordId: id, baseRevision: 2 }, gone.id).expect(200);
    await officer.get(`/api/findings/${id}`).expect(200);
  });

  it('is withdrawn by its author until others act on it, and by nobody of another unit', async () => {
    const id = randomUUID();
    const body = { kind: 'finding', recordId: id, baseRevision: 1 };
    await put(id, finding(), planner).expect(200);
    await withdraw(officer, body).expect(403);
    await withdraw(foreign, body).expect(404);
    await withdraw(await town.as('leader'), body).expect(403);
    await withdraw(planner, { ...body, reason: ' ' }).expect(422);
    const own = randomUUID();
    await put(own, finding()).expect(200);
    const recommend = { findingId: own, action: 'recommend', takenOn: '2026-11-20', documentNumber: '9/KN' };
    await officer.put(`/api/finding-steps/${randomUUID()}`).send(recommend).expect(200);
    const taken = { kind: 'finding', recordId: own, baseRevision: 2 };
    const refused = await withdraw(officer, taken).expect(409);
    expect(refused.body.type).toBe('/problems/wrong-state');
    const { body: gone } = await withdraw(planner, taken).expect(200);
    await back(foreign, gone.id).expect(404);
    await back(officer, gone.id).expect(403);
    await back(planner, gone.id).expect(200);
    const { body: again } = await officer.get(`/api/findings/${own}`).expect(200);
    expect(again).toMatchObject({ state: 'recommended', documentNumber: '9/KN', revision: 3 });
    expect(again.steps).toHaveLength(1);
  });
});

describe('a survey', () => {
  it('goes with its answers, walks and coverage, leaves its findings, and comes back to the byte', async () => {
    const [id, walk, finding] = [randomUUID(), randomUUID(), randomUUID()];
    const input = {
      schoolId: school.id,
      surveyedOn: '2026-11-20',
      sheets: [
        { gateId: school.gates[0]?.id, answers: [{ question: 'sight', answer: 'poor' }] },
        { routeId: school.routes[0]?.id, answers: [{ question: 'surface', answer: 'good' }] },
      ],
    };
    await officer.put(`/api/surveys/${id}`).send(input).expect(200);
    const fixes = walkAlong(school.routes[0]?.path.coordinates ?? []);
    const walked = { surveyId: id, startedAt: '2026-11-20T23:10:00Z', fixes };
    await officer.put(`/api/walks/${walk}`).send(walked).expect(200);
    const noted = {
      schoolId: school.id,
      surveyId: id,
      reasonCode: 'sight_poor',
      location: school.location,
      owner: 'school',
      foundOn: '2026-11-20',
    };
    await officer.put(`/api/findings/${finding}`).send(noted).expect(200);
    const state = async () => ({
      observations: await rowsOf('survey_observation', `survey_id = '${id}'`),
      sheets: await rowsOf('survey_sheet', `survey_id = '${id}'`),
      walks: await rowsOf('survey_walk', `survey_id = '${id}'`),
      stretches: await rowsOf('survey_stretch', `walk_id = '${walk}'`),
      finding: await rowsOf('finding', `id = '${finding}'`),
    });
    const before = await state();
    const { body: gone } = await withdraw(officer, { kind: 'survey', recordId: id, baseRevision: 1 }).expect(
      200,
    );
    expect(await state()).toMatchObject({ observations: [], sheets: [], walks: [], stretches: [] });
    await officer.get(`/api/surveys/${id}`).expect(404);
    await officer.get(`/api/findings/${finding}`).expect(200);
    expect(await asSystem(town, `select walk_id from survey_track where walk_id = '${walk}'`)).toEqual([]);
    // What was still on its way: the walk has nothing to hang on, a finding stands by itself.
    await officer.put(`/api/walks/${randomUUID()}`).send(walked).expect(410);
    await officer.put(`/api/findings/${randomUUID()}`).send(noted).expect(200);
    const edit = await officer
      .put(`/api/surveys/${id}`)
      .send({ ...input, baseRevision: 1 })
      .expect(409);
    expect(edit.body.current).toMatchObject({ id, revision: 2, withdrawn: { id: gone.id } });
    expect(edit.body.current.sheets).toEqual(input.sheets);

    await back(officer, gone.id).expect(200);
    await back(officer, gone.id).expect(200);
    expect(await state()).toEqual(before);
    expect((await officer.get(`/api/surveys/${id}`).expect(200)).body.revision).toBe(2);
    const only = await withdraw(officer, { kind: 'walk', recordId: walk }).expect(200);
    expect(await state()).toMatchObject({ walks: [], stretches: [], sheets: before.sheets });
    await officer.put(`/api/walks/${walk}`).send(walked).expect(410);
    await back(officer, only.body.id).expect(200);
    expect(await state()).toEqual(before);
  });
});

describe('a sighting', () => {
  it('takes its spot along when it was the last, and the spot spans what is left', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const [lon, lat] = school.location.coordinates;
    const seen = (seenAt: string) => ({
      kind: 'encroachment',
      location: { type: 'Point', coordinates: [lon, lat + 0.006] },
      seenAt,
    });
    const put = (id: string, seenAt: string) => officer.put(`/api/sightings/${id}`).send(seen(seenAt));
    const { body: spot } = await put(first, '2026-11-18T23:30:00.000Z').expect(200);
    await put(second, '2026-11-20T23:30:00.000Z').expect(200);
    const total = async () => (await officer.get('/api/spot-duties').expect(200)).body.total;
    const before = await total();
    const late = await withdraw(officer, { kind: 'sighting', recordId: second }).expect(200);
    const { body: left } = await officer.get(`/api/spots/${spot.id}`).expect(200);
    expect(left).toMatchObject({ sightings: 1, lastSeenAt: '2026-11-18T23:30:00Z' });
    await put(second, '2026-11-20T23:30:00.000Z').expect(410);
    const { body: last } = await withdraw(officer, { kind: 'sighting', recordId: first }).expect(200);
    await officer.get(`/api/spots/${spot.id}`).expect(404);
    expect(await total()).toBe(before - 1);
    const handling = { spotId: spot.id, handledOn: '2026-11-20' };
    await officer.put(`/api/spot-handlings/${randomUUID()}`).send(handling).expect(410);
    // The later one hung on the spot that went with the first.
    await back(officer, late.body.id).expect(422);
    await back(officer, last.id).expect(200);
    await back(officer, late.body.id).expect(200);
    const { body: whole } = await officer.get(`/api/spots/${spot.id}`).expect(200);
    expect(whole).toMatchObject({ sightings: 2, lastSeenAt: '2026-11-20T23:30:00Z' });
  });
});

describe('a photo', () => {
  it('is gone with its picture and cannot come back', async () => {
    const [finding, photo] = [randomUUID(), randomUUID()];
    const noted = {
      schoolId: school.id,
      reasonCode: 'sight_poor',
      location: school.location,
      owner: 'school',
      foundOn: '2026-11-20',
    };
    await officer.put(`/api/findings/${finding}`).send(noted).expect(200);
    const file = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]),
      Buffer.alloc(50, 3),
      Buffer.from([0xff, 0xd9]),
    ]);
    const announced = {
      findingId: finding,
      kind: 'before',
      takenAt: '2026-11-19T23:50:00Z',
      byteCount: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    };
    await officer.put(`/api/photos/${photo}`).send(announced).expect(200);
    await officer
      .put(`/api/photos/${photo}/parts/0`)
      .send({ base64: file.toString('base64') })
      .expect(200);
    await officer.get(`/api/photos/${photo}`).expect(200);
    const { body } = await withdraw(officer, { kind: 'photo', recordId: photo }).expect(200);
    expect(body.was).toMatchObject({ kind: 'before', findingId: finding });
    await officer.get(`/api/photos/${photo}`).expect(404);
    expect((await officer.get(`/api/findings/${finding}`).expect(200)).body.photos).toEqual([]);
    const [kept] = await rowsOf('withdrawn_row', `record_id = '${photo}'`);
    expect(kept?.row).not.toContain(file.toString('hex'));
    await officer.put(`/api/photos/${photo}`).send(announced).expect(410);
    await back(officer, body.id).expect(409);
  });
});

describe('an import', () => {
  it('does not bring back what was withdrawn, and is not undone over it', async () => {
    const mapping = {
      kind: 'findings',
      source: 'giay',
      key: ['id'],
      geometry: { x: 'x', y: 'y' },
      fields: {
        schoolKey: { constant: 'town:TH-CAUVAN' },
        reasonCode: { constant: 'speed' },
        owner: { constant: 'police' },
        foundOn: { constant: '2026-11-01' },
      },
    };
    const send = async () => {
      const { body } = await planner
        .post('/api/imports')
        .field({ id: randomUUID(), mapping: JSON.stringify(mapping) })
        .attach('file', Buffer.from('id,x,y\na,108.7147,15.0327\nb,108.7148,15.0328\n'), 'giay.csv')
        .expect(200);
      return body;
    };
    const batch = await send();
    const [row] = await asSystem<{ id: string }>(
      town,
      "select id from finding where source_key = 'a' and source = 'giay'",
    );
    const { body: gone } = await withdraw(planner, {
      kind: 'finding',
      recordId: row?.id,
      baseRevision: 1,
    }).expect(200);
    const again = await send();
    expect(again).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 2,
      warnings: [{ code: 'kept_withdrawn', count: 1 }],
    });
    const undo = () => planner.post(`/api/imports/${batch.id}/undo`).send({});
    const refused = await undo().expect(409);
    expect(refused.body.detail).toContain('rút lại');
    await back(planner, gone.id).expect(200);
    expect(await asSystem(town, "select id from finding where source = 'giay'")).toHaveLength(2);
  });
});
