// Names and orders of what a comparison shows.

import { HotspotMethod } from '../../../contract/codes.ts';
import type { ComparedHotspot, ComparedSchool, PlaceChange } from '../../../contract/comparison.ts';
import type { Preset } from '../../../contract/preset.ts';
import type { Run } from '../../../contract/run.ts';
import { formatDay } from '../../format.ts';
import type { Words } from '../../text/words.ts';
import { methodOf } from '../planning/run-choice.ts';
import { parameterName, parameterValue } from '../planning/run-words.ts';

/** In the order of what matters most. */
export const placeChanges: readonly PlaceChange[] = ['new', 'gone', 'moved', 'changed', 'same'];

/** What changed; everything where nothing did. */
export function isShownAtFirst(counts: Partial<Record<PlaceChange, number>>): ReadonlySet<PlaceChange> {
  const changed = placeChanges.filter((change) => change !== 'same' && (counts[change] ?? 0) > 0);
  return new Set(changed.length === 0 ? placeChanges : changed);
}

/** "QL.99, phường Hòa Lạc"; the number of a place without a road. */
export function hotspotName({ before, after }: ComparedHotspot, { t }: Words): string {
  const side = after ?? before;
  if (side === null) return t('common.unknown');
  const name = side.roadName ?? t('hotspots.item', { number: side.number });
  return side.unitName === null ? name : `${name}, ${side.unitName}`;
}

/** "nguy cơ tăng 3 bậc", "giữ hạng"; "–" without two ranks. */
export function rankChangeText({ rankChange }: ComparedSchool, { t, count }: Words): string {
  if (rankChange === null) return '–';
  if (rankChange === 0) return t('compare.rankSame');
  return t(rankChange > 0 ? 'compare.rankUp' : 'compare.rankDown', { shown: count(Math.abs(rankChange)) });
}

/** The newest other run of the same method; any other where there is none. `runs` are newest first. */
export function runBefore(runs: readonly Run[], after: string | null): Run | null {
  const others = runs.filter(({ id }) => id !== after);
  const run = runs.find(({ id }) => id === after);
  const method = run === undefined ? null : methodOf(run);
  return others.find((other) => methodOf(other) === method) ?? others[0] ?? null;
}

/** Name of what differs: a parameter, the last day or the method. */
export function differenceName(name: string, words: Words): string {
  if (name === 'asOf') return words.t('run.asOf');
  if (name === 'method') return words.t('hotspots.method');
  return parameterName(name, words);
}

export function differenceValue(
  name: string,
  value: unknown,
  presets: readonly Preset[],
  words: Words,
): string {
  if (name === 'asOf') return formatDay(String(value));
  const method = name === 'method' ? HotspotMethod.safeParse(value).data : undefined;
  return method === undefined ? parameterValue(name, value, presets, words) : words.t(`method.${method}`);
}
