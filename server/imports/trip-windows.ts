// The part of a school day an accident falls in, for all levels of the territory together.
import type { TripWindow } from '../../contract/codes.ts';
import {
  clockMinutes,
  type StoredCalendar,
  type StoredSessions,
  schoolCalendar,
  schoolSessions,
} from '../territory/school-clock.ts';
import { timeClass } from '../territory/trip-window.ts';

/**
 * Gives a function from a local day and clock time ("07:10", undefined: unknown) to the window. Levels differ in their
 * bells, and the accident does not say whose way it was: `trip` when it is the trip of any level, else `day` when it is
 * school time of any, else `other`.
 */
export function tripWindows(
  calendar: StoredCalendar,
  sessions: StoredSessions,
): (day: string, time: string | undefined) => TripWindow {
  const days = schoolCalendar(calendar);
  const levels = Object.values(sessions).map(schoolSessions);
  const known = new Map<string, TripWindow>();
  return (day, time) => {
    const key = `${day} ${time?.slice(0, 5)}`;
    const found = known.get(key);
    if (found) return found;
    const minutes = time === undefined ? null : clockMinutes(time);
    const classes = levels.map((level) => timeClass(day, minutes, level, days));
    const widest = classes.includes('trip') ? 'trip' : classes.includes('day') ? 'day' : 'other';
    known.set(key, widest);
    return widest;
  };
}
