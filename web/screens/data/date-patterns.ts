// Patterns of days and times that a person chooses from, and what a value means by one of them. A pattern is proposed
// and shown with an example, because 3/4/2017 is two different days.

/** The Vietnamese order first; month before day only where nothing else can be. */
export const datePatterns = [
  'DD/MM/YYYY',
  'D/M/YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYYMMDD',
  'DD/MM/YY',
  'M/D/YYYY',
] as const;
export const timePatterns = ['HH:mm', 'H:mm', 'HH:mm:ss', 'HHmm'] as const;

const tokens = /YYYY|YY|MM|M|DD|D|HH|H|mm|ss/g;
/** Greatest value of each part; of the year any. */
const greatest: Readonly<Record<string, number>> = { D: 31, M: 12, H: 23, m: 59, s: 59 };

/** The numbers of a value by their letters (Y, M, D, H, m, s), or null when it does not fit the pattern. */
export function readParts(value: string, pattern: string): ReadonlyMap<string, number> | null {
  const letters: string[] = [];
  let source = '';
  let end = 0;
  for (const { 0: token, index } of pattern.matchAll(tokens)) {
    letters.push(token.charAt(0));
    source += `${escaped(pattern.slice(end, index))}(\\d{${token.length === 1 ? '1,2' : token.length}})`;
    end = index + token.length;
  }
  const match = new RegExp(`^${source}${escaped(pattern.slice(end))}$`).exec(value.trim());
  if (match === null) return null;
  const parts = new Map(letters.map((letter, place) => [letter, Number(match[place + 1])]));
  const isReal = [...parts].every(([letter, number]) => number <= (greatest[letter] ?? Number.MAX_VALUE));
  return isReal ? parts : null;
}

/** The first pattern that all values fit; the first of all when none does or there is nothing to look at. */
export function guessPattern(values: readonly string[], patterns: readonly [string, ...string[]]): string {
  return (
    patterns.find((pattern) => values.length > 0 && values.every((value) => readParts(value, pattern))) ??
    patterns[0]
  );
}

/** A day as "2026-07-02" by a pattern, for showing what it means; null when the value does not fit. */
export function dayBy(value: string, pattern: string): string | null {
  const parts = readParts(value, pattern);
  const [year, month, day] = [parts?.get('Y'), parts?.get('M'), parts?.get('D')];
  if (year === undefined || month === undefined || day === undefined) return null;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${year < 100 ? 2000 + year : year}-${two(month)}-${two(day)}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
