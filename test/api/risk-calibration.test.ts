// Frozen calibrations, sensitivity, the survey list, risk per pupil and schools without a rank, on the demo town.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoAsOf } from '../../server/installation/install.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

type School = {
  schoolId: string;
  rank: number | null;
  rankPerPupil: number | null;
  score: number;
  rate: number;
  ratePerThousandPupils: number | null;
  locationQualityShare: number | null;
};

const planner = () => town.as('planner');

async function risk(
  query = '',
): Promise<{ run: { id: string; notes: Record<string, unknown> }; schools: School[] }> {
  return (await (await planner()).get(`/api/risk${query}`).expect(200)).body;
}

async function computed(parameters: object = {}, kind = 'risk'): Promise<string> {
  const id = randomUUID();
  const client = await planner();
  await client
    .post('/api/runs')
    .send({ id, kind, parameters: { asOf: demoAsOf, ...parameters } })
    .expect(200);
  await town.drainRuns();
  const { body } = await client.get(`/api/runs/${id}`).expect(200);
  expect(body).toMatchObject({ status: 'done', error: null });
  return id;
}

const scores = (schools: School[]) =>
  schools.map(({ schoolId, score, rate, rank }) => ({ schoolId, score, rate, rank }));

describe('freezeCalibration', () => {
  const frozen = { id: 'town-2026', name: 'Thị trấn 2026', nameEn: 'Town 2026' };

  it('keeps what a run fitted, once, for later runs; scores stay comparable', async () => {
    const client = await planner();
    const before = await risk();
    expect(before.run.notes.calibration).toBeNull();
    const body = { ...frozen, runId: before.run.id };
    const { body: preset } = await client.post('/api/calibrations').send(body).expect(200);
    expect(preset).toMatchObject({ id: frozen.id, kind: 'calibration', validFrom: demoAsOf, validTo: null });
    expect(preset.value.fittedOn).toEqual({ runId: before.run.id, asOf: demoAsOf, schools: 8 });
    // Eight schools fit no ends of the score of their own.
    expect(preset.value.score).toEqual({ low: 0.002, high: 0.5, isFitted: false });

    expect((await client.post('/api/calibrations').send(body).expect(200)).body).toEqual(preset);
    const other = await client
      .post('/api/calibrations')
      .send({ ...body, name: 'Khác' })
      .expect(409);
    expect(other.body.type).toContain('same-id-other-body');
    const listed = (await client.get('/api/presets').expect(200)).body.presets;
    expect(listed.find(({ id }: { id: string }) => id === frozen.id)).toEqual(preset);

    const id = await computed();
    const after = await risk(`?run=${id}`);
    expect(after.run.notes.calibration).toBe(frozen.id);
    expect(scores(after.schools)).toEqual(scores(before.schools));

    const refused = await client
      .post('/api/calibrations')
      .send({ ...frozen, id: 'again', runId: id })
      .expect(422);
    expect(refused.body.type).toContain('rule-broken');
    const own = await risk(`?run=${await computed({ calibrationId: 'own' })}`);
    expect(own.run.notes.calibration).toBeNull();
    expect(scores(own.schools)).toEqual(scores(before.schools));
    // A day before it is valid it does not count.
    const earlier = await risk(`?run=${await computed({ asOf: '2026-10-30' })}`);
    expect(earlier.run.notes.calibration).toBeNull();
  });

  it('refuses an unknown calibration when the run is asked for, and one of other parameters', async () => {
    const client = await planner();
    const ask = (calibrationId: string) =>
      client
        .post('/api/runs')
        .send({ id: randomUUID(), kind: 'risk', parameters: { asOf: demoAsOf, calibrationId } })
        .expect(422);
    expect((await ask('nowhere')).body.type).toContain('reference-missing');
    await town.context.db.transaction(async (tx) => {
      await tx.raw('select begin_system_scope()');
      await tx.raw(
        `insert into preset (id, kind, name, name_en, value, source, evidence, valid_from)
         select 'other', kind, name, name_en, jsonb_set(value, '{parameters,version}', '2'), source, evidence, valid_from
           from preset where id = ?`,
        [frozen.id],
      );
    });
    expect((await ask('other')).body.type).toContain('rule-broken');
    // Nor is it taken as the newest.
    expect((await risk(`?run=${await computed()}`)).run.notes.calibration).toBe(frozen.id);
  });

  it('is for planners and administrators, and of risk runs only', async () => {
    const { run } = await risk();
    for (const person of ['officerA', 'leader'] as const) {
      const client = await town.as(person);
      await client
        .post('/api/calibrations')
        .send({ ...frozen, id: 'mine', runId: run.id })
        .expect(403);
    }
    const admin = await town.as('admin');
    const own = await computed({ calibrationId: 'own' });
    await admin
      .post('/api/calibrations')
      .send({ ...frozen, id: 'admin-2026', runId: own })
      .expect(200);
    await admin
      .post('/api/calibrations')
      .send({ ...frozen, id: 'lost', runId: randomUUID() })
      .expect(404);
    const hotspots = (await admin.get('/api/hotspots').expect(200)).body.run.id;
    await admin
      .post('/api/calibrations')
      .send({ ...frozen, id: 'spots', runId: hotspots })
      .expect(404);
    const reserved = await admin
      .post('/api/calibrations')
      .send({ ...frozen, id: 'own', runId: own })
      .expect(422);
    expect(reserved.body.type).toContain('bad-input');
    const { rows } = await town.context.db.raw<{ rows: { action: string; detail: unknown }[] }>(
      `select action, detail from audit where record_id = 'admin-2026'`,
    );
    expect(rows).toEqual([{ action: 'freeze', detail: { runId: own } }]);
  });

  it('can be changed or taken away by nobody', async () => {
    await town.context.db.transaction(async (tx) => {
      const { rows } = await tx.raw<{ rows: { id: string }[] }>(
        `select id from account where login = 'quantri'`,
      );
      await tx.raw('select begin_scope(?::uuid, ?::date)', [rows[0]?.id ?? '', '2026-11-21']);
      const touched = async (sql: string): Promise<number> =>
        (await tx.raw<{ rows: unknown[] }>(`${sql} returning id`)).rows.length;
      expect(await touched(`update preset set name = name where kind = 'calibration'`)).toBe(0);
      expect(await touched(`delete from preset where kind = 'calibration'`)).toBe(0);
      expect(await touched(`update preset set name = name where kind = 'legal_rule'`)).toBeGreaterThan(0);
    });
  });
});

describe('getSensitivity', () => {
  type Variant = { parameters: Record<string, unknown>; tau: number; overlap: number };

  it('compares every combination of choices with the base, which agrees with itself', async () => {
    const { body } = await (await planner()).get('/api/risk/sensitivity').expect(200);
    expect(body.variants).toHaveLength(135);
    expect(body.top).toBe(4);
    const same = { weightsId: 'fatal_equivalents', gateShare: 0.4, halfLifeYears: 3, catchmentFactor: 1 };
    const base = body.variants.find(({ parameters }: Variant) =>
      Object.entries(same).every(([name, value]) => parameters[name] === value),
    );
    expect(base).toMatchObject({ tau: 1, overlap: 1 });
    const taus: number[] = body.variants.map(({ tau }: Variant) => tau);
    expect(Math.min(...taus)).toBeLessThan(1);
    expect(Math.min(...taus)).toBeGreaterThan(0);
    expect(body.schools.map(({ rank }: School) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    type Robust = { topShare: number; isRobust: boolean; pRobust: number };
    const sum = (of: (school: Robust) => number) =>
      body.schools.reduce((total: number, school: Robust) => total + of(school), 0);
    expect(sum(({ topShare }) => topShare)).toBeCloseTo(4, 9);
    expect(sum(({ pRobust }) => pRobust)).toBeCloseTo(4, 9);
    for (const { topShare, isRobust } of body.schools) expect(isRobust).toBe(topShare >= 0.8);
    expect(body.schools[0].isRobust).toBe(true);
  });

  it('pages by rank, and shows an officer the own schools', async () => {
    const client = await planner();
    const first = (await client.get('/api/risk/sensitivity?limit=5').expect(200)).body;
    const second = (await client.get(`/api/risk/sensitivity?limit=5&after=${first.next}`).expect(200)).body;
    expect([...first.schools, ...second.schools].map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(second.next).toBeNull();
    const { body } = await (await town.as('officerA')).get('/api/risk/sensitivity').expect(200);
    expect(body.schools.length).toBeGreaterThan(0);
    expect(body.schools.length).toBeLessThan(8);
    expect(new Set(body.schools.map(({ unitId }: { unitId: string }) => unitId))).toEqual(new Set(['ZZ-01']));
    expect(body.total).toBe(body.schools.length);
  });

  it('names a list no longer than half of the schools', async () => {
    const run = await computed({ top: 2 }, 'sensitivity');
    const { body } = await (await planner()).get(`/api/risk/sensitivity?run=${run}`).expect(200);
    expect(body.top).toBe(2);
    await (await planner()).get(`/api/risk/sensitivity?run=${randomUUID()}`).expect(404);
  });
});

describe('listSurveyNext', () => {
  it('puts the school first where a survey would tell most, with the reasons', async () => {
    const { body } = await (await planner()).get('/api/survey-next').expect(200);
    expect(body.schools).toHaveLength(8);
    const priorities = body.schools.map(({ priority }: { priority: number }) => priority);
    expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
    for (const school of body.schools) {
      expect(school.overdueFactor).toBeCloseTo(1 + school.overdueMonths / 12, 12);
      expect(school.priority).toBeCloseTo(school.uncertainty * school.overdueFactor, 12);
      if (school.surveyAgeMonths !== null)
        expect(school.overdueMonths).toBeCloseTo(Math.max(0, school.surveyAgeMonths - 12), 12);
      for (const gap of school.gaps) {
        expect(gap.unanswered).toBeGreaterThan(0);
        expect(gap.unanswered).toBeLessThanOrEqual(gap.of);
      }
    }
    const gaps = body.schools.flatMap(({ gaps }: { gaps: { place: string; question: string }[] }) => gaps);
    expect(gaps.length).toBeGreaterThan(0);
  });

  it('filters by unit and school, and pages', async () => {
    const client = await planner();
    const of = async (query: string) => (await client.get(`/api/survey-next?${query}`).expect(200)).body;
    const all = await of('');
    expect((await of('unit=ZZ-01')).total + (await of('unit=ZZ-02')).total).toBe(8);
    const [one] = all.schools;
    expect((await of(`school=${one.schoolId}`)).schools).toEqual([one]);
    const first = await of('limit=3');
    const rest = await of(`limit=10&after=${first.next}`);
    expect([...first.schools, ...rest.schools]).toEqual(all.schools);
    await client.get('/api/survey-next?after=nonsense').expect(422);
  });
});

describe('listRisk', () => {
  it('sorts by the risk of one pupil', async () => {
    const { schools } = await risk('?sort=per_pupil');
    expect(schools.map(({ rankPerPupil }) => rankPerPupil)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const rates = schools.map(({ ratePerThousandPupils }) => ratePerThousandPupils ?? 0);
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
    expect(schools.map(({ rank }) => rank)).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('shows a school whose accidents have no usable place, and does not rank it', async () => {
    const before = await risk();
    const worst = before.schools[0];
    if (worst === undefined) throw new Error('no schools');
    await town.context.db.transaction(async (tx) => {
      await tx.raw('select begin_system_scope()');
      await tx.raw(
        `update accident set location_quality = 'area' where id in (select accident_id from risk_part where school_id = ?)`,
        [worst.schoolId],
      );
    });
    const after = await risk(`?run=${await computed()}`);
    const unranked = after.schools.filter(({ rank }) => rank === null);
    expect(unranked.map(({ schoolId }) => schoolId)).toContain(worst.schoolId);
    for (const school of after.schools) {
      const isPlaced = school.locationQualityShare === null || school.locationQualityShare >= 0.5;
      expect(school.rank !== null).toBe(isPlaced);
      if (!isPlaced)
        expect(school).toMatchObject({ rankPerPupil: null, rankLow: null, probabilityFirst: null });
    }
    // Last in the list, and paging goes on among them.
    expect(after.schools.slice(-unranked.length)).toEqual(unranked);
    const client = await planner();
    const paged: School[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const place: string = next === '' ? '' : `&after=${next}`;
      const reply = await client.get(`/api/risk?run=${after.run.id}&limit=1${place}`).expect(200);
      paged.push(...reply.body.schools);
      next = reply.body.next;
    }
    expect(paged).toEqual(after.schools);
    const explained = await client.get(`/api/schools/${worst.schoolId}/risk?run=${after.run.id}`).expect(200);
    expect(explained.body).toMatchObject({ rank: null, rankedSchools: 8 - unranked.length });
  });
});
