// Going on from an earlier risk run: the same bytes as computing every school with the earlier calibration, for less work.
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportLayer } from '../../contract/delivery.ts';
import type { Run } from '../../contract/run.ts';
import { withSystemScope } from '../../server/db/scope.ts';
import { exportRows } from '../../server/exports/queries.ts';
import { toCsv, toGeoJson } from '../../server/exports/table.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
/** The newest run to go on from. */
let base: string;
/** The frozen calibration of the first run: what a run of all schools has to apply to be comparable. */
const frozen = 'first-of-the-town';

beforeAll(async () => {
  town = await startTestApp();
  base = (await compute({ calibrationId: 'own' })).id;
  const planner = await town.as('planner');
  await planner
    .post('/api/calibrations')
    .send({ id: frozen, runId: base, name: 'Lần đầu', nameEn: 'The first' })
    .expect(200);
});
afterAll(() => town.close());

let asked = 0;
async function compute(parameters: object): Promise<Run> {
  asked += 1;
  const id = `c0ffee00-0000-4000-8000-0000000002${String(asked).padStart(2, '0')}`;
  const planner = await town.as('planner');
  await planner
    .post('/api/runs')
    .send({ id, kind: 'risk', parameters: { asOf: '2026-10-31', draws: 500, ...parameters } })
    .expect(200);
  await town.drainRuns();
  const run: Run = (await planner.get(`/api/runs/${id}`).expect(200)).body;
  expect(run).toMatchObject({ status: 'done', error: null });
  return run;
}

function asSystem<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  return withSystemScope(town.context.db, work);
}

/** Everything a run stored, without its id. */
async function stored(run: string): Promise<Record<string, string>> {
  return asSystem(async (tx) => {
    const texts: Record<string, string> = {};
    for (const layer of ['risk', 'risk_parts'] satisfies ExportLayer[]) {
      const table = await exportRows(tx, layer, { method: 'dbscan', run }, '2026-11-21');
      texts[layer] = `${toCsv(table)}${toGeoJson(table)}`.replaceAll(run, 'RUN');
    }
    for (const table of ['risk_result', 'risk_part', 'risk_unit_sum']) {
      const { rows } = await tx.raw<{ rows: { row: string }[] }>(
        `select (to_jsonb(t) - 'run_id')::text as row from ${table} t where run_id = :run order by 1`,
        { run },
      );
      texts[table] = rows.map(({ row }) => row).join('\n');
    }
    return texts;
  });
}

/** Goes on from the last run after a change and holds the result against a run of all schools; gives what was computed. */
async function goOn(): Promise<{ touched: number; of: number }> {
  const next = await compute({ calibrationId: 'own', baseRunId: base });
  expect(next.notes.incremental).toEqual({ base, touched: expect.any(Number), of: expect.any(Number) });
  const whole = await compute({ calibrationId: frozen });
  const [a, b] = [await stored(next.id), await stored(whole.id)];
  for (const [name, text] of Object.entries(b)) {
    expect(text.length, name).toBeGreaterThan(1_000);
    expect(a[name] === text, name).toBe(true);
  }
  base = next.id;
  const { touched, of } = next.notes.incremental as { touched: number; of: number };
  expect(of).toBe(whole.notes.schools);
  return { touched, of };
}

/** What the list says about the last run to go on from. */
async function countStale(): Promise<number> {
  const planner = await town.as('planner');
  return (await planner.get(`/api/risk?run=${base}&limit=1`).expect(200)).body.staleSchools;
}

const accident = 'c0ffee00-0000-4000-8000-00000000acc1';
const school = 'c0ffee00-0000-4000-8000-00000000acc2';
/** The gate of the school with the fewest neighbours: a change there concerns few. */
const lonelyGate = `(select g.location from gate g order by
  (select count(*) from gate o where ST_DWithin(o.location::geography, g.location::geography, 4000)), g.id limit 1)`;

describe('a risk run that goes on from an earlier one', () => {
  it.each<[string, string]>([
    ['nothing', 'select 1'],
    [
      'an accident is added',
      `insert into accident (id, unit_id, occurred_on, time_precision, trip_window, location, location_quality, deaths,
          source, source_key, invented)
       select '${accident}', 'ZZ-01', '2026-09-01', 'day', 'day', ${lonelyGate}, 'exact', 1, 'test', '1', true`,
    ],
    // Where it was counts as much as where it is: half a degree away no school is near.
    [
      'it moves away',
      `update accident set location = ST_Translate(location, 0.5, 0) where id = '${accident}'`,
    ],
    [
      'it comes back',
      `update accident set location = ST_Translate(location, -0.5, 0) where id = '${accident}'`,
    ],
    ['it turns out less severe', `update accident set deaths = 0, slight = 1 where id = '${accident}'`],
    ['it is deleted', `delete from accident where id = '${accident}'`],
    [
      'a survey finds another answer',
      `update survey_observation set value = value + 15 where id = (
         select id from survey_observation where code = 'speed' and gate_id is not null order by id limit 1)`,
    ],
    [
      'a gate moves',
      `update gate set location = ST_Translate(location, 0.0002, 0) where id = (select id from gate order by id limit 1)`,
    ],
    ['a route is lost', 'delete from route where id = (select id from route order by id limit 1)'],
    [
      'a school is built',
      `insert into school (id, unit_id, name, levels, location, source, source_key, invented)
       select '${school}', 'ZZ-01', 'Trường mới', '{primary}', ${lonelyGate}, 'test', '1', true`,
    ],
    ['it closes', `delete from school where id = '${school}'`],
  ])(
    'is the same as computing all, where %s',
    async (what, sql) => {
      await asSystem(async (tx) => tx.raw(sql));
      const stale = await countStale();
      const { touched, of } = await goOn();
      // A school that closed is not there to be computed; without gates it is near no other.
      expect(touched > 0).toBe(what !== 'nothing' && what !== 'it closes');
      expect(touched).toBeLessThan(of);
      expect(stale).toBe(touched);
      expect(of).toBeGreaterThanOrEqual(8);
    },
    60_000,
  );

  it('computes the schools near a spot that an officer reports', async () => {
    const [gate] = await asSystem(async (tx) => {
      const { rows } = await tx.raw<{ rows: { lon: number; lat: number }[] }>(
        `select ST_X(location) as lon, ST_Y(location) as lat from gate where unit_id = 'ZZ-01' order by id limit 1`,
      );
      return rows;
    });
    const officer = await town.as('officerA');
    await officer
      .put('/api/spots/c0ffee00-0000-4000-8000-00000000acc3')
      .send({
        kind: 'vehicle_keeping',
        location: { type: 'Point', coordinates: [gate?.lon, gate?.lat] },
        seenAt: '2026-10-20T00:00:00Z',
      })
      .expect(200);
    const seenBy = async (client: Awaited<ReturnType<TestApp['as']>>): Promise<number> =>
      (await client.get(`/api/risk?run=${base}`).expect(200)).body.staleSchools;
    const atHome = await seenBy(officer);
    expect(atHome).toBeGreaterThan(0);
    expect(atHome + (await seenBy(await town.as('officerB')))).toBe(await countStale());
    const { touched, of } = await goOn();
    expect(touched).toBeGreaterThan(0);
    expect(touched).toBeLessThan(of);
  });

  it('leaves schools alone that nothing concerns, and copies what the earlier run stored', async () => {
    await asSystem(async (tx) =>
      tx.raw(`insert into accident (id, occurred_on, time_precision, trip_window, location, location_quality, deaths,
          source, source_key, invented)
        select '${accident}', '2026-09-01', 'day', 'day', ST_Translate(${lonelyGate}, 0.5, 0), 'exact', 1, 'test', '1', true`),
    );
    expect((await goOn()).touched).toBe(0);
    // A mark that no computation would give tells what was copied.
    await asSystem((tx) => tx('risk_result').where({ run_id: base }).update({ survey_next: 12_345 }));
    await asSystem(async (tx) =>
      tx.raw(`update accident set location = ${lonelyGate} where id = '${accident}'`),
    );
    const { id, notes } = await compute({ calibrationId: 'own', baseRunId: base });
    const marked: { n: number }[] = await asSystem((tx) =>
      tx('risk_result').where({ run_id: id, survey_next: 12_345 }).count('* as n'),
    );
    const { touched, of } = notes.incremental as { touched: number; of: number };
    expect(touched).toBeGreaterThan(0);
    expect(marked[0]?.n).toBe(of - touched);
    base = (await compute({ calibrationId: 'own' })).id;
  });

  it.each<[string, string, object, string]>([
    ['the parameters differ', 'select 1', { draws: 400 }, 'other-parameters'],
    ['the run is not there', 'select 1', { baseRunId: accident }, 'no-such-run'],
    [
      'a calibration is named that it did not apply',
      'select 1',
      { calibrationId: frozen },
      'other-parameters',
    ],
    [
      'a road changed',
      `update road_edge set walkable = not walkable where id = (select id from road_edge order by id limit 1)`,
      {},
      'changes-everywhere',
    ],
    [
      'too much changed to name it',
      `update accident set slight = slight + 1 where id in (select id from accident order by id limit 251)`,
      {},
      'changes-everywhere',
    ],
    [
      'a change was committed late',
      `update run set facts_count = facts_count - 1 where id = '{base}'`,
      {},
      'changes-everywhere',
    ],
    [
      'another program computed it',
      `update run set code_version = 'older' where id = '{base}'`,
      {},
      'other-program',
    ],
    [
      'it stored no variance',
      `update risk_result set variance = null where run_id = '{base}'`,
      {},
      'no-variance',
    ],
    [
      'records now begin earlier',
      `update accident set occurred_on = '2001-01-01' where id = (select id from accident order by occurred_on, id limit 1)`,
      {},
      'other-record-years',
    ],
  ])('computes all and says why when %s', async (_, sql, parameters, reason) => {
    base = (await compute({ calibrationId: 'own' })).id;
    await asSystem(async (tx) => tx.raw(sql.replace('{base}', base)));
    const { notes, parameters: used } = await compute({
      calibrationId: 'own',
      baseRunId: base,
      ...parameters,
    });
    expect(notes.incremental).toEqual({ base: used.baseRunId, full: reason });
  });

  it('computes all when another calibration was frozen meanwhile', async () => {
    const planner = await town.as('planner');
    const before = await compute({});
    expect(before.notes.calibration).toBe(frozen);
    const own = await compute({ calibrationId: 'own' });
    const newer = { id: 'a-newer-one', runId: own.id, name: 'Lần hai', nameEn: 'The second' };
    await planner.post('/api/calibrations').send(newer).expect(200);
    const { notes } = await compute({ baseRunId: before.id });
    expect(notes).toMatchObject({ calibration: newer.id, incremental: { full: 'other-calibration' } });
  });

  it('is a standard run when all else is as shipped, and no other calibration is in force', async () => {
    const first = await compute({ draws: 2_000 });
    const next = await compute({ draws: 2_000, baseRunId: first.id });
    expect(first.standard && next.standard).toBe(true);
    expect(next.notes.incremental).toMatchObject({ touched: 0 });
  });
});
