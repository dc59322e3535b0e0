// Names and values of a run's parameters as a person reads them.
import type { Preset, Run } from '../../../contract/run.ts';
import { lookUp, lowerFirst, type Words } from '../../text/words.ts';
import { type Difference, differencesOf } from './run-choice.ts';

/** "Trọng số mức độ"; a parameter without a word keeps its name. */
export function parameterName(name: string, words: Words): string {
  return lookUp('parameter', name, words.language) ?? name;
}

/** A preset's name, "75 m", "36"; anything else as it is stored. */
export function parameterValue(
  name: string,
  value: unknown,
  presets: readonly Preset[],
  words: Words,
): string {
  if (typeof value === 'number') return name === 'epsMetres' ? words.metres(value) : words.count(value);
  if (typeof value !== 'string') return filterText(value, words);
  const preset = presets.find((each) => each.id === value);
  if (preset !== undefined) return words.language === 'vi' ? preset.name : preset.nameEn;
  return lookUp('parameterValue', value, words.language) ?? value;
}

/** Only accidents can be narrowed: an empty filter is all of them. */
function filterText(value: unknown, { t }: Words): string {
  const text = JSON.stringify(value) ?? '';
  return text === '{}' ? t('run.allAccidents') : text;
}

/** "trọng số mức độ: Bằng nhau (mặc định: Tương đương chết người); …" */
export function differencesText(
  run: Pick<Run, 'kind' | 'parameters' | 'asOf'>,
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
