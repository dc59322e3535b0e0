// One field of the record: the column it is read from or a fixed value, and what its type needs to be read rightly.
import { Autocomplete, Select, TextInput } from '@mantine/core';
import type { ImportKind } from '../../../contract/codes.ts';
import type { FieldMapping } from '../../../contract/import.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { columnOptions } from './column-options.ts';
import styles from './data.module.css';
import { fieldName } from './data-words.ts';
import { datePatterns, dayBy, readParts, timePatterns } from './date-patterns.ts';
import { FixedValue, firstFixed } from './fixed-value.tsx';
import { columnMapping } from './guess-mapping.ts';
import { columnIn } from './mapping-draft.ts';
import { type Sample, valuesOf } from './read-sample.ts';
import type { RecordField } from './record-fields.ts';
import { ValueMap } from './value-map.tsx';

export type ColumnMapping = Extract<FieldMapping, { column: unknown }>;
type Props = {
  kind: ImportKind;
  field: RecordField;
  /** How the field is read; null: not at all. */
  spec: FieldMapping | null;
  sample: Sample;
  onChange(spec: FieldMapping | null): void;
};

/** Choices that are no column; a column is its name after "column:". */
type Choice = 'none' | 'fixed' | 'kept' | `column:${string}`;

export function FieldRow({ kind, field, spec, sample, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const name = fieldName(kind, field.name, words.language);
  const choice = choiceOf(spec, sample);
  const named = spec !== null && 'column' in spec ? [columnIn(spec.column, sample)] : [];
  const choose = (value: string): void => {
    if (value === 'none') onChange(null);
    else if (value === 'fixed') onChange(firstFixed(field));
    else if (value.startsWith('column:')) {
      onChange(columnMapping(field, value.slice('column:'.length), sample));
    }
  };
  return (
    <div className={styles.field} data-field={field.name}>
      <Select
        label={name}
        withAsterisk={field.isRequired}
        data={[
          { value: 'none', label: t('data.notInFile') },
          ...(field.type === 'area' ? [] : [{ value: 'fixed', label: t('data.fixed') }]),
          ...(choice === 'kept' ? [{ value: 'kept', label: t('data.kept') }] : []),
          ...columnOptions(sample, named, words).map(({ value, label }) => ({
            value: `column:${value}`,
            label,
          })),
        ]}
        value={choice}
        onChange={(value) => (value === null ? undefined : choose(value))}
        allowDeselect={false}
        data-absent={choice === 'none'}
      />
      {spec === null ? null : 'constant' in spec ? (
        <FixedValue
          field={field}
          label={t('data.fixedValue', { field: name })}
          value={spec.constant}
          onChange={onChange}
        />
      ) : 'column' in spec ? (
        <ColumnParts field={field} name={name} spec={spec} sample={sample} onChange={onChange} />
      ) : null}
    </div>
  );
}

function choiceOf(spec: FieldMapping | null, sample: Sample): Choice {
  if (spec === null) return 'none';
  if ('constant' in spec) return 'fixed';
  return 'column' in spec ? `column:${columnIn(spec.column, sample)}` : 'kept';
}

type PartsProps = Pick<Props, 'field' | 'sample'> & {
  name: string;
  spec: ColumnMapping;
  onChange(spec: ColumnMapping): void;
};

/** Pattern, decimal sign, split and value map, where the type has them. */
function ColumnParts(props: PartsProps) {
  const { field, name, spec, onChange } = props;
  const { t } = useWords();
  return (
    <>
      {field.type === 'day' || field.type === 'time' ? <Pattern {...props} type={field.type} /> : null}
      {field.type === 'number' && spec.decimal !== undefined ? (
        <Select
          label={t('data.decimal')}
          data={[
            { value: ',', label: t('data.decimalSign.,') },
            { value: '.', label: t('data.decimalSign..') },
          ]}
          value={spec.decimal}
          onChange={(value) =>
            value === ',' || value === '.' ? onChange({ ...spec, decimal: value }) : undefined
          }
          allowDeselect={false}
        />
      ) : null}
      {field.type === 'list' && spec.split !== undefined ? (
        <TextInput
          label={t('data.split', { field: name })}
          value={spec.split}
          maxLength={3}
          onChange={(event) => onChange({ ...spec, split: event.currentTarget.value })}
        />
      ) : null}
      {field.codes === null && field.type !== 'boolean' ? null : <ValueMap {...props} />}
    </>
  );
}

function Pattern({ name, spec, sample, onChange, type }: PartsProps & { type: 'day' | 'time' }) {
  const { t } = useWords();
  const given = type === 'day' ? spec.date : spec.time;
  // Several patterns of a mapping file are tried in order; here they stand behind one another.
  const text = [given ?? ''].flat().join(' | ');
  const [example] = valuesOf(sample, columnIn(spec.column, sample));
  const change = (value: string): void => {
    const patterns = value.split('|').map((one) => one.trim());
    const next = patterns.length === 1 ? (patterns[0] ?? '') : patterns;
    onChange(type === 'day' ? { ...spec, date: next } : { ...spec, time: next });
  };
  const patterns = text.split(' | ');
  const day = example === undefined ? null : firstOf(patterns, (pattern) => dayBy(example, pattern));
  const fits = example === undefined || patterns.some((pattern) => readParts(example, pattern) !== null);
  return (
    <Autocomplete
      label={t(`data.pattern.${type}`, { field: name })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={
        day === null || type === 'time' || example === undefined
          ? t('data.patternHint')
          : t('data.patternReads', { value: example, day: formatDay(day) })
      }
      error={fits || example === undefined ? undefined : t('data.patternFails', { value: example })}
      data={[...(type === 'day' ? datePatterns : timePatterns)]}
      filter={({ options }) => options}
      value={text}
      onChange={change}
    />
  );
}

function firstOf(patterns: readonly string[], read: (pattern: string) => string | null): string | null {
  for (const pattern of patterns) {
    const value = read(pattern);
    if (value !== null) return value;
  }
  return null;
}
