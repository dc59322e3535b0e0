// The territory's school clock as stored → as the trip window reads it.
import type { SchoolLevel } from '../../contract/codes.ts';
import type { DayRange, SchoolCalendar, SchoolSession } from './trip-window.ts';

/** As in the territory file and in `territory.calendar`: month-day pairs that come every year, and single days off. */
export type StoredCalendar = { terms: [string, string][]; daysOff: string[] };
export type StoredSession = { start: string; end: string; weekdays: number[] };
export type StoredSessions = Partial<Record<SchoolLevel, StoredSession[]>>;

/** Years that a calendar of several terms is written out for. */
const firstYear = 2005;
const lastYear = 2045;

export function schoolCalendar(stored: StoredCalendar): SchoolCalendar {
  const daysOff = stored.daysOff.map((day) => ({ from: day, to: day }));
  const [only, ...more] = stored.terms;
  if (only !== undefined && more.length === 0) {
    return { terms: { startMonthDay: only[0], endMonthDay: only[1] }, daysOff };
  }
  const terms: DayRange[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    for (const [start, end] of stored.terms) {
      terms.push({ from: `${year}-${start}`, to: `${start <= end ? year : year + 1}-${end}` });
    }
  }
  return { terms, daysOff };
}

/** "06:30" or "06:30:00" → minutes since midnight. */
export function clockMinutes(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

export function schoolSessions(stored: readonly StoredSession[]): SchoolSession[] {
  return stored.map(({ start, end, weekdays }) => ({
    startMinutes: clockMinutes(start),
    endMinutes: clockMinutes(end),
    weekdays,
  }));
}

/** The sessions of a school: its own, else those of its levels. */
export function sessionsOf(
  own: readonly StoredSession[] | null,
  levels: readonly SchoolLevel[],
  territory: StoredSessions,
): SchoolSession[] {
  return schoolSessions(own ?? levels.flatMap((level) => territory[level] ?? []));
}
