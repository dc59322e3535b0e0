// What a number covers, in words: period, severity, pupils, hours and area of the filter.
import { formatDay, formatPeriod } from '../../format.ts';
import { lowerFirst, type Words } from '../../text/words.ts';
import type { MapFilter } from './url-state.ts';

/** The period of a filter: "01/11/2021–31/10/2026", "từ 01/11/2021", "mọi thời gian". */
export function periodText({ from, to }: Pick<MapFilter, 'from' | 'to'>, { t }: Words): string {
  if (from !== undefined && to !== undefined) return formatPeriod(from, to);
  if (from !== undefined) return t('filter.since', { day: formatDay(from) });
  if (to !== undefined) return t('filter.until', { day: formatDay(to) });
  return t('filter.anyPeriod');
}

/** "01/11/2021–31/10/2026, mọi mức độ, toàn địa bàn"; `unitName` is the name of the chosen unit. */
export function accidentScope(filter: MapFilter, unitName: string | null, words: Words): string {
  const { t } = words;
  const parts = [
    periodText(filter, words),
    filter.severity?.map((code) => lowerFirst(t(`severity.${code}`))).join(' + ') ?? t('filter.anySeverity'),
  ];
  if (filter.pupil !== undefined)
    parts.push(filter.pupil.map((code) => lowerFirst(t(`pupil.${code}`))).join(' + '));
  if (filter.window !== undefined)
    parts.push(filter.window.map((code) => lowerFirst(t(`window.${code}`))).join(' + '));
  // Names of units keep their capital; everything else goes on inside the sentence.
  return [...parts.map(lowerFirst), unitName ?? t('filter.anyUnit')].join(', ');
}

/** "THCS + THPT"; null for schools of every level. */
export function schoolLevels({ level }: MapFilter, { t }: Words): string | null {
  return level?.map((code) => t(`level.${code}`)).join(' + ') ?? null;
}

/** "THCS + THPT, toàn địa bàn". */
export function schoolScope(filter: MapFilter, unitName: string | null, words: Words): string {
  const { t } = words;
  return `${schoolLevels(filter, words) ?? t('filter.anyLevel')}, ${unitName ?? t('filter.anyUnit')}`;
}
