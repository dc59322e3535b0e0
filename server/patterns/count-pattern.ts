// Counts accidents around a school by half hour, weekday, year and severity. Pure: the rows come from queries.ts.
import type { Severity, TimePrecision } from '../../contract/codes.ts';
import type { SchoolPattern } from '../../contract/pattern.ts';
import { dayNumber, isoDay, isoWeekday, yearsEarlier } from '../territory/days.ts';
import { type SchoolCalendar, type SchoolSession, TRIP_WINDOW, timeClass } from '../territory/trip-window.ts';

/** An accident in which somebody was hurt: local day and wall clock in minutes since midnight. */
export type TimedAccident = {
  occurredOn: string;
  minutes: number | null;
  precision: TimePrecision;
  severity: Exclude<Severity, 'property'>;
};

/** Our choice: as long as the window of the risk model, so that both speak of the same accidents. */
const YEARS = 5;
const MINUTES_PER_CELL = 30;

type Year = SchoolPattern['years'][number];
type Counts = Omit<SchoolPattern, 'schoolId' | 'withinMetres' | 'tripWindows'>;

/**
 * The five years that end with `asOf`, oldest first, without a gap or a day in two of them. The year before 29 February
 * starts on 1 March. Throws RangeError for a day that is no calendar day.
 */
export function fiveYears(asOf: string): { from: string; to: string }[] {
  return Array.from({ length: YEARS }, (_, i) => {
    const back = YEARS - 1 - i;
    return { from: isoDay(dayNumber(yearsEarlier(asOf, back + 1)) + 1), to: yearsEarlier(asOf, back) };
  });
}

/**
 * Counts of accidents, all of them within the five years that end with `asOf`. Those without a time of day stand in no
 * cell. Cells come by weekday and half hour.
 */
export function countPattern(
  accidents: readonly TimedAccident[],
  asOf: string,
  sessions: readonly SchoolSession[],
  calendar: SchoolCalendar,
): Counts {
  const years: Year[] = fiveYears(asOf).map((year) => ({ ...year, fatal: 0, serious: 0, slight: 0 }));
  const byCell = new Map<number, number>();
  let trip = 0;
  let unknownTime = 0;
  let hourOnly = 0;
  for (const { occurredOn, minutes, precision, severity } of accidents) {
    const year = years.find(({ from, to }) => from <= occurredOn && occurredOn <= to);
    if (year === undefined) throw new RangeError(`${occurredOn} is not within five years before ${asOf}`);
    year[severity]++;
    if (minutes === null || precision === 'day') {
      unknownTime++;
      continue;
    }
    if (precision === 'hour') hourOnly++;
    const cell = isoWeekday(occurredOn) * 100 + Math.floor(minutes / MINUTES_PER_CELL);
    byCell.set(cell, (byCell.get(cell) ?? 0) + 1);
    if (timeClass(occurredOn, minutes, sessions, calendar) === 'trip') trip++;
  }
  const from = years[0]?.from ?? asOf;
  return {
    from,
    to: asOf,
    days: dayNumber(asOf) - dayNumber(from) + 1,
    total: accidents.length,
    trip,
    unknownTime,
    hourOnly,
    cells: [...byCell]
      .sort(([one], [other]) => one - other)
      .map(([cell, count]) => ({
        weekday: Math.floor(cell / 100),
        halfHour: cell % 100,
        accidents: count,
      })),
    years,
  };
}

/** The trip windows of a school's sessions, weekday by weekday, those that touch or overlap joined to one. */
export function tripSpans(sessions: readonly SchoolSession[]): SchoolPattern['tripWindows'] {
  const { beforeStartMinutes, afterStartMinutes, beforeEndMinutes, afterEndMinutes } = TRIP_WINDOW;
  const spans: SchoolPattern['tripWindows'] = sessions
    .flatMap(({ weekdays, startMinutes, endMinutes }) =>
      weekdays.flatMap((weekday) => [
        {
          weekday,
          fromMinutes: startMinutes - beforeStartMinutes,
          toMinutes: startMinutes + afterStartMinutes,
        },
        { weekday, fromMinutes: endMinutes - beforeEndMinutes, toMinutes: endMinutes + afterEndMinutes },
      ]),
    )
    .sort((one, other) => one.weekday - other.weekday || one.fromMinutes - other.fromMinutes);
  const joined: SchoolPattern['tripWindows'] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.weekday === span.weekday && span.fromMinutes <= last.toMinutes)
      last.toMinutes = Math.max(last.toMinutes, span.toMinutes);
    else joined.push(span);
  }
  return joined;
}
