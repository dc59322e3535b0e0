// One parameter of a run in the form: its value, and beside a changed value the shipped one.
import { NumberInput, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Preset } from '../../../contract/run.ts';
import { useWords } from '../../text/words.ts';
import { parameterName, parameterValue } from './run-words.ts';

type PresetFieldProps = {
  name: 'presetId' | 'weightsId';
  presets: readonly Preset[];
  value: string;
  standard: string;
  onChange(id: string): void;
};

export function PresetField({ name, presets, value, standard, onChange }: PresetFieldProps) {
  const words = useWords();
  const { t } = words;
  const chosen = presets.find((preset) => preset.id === value);
  const shipped = t('run.default', { value: parameterValue(name, standard, presets, words) });
  return (
    <Select
      label={parameterName(name, words)}
      description={
        chosen === undefined ? undefined : (
          <Stack component="span" gap={2}>
            <span>{t('hotspot.source', { source: chosen.source })}</span>
            {value === standard ? null : <Shipped text={shipped} />}
          </Stack>
        )
      }
      data={presets.map((preset) => ({
        value: preset.id,
        label: parameterValue(name, preset.id, presets, words),
      }))}
      value={value}
      onChange={(id) => (id === null ? undefined : onChange(id))}
      allowDeselect={false}
      comboboxProps={{ zIndex: 500 }}
    />
  );
}

type NumberFieldProps = {
  name: 'months' | 'epsMetres' | 'minPoints' | 'reportFrom';
  min: number;
  max: number;
  standard: number;
  onChange(value: number): void;
};

/** An emptied field counts as the shipped value. */
export function NumberField({ name, min, max, standard, onChange }: NumberFieldProps) {
  const words = useWords();
  const [value, setValue] = useState<string | number>(standard);
  const shipped = words.t('run.default', { value: parameterValue(name, standard, [], words) });
  return (
    <NumberInput
      label={parameterName(name, words)}
      inputWrapperOrder={['label', 'input', 'description']}
      description={value === standard ? undefined : <Shipped text={shipped} />}
      suffix={name === 'epsMetres' ? ' m' : ''}
      allowDecimal={false}
      min={min}
      max={max}
      value={value}
      onChange={(next) => {
        setValue(next);
        onChange(Number(next) || standard);
      }}
    />
  );
}

function Shipped({ text }: { text: string }) {
  return (
    <Text component="span" inherit c="#7a5a00" fw={600}>
      {text}
    </Text>
  );
}
