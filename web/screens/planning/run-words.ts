// Names and values of a run's parameters as a person reads them.
import type { Preset } from '../../../contract/preset.ts';
import type { Run } from '../../../contract/run.ts';
import { LegalRuleValue, RunFilter } from '../../../contract/run-parameters.ts';
import { lookUp, lowerFirst, type Words } from '../../text/words.ts';
import { ruleText } from './hotspot-rule.ts';
import { type Difference, differencesOf } from './run-choice.ts';

/** "Trọng số mức độ"; a parameter without a word keeps its name. */
export function parameterName(name: string, words: Words): string {
  return lookUp('parameter', name, words.t) ?? name;
}

/** A preset's name, "75 m", "36", "0,1", "có"; a code without a word stays as it is. */
export function parameterValue(
  name: string,
  value: unknown,
  presets: readonly Preset[],
  words: Words,
): string {
  if (value === null || value === undefined) return words.t('run.notChosen');
  if (typeof value === 'number')
    return name.endsWith('Metres') ? words.metres(value) : words.decimal(value, decimalsOf(value));
  const preset = presets.find((each) => each.id === value);
  if (preset !== undefined) return words.language === 'vi' ? preset.name : preset.nameEn;
  if (name === 'filter') return filterText(value, words);
  const rule = LegalRuleValue.safeParse(value).data;
  if (rule !== undefined) return ruleText(rule, words);
  if (typeof value === 'object') return JSON.stringify(value);
  return lookUp('parameterValue', String(value), words.t) ?? String(value);
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}

/** "chết người + bị thương nặng; có học sinh"; an empty filter is all accidents. */
function filterText(value: unknown, { t }: Words): string {
  const { severity, pupil, window, victimMode, victimAgeBand } = RunFilter.safeParse(value).data ?? {};
  const parts = [
    severity?.map((code) => t(`severity.${code}`)),
    pupil?.map((code) => t(`pupil.${code}`)),
    window?.map((code) => t(`window.${code}`)),
    victimMode?.map((code) => t(`victimMode.${code}`)),
    victimAgeBand?.map((code) => t(`ageBand.${code}`)),
  ];
  const text = parts.filter((part) => part !== undefined).map((part) => part.map(lowerFirst).join(' + '));
  return text.join('; ') || t('run.allAccidents');
}

/** "trọng số mức độ: Bằng nhau (mặc định: Tương đương chết người); …" */
export function differencesText(
  run: Pick<Run, 'kind' | 'parameters'>,
  presets: readonly Preset[],
  words: Words,
): string {
  const text = ({ name, value, standard }: Difference): string =>
    words.t('run.difference', {
      name: lowerFirst(parameterName(name, words)),
      value: parameterValue(name, value, presets, words),
      standard: parameterValue(name, standard, presets, words),
    });
  return differencesOf(run).map(text).join('; ');
}
