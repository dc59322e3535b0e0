// A value that every record of the file gets, when the file does not say it.
import { Select, TextInput } from '@mantine/core';
import type { FieldMapping } from '../../../contract/import.ts';
import { useWords } from '../../text/words.ts';
import { codeWord } from './data-words.ts';
import type { RecordField } from './record-fields.ts';

type Constant = Extract<FieldMapping, { constant: unknown }>;
type Props = {
  field: RecordField;
  label: string;
  value: Constant['constant'];
  onChange(spec: Constant): void;
};

/** The fixed value a field starts with, before a person chooses. */
export function firstFixed(field: RecordField): Constant {
  if (field.type === 'boolean') return { constant: true };
  return { constant: inList(field, field.codes?.options[0] ?? '') };
}

export function FixedValue({ field, label, value, onChange }: Props) {
  const { t, language } = useWords();
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  if (field.codes === null && field.type !== 'boolean') {
    return (
      <TextInput
        label={label}
        value={text}
        onChange={(event) => onChange({ constant: inList(field, event.currentTarget.value) })}
      />
    );
  }
  const { codes } = field;
  const options =
    codes === null
      ? [
          { value: 'true', label: t('data.yes') },
          { value: 'false', label: t('data.no') },
        ]
      : codes.options.map((code) => ({ value: code, label: codeWord(codes.list, code, language) }));
  return (
    <Select
      label={label}
      data={options}
      value={text}
      onChange={(chosen) => {
        if (chosen === null) return;
        onChange({ constant: codes === null ? chosen === 'true' : inList(field, chosen) });
      }}
      allowDeselect={false}
    />
  );
}

function inList(field: RecordField, value: string): string | string[] {
  return field.type === 'list' ? value.split(',').map((part) => part.trim()) : value;
}
