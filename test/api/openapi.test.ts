// The API document: a right OpenAPI 3.0 document, complete, and true of what the server really replies.
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../contract/operation.ts';
import { operations } from '../../contract/operations.ts';
import { apiDocument } from '../../server/http/openapi.ts';
import { type Person, startTestApp, type TestApp } from '../support/app.ts';

const all: readonly Operation[] = operations;
const document = apiDocument('1.2.3');

/** The value at a path of keys, or undefined. */
function at(root: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
}

function documented(operation: Operation): unknown {
  return at(document, 'paths', operation.path.replaceAll(/:(\w+)/g, '{$1}'), operation.method);
}

/** Every object anywhere below, with its path. */
function* objectsIn(value: unknown, path = '#'): Generator<[string, object]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [path, value];
  for (const [key, child] of Object.entries(value)) yield* objectsIn(child, `${path}/${key}`);
}

/** Every Schema Object of the document, with its path: components, parameters, bodies, and the schemas inside them. */
function* schemasIn(value: unknown, path = '#', isSchema = false): Generator<[string, object]> {
  if (typeof value !== 'object' || value === null) return;
  if (isSchema) {
    yield [path, value];
    for (const list of ['allOf', 'anyOf', 'oneOf']) {
      for (const [i, child] of Object.entries(at(value, list) ?? []))
        yield* schemasIn(child, `${path}/${list}/${i}`, true);
    }
    for (const one of ['items', 'not', 'additionalProperties'])
      yield* schemasIn(at(value, one), `${path}/${one}`, true);
    for (const [name, child] of Object.entries(at(value, 'properties') ?? {})) {
      yield* schemasIn(child, `${path}/properties/${name}`, true);
    }
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    if (path === '#/components' && key === 'schemas') {
      for (const [name, schema] of Object.entries(child))
        yield* schemasIn(schema, `${path}/schemas/${name}`, true);
    } else {
      yield* schemasIn(child, `${path}/${key}`, key === 'schema');
    }
  }
}

/** The same with bounds as Ajv knows them: in OpenAPI 3.0 "exclusive" is a flag beside the bound. */
function asDraft07(value: unknown): object {
  return JSON.parse(
    JSON.stringify(value, (_key, one) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
      const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = one;
      return {
        ...rest,
        ...(minimum !== undefined && {
          [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum,
        }),
        ...(maximum !== undefined && {
          [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum,
        }),
      };
    }),
  );
}

describe('apiDocument', () => {
  test('describes every operation of the contract once, and nothing else', () => {
    const ids = [...objectsIn(at(document, 'paths'))].flatMap(([, one]) =>
      'operationId' in one ? [String(one.operationId)] : [],
    );
    expect(ids.sort()).toEqual(all.map((operation) => operation.name).sort());
    for (const operation of all) {
      expect(documented(operation)).toMatchObject({
        operationId: operation.name,
        summary: operation.summary,
      });
    }
  });

  test('has the fields that OpenAPI 3.0 demands', () => {
    expect(document).toMatchObject({
      openapi: '3.0.3',
      info: { title: expect.any(String), version: '1.2.3' },
    });
    for (const operation of all) {
      const names = [...operation.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
      const parameters = at(documented(operation), 'parameters');
      if (!Array.isArray(parameters)) throw new Error(`${operation.name} has no list of parameters`);
      const inPath = parameters.filter((one) => at(one, 'in') === 'path');
      expect(inPath.map((one) => at(one, 'name'))).toEqual(names);
      expect(inPath.every((one) => at(one, 'required') === true)).toBe(true);
      for (const one of parameters) expect(at(one, 'schema')).toBeTypeOf('object');
      const responses = Object.values(at(documented(operation), 'responses') ?? {});
      expect(responses.length).toBeGreaterThan(0);
      for (const response of responses) expect(at(response, 'description')).toBeTypeOf('string');
    }
  });

  test('every reference leads to a component', () => {
    let references = 0;
    for (const [path, one] of objectsIn(document)) {
      if (!('$ref' in one)) continue;
      references++;
      const reference = String(one.$ref);
      expect(reference, path).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(at(document, ...reference.slice(2).split('/')), `${path} → ${reference}`).toBeTypeOf('object');
      // Beside a reference OpenAPI 3.0 ignores every other key.
      expect(Object.keys(one), path).toEqual(['$ref']);
    }
    expect(references).toBeGreaterThan(all.length);
  });

  test('schemas use only the words of OpenAPI 3.0', () => {
    const words = new Set(
      `$ref title description format default nullable type enum not allOf oneOf anyOf items properties
       additionalProperties required multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength
       pattern maxItems minItems uniqueItems maxProperties minProperties discriminator example deprecated`.split(
        /\s+/,
      ),
    );
    const types = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
    for (const [path, schema] of schemasIn(document)) {
      expect(
        Object.keys(schema).filter((word) => !words.has(word)),
        path,
      ).toEqual([]);
      const type = at(schema, 'type');
      if (type !== undefined) expect(types, path).toContain(type);
      if (type === 'array') expect(at(schema, 'items'), path).toBeTypeOf('object');
      for (const bound of ['exclusiveMinimum', 'exclusiveMaximum']) {
        if (at(schema, bound) !== undefined) expect(at(schema, bound), path).toBeTypeOf('boolean');
      }
      if (at(schema, 'nullable') === true) {
        expect(type, `${path}: nullable needs a type`).toBeDefined();
        const values = at(schema, 'enum');
        if (Array.isArray(values)) expect(values, `${path}: an enum lists its null`).toContain(null);
      }
    }
  });
});

describe('replies', () => {
  let town: TestApp;
  /** For every operation that reads JSON: who asks, and an address that finds something. */
  let addresses: Record<string, [Person, string]>;
  let foreignSchool: string;

  beforeAll(async () => {
    town = await startTestApp();
    const db = town.database.knex;
    const batch = '70707070-0000-4000-8000-000000000000';
    await db('import_batch').insert({
      id: batch,
      kind: 'accidents',
      source: 'test',
      file_name: 'tai-nan.csv',
      file_sha256: '0'.repeat(64),
      mapping: '{}',
      status: 'done',
      rejected: 1,
      warnings: JSON.stringify([{ code: 'outside_units', count: 1, vi: 'Ngoài địa bàn', en: 'Outside' }]),
      created_at: town.context.clock(),
    });
    const refused = { batch_id: batch, number: 1, line: 3, field: 'lat', value: '991', code: 'range' };
    await db('rejected_row').insert({ ...refused, reason: 'Ngoài lãnh thổ', reason_en: 'Outside' });
    // An accident of which little is known, and the school that has most to tell.
    const accident = await db('accident').first('id').whereNotNull('unit_id').orderBy('id');
    const unknown = {
      location: null,
      occurred_time: null,
      time_precision: 'day',
      class: null,
      road_name: null,
    };
    await db('accident')
      .where(accident)
      .update({ ...unknown, victim_mode: null, victim_age_band: null });
    const school = await db('risk_part')
      .first('school_id')
      .groupBy('school_id')
      .orderByRaw('count(*) desc, 1');
    const hotspot = await db('hotspot').first('run_id', 'number').orderBy(['run_id', 'number']);
    const otherMethod = await db('hotspot').first('run_id').orderBy('run_id', 'desc');
    const [a, b] = await Promise.all(
      (['officerA', 'officerB'] as const).map(async (person) => {
        const reply = await (await town.as(person)).get('/api/schools?limit=1');
        return String(at(reply.body, 'schools', 0, 'id'));
      }),
    );
    foreignSchool = `/api/schools/${b}`;
    const [spot, survey, finding] = await Promise.all(
      ['illegal_spot', 'survey', 'finding'].map((table) => db(table).first('id').orderBy('id')),
    );
    // One accident reported three times: one report is merged into it, the other still to be looked at.
    const reports = ['71717171-0000-4000-8000-000000000001', '71717171-0000-4000-8000-000000000002'];
    const placed = await db('accident')
      .first('id', 'revision')
      .where({ location_quality: 'exact' })
      .whereNotNull('location')
      .orderBy('id', 'desc');
    await db.raw(
      `insert into accident (id, unit_id, occurred_on, occurred_time, time_precision, trip_window, location, location_quality,
              source, source_key)
       select r.id::uuid, a.unit_id, a.occurred_on, a.occurred_time, a.time_precision, a.trip_window, a.location,
              a.location_quality, 'reported-again', r.id
         from accident a, unnest(?::text[]) r (id) where a.id = ?::uuid`,
      [reports, placed.id],
    );
    const planner = await town.as('planner');
    await planner
      .put('/api/accident-merges/73737373-0000-4000-8000-000000000000')
      .send({ kept: placed, merged: { id: reports[0], revision: 1 } })
      .expect(200);
    const mistaken = await db('finding').first('id', 'revision').orderBy('id', 'desc');
    await planner
      .put('/api/withdrawals/77777777-0000-4000-8000-000000000000')
      .send({
        kind: 'finding',
        recordId: mistaken.id,
        baseRevision: mistaken.revision,
        reason: 'Ghi nhầm trường',
      })
      .expect(200);
    const proposed = await db('hotspot')
      .join('run', 'run.id', 'hotspot.run_id')
      .first('run_id as run', 'number')
      .where('run.method', 'dbscan')
      .orderBy('number');
    await planner.put('/api/hotspot-cases/74747474-0000-4000-8000-000000000000').send(proposed).expect(200);
    const plan = await db('plan').first('id').orderBy('id');
    const leader = await town.as('leader');
    const { run: pilots, candidates } = (await leader.get('/api/pilots').expect(200)).body;
    const first = candidates.find((one: { place: number | null }) => one.place === 1);
    const decision = '75757575-0000-4000-8000-000000000000';
    await leader
      .post('/api/pilot-decisions')
      .send({
        id: decision,
        runId: pilots.id,
        level: first.level,
        year: 2026,
        schoolId: first.schoolId,
        reason: 'đứng đầu',
      })
      .expect(200);
    await planner
      .put('/api/gate-models/76767676-0000-4000-8000-000000000000')
      .send({ schoolId: a, answers: [] })
      .expect(200);
    addresses = {
      getMeasures: ['planner', '/api/measures'],
      getCatalogue: ['planner', '/api/catalogue'],
      listPlans: ['planner', '/api/plans'],
      getPlan: ['planner', `/api/plans/${plan.id}`],
      getPlanGround: ['officerA', `/api/schools/${a}/plan-ground`],
      listPlanVersions: ['planner', `/api/plans/${plan.id}/versions`],
      listPilotCandidates: ['leader', '/api/pilots'],
      getPilotAssessment: ['planner', `/api/schools/${a}/pilot-assessment`],
      listPilotDecisions: ['leader', '/api/pilot-decisions'],
      getPilotDecision: ['leader', `/api/pilot-decisions/${decision}`],
      getPilotStudy: ['leader', `/api/pilot-decisions/${decision}/study`],
      listGateModels: ['planner', '/api/gate-models'],
      getSession: ['planner', '/api/session'],
      listWithdrawals: ['planner', '/api/withdrawals'],
      listAccounts: ['admin', '/api/accounts'],
      listUnits: ['planner', '/api/units'],
      listSchools: ['planner', '/api/schools'],
      getSchool: ['officerA', `/api/schools/${a}`],
      getSchoolPattern: ['officerA', `/api/schools/${a}/pattern?metres=1000`],
      getSchoolDetail: ['officerA', `/api/schools/${a}/detail`],
      getSchoolHistory: ['officerA', `/api/schools/${a}/history`],
      getOverview: ['leader', '/api/overview'],
      getSpot: ['planner', `/api/spots/${spot.id}`],
      listSpotDuties: ['planner', '/api/spot-duties'],
      getSurvey: ['planner', `/api/surveys/${survey.id}`],
      listSurveys: ['officerA', `/api/schools/${a}/surveys`],
      listFindings: ['planner', '/api/findings'],
      getFinding: ['planner', `/api/findings/${finding.id}`],
      getCoverage: ['planner', '/api/coverage'],
      getSchoolCoverage: ['officerA', `/api/schools/${a}/coverage`],
      getFieldCodes: ['officerA', '/api/field-codes'],
      getFieldPack: ['officerA', '/api/units/ZZ-01/field-pack'],
      listAccidents: ['planner', '/api/accidents?limit=1000'],
      getAccident: ['planner', `/api/accidents/${accident.id}`],
      listDuplicates: ['planner', '/api/accident-duplicates'],
      listMerges: ['planner', '/api/accident-merges'],
      listUnlocated: ['planner', '/api/accidents-without-place'],
      suggestPlace: ['planner', `/api/accidents/${accident.id}/suggestion`],
      listSpots: ['planner', '/api/spots'],
      listImports: ['planner', '/api/imports'],
      getImport: ['planner', `/api/imports/${batch}`],
      listRejectedRows: ['planner', `/api/imports/${batch}/rejected`],
      listRuns: ['leader', '/api/runs'],
      getRun: ['officerB', `/api/runs/${hotspot.run_id}`],
      compareRuns: ['officerA', `/api/runs/${hotspot.run_id}/comparison?with=${otherMethod.run_id}`],
      listPresets: ['planner', '/api/presets'],
      getSchoolScreening: ['officerA', `/api/schools/${a}/screening`],
      getPrediction: ['leader', '/api/prediction'],
      locateKm: ['officerA', '/api/roads/km?ref=QL.99&address=Km14%2B500'],
      search: ['officerA', '/api/search?q=QL.99%20Km14%2B500'],
      listHotspots: ['planner', '/api/hotspots?method=dbscan&nearMiss=true'],
      getHotspot: ['planner', `/api/runs/${hotspot.run_id}/hotspots/${hotspot.number}`],
      getHotspotSurroundings: [
        'planner',
        `/api/runs/${hotspot.run_id}/hotspots/${hotspot.number}/surroundings`,
      ],
      listHotspotCases: ['planner', `/api/hotspot-cases?run=${proposed.run}`],
      listRisk: ['leader', '/api/risk'],
      explainRisk: ['planner', `/api/schools/${school.school_id}/risk`],
      listSurveyNext: ['planner', '/api/survey-next'],
      getSensitivity: ['leader', '/api/risk/sensitivity'],
    };
  });
  afterAll(() => town?.close());

  const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }));
  ajv.addFormat('binary', true);
  ajv.addSchema(asDraft07(document), 'api');

  /** The validator of what an operation replies under a status. */
  function validator(operation: Operation, status: string, type: string): ValidateFunction {
    const path = [
      'paths',
      operation.path.replaceAll(/:(\w+)/g, '{$1}'),
      operation.method,
      'responses',
      status,
    ];
    const pointer = [...path, 'content', type, 'schema'].map((key) =>
      key.replaceAll('~', '~0').replaceAll('/', '~1'),
    );
    const found = ajv.getSchema(`api#/${pointer.map(encodeURIComponent).join('/')}`);
    if (found === undefined) throw new Error(`${operation.name} has no schema for ${status}`);
    return found;
  }

  test.each(all.filter((one) => one.method === 'get' && one.reply !== undefined))(
    '$name replies as its schema says',
    async (operation) => {
      const [person, path] = addresses[operation.name] ?? [];
      if (person === undefined || path === undefined) throw new Error(`no address to try ${operation.name}`);
      const reply = await (await town.as(person)).get(path);
      expect([reply.status, reply.type]).toEqual([200, 'application/json']);
      // A list without any rows would fit nearly every schema.
      const lists = Object.values(reply.body).filter((value) => Array.isArray(value));
      if (operation.name.startsWith('list')) expect(lists.some((list) => list.length > 0)).toBe(true);
      const validate = validator(operation, '200', 'application/json');
      validate(reply.body);
      expect(validate.errors ?? []).toEqual([]);
    },
  );

  test('a schema of the document refuses a wrong reply', () => {
    const listSchools = all.find((one) => one.name === 'listSchools');
    if (listSchools === undefined) throw new Error('listSchools is gone');
    const validate = validator(listSchools, '200', 'application/json');
    expect(validate({ schools: [{ id: 'x' }], total: 1, next: null })).toBe(false);
    expect(validate({ schools: [], total: 'many', next: null })).toBe(false);
    expect(validate({ schools: [], total: 0, next: null })).toBe(true);
  });

  test('a refusal replies as the problem schema says', async () => {
    const getSchool = all.find((one) => one.name === 'getSchool');
    if (getSchool === undefined) throw new Error('getSchool is gone');
    const validate = validator(getSchool, 'default', 'application/problem+json');
    for (const path of ['/api/schools/not-an-id', foreignSchool]) {
      const reply = await (await town.as('officerA')).get(path);
      expect(reply.type).toBe('application/problem+json');
      validate(reply.body);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  test('the server gives the document', async () => {
    const reply = await town.anybody().get('/api/openapi.json');
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual(apiDocument(town.context.codeVersion));
  });
});
