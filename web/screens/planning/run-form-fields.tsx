// One parameter of a run in the form, whatever its type, with the shipped value beside it.
import { NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { Preset } from '../../../contract/preset.ts';
import { useWords } from '../../text/words.ts';
import type { RunField } from './run-fields.ts';
import styles from './run-form.module.css';
import { parameterName, parameterValue } from './run-words.ts';

type Props = {
  field: RunField;
  /** All of them; a field that chooses a preset takes those of its kind. */
  presets: readonly Preset[];
  value: unknown;
  standard: unknown;
  onChange(value: unknown): void;
};

export function ParameterField({ field, ...props }: Props) {
  switch (field.type) {
    case 'preset':
      return <PresetField {...props} field={field} />;
    case 'number':
      return <NumberField {...props} field={field} />;
    case 'choice':
      return <ChoiceField {...props} field={field} />;
    case 'switch':
      return <SwitchField {...props} field={field} />;
  }
}

type Of<Type extends RunField['type']> = Omit<Props, 'field'> & { field: Extract<RunField, { type: Type }> };

function PresetField({ field, presets, value, standard, onChange }: Of<'preset'>) {
  const words = useWords();
  const offered = presets.filter((preset) => preset.kind === field.presets);
  const chosen = offered.find((preset) => preset.id === value);
  return (
    <Select
      className={styles.wide ?? ''}
      label={parameterName(field.name, words)}
      inputWrapperOrder={['label', 'input', 'description']}
      description={
        <Stack component="span" gap={2}>
          {chosen === undefined ? null : (
            <span>
              {words.t('hotspot.source', {
                source: words.language === 'vi' ? chosen.source : chosen.sourceEn,
              })}
            </span>
          )}
          <Shipped field={field} presets={presets} value={value} standard={standard} />
        </Stack>
      }
      data={[...offered.map(({ id }) => id), ...(field.others ?? [])].map((id) => ({
        value: id,
        label: parameterValue(field.name, id, presets, words),
      }))}
      value={typeof value === 'string' ? value : null}
      onChange={(id) => (id === null ? undefined : onChange(id))}
      allowDeselect={false}
      comboboxProps={{ zIndex: 500 }}
    />
  );
}

/** An emptied field counts as the shipped value. */
function NumberField({ field, standard, onChange }: Of<'number'>) {
  const words = useWords();
  const [value, setValue] = useState<string | number>(Number(standard));
  return (
    <NumberInput
      label={parameterName(field.name, words)}
      inputWrapperOrder={['label', 'input', 'description']}
      description={<Shipped field={field} value={value} standard={standard} />}
      suffix={field.name.endsWith('Metres') ? ' m' : ''}
      allowDecimal={!field.isWhole}
      step={field.isWhole ? 1 : 0.01}
      decimalSeparator={words.language === 'vi' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      min={field.min}
      max={field.max}
      value={value}
      onChange={(next) => {
        setValue(next);
        onChange(Number(next) || standard);
      }}
    />
  );
}

function ChoiceField({ field, value, standard, onChange }: Of<'choice'>) {
  const words = useWords();
  return (
    <Select
      label={parameterName(field.name, words)}
      inputWrapperOrder={['label', 'input', 'description']}
      description={<Shipped field={field} value={value} standard={standard} />}
      data={field.options.map((option) => ({
        value: option,
        label: parameterValue(field.name, option, [], words),
      }))}
      value={typeof value === 'string' ? value : null}
      onChange={(option) => (option === null ? undefined : onChange(option))}
      allowDeselect={false}
      comboboxProps={{ zIndex: 500 }}
    />
  );
}

function SwitchField({ field, value, standard, onChange }: Of<'switch'>) {
  const words = useWords();
  return (
    <Switch
      className={styles.wide ?? ''}
      label={parameterName(field.name, words)}
      description={<Shipped field={field} value={value} standard={standard} />}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

type ShippedProps = Pick<Props, 'field' | 'value' | 'standard'> & { presets?: Props['presets'] };

/** "Mặc định: 36"; loud where the value is another one. */
function Shipped({ field, value, standard, presets = [] }: ShippedProps) {
  const words = useWords();
  const text = words.t('run.default', { value: parameterValue(field.name, standard, presets, words) });
  return value === standard ? (
    <span>{text}</span>
  ) : (
    <Text component="span" inherit c="#7a5a00" fw={600}>
      {text}
    </Text>
  );
}
