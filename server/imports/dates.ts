// Dates and times as files write them → ISO day and clock time, by patterns a mapping gives. Never guessed: 3/4/2017
// is two different days.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TOKENS = /YYYY|YY|MMM|MM|M|DD|D|HH|H|mm|ss/g;
const DIGITS: Record<string, string> = {
  YYYY: '(\\d{4})',
  YY: '(\\d{2})',
  MMM: '([A-Za-z]{3})[a-z]*\\.?',
  MM: '(\\d{2})',
  M: '(\\d{1,2})',
  DD: '(\\d{2})',
  D: '(\\d{1,2})',
  HH: '(\\d{2})',
  H: '(\\d{1,2})',
  mm: '(\\d{2})',
  ss: '(\\d{2})',
};
/** Two-digit years below this are of this century. Our choice: digital registers begin after 1970. */
const CENTURY_TURN = 70;

type Pattern = { expression: RegExp; tokens: string[]; isTight: boolean; width: number };
const compiled = new Map<string, Pattern>();

function compile(pattern: string): Pattern {
  const known = compiled.get(pattern);
  if (known) return known;
  const tokens = pattern.match(TOKENS) ?? [];
  let source = '';
  let end = 0;
  for (const match of pattern.matchAll(TOKENS)) {
    source += literal(pattern.slice(end, match.index)) + DIGITS[match[0]];
    end = match.index + match[0].length;
  }
  source += literal(pattern.slice(end));
  const made = {
    expression: new RegExp(`^${source}$`),
    tokens,
    // "HHmm": nothing between the digits, so spreadsheets drop the leading zeros.
    isTight: tokens.join('') === pattern && tokens.every((token) => /^(HH|mm|ss)$/.test(token)),
    width: pattern.length,
  };
  compiled.set(pattern, made);
  return made;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

type Parts = { year?: number; month?: number; day?: number; hour?: number; minute?: number; second?: number };

function readParts(text: string, pattern: string): Parts | undefined {
  const { expression, tokens, isTight, width } = compile(pattern);
  const match = expression.exec(isTight && /^\d+$/.test(text) ? text.padStart(width, '0') : text);
  if (!match) return undefined;
  const parts: Parts = {};
  for (const [index, token] of tokens.entries()) {
    const digits = match[index + 1] ?? '';
    const number = Number(digits);
    if (token === 'YYYY') parts.year = number;
    else if (token === 'YY') parts.year = number < CENTURY_TURN ? 2000 + number : 1900 + number;
    else if (token === 'MMM') parts.month = MONTHS.indexOf(digits.toLowerCase()) + 1;
    else if (token === 'MM' || token === 'M') parts.month = number;
    else if (token === 'DD' || token === 'D') parts.day = number;
    else if (token === 'HH' || token === 'H') parts.hour = number;
    else if (token === 'mm') parts.minute = number;
    else parts.second = number;
  }
  return parts;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** The pattern of days and moments of ISO 8601. */
const ISO = 'ISO';
const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Day and clock time of a moment of ISO 8601: in the time zone when it names its own, else as it is written. */
function readMoment(text: string, timeZone: string): { day: string; time: string | undefined } | undefined {
  const [, day, time, zone] = MOMENT.exec(text) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(day))) return undefined;
  if (time === undefined || zone === undefined) return { day, time };
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone;
  const moment = new Date(`${day}T${time}${offset.toUpperCase()}`);
  if (Number.isNaN(moment.getTime())) return undefined;
  // Swedish writes days and times as ISO 8601 does.
  const [localDay, localTime] = moment.toLocaleString('sv-SE', { timeZone }).split(' ');
  return localDay === undefined ? undefined : { day: localDay, time: localTime };
}

/** ISO day of a text by the first pattern that fits and gives a real day, else undefined. */
export function readDay(text: string, patterns: readonly string[], timeZone: string): string | undefined {
  for (const pattern of patterns) {
    if (pattern === ISO) {
      const moment = readMoment(text, timeZone);
      if (moment !== undefined) return moment.day;
      continue;
    }
    const { year, month, day } = readParts(text, pattern) ?? {};
    if (year === undefined || month === undefined || day === undefined) continue;
    const moment = new Date(Date.UTC(year, month - 1, day));
    if (moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day && month >= 1) {
      return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
    }
  }
  return undefined;
}

/** Clock time ("06:30" or "06:30:15") of a text by the first pattern that fits, else undefined. "HHmm" takes "835". */
export function readTime(text: string, patterns: readonly string[], timeZone: string): string | undefined {
  for (const pattern of patterns) {
    if (pattern === ISO) {
      const time = readMoment(text, timeZone)?.time;
      if (time !== undefined) return time;
      continue;
    }
    const { hour, minute = 0, second } = readParts(text, pattern) ?? {};
    if (hour === undefined || hour > 23 || minute > 59 || (second ?? 0) > 59) continue;
    return `${two(hour)}:${two(minute)}${second === undefined ? '' : `:${two(second)}`}`;
  }
  return undefined;
}

/** Whether a pattern can give a day, or a time: it names year, month and day, or the hour. */
export function isPatternFor(what: 'date' | 'time', pattern: string): boolean {
  if (pattern === ISO) return true;
  const { tokens } = compile(pattern);
  const has = (...names: string[]): boolean => names.some((name) => tokens.includes(name));
  return what === 'date' ? has('YYYY', 'YY') && has('MMM', 'MM', 'M') && has('DD', 'D') : has('HH', 'H');
}
