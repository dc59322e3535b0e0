// Two runs compared over HTTP: what changed, why, and what a reader of one commune is told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComparedHotspot, Comparison } from '../../contract/comparison.ts';
import { comparisonCsv, comparisonText } from '../../server/comparison/written.ts';
import { withSystemScope } from '../../server/db/scope.ts';
import { type Person, startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
const runs: Record<string, string> = {};

beforeAll(async () => {
  town = await startTestApp();
  runs.base = await compute('hotspots', { method: 'dbscan' });
  runs.narrow = await compute('hotspots', { method: 'dbscan', epsMetres: 20 });
  runs.risk = await compute('risk', {});
});
afterAll(() => town.close());

let asked = 0;
/** Computes a run as of the end of the town's records and gives its id. */
async function compute(kind: 'hotspots' | 'risk', parameters: object): Promise<string> {
  asked += 1;
  const id = `c0ffee00-0000-4000-8000-0000000001${String(asked).padStart(2, '0')}`;
  const client = await town.as('planner');
  await client
    .post('/api/runs')
    .send({ id, kind, parameters: { asOf: '2026-10-31', ...parameters } })
    .expect(200);
  await town.drainRuns();
  expect((await client.get(`/api/runs/${id}`).expect(200)).body).toMatchObject({ status: 'done' });
  return id;
}

async function compared(
  after: string | undefined,
  before: string | undefined,
  person: Person = 'planner',
): Promise<Comparison> {
  const query = before === undefined ? '' : `?with=${before}`;
  return (await (await town.as(person)).get(`/api/runs/${after}/comparison${query}`).expect(200)).body;
}

async function write(sql: string, values: Record<string, string> = {}): Promise<void> {
  await withSystemScope(town.context.db, async (tx) => {
    await tx.raw(sql, values);
  });
}

const places = (comparison: Comparison): ComparedHotspot[] => comparison.hotspots?.places ?? [];

/** Copies of an accident of a commune, all on one spot where none was. */
const plantSql = `insert into accident (id, unit_id, occurred_on, time_precision, trip_window, location, location_quality,
    serious, source, source_key, invented)
  select gen_random_uuid(), u.id, '2026-06-01', 'day', 'day',
    ST_Translate(ST_PointOnSurface(u.boundary), 0.00005 * i, 0), 'exact', 1, :source, i::text, true
  from unit u, generate_series(1, 5) i where u.id = :unit`;

describe('compareRuns', () => {
  it('finds nothing changed between two runs of the same facts and parameters', async () => {
    const again = await compute('hotspots', { method: 'dbscan' });
    const comparison = await compared(again, runs.base);
    expect(comparison).toMatchObject({
      parameters: [],
      factsChanged: false,
      programChanged: false,
      ranks: null,
    });
    expect(comparison.hotspots?.counts).toEqual({
      same: places(comparison).length,
      changed: 0,
      moved: 0,
      new: 0,
      gone: 0,
    });
    expect(places(comparison).length).toBeGreaterThan(2);
    expect(places(comparison).every((place) => place.cause === null && place.movedMetres === 0)).toBe(true);
  });

  it('puts what differs down to the parameters while the facts are the same', async () => {
    const comparison = await compared(runs.narrow, runs.base);
    expect(comparison.parameters).toEqual([{ name: 'epsMetres', before: 75, after: 20 }]);
    expect(comparison.factsChanged).toBe(false);
    const differing = places(comparison).filter((place) => place.change !== 'same');
    expect(differing.length).toBeGreaterThan(0);
    expect(new Set(differing.map((place) => place.cause))).toEqual(new Set(['parameters']));
    // The other way round, what was gone is new.
    const reversed = await compared(runs.base, runs.narrow);
    expect(reversed.hotspots?.counts.new).toBe(comparison.hotspots?.counts.gone);
    expect(comparisonText(comparison)).toContain('epsMetres: 75 -> 20');
  });

  it('compares with the run before when none is named', async () => {
    const comparison = await compared(runs.narrow, undefined);
    expect(comparison.before.id).toBe(runs.base);
  });

  it('puts what differs down to the data, place by place when parameters differ too', async () => {
    await write(plantSql, { unit: 'ZZ-01', source: 'planted' });
    const changed = await compute('hotspots', { method: 'dbscan' });
    const byData = await compared(changed, runs.base);
    expect(byData).toMatchObject({ parameters: [], factsChanged: true });
    expect(byData.hotspots?.counts).toMatchObject({ new: 1, gone: 0 });
    expect(places(byData)[0]).toMatchObject({
      change: 'new',
      cause: 'data',
      before: null,
      after: { unitId: 'ZZ-01', accidents: 5 },
    });

    const both = await compute('hotspots', { method: 'dbscan', epsMetres: 20 });
    const byEither = await compared(both, runs.base);
    expect(byEither.parameters).toHaveLength(1);
    const planted = places(byEither).filter((place) => place.cause === 'data');
    expect(planted.map((place) => [place.change, place.after?.accidents])).toEqual([['new', 5]]);
    const others = places(byEither).filter((place) => place.cause !== 'data' && place.cause !== null);
    expect(others.length).toBeGreaterThan(0);
    expect(others.every((place) => place.cause === 'parameters')).toBe(true);
    expect(comparisonCsv(byEither).split('\r\n')).toHaveLength(places(byEither).length + 2);

    // A road changed as well: it may have moved any place, so it cannot be told.
    await write(
      `update road_edge set name = name || ' mới' where id = (select id from road_edge order by id limit 1)`,
    );
    const withRoad = await compared(
      await compute('hotspots', { method: 'dbscan', epsMetres: 20 }),
      runs.base,
    );
    expect(new Set(places(withRoad).map((place) => place.cause))).toEqual(new Set([null, 'data', 'both']));
  });

  it('tells an officer of places at home only, and the same about them as everybody', async () => {
    await write(plantSql, { unit: 'ZZ-02', source: 'planted next door' });
    const after = await compute('hotspots', { method: 'dbscan' });
    const whole = await compared(after, runs.base);
    const foreign = new Set<string>();
    await withSystemScope(town.context.db, async (tx) => {
      const rows: { id: string }[] = await tx('accident').where({ unit_id: 'ZZ-02' }).select('id');
      for (const { id } of rows) foreign.add(id);
    });
    const officer = await compared(after, runs.base, 'officerA');
    expect(whole.hotspots?.counts.new).toBe(2);
    expect(officer.hotspots?.counts.new).toBe(1);
    const ids = JSON.stringify(officer).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
    expect(ids.filter((id) => foreign.has(id))).toEqual([]);
    const brief = ({ change, cause, before, after: is, sharedAccidents }: ComparedHotspot) =>
      JSON.stringify([change, cause, before?.number, is?.number, sharedAccidents]);
    const all = new Set(places(whole).map(brief));
    expect(places(officer).length).toBeGreaterThan(0);
    expect(places(officer).filter((place) => !all.has(brief(place)))).toEqual([]);
  });

  it('compares ranks, the largest change first, and says what chance alone may do', async () => {
    const comparison = await compared(await compute('risk', {}), runs.risk);
    expect(comparison).toMatchObject({ factsChanged: true, parameters: [], hotspots: null });
    const schools = comparison.ranks?.schools ?? [];
    expect(comparison.ranks?.total).toBe(schools.length);
    const steps = schools.map((school) => Math.abs(school.rankChange ?? 0));
    expect(steps).toEqual([...steps].sort((a, b) => b - a));
    expect(schools.some((school) => school.change === 'changed')).toBe(true);
    for (const { change, cause, before, after, isMeaningful } of schools) {
      expect(cause).toBe(change === 'same' ? null : 'data');
      const [a, b] = [before, after];
      const isApart = (a?.rankHigh ?? 0) < (b?.rankLow ?? 0) || (b?.rankHigh ?? 0) < (a?.rankLow ?? 0);
      expect(isMeaningful).toBe(isApart);
    }
    const one = await town.as('planner');
    const limited = await one
      .get(`/api/runs/${comparison.after.id}/comparison?with=${runs.risk}&limit=1`)
      .expect(200);
    expect(limited.body.ranks).toMatchObject({
      total: schools.length,
      schools: [{ schoolId: schools[0]?.schoolId }],
    });
    const officer = await compared(comparison.after.id, runs.risk, 'officerB');
    expect(new Set(officer.ranks?.schools.map((school) => school.unitId))).toEqual(new Set(['ZZ-02']));
    expect(comparisonText(comparison)).toMatch(/rank \d+ \(\d+-\d+\) [A-E] -> /);
    expect(comparisonCsv(comparison).split('\r\n')).toHaveLength(schools.length + 2);
  });

  it('refuses runs of two kinds, a run that is not there, one without one before, and one still queued', async () => {
    const client = await town.as('planner');
    const refused = await client.get(`/api/runs/${runs.base}/comparison?with=${runs.risk}`).expect(422);
    expect(refused.body.type).toBe('/problems/runs-not-comparable');
    const absent = 'c0ffee00-0000-4000-8000-0000000001ff';
    await client.get(`/api/runs/${runs.base}/comparison?with=${absent}`).expect(404);
    await client.get(`/api/runs/${absent}/comparison`).expect(404);
    const { body } = await client.get('/api/runs?kind=hotspots&method=gi_star').expect(200);
    await client.get(`/api/runs/${body.runs[0].id}/comparison`).expect(404);
    await write(
      `insert into run (id, kind, method, parameters, as_of, code_version, created_at)
       values (:id, 'hotspots', 'dbscan', '{}', '2026-10-31', 'test', '2026-11-21')`,
      { id: absent },
    );
    const early = await client.get(`/api/runs/${runs.base}/comparison?with=${absent}`).expect(409);
    expect(early.body.type).toBe('/problems/run-not-done');
  });
});
