// Surveys from the field: stored once, changed only knowingly, refused with the reason, and heard by the risk model.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { asSystem, type FieldSchool, schoolNamed, walkAlong } from '../support/field.ts';

let town: TestApp;
let school: FieldSchool;
beforeAll(async () => {
  town = await startTestApp();
  school = await schoolNamed(town, 'Cầu Ván');
});
afterAll(() => town.close());

const id = '5a000000-0000-4000-8000-000000000001';
const gateId = () => school.gates[0]?.id ?? '';
const dropoff = ['double_parking', 'opposite_side', 'blocking_crossing', 'reversing', 'carriageway_stop'];

function survey(speed: string) {
  return {
    schoolId: school.id,
    surveyedOn: '2026-11-20',
    sheets: [
      {
        gateId: gateId(),
        answers: [
          { question: 'speed', answer: speed },
          { question: 'footpath', answer: 'none' },
          { question: 'crossing', answer: 'multilane' },
          { question: 'sight', answer: 'poor' },
          { question: 'lighting', answer: 'not_observed' },
          ...dropoff.map((question, i) => ({ question, answer: i < 3 ? 'yes' : 'no' })),
          { question: 'keeping', answer: '2' },
        ],
      },
      {
        routeId: school.routes[0]?.id,
        fromMetres: 0,
        toMetres: 120,
        answers: [{ question: 'speed', answer: '30', value: 34 }],
      },
    ],
  };
}

describe('putSurvey', () => {
  it('stores it once however often it is sent, with the observations its answers make', async () => {
    const officer = await town.as('officerA');
    const [first, second] = await Promise.all(
      [1, 2].map(() => officer.put(`/api/surveys/${id}`).send(survey('60')).expect(200)),
    );
    expect(second?.body).toEqual(first?.body);
    expect(first?.body).toMatchObject({ id, unitId: 'ZZ-01', revision: 1, isOwn: true });
    expect(first?.body.sheets).toEqual(survey('60').sheets);
    expect(first?.body.observations).toEqual([
      { code: 'crossing_multilane', value: null },
      { code: 'dropoff_types', value: 3 },
      { code: 'footpath_none', value: null },
      { code: 'keeping_spots', value: 2 },
      { code: 'sight_poor', value: null },
      expect.objectContaining({ code: 'speed' }),
      expect.objectContaining({ code: 'speed' }),
    ]);
    const speeds = first?.body.observations.slice(-2).map((one: { value: number }) => one.value);
    expect(speeds.sort()).toEqual([34, 60]);
    expect(await asSystem(town, `select id from audit where record_id = '${id}'`)).toHaveLength(1);
  });

  it('takes a change only from the survey as it stands, and gives that back otherwise', async () => {
    const officer = await town.as('officerA');
    const stale = await officer.put(`/api/surveys/${id}`).send(survey('70')).expect(409);
    expect(stale.body).toMatchObject({ type: '/problems/stale-revision', current: { id, revision: 1 } });
    const changed = await officer
      .put(`/api/surveys/${id}`)
      .send({ ...survey('70'), baseRevision: 1 })
      .expect(200);
    expect(changed.body.revision).toBe(2);
    expect(changed.body.observations).toHaveLength(7);
    const again = await officer
      .put(`/api/surveys/${id}`)
      .send({ ...survey('70'), baseRevision: 1 })
      .expect(200);
    expect(again.body).toEqual(changed.body);
    // What was deleted meanwhile comes back as nothing, not as a new survey.
    const gone = await officer
      .put('/api/surveys/5a000000-0000-4000-8000-0000000000ff')
      .send({ ...survey('70'), baseRevision: 3 })
      .expect(409);
    expect(gone.body).toMatchObject({ type: '/problems/stale-revision', current: null });
  });

  it('refuses answers no list has, gates of another school, and days to come', async () => {
    const officer = await town.as('officerA');
    const other = '5a000000-0000-4000-8000-000000000002';
    const send = (body: object) => officer.put(`/api/surveys/${other}`).send(body);
    const sheet = { gateId: gateId(), answers: [{ question: 'speed', answer: 'fast' }] };
    const bad = await send({ ...survey('40'), sheets: [sheet] }).expect(422);
    expect(bad.body.errors[0].pointer).toBe('#/body/sheets/0/answers/0');
    const onRoute = { routeId: school.routes[0]?.id, answers: [{ question: 'keeping', answer: '1' }] };
    await send({ ...survey('40'), sheets: [onRoute] }).expect(422);
    const foreign = (await schoolNamed(town, 'Đồng Quao')).gates[0]?.id;
    await send({
      ...survey('40'),
      sheets: [{ gateId: foreign, answers: [{ question: 'speed', answer: '40' }] }],
    }).expect(422);
    const future = await send({ ...survey('40'), surveyedOn: '2026-11-22' }).expect(422);
    expect(future.body.errors[0].pointer).toBe('#/body/surveyedOn');
    await officer.get(`/api/surveys/${other}`).expect(404);
  });

  it('lets only the own unit write and read', async () => {
    const other = await town.as('officerB');
    await other.get(`/api/surveys/${id}`).expect(404);
    await other.put('/api/surveys/5a000000-0000-4000-8000-000000000003').send(survey('40')).expect(422);
    await (await town.as('leader')).put(`/api/surveys/${id}`).send(survey('40')).expect(403);
    await (await town.as('leader')).get(`/api/surveys/${id}`).expect(200);
  });
});

describe('putWalk', () => {
  const walkId = '5a000000-0000-4000-8000-000000000010';
  const walk = () => ({
    surveyId: id,
    startedAt: '2026-11-20T23:10:00Z',
    fixes: walkAlong(school.routes[0]?.path.coordinates ?? []),
  });

  it('follows the roads and passes the route it was walked along', async () => {
    const officer = await town.as('officerA');
    const first = await officer.put(`/api/walks/${walkId}`).send(walk()).expect(200);
    const again = await officer.put(`/api/walks/${walkId}`).send(walk()).expect(200);
    expect(again.body).toEqual(first.body);
    const route = school.routes[0];
    expect(first.body).toMatchObject({ walkedOn: '2026-11-21', hasTrack: true, drawnMetres: 0 });
    const passed = first.body.routes.find((one: { routeId: string }) => one.routeId === route?.id);
    expect(passed.metres).toBeGreaterThan(0.9 * (route?.lengthMetres ?? 0));
    await officer
      .put(`/api/walks/${walkId}`)
      .send({ ...walk(), startedAt: '2026-11-20T23:11:00Z' })
      .expect(409);
  });

  it('takes a way drawn by hand where the phone had no position', async () => {
    const officer = await town.as('officerA');
    const route = school.routes[1];
    const { body } = await officer
      .put('/api/walks/5a000000-0000-4000-8000-000000000011')
      .send({ ...walk(), fixes: [], drawn: [route?.path] })
      .expect(200);
    expect(body.drawnMetres).toBeGreaterThan(0.8 * (route?.lengthMetres ?? 0));
    expect(body).toMatchObject({ matchedMetres: body.drawnMetres, hasTrack: false });
  });

  it('keeps the raw positions from everybody else, and deletes them on wish', async () => {
    const planner = await town.as('planner');
    const officer = await town.as('officerA');
    expect((await planner.put(`/api/walks/${walkId}`).send(walk()).expect(200)).body.hasTrack).toBe(false);
    await planner.delete(`/api/walks/${walkId}/track`).expect(204);
    expect(await asSystem(town, `select walk_id from survey_track where walk_id = '${walkId}'`)).toHaveLength(
      1,
    );
    await officer.delete(`/api/walks/${walkId}/track`).expect(204);
    await officer.delete(`/api/walks/${walkId}/track`).expect(204);
    expect(await asSystem(town, `select walk_id from survey_track where walk_id = '${walkId}'`)).toHaveLength(
      0,
    );
    const left = await officer.put(`/api/walks/${walkId}`).send(walk()).expect(200);
    expect(left.body).toMatchObject({ hasTrack: false });
    expect(left.body.matchedMetres).toBeGreaterThan(100);
    await (await town.as('officerB')).delete(`/api/walks/${walkId}/track`).expect(404);
  });
});

describe('listSurveys', () => {
  it('says of each survey of a school what it holds, newest first, and whether it is the reader’s own', async () => {
    const officer = await town.as('officerA');
    const path = `/api/schools/${school.id}/surveys`;
    const { body } = await officer.get(path).expect(200);
    expect(body.total).toBe(body.surveys.length);
    const days = body.surveys.map((row: { surveyedOn: string }) => row.surveyedOn);
    expect(days).toEqual([...days].sort().reverse());
    const own = body.surveys.find((row: { id: string }) => row.id === id);
    expect(own).toMatchObject({ revision: 2, isOwn: true, gates: 1, stretches: 1, walks: 2, photos: 0 });
    expect(own.walkedMetres).toBeGreaterThan(100);
    const asked = await (await town.as('planner')).get(`${path}?limit=1`).expect(200);
    expect(asked.body).toMatchObject({ total: body.total, surveys: [{ id, isOwn: false }] });
    await (await town.as('officerB')).get(path).expect(404);
  });
});

describe('the risk model', () => {
  it('hears a new survey: the score moves and names the answer', async () => {
    const planner = await town.as('planner');
    const run = async (runId: string) => {
      await planner
        .post('/api/runs')
        .send({ id: runId, kind: 'risk', parameters: { asOf: '2026-11-21', draws: 200 } })
        .expect(200);
      await town.drainRuns();
      return (await planner.get(`/api/schools/${school.id}/risk?run=${runId}`).expect(200)).body;
    };
    const before = await run('5a000000-0000-4000-8000-000000000020');
    const officer = await town.as('officerA');
    const safe = {
      ...survey('20'),
      surveyedOn: '2026-11-21',
      sheets: school.gates.map((gate) => ({
        gateId: gate.id,
        answers: [
          { question: 'speed', answer: '20' },
          { question: 'footpath', answer: 'ok' },
          { question: 'crossing', answer: 'raised' },
          { question: 'sight', answer: 'ok' },
          ...dropoff.map((question) => ({ question, answer: 'no' })),
        ],
      })),
    };
    await officer.put('/api/surveys/5a000000-0000-4000-8000-000000000021').send(safe).expect(200);
    const after = await run('5a000000-0000-4000-8000-000000000022');
    expect(after.rate).toBeLessThan(before.rate);
    const codes = after.parts.map((part: { code: string }) => part.code);
    expect(codes).toContain('gate.crossing_raised');
    expect(codes).not.toContain('gate.crossing_multilane');
  });
});
