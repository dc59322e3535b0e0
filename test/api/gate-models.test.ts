// The register of gate models, and the catalogue of measures and items that a province keeps for it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

type Step = {
  to: string;
  baseRevision: number;
  documentNumber?: string;
  documentOn?: string;
  note?: string;
};

/** A school proposed by a planner, with every item of its checklist answered. */
async function proposed() {
  const [planner, leader, officer] = [
    await town.as('planner'),
    await town.as('leader'),
    await town.as('officerA'),
  ];
  const path = `/api/gate-models/${randomUUID()}`;
  const { body: mine } = await officer.get('/api/schools?limit=200').expect(200);
  const { body: register } = await planner.get('/api/gate-models').expect(200);
  const taken = new Set(register.models.map((one: { schoolId: string }) => one.schoolId));
  const schoolId = mine.schools.find(({ id }: { id: string }) => !taken.has(id)).id;
  const codes: string[] = register.checklists[0].checklist.items.map((one: { code: string }) => one.code);
  const answers = codes.map((code) => ({ code, met: 'yes', evidence: 'Biên bản kiểm tra' }));
  const { body: model } = await planner.put(path).send({ schoolId, answers: [] }).expect(200);
  const advance = (client: typeof planner, step: Step) => client.post(`${path}/state`).send(step);
  return { planner, leader, officer, path, schoolId, answers, model, advance };
}

describe('gate models', () => {
  const document = { documentNumber: '12/QĐ-UBND', documentOn: '2025-09-05' };

  it('go from proposal through the checklist to recognition, lapse after a year, and can be withdrawn', async () => {
    const { planner, leader, officer, path, schoolId, answers, model, advance } = await proposed();
    expect(model).toMatchObject({
      schoolId,
      state: 'proposed',
      revision: 1,
      steps: [{ from: null, to: 'proposed' }],
    });
    expect((await planner.put(path).send({ schoolId, answers: [] }).expect(200)).body).toEqual(model);
    const second = await planner.put(`/api/gate-models/${randomUUID()}`).send({ schoolId, answers: [] });
    expect(second.body.type).toContain('already-exists');
    expect((await advance(planner, { to: 'assessed', baseRevision: 1 })).body.type).toContain('rule-broken');
    const odd = await planner
      .put(path)
      .send({ schoolId, answers: [{ ...answers[0], code: 'nothing' }], baseRevision: 1 });
    expect(odd.body.type).toContain('rule-broken');
    await officer.put(path).send({ schoolId, answers, baseRevision: 1 }).expect(200);
    expect((await planner.put(path).send({ schoolId, answers: [], baseRevision: 1 })).status).toBe(409);
    expect((await advance(officer, { to: 'assessed', baseRevision: 2 })).body).toMatchObject({
      state: 'assessed',
      revision: 3,
    });
    expect((await advance(leader, { to: 'recognised', baseRevision: 3 })).body.type).toContain('rule-broken');
    // A year and two months before the town's today.
    expect((await advance(leader, { to: 'recognised', baseRevision: 3, ...document })).body).toMatchObject({
      ...document,
      state: 'lapsed',
      dueOn: '2026-09-04',
    });
    await advance(officer, { to: 'assessed', baseRevision: 4 }).expect(200);
    const renewed = { documentNumber: '30/QĐ-UBND', documentOn: '2026-11-01' };
    expect((await advance(leader, { to: 'recognised', baseRevision: 5, ...renewed })).body).toMatchObject({
      state: 'recognised',
    });
    expect((await advance(leader, { to: 'withdrawn', baseRevision: 6 })).body.type).toContain('rule-broken');
    const ended = await advance(leader, { to: 'withdrawn', baseRevision: 6, note: 'Trường chuyển địa điểm' });
    expect(ended.body).toMatchObject({ state: 'withdrawn', dueOn: null });
    expect(ended.body.steps).toHaveLength(6);

    const stranger = await town.as('officerB');
    await stranger.put(`/api/gate-models/${randomUUID()}`).send({ schoolId, answers: [] }).expect(404);
    await advance(stranger, { to: 'assessed', baseRevision: 7 }).expect(404);
    expect((await stranger.get('/api/gate-models').expect(200)).body.models).toEqual([]);
  });

  it('are recognised, and stop being so, by a leader only, who answers no checklist', async () => {
    const { planner, leader, officer, path, schoolId, answers, advance } = await proposed();
    await leader.put(path).send({ schoolId, answers, baseRevision: 1 }).expect(403);
    await leader.put(`/api/gate-models/${randomUUID()}`).send({ schoolId, answers: [] }).expect(403);
    await planner.put(path).send({ schoolId, answers, baseRevision: 1 }).expect(200);
    await advance(leader, { to: 'assessed', baseRevision: 2 }).expect(403);
    await advance(planner, { to: 'assessed', baseRevision: 2 }).expect(200);
    const recognise = { to: 'recognised', baseRevision: 3, ...document, documentOn: '2026-11-01' };
    for (const other of [planner, officer, await town.as('admin')])
      await advance(other, recognise).expect(403);
    await advance(leader, recognise).expect(200);
    const withdraw = { to: 'withdrawn', baseRevision: 4, note: 'Không còn đạt' };
    for (const other of [planner, officer]) await advance(other, withdraw).expect(403);
    await advance(leader, withdraw).expect(200);
  });
});

describe('catalogue of a province', () => {
  type Line = { code: string; national: object; own: { entry: object | null } | null; coming: object[] };
  const footpath = {
    title: { vi: 'Vỉa hè cho học sinh', en: 'Footpath for pupils' },
    minimumMetres: 2,
    source: 'Quyết định 12/2026/QĐ-UBND',
    isSuggestion: false,
  };
  type School = { id: string; location: { coordinates: [number, number] } };
  const schoolOf = async (person: 'officerA' | 'officerB'): Promise<School> =>
    (await (await town.as(person)).get('/api/schools?limit=1').expect(200)).body.schools[0];
  /** A plan of one element at a school, drawn ten metres long. */
  const planWith = ({ id, location }: School, part: object) => {
    const [lon, lat] = location.coordinates;
    const geometry = {
      type: 'LineString',
      coordinates: [
        [lon, lat],
        [lon + 0.0001, lat],
      ],
    };
    const element = { id: randomUUID(), owner: 'commune', term: 'short', cost: 'low', geometry, ...part };
    return { schoolId: id, gateId: null, name: 'Phương án 1', elements: [element] };
  };
  const change = async (
    person: 'planner' | 'officerA' | 'leader' | 'admin',
    more: object,
    id = randomUUID(),
  ) =>
    (await town.as(person)).put(`/api/catalogue/${id}`).send({
      unitId: 'ZZ',
      kind: 'measures',
      code: 'footpath',
      entry: footpath,
      validFrom: today,
      ...more,
    });
  const lineOf = async (on?: string): Promise<{ line: Line; version: { id: string } }> => {
    const { body } = await (await town.as('officerA'))
      .get(`/api/catalogue${on === undefined ? '' : `?on=${on}`}`)
      .expect(200);
    expect(body.unit.id).toBe('ZZ');
    const { lines, version } = body.catalogues[0];
    return { line: lines.find(({ code }: Line) => code === 'footpath'), version };
  };
  let today = '';

  beforeAll(async () => {
    today = (await (await town.as('planner')).get('/api/session')).body.today;
  });

  it('is changed by its planners and administrators only, from today on, and only where there is an entry', async () => {
    expect((await change('officerA', {})).status).toBe(403);
    expect((await change('leader', {})).status).toBe(403);
    for (const wrong of [
      { validFrom: '2020-01-01' },
      { unitId: 'ZZ-01' },
      { code: 'nothing' },
      { entry: { ...footpath, minimumMetres: null } },
      { kind: 'gate_checklist', code: 'camera' },
    ]) {
      expect((await change('planner', wrong)).body.type).toContain('rule-broken');
    }
    expect((await lineOf()).line.own).toBeNull();
  });

  it('stands beside the national one, names its version, and comes into rules, measures and papers', async () => {
    const properties = { widthMetres: 1.8, isCleared: false };
    const plan = planWith(await schoolOf('officerA'), { type: 'footpath', measure: 'footpath', properties });
    const checked = async () => {
      const client = await town.as('officerA');
      const { body } = await client.post('/api/plan-check').send(plan);
      return {
        catalogue: body.catalogue.id,
        basis: body.failures.find(({ rule }: { rule: string }) => rule === 'least_width')?.legalBasis,
      };
    };
    expect(await checked()).toEqual({ catalogue: 'measures-vn-1', basis: undefined });

    const id = randomUUID();
    const measure = {
      elements: ['footpath'],
      factorOf: 'footpath',
      owner: 'police',
      term: 'short',
      cost: 'low',
    };
    const entry = { ...footpath, measure };
    const made = await change('admin', { entry }, id);
    expect(made.status).toBe(200);
    expect((await change('admin', { entry }, id)).body).toEqual(made.body);
    expect((await change('admin', { code: 'guard' }, id)).body.type).toMatch(
      /rule-broken|same-id-other-body/,
    );

    const version = `measures-vn-1+ZZ@${today}`;
    const { line, version: named } = await lineOf();
    expect(named).toMatchObject({ id: version, changed: 1, since: today });
    expect(line).toMatchObject({
      national: { minimumMetres: 1.5, isSuggestion: true },
      own: { entry },
    });
    expect(await checked()).toEqual({ catalogue: version, basis: footpath.source });
    const { body: measures } = await (await town.as('officerB'))
      .get(`/api/measures?school=${(await schoolOf('officerB')).id}`)
      .expect(200);
    const own = measures.library.measures.find(({ code }: { code: string }) => code === 'footpath');
    expect(own).toMatchObject({
      name: footpath.title,
      owner: 'police',
      term: 'short',
      fatalSerious: 0.6,
      legal: { vi: footpath.source },
    });
  });

  it('goes back to the national entry from a later day, and past days stay as they were', async () => {
    const later = `${Number(today.slice(0, 4)) + 1}-01-01`;
    expect((await change('planner', { entry: null, validFrom: later })).status).toBe(200);
    expect((await lineOf()).line).toMatchObject({ own: { entry: footpath }, coming: [{ entry: null }] });
    expect((await lineOf(later)).version.id).toBe('measures-vn-1');
    expect((await lineOf('2026-01-01')).line.own).toBeNull();
  });

  it('holds unit costs by which plans are estimated, counted as the national ones are', async () => {
    const put = (more: object) => change('planner', { kind: 'unit_costs', code: 'hump', ...more });
    const hump = { ...footpath, minimumMetres: null, unitCost: { millionVnd: 31, per: 'piece' } };
    for (const wrong of [
      { entry: { ...hump, unitCost: null } },
      { entry: { ...hump, unitCost: { millionVnd: 31, per: 'metre' } } },
      { entry: hump, code: 'own_hump' },
      { entry: hump, kind: 'measures' },
    ]) {
      expect((await put(wrong)).body.type).toContain('rule-broken');
    }
    const client = await town.as('officerA');
    const id = randomUUID();
    const content = planWith(await schoolOf('officerA'), {
      type: 'hump',
      measure: 'hump',
      properties: { heightCentimetres: 7, lengthMetres: 4 },
    });
    await client.put(`/api/plans/${id}`).send({ content }).expect(200);
    const costs = async () => {
      const { body: check } = await client.post('/api/plan-check').send(content).expect(200);
      const { body: effect } = await client.post('/api/plan-effect').send(content).expect(200);
      const { body: list } = await client.get('/api/plans').expect(200);
      const told = [check.cost, effect, list.plans.find((plan: { id: string }) => plan.id === id)];
      return told.map(({ costMillionVnd, suggestedMillionVnd }) => [costMillionVnd, suggestedMillionVnd]);
    };
    expect(await costs()).toEqual(Array.from({ length: 3 }, () => [15, 15]));
    expect((await put({ entry: hump })).status).toBe(200);
    expect(await costs()).toEqual(Array.from({ length: 3 }, () => [31, 0]));
  });

  it('asks the items of a gate model in the words of the province', async () => {
    const entry = { ...footpath, minimumMetres: null };
    expect((await change('planner', { kind: 'gate_checklist', code: 'camera', entry })).status).toBe(200);
    const client = await town.as('officerA');
    const { body: mine } = await client.get('/api/schools?limit=1').expect(200);
    await client
      .put(`/api/gate-models/${randomUUID()}`)
      .send({ schoolId: mine.schools[0].id, answers: [] })
      .expect(200);
    const { body: register } = await client.get('/api/gate-models').expect(200);
    const by = register.checklists.find(
      (one: { version: { id: string } }) => one.version.id === register.models[0].checklistId,
    );
    const camera = by.checklist.items.find(({ code }: { code: string }) => code === 'camera');
    expect(camera).toMatchObject({ text: footpath.title, source: footpath.source, isSuggestion: false });
  });

  const rail = {
    title: { vi: 'Rào mềm theo giờ', en: 'Soft rail at hours' },
    minimumMetres: null,
    source: 'Đề xuất của tỉnh',
    isSuggestion: true,
    measure: { elements: ['guard_rail'], factorOf: null, owner: 'school', term: 'always', cost: 'low' },
  };

  it('takes what a province adds: offered for its elements, counted only by a factor it names, and withdrawn', async () => {
    const add = (code: string, entry: object | null, more: object = {}) =>
      change('planner', { code, entry, ...more });
    for (const [code, entry] of [
      ['soft_rail', rail],
      ['own_rail', null],
      ['own_rail', { ...rail, measure: null }],
      ['own_rail', { ...rail, minimumMetres: 2 }],
      ['own_rail', { ...rail, measure: { ...rail.measure, factorOf: 'own_rail' } }],
      ['footpath', { ...footpath, measure: { ...rail.measure, factorOf: 'footpath' } }],
    ] as const) {
      expect((await add(code, entry)).body.type, code).toContain('rule-broken');
    }
    expect((await add('own_rail', rail)).status).toBe(200);
    const like = { ...rail, measure: { ...rail.measure, factorOf: 'footpath' }, isSuggestion: false };
    expect((await add('own_fence', like)).status).toBe(200);

    const school = await schoolOf('officerA');
    const client = await town.as('officerA');
    const effectOf = async (measure: string) =>
      (
        await client
          .post('/api/plan-effect')
          .send(planWith(school, { type: 'guard_rail', measure, properties: {} }))
          .expect(200)
      ).body;
    const { body: offered } = await client.get(`/api/measures?school=${school.id}`).expect(200);
    const own = offered.library.measures.filter(({ code }: { code: string }) => code.startsWith('own_'));
    expect(own).toMatchObject([
      { code: 'own_rail', name: rail.title, factorOf: null, legal: null },
      { code: 'own_fence', factorOf: 'footpath', fatalSerious: 0.6, legal: { vi: rail.source } },
    ]);
    const none = await effectOf('own_rail');
    expect(none.after.rate).toBe(none.before.rate);
    expect([none.ratio.low, none.ratio.high]).toEqual([1, 1]);
    expect(none.measures).toMatchObject([{ code: 'own_rail', effect: 'none', counts: false }]);
    const some = await effectOf('own_fence');
    expect(some.after.rate).toBeLessThan(some.before.rate);

    expect((await add('own_rail', null)).status).toBe(200);
    const gone = await effectOf('own_rail');
    expect(gone.warnings.map(({ code }: { code: string }) => code)).toEqual(['unknown_measure']);
  });

  it('asks what a province adds to the checklist before a gate is assessed', async () => {
    const entry = { ...rail, measure: null };
    const kind = 'gate_checklist';
    expect((await change('planner', { kind, code: 'own_rail', entry })).status).toBe(200);
    const { planner, path, schoolId, answers, advance } = await proposed();
    expect(answers.map(({ code }) => code)).toContain('own_rail');
    const without = answers.filter(({ code }) => code !== 'own_rail');
    await planner.put(path).send({ schoolId, answers: without, baseRevision: 1 }).expect(200);
    expect((await advance(planner, { to: 'assessed', baseRevision: 2 })).body.type).toContain('rule-broken');
    await planner.put(path).send({ schoolId, answers, baseRevision: 2 }).expect(200);
    // Withdrawn, it is not asked for any more, and its answer stays.
    expect((await change('planner', { kind, code: 'own_rail', entry: null })).status).toBe(200);
    expect((await advance(planner, { to: 'assessed', baseRevision: 3 })).body).toMatchObject({
      state: 'assessed',
    });
  });
});
