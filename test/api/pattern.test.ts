// When accidents happened around a school: the same accidents as the list of the same circle, in one's scope only.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Accident } from '../../contract/facts.ts';
import type { SchoolPattern } from '../../contract/pattern.ts';
import { isoWeekday } from '../../server/territory/days.ts';
import { clockMinutes } from '../../server/territory/school-clock.ts';
import { type Person, startTestApp, type TestApp } from '../support/app.ts';

const nowhere = '00000000-0000-8000-8000-000000000000';

let town: TestApp;
let schools: { id: string; unitId: string }[];

beforeAll(async () => {
  town = await startTestApp();
  schools = (await (await town.as('planner')).get('/api/schools').expect(200)).body.schools;
});
afterAll(() => town?.close());

async function patternOf(person: Person, school: string, query = ''): Promise<SchoolPattern> {
  return (await (await town.as(person)).get(`/api/schools/${school}/pattern${query}`).expect(200)).body;
}

/** The accidents that the list finds in the same circle and period, nobody hurt left out. */
async function listed(person: Person, pattern: SchoolPattern, more: object = {}): Promise<Accident[]> {
  const { schoolId: school, withinMetres, from, to } = pattern;
  const query = { school, withinMetres, from, to, severity: 'fatal,serious,slight', limit: 1000, ...more };
  return (await (await town.as(person)).get('/api/accidents').query(query).expect(200)).body.accidents;
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('getSchoolPattern', () => {
  it.each(['500', '1000'])(
    'agrees with the list of accidents within %s m of every school',
    async (metres) => {
      let trips = 0;
      for (const { id } of schools) {
        const pattern = await patternOf('planner', id, `?metres=${metres}`);
        expect(pattern).toMatchObject({ withinMetres: Number(metres), from: '2021-11-22', to: '2026-11-21' });
        const accidents = await listed('planner', pattern);
        expect(pattern.total).toBe(accidents.length);
        for (const { from, to, fatal, serious, slight } of pattern.years) {
          const inYear = accidents.filter((one) => from <= one.occurredOn && one.occurredOn <= to);
          const of = (severity: string) => inYear.filter((one) => one.severity === severity).length;
          expect([fatal, serious, slight]).toEqual([of('fatal'), of('serious'), of('slight')]);
        }
        expect(pattern.unknownTime).toBe(accidents.filter((one) => one.occurredTime === null).length);
        expect(sum(pattern.cells.map((cell) => cell.accidents))).toBe(pattern.total - pattern.unknownTime);
        for (const cell of pattern.cells) {
          const inCell = accidents.filter(
            ({ occurredOn, occurredTime }) =>
              occurredTime !== null &&
              isoWeekday(occurredOn) === cell.weekday &&
              Math.floor(clockMinutes(occurredTime) / 30) === cell.halfHour,
          );
          expect(inCell).toHaveLength(cell.accidents);
        }
        // An accident is marked by the bells of all levels; the school counts those of its own.
        const marked = await listed('planner', pattern, { window: 'trip' });
        const own = marked.filter(({ occurredOn, occurredTime }) => {
          if (occurredTime === null) return false;
          const at = clockMinutes(occurredTime);
          return pattern.tripWindows.some(
            ({ weekday, fromMinutes, toMinutes }) =>
              weekday === isoWeekday(occurredOn) && fromMinutes <= at && at <= toMinutes,
          );
        });
        expect(pattern.trip).toBe(own.length);
        trips += pattern.trip;
      }
      expect(trips).toBeGreaterThan(0);
    },
  );

  it('looks five years back from a day', async () => {
    const [school] = schools;
    const pattern = await patternOf('planner', school?.id ?? '', '?metres=1000&asOf=2024-02-29');
    expect(pattern).toMatchObject({ from: '2019-03-01', to: '2024-02-29', days: 5 * 365 + 2 });
    expect(pattern.total).toBe((await listed('planner', pattern)).length);
  });

  it("counts only what is in one's scope", async () => {
    let hidden = 0;
    for (const { id } of schools.filter(({ unitId }) => unitId === 'ZZ-01')) {
      const whole = await patternOf('planner', id, '?metres=1000');
      const own = await patternOf('officerA', id, '?metres=1000');
      expect(own.total).toBe((await listed('officerA', own)).length);
      hidden += whole.total - own.total;
    }
    expect(hidden).toBeGreaterThan(0);
  });

  it('finds neither a school of another unit nor one that is not there', async () => {
    const officer = await town.as('officerA');
    const foreign = schools.find(({ unitId }) => unitId === 'ZZ-02');
    await officer.get(`/api/schools/${foreign?.id}/pattern`).expect(404);
    await officer.get(`/api/schools/${nowhere}/pattern`).expect(404);
    await town.anybody().get(`/api/schools/${foreign?.id}/pattern`).expect(401);
  });

  it.each(['metres=750', 'metres=x', 'asOf=2026-02-30', 'asOf=0001-01-01'])('refuses %s', async (query) => {
    await (await town.as('planner')).get(`/api/schools/${schools[0]?.id}/pattern?${query}`).expect(422);
  });
});
