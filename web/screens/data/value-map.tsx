// What each value of a column means: a code of the closed list, nothing, or a refusal.
import { Select } from '@mantine/core';
import { useWords } from '../../text/words.ts';
import styles from './data.module.css';
import { codeWord } from './data-words.ts';
import type { ColumnMapping } from './field-row.tsx';
import { partsOf } from './guess-mapping.ts';
import { columnIn } from './mapping-draft.ts';
import { type Sample, valuesOf } from './read-sample.ts';
import type { RecordField } from './record-fields.ts';

/** More than a closed list has in any file; a column with more is the wrong one. */
const mostValues = 30;
/** All values that are not named. */
const others = '*';

type Props = {
  field: RecordField;
  name: string;
  spec: ColumnMapping;
  sample: Sample;
  onChange(spec: ColumnMapping): void;
};
type Meaning = string | number | boolean | null | undefined;

export function ValueMap({ field, name, spec, sample, onChange }: Props) {
  const { t, count, language } = useWords();
  const { codes } = field;
  const values = partsOf(valuesOf(sample, columnIn(spec.column, sample)), spec.split);
  const refused = { value: 'refuse', label: t('data.refuse') };
  const meanings = [
    { value: 'null', label: t('data.leaveEmpty') },
    ...(codes === null
      ? [
          { value: 'true', label: t('data.yes') },
          { value: 'false', label: t('data.no') },
        ]
      : codes.options.map((code) => ({ value: code, label: codeWord(codes.list, code, language) }))),
  ];
  const change = (value: string, chosen: string): void => {
    const { values: _, ...rest } = spec;
    const { [value]: __, ...kept } = spec.values ?? {};
    const next = chosen === 'refuse' ? kept : { ...kept, [value]: meaningOf(chosen, codes === null) };
    onChange(Object.keys(next).length === 0 ? rest : { ...rest, values: next });
  };
  const shownFor = (value: string): string => {
    const meaning: Meaning = spec.values?.[value];
    if (meaning !== undefined) return String(meaning);
    return codes?.options.includes(value) ? value : 'refuse';
  };
  const hasOthers = spec.values?.[others] !== undefined;
  // Yes and no in the usual words are understood without a map.
  if (codes === null && spec.values === undefined && values.every(isPlainYesNo)) return null;
  return (
    <fieldset className={styles.values}>
      <legend>{t('data.valuesOf', { field: name })}</legend>
      {[...values.slice(0, mostValues), others].map((value) => (
        <Select
          key={value}
          size="sm"
          label={value === others ? t('data.otherValues') : t('data.valueMeans', { value })}
          data={
            value === others || !hasOthers
              ? [refused, ...meanings]
              : [{ ...refused, label: t('data.otherValues') }, ...meanings]
          }
          value={shownFor(value)}
          data-refused={value !== others && shownFor(value) === 'refuse' && !hasOthers}
          onChange={(chosen) => (chosen === null ? undefined : change(value, chosen))}
          allowDeselect={false}
        />
      ))}
      {values.length > mostValues ? (
        <p className={styles.soft}>{t('data.moreValues', { shown: count(values.length - mostValues) })}</p>
      ) : null}
    </fieldset>
  );
}

function meaningOf(chosen: string, isBoolean: boolean): string | boolean | null {
  if (chosen === 'null') return null;
  return isBoolean ? chosen === 'true' : chosen;
}

/** The words that the server takes for yes and no. */
function isPlainYesNo(value: string): boolean {
  return /^(true|yes|y|1|có|co|đúng|x|t|false|no|n|0|không|khong|ko|sai|f)$/i.test(value);
}
