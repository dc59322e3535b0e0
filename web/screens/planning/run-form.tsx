// What a planner chooses before a computation: the as-of day and the dated set of rules.
import {
  Alert,
  Button,
  Group,
  Modal,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
} from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import { HotspotMethod, type RunKind } from '../../../contract/codes.ts';
import type { Preset, RunRequest } from '../../../contract/run.ts';
import { newId } from '../../new-id.ts';
import { usePresets, useStartRun } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { DayField } from './filter-fields.tsx';
import { usePlanning } from './planning-context.tsx';

type Props = { kind: RunKind; isOpen: boolean; onClose(): void; onStarted(id: string): void };

export function RunForm({ kind, isOpen, onClose, onStarted }: Props) {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={kind === 'risk' ? t('run.formRisk') : t('run.formHotspots')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      zIndex={450}
      size={460}
      styles={{ content: { overflow: 'visible' } }}
    >
      <Fields kind={kind} onClose={onClose} onStarted={onStarted} />
    </Modal>
  );
}

/** Starting values of the density method, those of the contract. */
const dense = { months: 36, epsMetres: 75, minPoints: 4 } as const;

function Fields({ kind, onClose, onStarted }: Omit<Props, 'isOpen'>) {
  const words = useWords();
  const { t } = words;
  const { session, state } = usePlanning();
  const presets = usePresets();
  const start = useStartRun();
  const [asOf, setAsOf] = useState(session.today);
  const [method, setMethod] = useState(state.method);
  const [presetId, setPresetId] = useState<string | null>(null);
  const [weightsId, setWeightsId] = useState<string | null>(null);
  const [numbers, setNumbers] = useState<{ months: number; epsMetres: number; minPoints: number }>(dense);

  const all = presets.data?.presets ?? [];
  const rules = all.filter((each) => each.kind === (kind === 'risk' ? 'risk_parameters' : 'legal_rule'));
  const weights = all.filter((each) => each.kind === 'severity_weights');
  const rule = presetId ?? validOn(rules, asOf)?.id ?? null;
  const weight = weightsId ?? validOn(weights, asOf)?.id ?? null;
  const isDense = kind === 'hotspots' && method === 'dbscan';

  const submit = (): void => {
    const request = requestOf();
    if (request === null) return;
    start.mutate(request, {
      onSuccess: (run) => {
        onStarted(run.id);
        onClose();
      },
    });
  };
  const requestOf = (): z.input<typeof RunRequest> | null => {
    const id = newId();
    if (isDense)
      return {
        id,
        kind: 'hotspots',
        parameters: { method: 'dbscan', asOf, ...numbers, reportFrom: numbers.minPoints },
      };
    if (rule === null) return null;
    if (kind === 'hotspots') return { id, kind, parameters: { method: 'legal_rule', asOf, presetId: rule } };
    if (weight === null) return null;
    return { id, kind, parameters: { asOf, presetId: rule, weightsId: weight } };
  };

  return (
    <Stack gap="md">
      {kind === 'hotspots' ? (
        <SegmentedControl
          aria-label={t('run.method')}
          fullWidth
          value={method}
          onChange={(value) => setMethod(HotspotMethod.parse(value))}
          data={HotspotMethod.options.toReversed().map((value) => ({ value, label: t(`method.${value}`) }))}
        />
      ) : null}
      <DayField
        label={t('run.asOf')}
        description={t('run.asOfNote')}
        value={asOf}
        onChange={(day) => setAsOf(day ?? session.today)}
      />
      {isDense ? (
        <Group grow align="flex-end">
          <NumberInput
            label={t('run.months')}
            min={1}
            max={120}
            value={numbers.months}
            onChange={(value) => setNumbers({ ...numbers, months: Number(value) || dense.months })}
          />
          <NumberInput
            label={t('run.eps')}
            min={1}
            max={2_000}
            value={numbers.epsMetres}
            onChange={(value) => setNumbers({ ...numbers, epsMetres: Number(value) || dense.epsMetres })}
          />
          <NumberInput
            label={t('run.minPoints')}
            min={2}
            max={100}
            value={numbers.minPoints}
            onChange={(value) => setNumbers({ ...numbers, minPoints: Number(value) || dense.minPoints })}
          />
        </Group>
      ) : (
        <PresetField label={t('run.preset')} presets={rules} value={rule} onChange={setPresetId} />
      )}
      {kind === 'risk' ? (
        <PresetField label={t('run.weights')} presets={weights} value={weight} onChange={setWeightsId} />
      ) : null}
      {presets.isSuccess && rules.length === 0 && !isDense ? (
        <Text size="sm" c="dimmed">
          {t('run.presetMissing')}
        </Text>
      ) : null}
      {start.isError ? (
        <Alert color="red" variant="light" role="alert">
          <Text size="sm" c="var(--ink)">
            {words.problem(start.error)}
          </Text>
        </Alert>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          onClick={submit}
          loading={start.isPending}
          disabled={!isDense && (rule === null || (kind === 'risk' && weight === null))}
        >
          {t('run.start')}
        </Button>
      </Group>
    </Stack>
  );
}

type PresetFieldProps = {
  label: string;
  presets: readonly Preset[];
  value: string | null;
  onChange(id: string | null): void;
};

function PresetField({ label, presets, value, onChange }: PresetFieldProps) {
  const { t, language } = useWords();
  const chosen = presets.find((preset) => preset.id === value);
  return (
    <Select
      label={label}
      description={chosen === undefined ? undefined : t('hotspot.source', { source: chosen.source })}
      data={presets.map((preset) => ({
        value: preset.id,
        label: language === 'vi' ? preset.name : preset.nameEn,
      }))}
      value={value}
      onChange={onChange}
      allowDeselect={false}
      comboboxProps={{ zIndex: 500 }}
    />
  );
}

/** The set in force on a day, else the first. */
function validOn(presets: readonly Preset[], day: string): Preset | undefined {
  return (
    presets.find((each) => each.validFrom <= day && (each.validTo === null || day <= each.validTo)) ??
    presets[0]
  );
}
