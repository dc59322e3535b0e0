// The overview and the page of a school: every number agrees with the list it stands for, and stays inside one's scope.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { School } from '../../contract/facts.ts';
import type { Overview } from '../../contract/overview.ts';
import type { RiskExplanation } from '../../contract/risk.ts';
import type { HistoryPoint, SchoolDetail } from '../../contract/school-page.ts';
import { type Person, startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
let overview: Overview;
beforeAll(async () => {
  town = await startTestApp();
  overview = await read<Overview>('leader', '/api/overview');
});
afterAll(() => town?.close());

async function read<Reply>(person: Person, path: string): Promise<Reply> {
  return (await (await town.as(person)).get(path).expect(200)).body;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const asked = ['open', 'recommended', 'accepted'];

describe('getOverview', () => {
  it('has every school with the risk, findings and routes that its own page shows', async () => {
    const { schools, run } = overview;
    expect(schools.id).toHaveLength(8);
    for (const [i, id] of schools.id.entries()) {
      const risk = await read<RiskExplanation>('leader', `/api/schools/${id}/risk?run=${run?.id}`);
      expect([schools.rank[i], schools.band[i], schools.pupils[i]]).toEqual([
        risk.rank,
        risk.band,
        risk.pupils,
      ]);
      expect(schools.rate[i]).toBeCloseTo(risk.rate, 6);
      expect(overview.units[schools.unit[i] ?? -1]?.id).toBe(risk.unitId);
      const { findings, routes } = await read<School>('leader', `/api/schools/${id}`);
      const open = findings.filter(({ state }) => state !== 'verified');
      expect(schools.openFindings[i]).toBe(open.length);
      const late = open.filter(
        ({ state, dueOn }) => asked.includes(state) && dueOn !== null && dueOn < overview.today,
      );
      expect(schools.overdueFindings[i]).toBe(late.length);
      expect(schools.routeMetres[i]).toBeCloseTo(sum(routes.map(({ lengthMetres }) => lengthMetres)), -0.5);
      const detail = await read<SchoolDetail>('leader', `/api/schools/${id}/detail`);
      expect(detail.routes).toHaveLength(routes.length);
      const metres = sum(detail.routes.map(({ surveyedMetres }) => surveyedMetres));
      expect(schools.surveyedMetres[i]).toBeCloseTo(metres, -0.5);
    }
    expect(sum(schools.overdueFindings)).toBeGreaterThan(0);
  });

  it('counts every open spot once, with a school or without', async () => {
    const { spots } = await read<{ spots: { state: string }[] }>('leader', '/api/spots?limit=1000');
    const open = spots.filter(({ state }) => state !== 'handled').length;
    expect(sum(overview.schools.openSpots) + sum(overview.units.map((unit) => unit.otherOpenSpots))).toBe(
      open,
    );
  });

  it('shows an officer the own commune only, with the same numbers', async () => {
    const own = await read<Overview>('officerA', '/api/overview');
    expect(own.units.map(({ id, parentId }) => [id, parentId])).toEqual([['ZZ-01', null]]);
    const there = overview.schools.id.filter(
      (_, i) => overview.units[overview.schools.unit[i] ?? -1]?.id === 'ZZ-01',
    );
    expect(own.schools.id).toEqual(there);
    const of = (some: Overview, id: string) => some.schools.rate[some.schools.id.indexOf(id)];
    for (const id of there) expect(of(own, id)).toBe(of(overview, id));
  });

  it('an export holds exactly the schools of the filter', async () => {
    const reply = await (await town.as('leader'))
      .get('/api/export/overview?format=csv&band=E&level=primary&unit=ZZ-01')
      .expect(200);
    const rows = reply.text.trim().split('\r\n').slice(1);
    const { schools, units, levelSets } = overview;
    const expected = schools.id.filter(
      (_, i) =>
        schools.band[i] === 'E' &&
        levelSets[schools.levels[i] ?? -1]?.includes('primary') &&
        units[schools.unit[i] ?? -1]?.id === 'ZZ-01',
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(rows.map((row) => row.split(',')[4])).toEqual(expected);
  });
});

describe('the page of a school', () => {
  it('names spots, clusters and counted accidents of the own scope only', async () => {
    const [id] = overview.schools.id;
    const all = await read<SchoolDetail>('leader', `/api/schools/${id}/detail`);
    const risk = await read<RiskExplanation>('leader', `/api/schools/${id}/risk`);
    const weighed = risk.parts.flatMap(({ accident }) => (accident === undefined ? [] : [accident.id]));
    expect(all.counted.map(({ accidentId }) => accidentId)).toEqual(weighed.toSorted());
    expect(all.hotspots.length).toBeGreaterThan(0);
    expect(all.hotspots.every(({ distanceMetres }) => distanceMetres <= all.nearHotspotMetres)).toBe(true);
    expect(all.spots.length).toBeGreaterThan(0);
    const own = await read<SchoolDetail>('officerA', `/api/schools/${id}/detail`);
    const seen = await read<RiskExplanation>('officerA', `/api/schools/${id}/risk`);
    expect(own.counted).toHaveLength(seen.parts.filter(({ kind }) => kind === 'accident').length);
    await (await town.as('officerB')).get(`/api/schools/${id}/detail`).expect(404);
    await (await town.as('officerB')).get(`/api/schools/${id}/history`).expect(404);
  });

  it('runs stand in the order of their days, each with what it changed', async () => {
    const [id] = overview.schools.id;
    const request = {
      id: '70707070-0000-4000-8000-0000000000aa',
      kind: 'risk',
      parameters: { asOf: '2026-06-30' },
    };
    await (await town.as('planner')).post('/api/runs').send(request).expect(200);
    await town.drainRuns();
    const { points } = await read<{ points: HistoryPoint[] }>('officerA', `/api/schools/${id}/history`);
    expect(points.map(({ runId }) => runId)).toEqual([request.id, overview.run?.id]);
    const [first, second] = points;
    expect(first?.change).toBeNull();
    expect(second?.change).toMatchObject({
      cause: 'parameters',
      parameters: [{ name: 'asOf', before: '2026-06-30' }],
      scoreChange: (second?.score ?? 0) - (first?.score ?? 0),
    });
  });
});
