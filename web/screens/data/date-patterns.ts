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
  'ISO',
] as const;
export const timePatterns = ['HH:mm', 'H:mm', 'HH:mm:ss', 'HHmm', 'ISO'] as const;

const tokens = /YYYY|YY|MM|M|DD|D|HH|H|mm|ss/g;
/** Greatest value of each part; of the year any. */
const greatest: Readonly<Record<string, number>> = { D: 31, M: 12, H: 23, m: 59, s: 59 };

/** The numbers of a value by their letters (Y, M, D, H, m, s), or null when it does not fit the pattern. */
export function readParts(value: string, pattern: string): ReadonlyMap<string, number> | null {
  if (pattern === 'ISO') return readMoment(value.trim());
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

/** A moment as phones write it; one that names its time zone as the clock of this device has it. */
function readMoment(value: string): ReadonlyMap<string, number> | null {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?[\d.,]*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i.exec(value);
  if (match === null) return null;
  const [, ...written] = match.map(Number);
  const at = new Date(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  if (Number.isNaN(at.getTime())) return null;
  const local = [
    at.getFullYear(),
    at.getMonth() + 1,
    at.getDate(),
    at.getHours(),
    at.getMinutes(),
    at.getSeconds(),
  ];
  const numbers = match[7] === undefined ? written : local;
  const letters = ['Y', 'M', 'D', 'H', 'm', 's'];
  return new Map(
    letters.flatMap((letter, i) => (match[i + 1] === undefined ? [] : [[letter, numbers[i] ?? 0]])),
  );
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
