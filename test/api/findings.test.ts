// Findings and their follow-up: the steps, the second person, what is overdue, and codes that must be on the list.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { asSystem, type FieldSchool, schoolNamed } from '../support/field.ts';

let town: TestApp;
let school: FieldSchool;
beforeAll(async () => {
  town = await startTestApp();
  school = await schoolNamed(town, 'Cầu Ván');
});
afterAll(() => town.close());

const id = 'f1000000-0000-4000-8000-000000000001';
const finding = () => ({
  schoolId: school.id,
  gateId: school.gates[0]?.id,
  reasonCode: 'crossing_none',
  measureCode: 'crossing_raised',
  location: school.location,
  owner: 'road_authority',
  foundOn: '2026-11-10',
  dueOn: '2026-11-15',
});
let steps = 0;
const nextId = () => `f1000000-0000-4000-8000-0000000001${String(++steps).padStart(2, '0')}`;

async function step(person: 'officerA' | 'planner' | 'officerB', action: string, more: object = {}) {
  const client = await town.as(person);
  return client
    .put(`/api/finding-steps/${nextId()}`)
    .send({ findingId: id, action, takenOn: '2026-11-20', ...more });
}

describe('putFinding', () => {
  it('stores it once, shows it overdue, and takes a change only knowingly', async () => {
    const officer = await town.as('officerA');
    const first = await officer.put(`/api/findings/${id}`).send(finding()).expect(200);
    const second = await officer.put(`/api/findings/${id}`).send(finding()).expect(200);
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({
      state: 'open',
      overdueDays: 6,
      isOwn: true,
      revision: 1,
      unitId: 'ZZ-01',
    });
    expect(first.body.mayDo).toEqual(['recommend', 'finish', 'remind']);
    const other = { ...finding(), owner: 'commune' };
    const stale = await officer.put(`/api/findings/${id}`).send(other).expect(409);
    expect(stale.body.current).toMatchObject({ id, owner: 'road_authority' });
    const changed = await officer
      .put(`/api/findings/${id}`)
      .send({ ...other, baseRevision: 1 })
      .expect(200);
    expect(changed.body).toMatchObject({ owner: 'commune', revision: 2 });
  });

  it('refuses codes that are on no list, and foreign schools', async () => {
    const officer = await town.as('officerA');
    const bad = await officer
      .put('/api/findings/f1000000-0000-4000-8000-000000000002')
      .send({ ...finding(), reasonCode: 'ghosts' })
      .expect(422);
    expect(bad.body.errors[0].pointer).toBe('#/body/reasonCode');
    const other = await town.as('officerB');
    await other.get(`/api/findings/${id}`).expect(404);
    await other.put('/api/findings/f1000000-0000-4000-8000-000000000003').send(finding()).expect(422);
    await (await town.as('leader')).put(`/api/findings/${id}`).send(finding()).expect(403);
  });

  it('listFindings hides nothing overdue: first in the list and counted whole', async () => {
    const officer = await town.as('officerA');
    const all = await officer.get('/api/findings').expect(200);
    const late = all.body.findings.map((one: { overdueDays: number | null }) => one.overdueDays !== null);
    expect(all.body.overdue).toBe(late.filter(Boolean).length);
    expect(late).toEqual([...late].sort((a, b) => Number(b) - Number(a)));
    const one = await officer.get('/api/findings?limit=1').expect(200);
    expect(one.body).toMatchObject({ total: all.body.total, overdue: all.body.overdue });
    const own = await officer.get('/api/findings').query({ school: school.id, state: 'open' }).expect(200);
    expect(own.body.findings.map((item: { id: string }) => item.id)).toContain(id);
  });

  it('counts by owner whatever owner is asked for, and filters by reason', async () => {
    const officer = await town.as('officerA');
    const { body: all } = await officer.get('/api/findings?limit=1000').expect(200);
    type Item = { owner: string; reasonCode: string; overdueDays: number | null };
    const counted = ['school', 'commune', 'police', 'road_authority', 'parents'].map((owner) => {
      const own = all.findings.filter((item: Item) => item.owner === owner);
      return {
        owner,
        total: own.length,
        overdue: own.filter((item: Item) => item.overdueDays !== null).length,
      };
    });
    expect(all.owners).toEqual(counted);
    const { body } = await officer
      .get('/api/findings?owner=school&reason=crossing_none,dropoff_types')
      .expect(200);
    const asked = (item: Item) => ['crossing_none', 'dropoff_types'].includes(item.reasonCode);
    expect(body.owners).toEqual(
      counted.map(({ owner }) => {
        const own = all.findings.filter((item: Item) => item.owner === owner && asked(item));
        return {
          owner,
          total: own.length,
          overdue: own.filter((item: Item) => item.overdueDays !== null).length,
        };
      }),
    );
    expect(body.findings.length).toBeGreaterThan(0);
    expect(body.total).toBe(body.findings.length);
    expect(body.findings.every((item: Item) => item.owner === 'school' && asked(item))).toBe(true);
  });
});

describe('putFindingStep', () => {
  it('walks from recommendation to done, with the document and its answer', async () => {
    expect((await step('officerA', 'recommend')).status).toBe(422);
    const letter = { documentNumber: '21/KN-CAX', dueOn: '2026-12-20' };
    const sent = await step('officerA', 'recommend', { ...letter, note: 'UBND xã An Bình' });
    expect(sent.body).toMatchObject({
      state: 'recommended',
      ...letter,
      overdueDays: null,
      recommendation: { ...letter, addressee: 'UBND xã An Bình', sentOn: '2026-11-20' },
    });
    const wrong = await step('officerA', 'verify');
    expect(wrong.body.type).toBe('/problems/wrong-state');
    expect((await step('officerA', 'refuse')).status).toBe(422);
    expect((await step('officerA', 'remind')).body.state).toBe('recommended');
    expect((await step('officerA', 'accept')).body.state).toBe('accepted');
    expect((await step('officerB', 'finish')).status).toBe(404);
    expect((await step('officerA', 'finish')).body.state).toBe('done');
    const rows = await asSystem(town, `select state from recommendation where finding_id = '${id}'`);
    expect(rows).toEqual([{ state: 'done' }]);
  });

  it('lets only a second person verify, in the database too', async () => {
    const own = await step('officerA', 'verify', { note: 'Đã có vạch' });
    expect([own.status, own.body.type]).toEqual([403, '/problems/same-person']);
    expect((await step('planner', 'verify')).status).toBe(422);
    const verified = await step('planner', 'verify', { note: 'Đã thấy vạch và gờ giảm tốc' });
    expect(verified.body).toMatchObject({ state: 'verified', closedOn: '2026-11-20' });
    expect(verified.body.steps.map((one: { action: string }) => one.action)).toEqual([
      'recommend',
      'remind',
      'accept',
      'finish',
      'verify',
    ]);
    await expect(
      asSystem(town, "update finding_step set account_id = author_id where action = 'verify' returning id"),
    ).rejects.toMatchObject({ constraint: 'finding_step_second_person' });
  });

  it('opens again, and takes the same step twice as one', async () => {
    const planner = await town.as('planner');
    const stepId = nextId();
    const body = { findingId: id, action: 'reopen', takenOn: '2026-11-21', note: 'Vạch đã mờ' };
    const first = await planner.put(`/api/finding-steps/${stepId}`).send(body).expect(200);
    const second = await planner.put(`/api/finding-steps/${stepId}`).send(body).expect(200);
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ state: 'open', closedOn: null });
    await planner
      .put(`/api/finding-steps/${stepId}`)
      .send({ ...body, note: 'khác' })
      .expect(409);
  });
});
