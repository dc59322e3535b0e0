// What a planner chooses before a computation: the as-of day and, where they differ from the shipped ones, parameters.
import { Alert, Button, Group, Modal, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { HotspotMethod, type RunKind } from '../../../contract/codes.ts';
import { isStandard, type RunRequest } from '../../../contract/run.ts';
import { newId } from '../../new-id.ts';
import { usePresets, useStartRun } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { DayField } from './filter-fields.tsx';
import { usePlanning } from './planning-context.tsx';
import { shippedParameters } from './run-choice.ts';
import { NumberField, PresetField } from './run-form-fields.tsx';

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

/** What was changed by hand; everything absent is as shipped. */
type Changed = { presetId?: string; weightsId?: string } & { [K in DenseNumber]?: number };
type DenseNumber = (typeof denseNumbers)[number]['name'];

const denseNumbers = [
  { name: 'months', min: 1, max: 120 },
  { name: 'epsMetres', min: 1, max: 2_000 },
  { name: 'minPoints', min: 2, max: 100 },
  { name: 'reportFrom', min: 1, max: 100 },
] as const;

function Fields({ kind, onClose, onStarted }: Omit<Props, 'isOpen'>) {
  const words = useWords();
  const { t } = words;
  const { session, state } = usePlanning();
  const list = usePresets();
  const start = useStartRun();
  const [asOf, setAsOf] = useState(session.today);
  const [method, setMethod] = useState(state.method);
  const [changed, setChanged] = useState<Changed>({});
  const change = (part: Changed): void => setChanged({ ...changed, ...part });

  const shipped = shippedParameters(asOf);
  const request = requestOf(kind, method, shipped, changed);
  const presets = list.data?.presets ?? [];
  const rules = presets.filter((each) => each.kind === (kind === 'risk' ? 'risk_parameters' : 'legal_rule'));
  const isDense = kind === 'hotspots' && method === 'dbscan';
  const rule = kind === 'risk' ? shipped.risk.presetId : shipped.legal_rule.presetId;

  const submit = (): void =>
    start.mutate(
      { ...request, id: newId() },
      {
        onSuccess: (run) => {
          onStarted(run.id);
          onClose();
        },
      },
    );

  return (
    <Stack gap="md">
      {kind === 'hotspots' ? (
        <SegmentedControl
          aria-label={t('run.method')}
          fullWidth
          value={method}
          onChange={(value) => {
            setMethod(HotspotMethod.parse(value));
            setChanged({});
          }}
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
        <SimpleGrid cols={2} spacing="md" verticalSpacing="sm">
          {denseNumbers.map(({ name, min, max }) => (
            <NumberField
              key={name}
              name={name}
              min={min}
              max={max}
              standard={shipped.dbscan[name]}
              onChange={(value) => change({ [name]: value })}
            />
          ))}
        </SimpleGrid>
      ) : (
        <PresetField
          name="presetId"
          presets={rules}
          value={changed.presetId ?? rule}
          standard={rule}
          onChange={(presetId) => change({ presetId })}
        />
      )}
      {kind === 'risk' ? (
        <PresetField
          name="weightsId"
          presets={presets.filter((each) => each.kind === 'severity_weights')}
          value={changed.weightsId ?? shipped.risk.weightsId}
          standard={shipped.risk.weightsId}
          onChange={(weightsId) => change({ weightsId })}
        />
      ) : null}
      {list.isSuccess && rules.length === 0 && !isDense ? (
        <Text size="sm" c="dimmed">
          {t('run.presetMissing')}
        </Text>
      ) : null}
      {isStandard(request) ? null : (
        <Alert color="yellow" variant="light" role="status">
          <Text size="sm" c="var(--ink)">
            {t('run.ownNote')}
          </Text>
        </Alert>
      )}
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
        <Button onClick={submit} loading={start.isPending} disabled={!isDense && rules.length === 0}>
          {t('run.start')}
        </Button>
      </Group>
    </Stack>
  );
}

/** The request that the form stands for, still without an id of its own. */
function requestOf(
  kind: RunKind,
  method: HotspotMethod,
  shipped: ReturnType<typeof shippedParameters>,
  { presetId, weightsId, ...numbers }: Changed,
): RunRequest {
  const id = '';
  const preset = presetId === undefined ? {} : { presetId };
  if (kind === 'risk') {
    const weights = weightsId === undefined ? {} : { weightsId };
    return { id, kind, parameters: { ...shipped.risk, ...preset, ...weights } };
  }
  if (method === 'dbscan') return { id, kind, parameters: { ...shipped.dbscan, ...numbers } };
  return { id, kind, parameters: { ...shipped.legal_rule, ...preset } };
}
