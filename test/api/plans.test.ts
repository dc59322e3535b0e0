// Gate plans: saving while drawing, states, cloning, rules and effect, each with who may and who may not.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ElementType, type Plan } from '../../contract/plan.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { wrongElements } from '../support/wrong-elements.ts';

let town: TestApp;
let gates: { gate: string; school: string; unit: string; lon: number; lat: number }[] = [];

beforeAll(async () => {
  town = await startTestApp();
  gates = await town.context.db.transaction(async (tx) => {
    await tx.raw('select begin_system_scope()');
    const { rows } = await tx.raw<{ rows: typeof gates }>(
      `select g.id as gate, s.id as school, s.unit_id as unit, ST_X(g.location) as lon, ST_Y(g.location) as lat
         from gate g join school s on s.id = g.school_id order by s.unit_id, g.id`,
    );
    return rows;
  });
});
afterAll(() => town.close());

const inCommune = (unit: string) => {
  const found = gates.find((one) => one.unit === unit);
  if (found === undefined) throw new Error(unit);
  return found;
};

function content(at: (typeof gates)[number], metres = 0) {
  const [lon, lat] = [at.lon + metres / 107_000, at.lat];
  const line = (dx: number) => ({
    type: 'LineString',
    coordinates: [
      [lon - dx, lat],
      [lon + dx, lat],
    ],
  });
  const base = { owner: 'road_authority', term: 'short', cost: 'medium' };
  return {
    schoolId: at.school,
    gateId: at.gate,
    name: 'Phương án 1',
    elements: [
      {
        ...base,
        id: randomUUID(),
        type: 'hump',
        geometry: line(0.00003),
        measure: 'hump',
        costMillionVnd: 15,
        properties: { heightCentimetres: 7, lengthMetres: 4 },
      },
      {
        ...base,
        id: randomUUID(),
        type: 'no_stopping_line',
        geometry: line(0.0001),
        measure: 'no_stopping',
        costMillionVnd: 5,
        properties: { hours: 'always' },
      },
    ],
  };
}

const put = async (person: 'officerA' | 'officerB' | 'planner' | 'leader', id: string, body: object) =>
  (await town.as(person)).put(`/api/plans/${id}`).send(body);

describe('putPlan', () => {
  it('saves a draft, again without change, and in versions', async () => {
    const id = randomUUID();
    const first = content(inCommune('ZZ-01'));
    const saved = await put('officerA', id, { content: first });
    expect(saved.status).toBe(200);
    expect(saved.body).toMatchObject({
      id,
      state: 'draft',
      revision: 1,
      elementCount: 2,
    });
    expect((await put('officerA', id, { content: first })).body).toEqual(saved.body);

    const second = { ...first, name: 'Phương án 1b', elements: first.elements.slice(0, 1) };
    const changed = await put('planner', id, { content: second, baseRevision: 1 });
    expect(changed.body).toMatchObject({ revision: 2, name: 'Phương án 1b', elementCount: 1 });

    const late = await put('officerA', id, { content: { ...first, note: 'muộn' }, baseRevision: 1 });
    expect(late.status).toBe(409);
    expect(late.body.type).toContain('stale-revision');
    expect(late.body.current).toEqual({ ...changed.body, updatedBy: late.body.current.updatedBy });

    const client = await town.as('officerA');
    const { body: history } = await client.get(`/api/plans/${id}/versions`).expect(200);
    expect(history.versions.map((one: { revision: number }) => one.revision)).toEqual([2, 1]);
    const { body: old } = await client.get(`/api/plans/${id}?revision=1`).expect(200);
    expect(old).toMatchObject({ revision: 1, elementCount: 2 });
    await client.get(`/api/plans/${id}?revision=9`).expect(404);
  });

  it('refuses another unit, a gate of another school, a place outside the territory, and wrong elements', async () => {
    const [home, away] = [inCommune('ZZ-01'), inCommune('ZZ-02')];
    expect((await put('officerA', randomUUID(), { content: content(away) })).status).toBe(404);
    expect((await put('leader', randomUUID(), { content: content(home) })).status).toBe(403);
    const mixed = { ...content(home), gateId: away.gate };
    expect((await put('planner', randomUUID(), { content: mixed })).body.type).toContain('rule-broken');
    const swapped = content({ ...home, lon: 15, lat: 80 });
    expect((await put('planner', randomUUID(), { content: swapped })).body.type).toContain(
      'outside-territory',
    );
    const bad = content(home);
    const wrong = { ...bad, elements: [{ ...bad.elements[0], properties: { heightCentimetres: 700 } }] };
    const refused = await put('planner', randomUUID(), { content: wrong });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].pointer).toContain('/content/elements/0');
  });

  it('shows a plan to its unit only', async () => {
    const id = randomUUID();
    await put('officerA', id, { content: content(inCommune('ZZ-01')) });
    const other = await town.as('officerB');
    await other.get(`/api/plans/${id}`).expect(404);
    await other.post(`/api/plans/${id}/choice`).expect(404);
    const { body } = await other.get('/api/plans').expect(200);
    expect(body.plans.map((one: Plan) => one.id)).not.toContain(id);
  });
});

describe('a drawing that is none', () => {
  it('is refused for every type of element, in both languages', async () => {
    const types = new Set(wrongElements.map(({ type }) => type));
    expect([...types].sort()).toEqual([...ElementType.options].sort());
    const client = await town.as('planner');
    const base = { id: randomUUID(), owner: 'school', term: 'short', cost: 'low' };
    const plan = content(inCommune('ZZ-01'));
    for (const { name, problem, ...part } of wrongElements) {
      const { body } = await client
        .post('/api/plan-check')
        .send({ ...plan, elements: [{ ...base, ...part }] });
      const what = `${part.type} ${name}`;
      expect(body, what).toMatchObject({ type: `/problems/${problem}`, status: 422 });
      const words = body.errors?.[0] ?? { detail: body.title, detailEn: body.titleEn };
      expect(words.detail, what).not.toBe(words.detailEn);
      expect(words.detail.length * words.detailEn.length, what).toBeGreaterThan(0);
    }
  });

  it('is refused when a plan is saved and when its effect is asked for', async () => {
    const plan = content(inCommune('ZZ-01'));
    const part = wrongElements.find(({ type, name }) => type === 'refuge' && name === 'that crosses itself');
    const crossed = { ...plan, elements: [{ ...plan.elements[0], ...part }] };
    const saved = await put('planner', randomUUID(), { content: crossed });
    expect(saved.body.errors[0]).toMatchObject({
      pointer: '#/body/content/elements/0/geometry',
      detail: 'Hạng mục 1 (refuge): vùng vẽ tự cắt chính nó',
    });
    const asked = await (await town.as('planner')).post('/api/plan-effect').send(crossed);
    expect(asked.body.type).toBe('/problems/bad-geometry');
  });
});

describe('setPlanState', () => {
  const state = async (
    person: 'officerA' | 'planner' | 'leader',
    id: string,
    wanted: string,
    baseRevision: number,
  ) => (await town.as(person)).post(`/api/plans/${id}/state`).send({ state: wanted, baseRevision });

  it('goes from draft to done, approved by a leader only', async () => {
    const id = randomUUID();
    const drawn = content(inCommune('ZZ-01'));
    await put('officerA', id, { content: drawn });
    expect((await state('officerA', id, 'approved', 1)).body.type).toContain('rule-broken');
    expect((await state('officerA', id, 'proposed', 1)).body).toMatchObject({
      state: 'proposed',
      revision: 2,
    });
    const redrawn = await put('officerA', id, { content: { ...drawn, note: 'x' }, baseRevision: 2 });
    expect(redrawn.body.type).toContain('rule-broken');
    expect((await state('planner', id, 'approved', 2)).status).toBe(403);
    expect((await state('leader', id, 'approved', 1)).body.type).toContain('stale-revision');
    expect((await state('leader', id, 'approved', 2)).body).toMatchObject({ state: 'approved', revision: 3 });
    expect((await state('officerA', id, 'draft', 3)).status).toBe(403);
    expect((await state('leader', id, 'done', 3)).status).toBe(403);
    expect((await state('officerA', id, 'done', 3)).body).toMatchObject({ state: 'done', revision: 4 });
  });
});

describe('choosePlan', () => {
  it('keeps one chosen plan of a school', async () => {
    const at = inCommune('ZZ-02');
    const [one, two] = [randomUUID(), randomUUID()];
    for (const id of [one, two]) await put('officerB', id, { content: content(at) });
    const client = await town.as('officerB');
    await client.post(`/api/plans/${one}/choice`).expect(200);
    expect((await client.post(`/api/plans/${two}/choice`).expect(200)).body.isChosen).toBe(true);
    const { body } = await client.get(`/api/plans?school=${at.school}`).expect(200);
    expect(body.plans.filter((plan: Plan) => plan.isChosen).map((plan: Plan) => plan.id)).toEqual([two]);
    expect(body.plans[0].id).toBe(two);
  });
});

describe('clonePlan', () => {
  it('puts the elements before another gate, once', async () => {
    const [from, to] = [inCommune('ZZ-01'), inCommune('ZZ-02')];
    const [id, copy] = [randomUUID(), randomUUID()];
    await put('planner', id, { content: content(from) });
    const client = await town.as('planner');
    const body = { id: copy, gateId: to.gate, name: 'Bản sao' };
    const { body: cloned } = await client.post(`/api/plans/${id}/clone`).send(body).expect(200);
    expect(cloned).toMatchObject({
      id: copy,
      schoolId: to.school,
      gateId: to.gate,
      elementCount: 2,
      state: 'draft',
    });
    const [lon, lat] = cloned.content.elements[1].geometry.coordinates[0];
    expect(Math.hypot((lon - to.lon) * 107_000, (lat - to.lat) * 110_600)).toBeLessThan(12);
    expect((await client.post(`/api/plans/${id}/clone`).send(body).expect(200)).body).toEqual(cloned);
    const officer = await town.as('officerA');
    await officer
      .post(`/api/plans/${id}/clone`)
      .send({ ...body, id: randomUUID() })
      .expect(404);
  });
});

describe('checkPlan', () => {
  it('answers without saving anything', async () => {
    const client = await town.as('officerA');
    const home = inCommune('ZZ-01');
    const before = (await client.get('/api/plans').expect(200)).body.total;
    const { body } = await client.post('/api/plan-check').send(content(home, 100)).expect(200);
    for (const one of body.failures) expect(one.says.vi.length * one.remedy.en.length).toBeGreaterThan(0);
    expect((await client.get('/api/plans').expect(200)).body.total).toBe(before);
    await client
      .post('/api/plan-check')
      .send(content(inCommune('ZZ-02')))
      .expect(404);
  });
});

describe('evaluatePlan', () => {
  it('says what changes, with ranges, the same to everybody who asks', async () => {
    const drawn = content(inCommune('ZZ-01'));
    const ask = async (person: 'officerA' | 'planner') =>
      (await (await town.as(person)).post('/api/plan-effect').send(drawn).expect(200)).body;
    const one = await ask('officerA');
    expect(await ask('planner')).toEqual(one);
    expect(one.after.rate).toBeLessThan(one.before.rate);
    expect(one.after.score).toBeLessThanOrEqual(one.before.score);
    expect(one.ratio.low).toBeLessThanOrEqual(one.ratio.median);
    expect(one.ratio.high).toBeLessThan(1.2);
    expect(one.probabilityOfBenefit).toBeGreaterThan(0.9);
    expect(one).toMatchObject({ costMillionVnd: 20, suggestedMillionVnd: 0 });
    expect(one.avoidedPerMillionVnd).toBeCloseTo(one.avoided.median / 20, 12);
    expect(one.measures.map((measure: { code: string }) => measure.code)).toEqual(['hump', 'no_stopping']);
    expect(one.treatedShare.serious).toBeGreaterThan(0);
    expect(one.treatedShare.serious).toBeLessThanOrEqual(1);
  });

  it('credits a duty team with order and not with fewer accidents', async () => {
    const home = inCommune('ZZ-01');
    const post = {
      id: randomUUID(),
      type: 'team_post',
      geometry: { type: 'Point', coordinates: [home.lon, home.lat] },
      properties: { team: 'red_flag', hours: { from: '06:30', to: '07:15' }, people: 4 },
      owner: 'school',
      term: 'always',
      cost: 'low',
      measure: 'guard',
    };
    const { body } = await (await town.as('planner'))
      .post('/api/plan-effect')
      .send({ ...content(home), elements: [post] })
      .expect(200);
    expect(body.after.rate).toBe(body.before.rate);
    expect(body.warnings.map((one: { code: string }) => one.code)).toContain('no_documented_effect');
  });
});

describe('getMeasures', () => {
  it('gives the catalogue with what may be said of each', async () => {
    const { body } = await (await town.as('leader')).get('/api/measures').expect(200);
    expect(body.version).toMatchObject({ id: 'measures-vn-1', changed: 0 });
    expect(body.library.measures.length).toBeGreaterThan(10);
    await town.anybody().get('/api/measures').expect(401);
  });
});

describe('the demo town', () => {
  it('has a plan that is chosen, keeps the law, and lowers the risk', async () => {
    const client = await town.as('planner');
    const { body } = await client.get('/api/plans').expect(200);
    const demo = body.plans.find((plan: Plan) => plan.invented);
    expect(demo).toMatchObject({
      isChosen: true,
      elementCount: 11,
      costMillionVnd: 132,
      suggestedMillionVnd: 0,
    });
    const { body: plan } = await client.get(`/api/plans/${demo.id}`).expect(200);
    const { body: checked } = await client.post('/api/plan-check').send(plan.content).expect(200);
    const rules = checked.failures.map(
      (one: { rule: string; severity: string }) => `${one.severity} ${one.rule}`,
    );
    expect(rules).toEqual(['note speed_zone_sign']);
    const { body: effect } = await client.post('/api/plan-effect').send(plan.content).expect(200);
    expect(effect.ratio.median).toBeLessThan(1);
    expect(effect.measures.find((one: { code: string }) => one.code === 'crossing_multilane').counts).toBe(
      false,
    );
  });
});
