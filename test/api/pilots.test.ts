// Choosing pilots: candidates of a run, weights of one's own, and answers about a school.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PilotCandidate } from '../../contract/pilot.ts';
import { demoAsOf } from '../../server/installation/install.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

type Listed = {
  run: { id: string };
  unitId: string;
  units: { id: string; name: string }[];
  candidates: PilotCandidate[];
};

async function candidates(query = ''): Promise<Listed> {
  return (await (await town.as('leader')).get(`/api/pilots${query}`).expect(200)).body;
}
const placed = (all: PilotCandidate[]) => all.filter(({ place }) => place !== null);

describe('listPilotCandidates', () => {
  it('shows the newest run: places per level, shares that add up, at most one suggestion per level', async () => {
    const { run, candidates: all } = await candidates();
    expect(run).not.toBeNull();
    expect(placed(all).length).toBeGreaterThan(0);
    for (const { ranks, criteria, failed } of placed(all)) {
      expect(ranks?.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
      expect(criteria?.need.value).toBeGreaterThanOrEqual(0);
      expect(failed).toEqual([]);
    }
    for (const { failed } of all.filter(({ place }) => place === null))
      expect(failed.length).toBeGreaterThan(0);
    for (const level of new Set(placed(all).map((one) => one.level))) {
      const own = all.filter((one) => one.level === level);
      expect(own.filter(({ isSuggested }) => isSuggested)).toHaveLength(1);
      expect(placed(own).map(({ place }) => place)).toEqual(placed(own).map((_, i) => i + 1));
    }
  });

  it('shows the order under weights of one’s own, all three or none', async () => {
    const { candidates: all } = await candidates('?need=1&feasibility=0&replicability=0');
    for (const { weighted, criteria } of placed(all)) expect(weighted?.value).toBe(criteria?.need.value);
    expect((await candidates()).candidates.every(({ weighted }) => weighted === null)).toBe(true);
    await (await town.as('leader')).get('/api/pilots?need=1').expect(422);
  });

  it('shows the order among the schools of one commune, and refuses a unit that chooses nothing', async () => {
    const { unitId, units, candidates: ofProvince } = await candidates();
    expect([unitId, ...units.map(({ id }) => id)]).toEqual(['ZZ', 'ZZ', 'ZZ-01', 'ZZ-02']);
    const second = ofProvince.find(({ place }) => place === 2);
    if (second === undefined) throw new Error('the town has no second candidate');
    const own = await candidates(`?unit=${second.unitId}&level=${second.level}`);
    expect(own.unitId).toBe(second.unitId);
    expect(new Set(own.candidates.map((one) => one.unitId))).toEqual(new Set([second.unitId]));
    const there = own.candidates.find(({ schoolId }) => schoolId === second.schoolId);
    expect(there).toMatchObject({ place: 1, isSuggested: true, criteria: second.criteria });
    await (await town.as('leader')).get('/api/pilots?unit=ZZ-01-A').expect(404);
  });

  it('shows an officer the own commune only', async () => {
    const { body } = await (await town.as('officerA')).get('/api/pilots').expect(200);
    for (const { unitId } of body.candidates) expect(unitId).toMatch(/^ZZ-01|^ZZ-01/);
    expect(body.candidates.length).toBeLessThan((await candidates()).candidates.length);
  });
});

describe('putPilotAssessment', () => {
  const answers = { hasWaitingSpace: true, commitment: 'both', needsLandClearance: false, note: '' };

  it('is stored once, refuses what is out of date, and moves the next run', async () => {
    const { candidates: all } = await candidates();
    const { schoolId, unitId, level, criteria } = placed(all)[0]!;
    const client = await town.as('planner');
    const path = `/api/schools/${schoolId}/pilot-assessment`;
    expect((await client.get(path).expect(200)).body).toMatchObject({ revision: 0, commitment: null });
    const saved = (
      await client
        .put(path)
        .send({ ...answers, baseRevision: 0 })
        .expect(200)
    ).body;
    expect(saved).toMatchObject({ ...answers, revision: 1, schoolId });
    expect(
      (
        await client
          .put(path)
          .send({ ...answers, baseRevision: 0 })
          .expect(200)
      ).body,
    ).toEqual(saved);
    const late = await client.put(path).send({ ...answers, commitment: 'one', baseRevision: 0 });
    expect(late.status).toBe(409);
    expect(late.body.current).toEqual(saved);
    const stranger = await town.as(unitId.startsWith('ZZ-01') ? 'officerB' : 'officerA');
    await stranger
      .put(path)
      .send({ ...answers, baseRevision: 1 })
      .expect(404);
    await (await town.as('leader'))
      .put(path)
      .send({ ...answers, baseRevision: 1 })
      .expect(403);

    const id = randomUUID();
    await client
      .post('/api/runs')
      .send({ id, kind: 'pilots', parameters: { asOf: demoAsOf } })
      .expect(200);
    await town.drainRuns();
    const next = (await candidates(`?run=${id}`)).candidates.find(
      (one) => one.schoolId === schoolId && one.level === level,
    );
    expect(next?.unknown).not.toContain('commitment');
    expect(next?.criteria?.feasibility.value).toBeGreaterThan(criteria?.feasibility.value ?? 1);
    expect(next?.criteria?.feasibility.sd).toBeLessThan(criteria?.feasibility.sd ?? 0);
  });
});
