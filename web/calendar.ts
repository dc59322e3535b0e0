// Days as text ("2026-11-21") and the arithmetic the filters need, without time zones.

/** The day `months` calendar months before; the 31st becomes the last day of a shorter month. */
export function monthsBefore(day: string, months: number): string {
  const { year, month, date } = partsOf(day);
  const counted = year * 12 + (month - 1) - months;
  const targetYear = Math.floor(counted / 12);
  const targetMonth = counted - targetYear * 12;
  const lastDate = new Date(Date.UTC(targetYear, targetMonth + 1, 0)).getUTCDate();
  return dayText(Date.UTC(targetYear, targetMonth, Math.min(date, lastDate)));
}

export function dayAfter(day: string): string {
  const { year, month, date } = partsOf(day);
  return dayText(Date.UTC(year, month - 1, date + 1));
}

/** The period of whole `months` that ends on `asOf`: the day after the same date `months` earlier, up to `asOf`. */
export function periodUpTo(asOf: string, months: number): { from: string; to: string } {
  return { from: dayAfter(monthsBefore(asOf, months)), to: asOf };
}

/** Whole days from one day to another; negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function partsOf(day: string): { year: number; month: number; date: number } {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number);
  return { year, month, date };
}

function dayText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
