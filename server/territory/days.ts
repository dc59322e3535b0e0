// Arithmetic on local calendar days written as ISO text (2026-11-21), without a clock or a time zone.
// Apart because accident ages, survey ages and school calendars must count days the same way.

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;
/** Mean length of a Gregorian year within one leap cycle of four. */
export const DAYS_PER_YEAR = 365.25;

/** Days since 1970-01-01. Throws RangeError unless `day` is a real ISO calendar day. */
export function dayNumber(day: string): number {
  const match = ISO_DAY.exec(day);
  if (match === null) throw new RangeError(`not a calendar day: "${day}"`);
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const midnight = new Date(Date.UTC(year, month - 1, date));
  // Date.UTC carries 31 April over to May.
  if (midnight.getUTCDate() !== date || midnight.getUTCMonth() !== month - 1) {
    throw new RangeError(`not a calendar day: "${day}"`);
  }
  return midnight.getTime() / MS_PER_DAY;
}

/** ISO text of a day number. */
export function isoDay(number: number): string {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Months from `from` to `to` as a real number (a month is a twelfth of 365.25 days). */
export function monthsBetween(from: string, to: string): number {
  return (daysBetween(from, to) * 12) / DAYS_PER_YEAR;
}

/** The same day `years` whole years earlier; 29 February becomes 28 February, as PostgreSQL's interval does. */
export function yearsEarlier(day: string, years: number): string {
  dayNumber(day);
  const year = String(Number(day.slice(0, 4)) - years).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  try {
    dayNumber(same);
    return same;
  } catch {
    return `${year}-02-28`;
  }
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function isoWeekday(day: string): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}
