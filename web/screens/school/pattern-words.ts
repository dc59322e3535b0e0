// The time of accidents around a school in words: half hours, weekdays, and what the counts cover.
import type { SchoolPattern } from '../../../contract/pattern.ts';
import { formatPeriod } from '../../format.ts';
import type { Words } from '../../text/words.ts';

/** Names of the ISO weekdays 1 to 7. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** Minutes since midnight as a clock: 390 is "6:30". */
export function minutesText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** "16:30–17:00". */
export function halfHourText(halfHour: number): string {
  return `${minutesText(halfHour * 30)}–${minutesText(halfHour * 30 + 30)}`;
}

export function accidentsText(number: number, { t, count }: Words): string {
  return t('common.accidents', { count: number, shown: count(number) });
}

/** "12 vụ trong 500 m, 22/11/2021–21/11/2026; 7 vụ vào giờ đến trường, tan trường. 1 vụ không rõ giờ." */
export function patternSentence(pattern: SchoolPattern, words: Words): string {
  const { t } = words;
  const covered = {
    metres: words.count(pattern.withinMetres),
    period: formatPeriod(pattern.from, pattern.to),
  };
  if (pattern.total === 0) return t('pattern.none', covered);
  const parts = [
    t('pattern.sentence', {
      ...covered,
      accidents: accidentsText(pattern.total, words),
      trip: accidentsText(pattern.trip, words),
    }),
    pattern.unknownTime > 0
      ? t('pattern.unknownTime', { accidents: accidentsText(pattern.unknownTime, words) })
      : null,
    pattern.hourOnly > 0
      ? t('pattern.hourOnly', { accidents: accidentsText(pattern.hourOnly, words) })
      : null,
  ];
  return parts.filter((part) => part !== null).join(' ');
}

/** The fullest cell: "3 vụ, 16:30–17:00 thứ Sáu"; when several are as full, how many. "" without any. */
export function fullestCell({ cells }: Pick<SchoolPattern, 'cells'>, words: Words): string {
  const { t } = words;
  const most = Math.max(0, ...cells.map(({ accidents }) => accidents));
  const [first, ...others] = cells.filter(({ accidents }) => accidents === most);
  const weekday = weekdays[(first?.weekday ?? 0) - 1];
  if (first === undefined || weekday === undefined) return '';
  const text = t('pattern.most', {
    accidents: accidentsText(most, words),
    time: halfHourText(first.halfHour),
    weekday: t(`pattern.weekdayLong.${weekday}`),
  });
  return others.length === 0 ? text : t('pattern.mostOthers', { most: text, count: others.length });
}

/** Every year with its number: "22/11/2021–21/11/2022: 3 vụ; …". */
export function yearsText({ years }: SchoolPattern, words: Words): string {
  return years
    .map((year) =>
      words.t('pattern.year', {
        period: formatPeriod(year.from, year.to),
        accidents: accidentsText(year.fatal + year.serious + year.slight, words),
      }),
    )
    .join('; ');
}
