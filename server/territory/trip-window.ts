// Places a moment against a school's clock: on the way to or from a session, other daytime of a
// school day, or outside school time. Apart because accidents, patrol plans and charts share it.
import type { SchoolLevel, TripWindow } from '../../contract/codes.ts';
import { dayNumber, isoWeekday } from './days.ts';

/** One session of a school. Minutes since local midnight; ISO weekdays, 1 Monday … 7 Sunday. */
export interface SchoolSession {
  startMinutes: number;
  endMinutes: number;
  weekdays: readonly number[];
}

/** Inclusive local days. */
export interface DayRange {
  from: string;
  to: string;
}

/** Days on which school is held: within a term, and not off. */
export interface SchoolCalendar {
  /** Every year from this month-day to that one (MM-DD, inclusive; may run over New Year), or explicit ranges. */
  terms: { startMonthDay: string; endMonthDay: string } | readonly DayRange[];
  /** Tết, holidays and the province's own days off. */
  daysOff: readonly DayRange[];
}

/** Minutes around a session's start and end that count as the trip. Our choice, after the crowding seen at gates. */
export const TRIP_WINDOW = {
  beforeStartMinutes: 45,
  afterStartMinutes: 15,
  beforeEndMinutes: 15,
  afterEndMinutes: 45,
};

/** Daytime of a school day, 06:00 to 19:00 (end excluded). Our choice: daylight and after-school classes. */
export const SCHOOL_DAYTIME = { fromMinutes: 6 * 60, toMinutes: 19 * 60 };

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
const MORNING: SchoolSession = { startMinutes: 7 * 60, endMinutes: 11 * 60, weekdays: MONDAY_TO_FRIDAY };

/** Sessions assumed until a school enters its own, with where they come from. */
export const DEFAULT_SESSIONS: {
  source: string;
  byLevel: Record<SchoolLevel, readonly SchoolSession[]>;
} = {
  source:
    'Our choice within the hours set by Ho Chi Minh City for 2025-26 (morning from 7:00-8:00 to 10:30 or later, ' +
    'afternoon from 13:00-13:30 to 16:00-17:00, preschool from 7:00-8:00 to 16:00 or later); unverified elsewhere.',
  byLevel: {
    preschool: [{ startMinutes: 7 * 60 + 30, endMinutes: 16 * 60 + 30, weekdays: MONDAY_TO_FRIDAY }],
    primary: [MORNING, afternoonUntil(16 * 60 + 30)],
    lower_secondary: [MORNING, afternoonUntil(17 * 60)],
    upper_secondary: [MORNING, afternoonUntil(17 * 60)],
  },
};

/** School year of Vietnam, without Tết and provincial days off, which an installation adds. Unverified per year. */
export const DEFAULT_CALENDAR: SchoolCalendar = {
  terms: { startMonthDay: '09-05', endMonthDay: '05-31' },
  daysOff: [],
};

/**
 * Time class of a local day and minute. Window edges belong to the trip. An unknown time
 * (null) counts as daytime on a school day, else as other.
 * Throws RangeError for a day that is no calendar day.
 */
export function timeClass(
  localDay: string,
  minutes: number | null,
  sessions: readonly SchoolSession[],
  calendar: SchoolCalendar,
): TripWindow {
  const weekday = isoWeekday(localDay);
  const today = sessions.filter((session) => session.weekdays.includes(weekday));
  if (today.length === 0 || !isTermDay(localDay, calendar)) return 'other';
  if (minutes === null) return 'day';
  if (today.some((session) => isTrip(minutes, session))) return 'trip';
  return minutes >= SCHOOL_DAYTIME.fromMinutes && minutes < SCHOOL_DAYTIME.toMinutes ? 'day' : 'other';
}

/** Whether school is held on this local day, weekdays aside. Throws RangeError for a day that is no calendar day. */
export function isTermDay(localDay: string, calendar: SchoolCalendar): boolean {
  dayNumber(localDay);
  // ISO text sorts as days do, so ranges compare as text.
  const isWithin = (range: DayRange): boolean => range.from <= localDay && localDay <= range.to;
  if (calendar.daysOff.some(isWithin)) return false;
  if (!('startMonthDay' in calendar.terms)) return calendar.terms.some(isWithin);
  const { startMonthDay, endMonthDay } = calendar.terms;
  const monthDay = localDay.slice(5);
  const runsOverNewYear = startMonthDay > endMonthDay;
  return runsOverNewYear
    ? monthDay >= startMonthDay || monthDay <= endMonthDay
    : monthDay >= startMonthDay && monthDay <= endMonthDay;
}

function isTrip(minutes: number, session: SchoolSession): boolean {
  const fromStart = minutes - session.startMinutes;
  const fromEnd = minutes - session.endMinutes;
  return (
    (fromStart >= -TRIP_WINDOW.beforeStartMinutes && fromStart <= TRIP_WINDOW.afterStartMinutes) ||
    (fromEnd >= -TRIP_WINDOW.beforeEndMinutes && fromEnd <= TRIP_WINDOW.afterEndMinutes)
  );
}

function afternoonUntil(endMinutes: number): SchoolSession {
  return { startMinutes: 13 * 60 + 30, endMinutes, weekdays: MONDAY_TO_FRIDAY };
}
