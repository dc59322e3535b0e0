// The coverage ledger and the pack for the phone: sums that add up, gaps that close, nothing of another commune.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walksLeft } from '../../contract/walk-next.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { asSystem, schoolNamed, walkAlong } from '../support/field.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

type RouteLeft = { routeId: string; pupils: number; fromMetres: number; toMetres: number };
type PackRoute = { id: string; pupils: number; unsurveyed: { fromMetres: number; toMetres: number }[] };
type Row = { schoolId: string; unitId: string; requiredMetres: number; surveyedMetres: number };

describe('getCoverage', () => {
  it('adds up from schools to units to the whole, and to what an officer sees', async () => {
    const { body } = await (await town.as('planner')).get('/api/coverage').expect(200);
    expect(body).toMatchObject({ notBefore: '2025-11-22', schoolCount: 8 });
    const sum = (rows: Row[], of: 'requiredMetres' | 'surveyedMetres') =>
      rows.reduce((total, row) => total + row[of], 0);
    for (const of of ['requiredMetres', 'surveyedMetres'] as const) {
      expect(sum(body.schools, of)).toBeCloseTo(body.total[of], 6);
      expect(sum(body.units, of)).toBeCloseTo(body.total[of], 6);
    }
    const left = body.schools.map((row: Row) => row.requiredMetres - row.surveyedMetres);
    expect(left).toEqual([...left].sort((a, b) => b - a));
    for (const [person, unit] of [
      ['officerA', 'ZZ-01'],
      ['officerB', 'ZZ-02'],
    ] as const) {
      const own = (await (await town.as(person)).get('/api/coverage').expect(200)).body;
      expect(own.units).toEqual(body.units.filter((row: Row) => row.unitId === unit));
      expect((await (await town.as('planner')).get(`/api/coverage?unit=${unit}`)).body.total).toEqual(
        own.total,
      );
    }
  });

  it('agrees with the gaps of every school', async () => {
    const planner = await town.as('planner');
    const { body } = await planner.get('/api/coverage').expect(200);
    for (const row of body.schools) {
      const one = (await planner.get(`/api/schools/${row.schoolId}/coverage`).expect(200)).body;
      expect(one.surveyedMetres).toBeCloseTo(row.surveyedMetres, 1);
      expect(one.requiredMetres).toBeCloseTo(row.requiredMetres, 1);
      const gap = one.gaps.reduce(
        (sum: number, piece: { fromMetres: number; toMetres: number }) =>
          sum + piece.toMetres - piece.fromMetres,
        0,
      );
      expect(one.requiredMetres - gap).toBeCloseTo(one.surveyedMetres, 1);
      if (row.flowShare !== null) expect(one.flowShare).toBeCloseTo(row.flowShare, 9);
    }
    const officer = await town.as('officerA');
    const foreign = body.schools.find((row: Row) => row.unitId === 'ZZ-02');
    await officer.get(`/api/schools/${foreign.schoolId}/coverage`).expect(404);
  });

  it('closes a gap that is walked', async () => {
    const planner = await town.as('planner');
    const { body } = await planner.get('/api/coverage').expect(200);
    const before = body.schools[0];
    const gaps = (await planner.get(`/api/schools/${before.schoolId}/coverage`).expect(200)).body.gaps;
    expect(gaps.length).toBeGreaterThan(0);
    const survey = 'c0000000-0000-4000-8000-000000000001';
    const officer = await town.as(before.unitId === 'ZZ-01' ? 'officerA' : 'officerB');
    await officer
      .put(`/api/surveys/${survey}`)
      .send({ schoolId: before.schoolId, surveyedOn: '2026-11-21', sheets: [] })
      .expect(200);
    await officer
      .put('/api/walks/c0000000-0000-4000-8000-000000000002')
      .send({
        surveyId: survey,
        startedAt: '2026-11-20T23:30:00Z',
        fixes: walkAlong(gaps[0].path.coordinates),
      })
      .expect(200);
    const after = (await planner.get(`/api/schools/${before.schoolId}/coverage`).expect(200)).body;
    const length = gaps[0].toMetres - gaps[0].fromMetres;
    expect(after.surveyedMetres - before.surveyedMetres).toBeGreaterThan(0.9 * length);
    expect(after.gaps[0]).not.toEqual(gaps[0]);
  });

  it('gives the overview and the page of a school the same metres, walks included', async () => {
    const planner = await town.as('planner');
    const { body } = await planner.get('/api/coverage').expect(200);
    const { body: overview } = await planner.get('/api/overview').expect(200);
    expect(overview.surveyedSince).toBe(body.notBefore);
    const walked = await asSystem<{ metres: number }>(
      town,
      'select count(*)::int as metres from survey_stretch',
    );
    expect(walked[0]?.metres).toBeGreaterThan(0);
    const rows = new Map<string, Row>(body.schools.map((row: Row) => [row.schoolId, row]));
    const byUnit = new Map<string, number>();
    let all = 0;
    for (const [i, id] of overview.schools.id.entries()) {
      const row = rows.get(id);
      expect(overview.schools.routeMetres[i]).toBe(Math.round(row?.requiredMetres ?? -1));
      expect(overview.schools.surveyedMetres[i]).toBe(Math.round(row?.surveyedMetres ?? -1));
      const detail = (await planner.get(`/api/schools/${id}/detail`).expect(200)).body;
      const metres = detail.routes.reduce(
        (sum: number, route: { surveyedMetres: number }) => sum + route.surveyedMetres,
        0,
      );
      expect(metres).toBeCloseTo(row?.surveyedMetres ?? -1, 6);
      const unit = overview.units[overview.schools.unit[i]].id;
      byUnit.set(unit, (byUnit.get(unit) ?? 0) + overview.schools.surveyedMetres[i]);
      all += overview.schools.surveyedMetres[i];
    }
    // Whole metres in the overview: half a metre of rounding per school.
    for (const unit of body.units)
      expect(Math.abs((byUnit.get(unit.unitId) ?? -1) - unit.surveyedMetres)).toBeLessThanOrEqual(
        unit.schools / 2,
      );
    expect(Math.abs(all - body.total.surveyedMetres)).toBeLessThanOrEqual(body.schoolCount / 2);
  });
});

describe('getFieldPack', () => {
  it('holds everything of the commune and nothing of the next one', async () => {
    const officer = await town.as('officerA');
    const { body, text } = await officer.get('/api/units/ZZ-01/field-pack').expect(200);
    expect(body.unit).toMatchObject({ id: 'ZZ-01' });
    expect(body.today).toBe('2026-11-21');
    expect(body.codes.questions).toHaveLength(12);
    expect(body.schools.length).toBeGreaterThan(0);
    expect(body.roads.length).toBeGreaterThan(10);
    const school = await schoolNamed(town, 'Cầu Ván');
    const packed = body.schools.find((one: { id: string }) => one.id === school.id);
    expect(packed.gates).toHaveLength(school.gates.length);
    expect(packed.routes).toHaveLength(school.routes.length);
    for (const { stretches, lengthMetres } of packed.routes) {
      expect(stretches[0].fromMetres).toBe(0);
      expect(Math.abs(stretches.at(-1).toMetres - lengthMetres)).toBeLessThan(5);
    }
    // What the officer may do with a finding, as its own page has it.
    const [finding] = body.findings;
    const { mayDo } = (await officer.get(`/api/findings/${finding.id}`).expect(200)).body;
    expect(mayDo.length).toBeGreaterThan(0);
    expect(finding.mayDo).toEqual(mayDo);
    // What is left, and in which order to walk it, as the ledger says.
    for (const { id, routes } of body.schools.slice(0, 2)) {
      const { gaps } = (await officer.get(`/api/schools/${id}/coverage`).expect(200)).body;
      const left = routes
        .toSorted((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1))
        .flatMap(({ id: routeId, pupils, unsurveyed }: PackRoute) =>
          unsurveyed.map((stretch) => ({ routeId, pupils, ...stretch })),
        );
      const parts = left.map(({ pupils, fromMetres, toMetres }: RouteLeft) => ({
        lengthMetres: toMetres - fromMetres,
        pupilFlow: pupils,
        isSurveyed: false,
      }));
      expect(walksLeft(parts).map((position) => left[position])).toEqual(
        gaps.map(({ routeId, pupils, fromMetres, toMetres }: RouteLeft) => ({
          routeId,
          pupils,
          fromMetres,
          toMetres,
        })),
      );
    }
    const foreign = await asSystem<{ id: string }>(
      town,
      `select id from school where unit_id = 'ZZ-02' union all select id from finding where unit_id = 'ZZ-02'
       union all select id from illegal_spot where unit_id = 'ZZ-02' union all select id from route where unit_id = 'ZZ-02'`,
    );
    expect(foreign.filter((row) => text.includes(row.id))).toEqual([]);
    await officer.get('/api/units/ZZ-02/field-pack').expect(404);
    expect((await officer.get('/api/field-codes').expect(200)).body).toEqual(body.codes);
  });
});
