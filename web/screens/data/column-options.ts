// The columns of a file to choose from, together with those a mapping names that the file does not have.
import type { Words } from '../../text/words.ts';
import type { Sample } from './read-sample.ts';

export function columnOptions(
  sample: Sample,
  named: readonly string[],
  { t }: Words,
): { value: string; label: string }[] {
  const own = sample.columns.filter((column) => column !== '');
  const absent = named.filter((column) => column !== '' && !own.includes(column));
  return [
    ...own.map((column) => ({ value: column, label: column })),
    ...[...new Set(absent)].map((column) => ({
      value: column,
      label: t('data.absentColumn', { column }),
    })),
  ];
}
