// The only place that turns numbers, units and times into text. Pure: the language is always given.
export type Language = 'vi' | 'en';

const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };
const betweenThousands: Record<Language, string> = { vi: '.', en: ',' };
const beforeDecimals: Record<Language, string> = { vi: ',', en: '.' };
/** Stands where a value is absent. */
export const absent = '–';

/** By language and decimals: making one takes longer than a thousand numbers do. */
const formats = new Map<string, Intl.NumberFormat>();

/** "1.234" (en "1,234"). Not by the browser's rules of the language, which a phone reads for a tenth of a second. */
export function formatCount(value: number, language: Language): string {
  const whole = Math.round(Math.abs(value));
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, betweenThousands[language]);
  return value < 0 && whole > 0 ? `−${grouped}` : grouped;
}

/** A number with exactly `digits` decimals: "0,25". */
export function formatDecimal(value: number, digits: number, language: Language): string {
  const key = `${language} ${digits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locales[language], {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format.format(value).replace('-', '−');
}

/** Three significant digits, never in powers of ten: "0,203", "1,35", "0". */
export function formatAmount(value: number, language: Language): string {
  if (value === 0) return '0';
  const digits = Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return formatDecimal(value, digits, language);
}

/** Decimals that show `total` with three significant digits, and one more for the parts it is made of. */
export function partDigits(total: number): number {
  return total === 0 ? 3 : Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(total)))));
}

/** A number with `digits` decimals, where something is never shown as nothing: "0,25", "<0,01", "0". */
export function formatPart(value: number, digits: number, language: Language): string {
  if (value === 0) return '0';
  const smallest = 10 ** -digits;
  if (value > 0 && value < smallest / 2) return `<${formatDecimal(smallest, digits, language)}`;
  return formatDecimal(value, digits, language);
}

/** A part of a sum with its sign and the sum's decimals: "+0,0654", "−0,0021"; a trace is "<0,0001". */
export function formatChange(value: number, digits: number, language: Language): string {
  const text = formatPart(value, digits, language);
  return value > 0 && !text.startsWith('<') ? `+${text}` : text;
}

/** A share from 0 to 1 as whole per cent: "62%"; almost nothing is "<1%", almost everything ">99%". */
export function formatShare(share: number, language: Language): string {
  if (share > 0 && share < 0.005) return '<1%';
  if (share >= 0.995 && share < 1) return '>99%';
  return `${formatCount(share * 100, language)}%`;
}

/** Metres below one kilometre, kilometres with one decimal from there: "850 m", "1,2 km". */
export function formatMetres(metres: number, language: Language): string {
  if (Math.round(metres) < 1000) return `${formatCount(metres, language)} m`;
  // Like counts without the browser's rules: what is left to walk is the first thing that an officer reads.
  const tenths = Math.round(metres / 100);
  return `${formatCount(Math.floor(tenths / 10), language)}${beforeDecimals[language]}${tenths % 10} km`;
}

/** "2026-11-21" becomes "21/11/2026" in both languages. */
export function formatDay(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-');
  return `${date}/${month}/${year}`;
}

/** "01/11/2021–31/10/2026"; with one end open: "từ 01/11/2021" is up to the caller's words. */
export function formatPeriod(from: string, to: string): string {
  return `${formatDay(from)}–${formatDay(to)}`;
}

/** A wall clock "06:30:00" becomes "6:30". */
export function formatClock(clock: string): string {
  const [hours = '0', minutes = '00'] = clock.split(':');
  return `${Number(hours)}:${minutes}`;
}

const momentFormats = new Map<string, Intl.DateTimeFormat>();

function momentFormat(timeZone: string): Intl.DateTimeFormat {
  const format =
    momentFormats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  momentFormats.set(timeZone, format);
  return format;
}

/** A moment in the installation's time zone: "6:30, 21/11/2026". */
export function formatMoment(moment: string, timeZone: string): string {
  const parts = new Map(
    momentFormat(timeZone)
      .formatToParts(new Date(moment))
      .map(({ type, value }) => [type, value]),
  );
  const clock = formatClock(`${parts.get('hour')}:${parts.get('minute')}`);
  return `${clock}, ${parts.get('day')}/${parts.get('month')}/${parts.get('year')}`;
}

/** "1–3", or "2" when both ends meet. */
export function formatRange(low: number, high: number, language: Language): string {
  const from = formatCount(low, language);
  return low === high ? from : `${from}–${formatCount(high, language)}`;
}

/** First characters of a fingerprint, enough to compare by eye. */
export function formatFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 12);
}

let names: Intl.Collator | undefined;

/** Names of two lists in reading order: Vietnamese letters sort as Vietnamese do. */
export function nameOrder(a: string, b: string): number {
  // Made when it is needed: reading the rules of a language takes a slow phone a tenth of a second.
  names ??= new Intl.Collator('vi', { numeric: true });
  return names.compare(a, b);
}
