// The facts that feed the school risk model: parameters with sources, school clock, accident weight,
// parking, exposure, calendar arithmetic.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  accidentWeight,
  effectiveYears,
  type SchoolAccident,
  spaceKernel,
  surveyedRouteShare,
  walkingDistanceMetres,
} from '../../server/risk/accident-weight.ts';
import { kernelLengthMetres, trafficKilometres, trafficOf } from '../../server/risk/exposure.ts';
import { isPersistentDropoff, parkingPersistence } from '../../server/risk/hazard.ts';
import { flattenParameters } from '../../server/risk/parameters.ts';
import { daysBetween, isoWeekday, monthsBetween, yearsEarlier } from '../../server/territory/days.ts';
import {
  DEFAULT_CALENDAR,
  DEFAULT_SESSIONS,
  isTermDay,
  type SchoolCalendar,
  timeClass,
} from '../../server/territory/trip-window.ts';

const presetText = readFileSync(new URL('../../data/presets/risk-srs-vn-1.json', import.meta.url), 'utf8');
const parameters = flattenParameters(JSON.parse(presetText));

describe('parameters', () => {
  test.each([
    ['tau', /missing "tau"/],
    ['gateShare', /missing "gateShare"/],
  ])('a preset without %s is refused by name', (key, message) => {
    const preset = JSON.parse(presetText);
    delete preset[key];
    expect(() => flattenParameters(preset)).toThrow(message);
  });

  test('a missing number inside, a wrong one, one without source or grade, a doubtful standard error', () => {
    const edited = (
      edit: (preset: Record<string, Record<string, Record<string, unknown>>>) => void,
    ): unknown => {
      const preset = JSON.parse(presetText);
      edit(preset);
      return preset;
    };
    const refusals: [unknown, RegExp][] = [
      [edited((p) => delete p.prior!.k), /missing "prior\.k\.fatal"/],
      [edited((p) => delete p.attributes!.speed!.seLn), /missing "attributes\.speed\.seLn"/],
      [edited((p) => Object.assign(p.tau!, { value: '0.3' })), /"tau" must be a finite number, got "0.3"/],
      [edited((p) => delete p.tau!.source), /"tau" has no source/],
      [edited((p) => Object.assign(p.tau!, { evidence: 'sure' })), /"tau" has no evidence grade/],
      [edited((p) => Object.assign(p, { tau: 0.3 })), /"tau" has no source/],
      [edited((p) => Object.assign(p.tau!, { value: 0.2 })), /exceeds tau/],
      [null, /missing "id"/],
    ];
    for (const [preset, message] of refusals) expect(() => flattenParameters(preset)).toThrow(message);
  });
});

describe('days', () => {
  test('differences, weekdays and leap days', () => {
    expect(daysBetween('2026-03-21', '2026-11-21')).toBe(245);
    expect(monthsBetween('2025-11-21', '2026-11-21')).toBeCloseTo(12, 1);
    expect(isoWeekday('2026-11-21')).toBe(6);
    expect(isoWeekday('1969-12-29')).toBe(1);
    expect(yearsEarlier('2024-02-29', 5)).toBe('2019-02-28');
    expect(yearsEarlier('2024-02-29', 4)).toBe('2020-02-29');
    expect(() => daysBetween('2026-02-30', '2026-03-01')).toThrow(RangeError);
    expect(() => daysBetween('21/11/2026', '2026-03-01')).toThrow(RangeError);
  });
});

describe('school clock', () => {
  const primary = DEFAULT_SESSIONS.byLevel.primary;
  const at = (day: string, clock: string | null, calendar: SchoolCalendar = DEFAULT_CALENDAR): string => {
    const [hours = 0, minutes = 0] = (clock ?? '').split(':').map(Number);
    return timeClass(day, clock === null ? null : hours * 60 + minutes, primary, calendar);
  };

  // 2026-11-20 is a Friday in term. Sessions 7:00-11:00 and 13:30-16:30.
  test.each([
    ['6:14', 'day'],
    ['6:15', 'trip'],
    ['7:15', 'trip'],
    ['7:16', 'day'],
    ['10:45', 'trip'],
    ['11:45', 'trip'],
    ['11:46', 'day'],
    ['12:45', 'trip'],
    ['17:15', 'trip'],
    ['17:16', 'day'],
    ['18:59', 'day'],
    ['19:00', 'other'],
    ['5:59', 'other'],
  ])('a school day at %s is %s', (clock, expected) => {
    expect(at('2026-11-20', clock)).toBe(expected);
  });

  test('weekends, summer and days off are other; an unknown time is daytime on a school day', () => {
    expect(at('2026-11-21', '7:00')).toBe('other');
    expect(at('2026-07-01', '7:00')).toBe('other');
    expect(at('2026-11-20', null)).toBe('day');
    expect(at('2026-11-21', null)).toBe('other');
    const off = { ...DEFAULT_CALENDAR, daysOff: [{ from: '2026-11-20', to: '2026-11-20' }] };
    expect(at('2026-11-20', '7:00', off)).toBe('other');
    expect(() => at('2026-13-01', '7:00')).toThrow(RangeError);
  });

  test('the school year runs over New Year, edges included; explicit ranges stand alone', () => {
    for (const day of ['2026-09-05', '2027-01-15', '2027-05-31'])
      expect(isTermDay(day, DEFAULT_CALENDAR)).toBe(true);
    for (const day of ['2026-09-04', '2027-06-01']) expect(isTermDay(day, DEFAULT_CALENDAR)).toBe(false);
    const ranges = { terms: [{ from: '2025-01-06', to: '2025-02-14' }], daysOff: [] };
    expect(isTermDay('2025-02-14', ranges)).toBe(true);
    expect(isTermDay('2026-02-14', ranges)).toBe(false);
  });
});

describe('accident weight', () => {
  const full: SchoolAccident = {
    id: '1',
    severity: 'fatal',
    occurredOn: '2026-11-21',
    distanceMetres: 0,
    routeShare: null,
    timeClass: 'trip',
    pupilInvolved: 'yes',
    locationQuality: 'exact',
  };
  const weigh = (change: Partial<SchoolAccident>) =>
    accidentWeight({ ...full, ...change }, '2026-11-21', 1000, parameters);

  test('a pupil hurt at the gate today counts fully, without reasons', () => {
    expect(weigh({})).toEqual({ weight: 1, space: 1, age: 1, relevance: 1, quality: 1, reasons: [] });
  });

  test.each([
    ['future', { occurredOn: '2026-11-22' }],
    ['out_of_window', { occurredOn: '2021-11-21' }],
    ['beyond_catchment', { distanceMetres: 1000 }],
    ['quality_area', { locationQuality: 'area' }],
  ] as const)('%s counts zero and says so', (reason, change) => {
    expect(weigh(change)).toMatchObject({ weight: 0, reasons: [reason] });
  });

  test.each([
    ['far_from_gate', { distanceMetres: 500 }, 0.5625],
    ['old', { occurredOn: '2023-11-21' }, 2 ** (-1096 / 365.25 / 3)],
    ['less_relevant', { pupilInvolved: 'no' }, 0.4],
    ['quality_street', { locationQuality: 'street' }, 0.5],
  ] as const)('%s counts less', (reason, change, weight) => {
    expect(weigh(change).reasons).toEqual([reason]);
    expect(weigh(change).weight).toBeCloseTo(weight, 12);
  });

  test('the window is half open by the calendar', () => {
    expect(weigh({ occurredOn: '2021-11-22' }).weight).toBeGreaterThan(0.3);
  });

  test('on a surveyed route distance matters only beyond the limit', () => {
    expect(weigh({ distanceMetres: 5000, routeShare: 0.4 }).space).toBeCloseTo(0.55, 12);
    expect(weigh({ distanceMetres: 5001, routeShare: 0.4 }).space).toBe(0);
    expect(weigh({ distanceMetres: 100, routeShare: 0 }).space).toBe(spaceKernel(100, 1000));
  });

  test('of the routes close by on the same edge the busiest counts', () => {
    const snaps = [
      { share: 0.2, offsetMetres: 3, isSameEdge: true },
      { share: 0.6, offsetMetres: 15, isSameEdge: true },
      { share: 0.9, offsetMetres: 15.1, isSameEdge: true },
      { share: 1, offsetMetres: 1, isSameEdge: false },
    ];
    expect(surveyedRouteShare(snaps, parameters)).toBe(0.6);
    expect(surveyedRouteShare([], parameters)).toBeNull();
  });

  test('records of two years weigh two years', () => {
    // 3 / ln 2 × (1 − 2^(−2/3))
    expect(effectiveYears(parameters, { fromYearsAgo: 0, toYearsAgo: 2 })).toBeCloseTo(1.6016, 3);
    expect(effectiveYears(parameters, { fromYearsAgo: 6, toYearsAgo: 9 })).toBe(0);
    expect(walkingDistanceMetres(100, parameters)).toBe(130);
  });
});

describe('parking', () => {
  test('persistence is shrunk and never counts on the prior alone', () => {
    // One of six ten-minute units: (1 + 1) / (4 + 6).
    expect(
      parkingPersistence({ minutesSeen: 10, minutesWatched: 60, recentSightings: 1 }, parameters),
    ).toBeCloseTo(0.2);
    const counts = (minutesSeen: number, minutesWatched: number, recentSightings: number): boolean =>
      isPersistentDropoff({ minutesSeen, minutesWatched, recentSightings }, parameters);
    expect(counts(10, 60, 1)).toBe(true);
    expect(counts(0, 0, 0)).toBe(false);
    expect(counts(10, 200, 1)).toBe(false);
    expect(counts(10, 200, 2)).toBe(true);
  });
});

describe('exposure', () => {
  const edge = (lengthMetres: number, fromDistanceMetres: number, toDistanceMetres: number) => ({
    lengthMetres,
    fromDistanceMetres,
    toDistanceMetres,
    traffic: 1,
  });

  /** The kernel summed over slices of a centimetre. */
  function byBruteForce(length: number, from: number, to: number, catchment: number): number {
    let sum = 0;
    const step = 0.01;
    for (let offset = step / 2; offset < length; offset += step) {
      sum += spaceKernel(Math.min(from + offset, to + length - offset), catchment) * step;
    }
    return sum;
  }

  test.each([
    [400, 0, 400],
    [300, 500, 700],
    [500, 800, 900],
    [200, 950, 1150],
    [80, 300, 300],
  ])('an edge of %d m from %d to %d m', (length, from, to) => {
    expect(kernelLengthMetres(edge(length, from, to), 1000)).toBeCloseTo(
      byBruteForce(length, from, to, 1000),
      4,
    );
  });

  test('an end out of reach, an edge out of reach, an empty edge', () => {
    const open = kernelLengthMetres(edge(200, 950, Number.POSITIVE_INFINITY), 1000);
    expect(open).toBeCloseTo(byBruteForce(200, 950, 1150, 1000), 4);
    expect(kernelLengthMetres(edge(200, 1000, 1100), 1000)).toBe(0);
    expect(kernelLengthMetres(edge(0, 10, 10), 1000)).toBe(0);
    expect(trafficKilometres([], 1000, parameters)).toBe(0);
    expect(() => trafficKilometres([], 0, parameters)).toThrow(RangeError);
  });

  test('cutting an edge in two changes nothing; four times the traffic counts double', () => {
    const whole = trafficKilometres([edge(400, 100, 500)], 1000, parameters);
    expect(trafficKilometres([edge(150, 100, 250), edge(250, 250, 500)], 1000, parameters)).toBeCloseTo(
      whole,
      12,
    );
    expect(trafficKilometres([{ ...edge(400, 100, 500), traffic: 4 }], 1000, parameters)).toBeCloseTo(
      2 * whole,
      12,
    );
    expect(trafficOf('national', null, parameters)).toBe(8);
    expect(trafficOf('national', 12_500, parameters)).toBe(12.5);
  });
});
