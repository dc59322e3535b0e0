// The time pattern: which cell, which year, and when pupils are on their way.
import { describe, expect, it } from 'vitest';
import {
  countPattern,
  fiveYears,
  type TimedAccident,
  tripSpans,
} from '../../server/patterns/count-pattern.ts';
import type { SchoolSession } from '../../server/territory/trip-window.ts';

const asOf = '2026-11-21';
const calendar = { terms: { startMonthDay: '09-05', endMonthDay: '05-31' }, daysOff: [] };
const morning: SchoolSession = { startMinutes: 420, endMinutes: 660, weekdays: [1, 2, 3, 4, 5] };

function accident(
  occurredOn: string,
  minutes: number | null,
  more: Partial<TimedAccident> = {},
): TimedAccident {
  return { occurredOn, minutes, precision: minutes === null ? 'day' : 'minute', severity: 'slight', ...more };
}

function counted(...accidents: TimedAccident[]) {
  return countPattern(accidents, asOf, [morning], calendar);
}

describe('fiveYears', () => {
  it('has neither a gap nor a day twice', () => {
    expect(fiveYears(asOf)).toEqual([
      { from: '2021-11-22', to: '2022-11-21' },
      { from: '2022-11-22', to: '2023-11-21' },
      { from: '2023-11-22', to: '2024-11-21' },
      { from: '2024-11-22', to: '2025-11-21' },
      { from: '2025-11-22', to: '2026-11-21' },
    ]);
  });

  it('ends the years before a leap day on 28 February', () => {
    expect(fiveYears('2024-02-29').slice(3)).toEqual([
      { from: '2022-03-01', to: '2023-02-28' },
      { from: '2023-03-01', to: '2024-02-29' },
    ]);
  });
});

describe('countPattern', () => {
  it('puts each minute into its half hour and weekday', () => {
    // A Friday and the Saturday after it.
    const { cells } = counted(
      accident('2026-11-20', 0),
      accident('2026-11-20', 29),
      accident('2026-11-20', 30),
      accident('2026-11-21', 1439),
    );
    expect(cells).toEqual([
      { weekday: 5, halfHour: 0, accidents: 2 },
      { weekday: 5, halfHour: 1, accidents: 1 },
      { weekday: 6, halfHour: 47, accidents: 1 },
    ]);
  });

  it('counts an unknown time apart, and says which times are known to the hour only', () => {
    const pattern = counted(
      accident('2026-11-20', null),
      accident('2026-11-20', 420, { precision: 'day' }),
      accident('2026-11-20', 420, { precision: 'hour' }),
    );
    expect(pattern).toMatchObject({ total: 3, unknownTime: 2, hourOnly: 1, trip: 1 });
    expect(pattern.cells).toEqual([{ weekday: 5, halfHour: 14, accidents: 1 }]);
  });

  it('counts the trip only on school days', () => {
    // Friday of a term, Saturday, Friday of the summer holidays.
    const at = ['2026-11-20', '2026-11-21', '2026-07-17'].map((day) => accident(day, 400));
    expect(counted(...at).trip).toBe(1);
    expect(counted(accident('2026-11-20', 374), accident('2026-11-20', 436)).trip).toBe(0);
    expect(counted(accident('2026-11-20', 375), accident('2026-11-20', 435)).trip).toBe(2);
  });

  it('splits years by severity and adds up to the total', () => {
    const { years, from, to, days, total } = counted(
      accident('2021-11-22', null, { severity: 'fatal' }),
      accident('2022-11-21', null, { severity: 'serious' }),
      accident('2022-11-22', null),
      accident('2026-11-21', null, { severity: 'fatal' }),
    );
    expect(years.map(({ fatal, serious, slight }) => [fatal, serious, slight])).toEqual([
      [1, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
    ]);
    // One leap day, in 2024.
    expect({ from, to, days, total }).toEqual({ from: '2021-11-22', to: asOf, days: 5 * 365 + 1, total: 4 });
  });

  it('refuses an accident outside of the five years', () => {
    expect(() => counted(accident('2021-11-21', 400))).toThrow(RangeError);
    expect(() => counted(accident('2026-11-22', 400))).toThrow(RangeError);
  });
});

describe('tripSpans', () => {
  it('lies around the start and the end of each session', () => {
    expect(tripSpans([{ ...morning, weekdays: [6] }])).toEqual([
      { weekday: 6, fromMinutes: 375, toMinutes: 435 },
      { weekday: 6, fromMinutes: 645, toMinutes: 705 },
    ]);
  });

  it('joins windows that overlap, and keeps weekdays apart', () => {
    const noon: SchoolSession = { startMinutes: 720, endMinutes: 960, weekdays: [2] };
    expect(tripSpans([noon, { ...morning, weekdays: [1, 2] }])).toEqual([
      { weekday: 1, fromMinutes: 375, toMinutes: 435 },
      { weekday: 1, fromMinutes: 645, toMinutes: 705 },
      { weekday: 2, fromMinutes: 375, toMinutes: 435 },
      { weekday: 2, fromMinutes: 645, toMinutes: 735 },
      { weekday: 2, fromMinutes: 945, toMinutes: 1005 },
    ]);
    expect(tripSpans([])).toEqual([]);
  });
});
