// Decisions on pilots: who makes them, that they stand, what is read back from their seals, and the studies after them.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PilotCandidate } from '../../contract/pilot.ts';
import { demoAsOf } from '../../server/installation/install.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

async function candidates(query = ''): Promise<{ run: { id: string }; candidates: PilotCandidate[] }> {
  return (await (await town.as('leader')).get(`/api/pilots${query}`).expect(200)).body;
}
const placed = (all: PilotCandidate[]) => all.filter(({ place }) => place !== null);

describe('decidePilot', () => {
  const decide = async (body: object, person: 'leader' | 'planner' = 'leader') =>
    (await town.as(person)).post('/api/pilot-decisions').send(body);

  it('is for leaders, for good, once per level and year, and sealed', async () => {
    const { run, candidates: all } = await candidates();
    const level = placed(all)[0]!.level;
    const [best] = placed(all).filter((one) => one.level === level);
    const body = { id: randomUUID(), runId: run.id, level, year: 2026, schoolId: best!.schoolId };
    expect((await decide(body, 'planner')).status).toBe(403);
    const decided = await decide(body);
    expect(decided.status).toBe(200);
    expect(decided.body).toMatchObject({
      sealed: 'intact',
      id: body.id,
      place: 1,
      sequence: 1,
      isStanding: true,
      unitId: 'ZZ',
    });
    expect(decided.body.decidedBy).not.toBe('');
    expect((await decide(body)).body).toEqual(decided.body);
    expect((await decide({ ...body, year: 2027 })).body.type).toContain('same-id-other-body');

    const again = { ...body, id: randomUUID() };
    const taken = await decide(again);
    expect(taken.body.type).toContain('stale-revision');
    expect(taken.body.current).toEqual(decided.body);
    const silent = await decide({ ...again, supersedes: body.id });
    expect(silent.body.type).toContain('rule-broken');
    const reason = 'Trường xin lùi một năm';
    const second = await decide({ ...again, supersedes: body.id, reason });
    expect(second.body).toMatchObject({ sequence: 2, isStanding: true, reason });
    const { body: listed } = await (await town.as('planner'))
      .get(`/api/pilot-decisions?year=2026&school=${body.schoolId}`)
      .expect(200);
    expect(listed.decisions.map((one: { isStanding: boolean }) => one.isStanding)).toEqual([true, false]);
    expect(listed.decisions[0].decidedBy).toBe(decided.body.decidedBy);

    const { rows } = await town.context.db.transaction(async (tx) => {
      await tx.raw('select begin_system_scope()');
      return tx.raw<{ rows: { content: string; sha256: string }[] }>(
        'select content, sha256 from pilot_decision where id = :id',
        { id: body.id },
      );
    });
    const stored = rows[0] ?? { content: '', sha256: '' };
    expect(createHash('sha256').update(stored.content).digest('hex')).toBe(stored.sha256);
    expect(JSON.parse(stored.content)).toMatchObject({ schoolId: body.schoolId, runId: run.id });
    await expect(
      town.context.db.transaction(async (tx) => {
        await tx.raw('select begin_scope(:id::uuid, :day::date)', { id: randomUUID(), day: demoAsOf });
        await tx('pilot_decision').update({ reason: 'khác' });
      }),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('refuses a school that is no candidate, one that is not there, and needs a reason for another than the first', async () => {
    const { run, candidates: all } = await candidates();
    const body = { id: randomUUID(), runId: run.id, level: placed(all)[0]!.level, year: 2030 };
    const none = all.find(({ place }) => place === null);
    if (none !== undefined) {
      const refused = await decide({ ...body, level: none.level, schoolId: none.schoolId });
      expect(refused.body.type).toContain('rule-broken');
    }
    expect((await decide({ ...body, schoolId: randomUUID() })).status).toBe(404);
    const second = placed(all).find(({ place }) => place === 2);
    if (second === undefined) throw new Error('the town has no second candidate');
    const silent = await decide({ ...body, level: second.level, schoolId: second.schoolId });
    expect(silent.body.type).toContain('rule-broken');
    const told = await decide({
      ...body,
      level: second.level,
      schoolId: second.schoolId,
      reason: 'Gần chợ, cần làm ngay',
    });
    expect(told.body).toMatchObject({ place: 2, isStanding: true });
  });
});

describe('a decision read back', () => {
  /** A decision on the first candidate of a level for a year, and what a later reading says. */
  async function decided(year: number) {
    const { run, candidates: all } = await candidates();
    const { level, schoolId, unitId } = placed(all).findLast(({ place }) => place === 1)!;
    const leader = await town.as('leader');
    const id = randomUUID();
    await leader.post('/api/pilot-decisions').send({ id, runId: run.id, level, year, schoolId }).expect(200);
    const read = async () => (await leader.get(`/api/pilot-decisions/${id}`).expect(200)).body;
    return { id, run, level, schoolId, unitId, all, read };
  }
  /** Behind the API's back, past row security. */
  const change = (sql: string, id: string) => town.context.db.raw(sql, { id });

  it('gives the sealed table, to an officer the own rows of it', async () => {
    const { id, level, schoolId, unitId, all, read } = await decided(2031);
    const { decision, asOf, candidates: table } = await read();
    expect(decision).toMatchObject({ id, schoolId, sealed: 'intact' });
    expect(asOf).toBe(demoAsOf);
    const listed = all.filter((one) => one.level === level).map(({ weighted: _, ...one }) => one);
    expect(table).toEqual(listed);
    const [own, other] =
      unitId === 'ZZ-01' ? (['officerA', 'officerB'] as const) : (['officerB', 'officerA'] as const);
    const seen = (await (await town.as(own)).get(`/api/pilot-decisions/${id}`).expect(200)).body;
    expect(seen.decision.sealed).toBe('intact');
    expect(new Set(seen.candidates.map((one: PilotCandidate) => one.unitId))).toEqual(new Set([unitId]));
    await (await town.as(other)).get(`/api/pilot-decisions/${id}`).expect(404);
  });

  it('is said to be broken once anything of it was changed', async () => {
    const { id, read } = await decided(2034);
    const sealed = async () => {
      const { decision } = await read();
      const { body } = await (await town.as('planner')).get('/api/pilot-decisions?year=2034').expect(200);
      expect(body.decisions[0].sealed).toBe(decision.sealed);
      return decision.sealed;
    };
    expect(await sealed()).toBe('intact');
    await change("update pilot_decision set reason = 'khác' where id = :id", id);
    expect(await sealed()).toBe('broken');
    await change("update pilot_decision set reason = '' where id = :id", id);
    expect(await sealed()).toBe('intact');
    await change('update pilot_study set comparison_ids = array[decision_id] where decision_id = :id', id);
    expect(await sealed()).toBe('broken');
    await change("update pilot_study set comparison_ids = '{}' where decision_id = :id", id);
    expect(await sealed()).toBe('intact');
    // A forger who knows the hash: the audit noted another one.
    await change(
      `update pilot_decision set content = content || ' ', sha256 = encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex')
        where id = :id`,
      id,
    );
    expect(await sealed()).toBe('broken');
    await change("update pilot_decision set content = '{' where id = :id", id);
    expect(await read()).toMatchObject({ decision: { sealed: 'broken' }, asOf: null, candidates: [] });
  });

  it('bars the school in the years around, and not in a later ranking of its own year', async () => {
    const { id, run, level, schoolId } = await decided(2026);
    const leader = await town.as('leader');
    const refused = await leader
      .post('/api/pilot-decisions')
      .send({ id: randomUUID(), runId: run.id, level, year: 2028, schoolId, reason: 'Thử' });
    expect(refused.body.type).toContain('rule-broken');
    const rankedIn = async (asOf: string) => {
      const runId = randomUUID();
      await (await town.as('planner'))
        .post('/api/runs')
        .send({ id: runId, kind: 'pilots', parameters: { asOf } })
        .expect(200);
      await town.drainRuns();
      return (await candidates(`?run=${runId}&level=${level}`)).candidates.find(
        (one) => one.schoolId === schoolId,
      );
    };
    expect(id).not.toBe('');
    expect(await rankedIn('2026-11-20')).toMatchObject({ failed: [], isPilot: true, place: 1 });
    expect(await rankedIn('2027-01-15')).toMatchObject({
      failed: ['recent_pilot'],
      isPilot: false,
      place: null,
    });
  });
});

describe('getPilotStudy', () => {
  it('of the town’s earlier pilots: one has a word against a comparison school, one refuses any', async () => {
    const leader = await town.as('leader');
    const { body } = await leader.get('/api/pilot-decisions?year=2023').expect(200);
    const studyOf = async (level: string) => {
      const decision = body.decisions.find((one: { level: string }) => one.level === level);
      expect(decision).toMatchObject({ sealed: 'intact', place: 1, unitId: 'ZZ' });
      return (await leader.get(`/api/pilot-decisions/${decision.id}/study`).expect(200)).body;
    };
    const told = await studyOf('lower_secondary');
    expect(told.comparisons.map((one: { schoolName: string }) => one.schoolName)).toEqual([
      'Trường THCS Đồng Quao',
    ]);
    expect(told).toMatchObject({ isOtherRoad: true, completedOn: '2024-11-18' });
    expect(['worked', 'promising']).toContain(told.verdict);
    const refused = await studyOf('primary');
    expect(refused).toMatchObject({ comparisons: [], verdict: 'too_few' });
    expect(refused.watches.length).toBeGreaterThan(0);
  });

  it('is frozen with the decision, and refuses a word without watches', async () => {
    const { run, candidates: all } = await candidates();
    const { level, schoolId, unitId } = placed(all)[0]!;
    const [id, other] = [randomUUID(), randomUUID()];
    const leader = await town.as('leader');
    await leader
      .post('/api/pilot-decisions')
      .send({ id, runId: run.id, level, year: 2029, schoolId, reason: 'Thử' })
      .expect(200);
    const path = `/api/pilot-decisions/${id}`;
    const { body: empty } = await leader.get(`${path}/study`).expect(200);
    expect(empty).toMatchObject({ completedOn: null, accidents: null, verdict: 'too_few', watches: [] });
    expect(empty.decision.id).toBe(id);
    expect(empty.comparisons.map((one: { schoolId: string }) => one.schoolId)).not.toContain(schoolId);

    const planner = await town.as('planner');
    const completed = { completedOn: '2025-06-01' };
    await leader.post(`${path}/completion`).send(completed).expect(403);
    await planner.post(`${path}/completion`).send({ completedOn: '2027-01-01' }).expect(422);
    await planner.post(`${path}/completion`).send(completed).expect(200);
    await planner.post(`${path}/completion`).send(completed).expect(200);
    await planner.post(`${path}/completion`).send({ completedOn: '2025-06-02' }).expect(409);

    const watch = {
      decisionId: id,
      schoolId,
      period: 'before',
      observedOn: '2025-05-20',
      value: { measure: 'speed', mean: 44, sd: 8, p85: 52, n: 120 },
    };
    const saved = (await planner.put(`/api/pilot-watches/${other}`).send(watch).expect(200)).body;
    expect(saved).toMatchObject({ id: other, unitId, revision: 1 });
    expect((await planner.put(`/api/pilot-watches/${other}`).send(watch).expect(200)).body).toEqual(saved);
    const more = { ...watch, value: { ...watch.value, n: 130 } };
    expect((await planner.put(`/api/pilot-watches/${other}`).send(more)).body.type).toContain(
      'stale-revision',
    );
    const again = await planner
      .put(`/api/pilot-watches/${other}`)
      .send({ ...more, baseRevision: 1 })
      .expect(200);
    expect(again.body).toMatchObject({ revision: 2, value: { n: 130 } });
    await planner.put(`/api/pilot-watches/${randomUUID()}`).send(watch).expect(409);
    const stranger = await town.as(unitId.startsWith('ZZ-01') ? 'officerB' : 'officerA');
    await stranger.put(`/api/pilot-watches/${randomUUID()}`).send(watch).expect(404);

    const { body: study } = await leader.get(`${path}/study`).expect(200);
    expect(study.watches).toHaveLength(1);
    expect(study.verdict).toBe('too_few');
    expect(study.accidents).toMatchObject({
      from: '2022-06-01',
      to: '2026-11-21',
      expectedNeeded: 34,
      isEnough: false,
    });
    expect(study.accidents.theta.low).toBeLessThan(study.accidents.theta.median);
  });

  it('is not there for who may not see the school, nor for a decision that is not', async () => {
    const client = await town.as('planner');
    await client.get(`/api/pilot-decisions/${randomUUID()}/study`).expect(404);
    await town.anybody().get(`/api/pilot-decisions/${randomUUID()}/study`).expect(401);
  });
});
