// What a planner chooses before a computation: the as-of day and, where they differ from the shipped ones, parameters.
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { RunKind } from '../../../contract/codes.ts';
import {
  customLegalRule,
  isStandard,
  LegalRuleValue,
  RunRequest,
  standardLegalRule,
} from '../../../contract/run-parameters.ts';
import { newId } from '../../new-id.ts';
import { usePresets, useStartRun } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { DayField } from './filter-fields.tsx';
import { MethodSelect } from './method-select.tsx';
import { usePlanning } from './planning-context.tsx';
import { RuleFields } from './rule-fields.tsx';
import { shippedRequest } from './run-choice.ts';
import { runFields } from './run-fields.ts';
import styles from './run-form.module.css';
import { ParameterField } from './run-form-fields.tsx';

type Props = { kind: RunKind; isOpen: boolean; onClose(): void; onStarted(id: string): void };

export function RunForm({ kind, isOpen, onClose, onStarted }: Props) {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t(`run.form.${kind}`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      zIndex={450}
      size={480}
    >
      <Fields kind={kind} onClose={onClose} onStarted={onStarted} />
    </Modal>
  );
}

function Fields({ kind, onClose, onStarted }: Omit<Props, 'isOpen'>) {
  const words = useWords();
  const { t } = words;
  const { session, state } = usePlanning();
  const list = usePresets();
  const start = useStartRun();
  const [asOf, setAsOf] = useState(session.today);
  const [method, setMethod] = useState(state.method);
  /** What was changed by hand; everything absent is as shipped. */
  const [changed, setChanged] = useState<ReadonlyMap<string, unknown>>(new Map());

  const shipped = new Map<string, unknown>(Object.entries(shippedRequest(kind, method, asOf).parameters));
  const request = RunRequest.safeParse({
    id: newId(),
    kind,
    parameters: Object.fromEntries([...shipped, ...changed]),
  });
  const fields = runFields(kind, method);
  const presets = list.data?.presets ?? [];
  const lacksPreset = fields.some(
    (field) => field.type === 'preset' && !presets.some((preset) => preset.kind === field.presets),
  );

  // A rule of one's own begins as the standard one.
  const standardRule = LegalRuleValue.safeParse(
    presets.find(({ id }) => id === standardLegalRule)?.value,
  ).data;
  const change = (name: string, value: unknown): void => {
    const next = new Map(changed).set(name, value);
    if (value === customLegalRule) next.set('rule', standardRule);
    else if (name === 'presetId') next.delete('rule');
    setChanged(next);
  };

  const submit = (): void => {
    if (!request.success) return;
    start.mutate(request.data, {
      onSuccess: (run) => {
        onStarted(run.id);
        onClose();
      },
    });
  };

  return (
    <Stack gap="md">
      {kind === 'hotspots' ? (
        <MethodSelect
          value={method}
          isInDialog
          onChange={(next) => {
            setMethod(next);
            setChanged(new Map());
          }}
        />
      ) : null}
      <DayField
        label={t('run.asOf')}
        description={t('run.asOfNote')}
        value={asOf}
        isInDialog
        onChange={(day) => setAsOf(day ?? session.today)}
      />
      <div className={styles.fields}>
        {fields.map((field) => (
          <ParameterField
            key={`${method} ${field.name}`}
            field={field}
            presets={presets}
            value={changed.has(field.name) ? changed.get(field.name) : shipped.get(field.name)}
            standard={shipped.get(field.name)}
            onChange={(value) => change(field.name, value)}
          />
        ))}
        {standardRule === undefined || changed.get('presetId') !== customLegalRule ? null : (
          <RuleFields start={standardRule} onChange={(rule) => change('rule', rule)} />
        )}
      </div>
      {list.isSuccess && lacksPreset ? (
        <Text size="sm" c="dimmed">
          {t('run.presetMissing')}
        </Text>
      ) : null}
      {request.success && !isStandard(request.data) ? (
        <Alert color="yellow" variant="light" role="status">
          <Text size="sm" c="var(--ink)">
            {t('run.ownNote')}
          </Text>
        </Alert>
      ) : null}
      {start.isError ? (
        <Alert color="red" variant="light" role="alert">
          <Text size="sm" c="var(--ink)">
            {words.problem(start.error)}
          </Text>
        </Alert>
      ) : null}
      <Group justify="flex-end" className={styles.actions ?? ''}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button onClick={submit} loading={start.isPending} disabled={lacksPreset || !request.success}>
          {t('run.start')}
        </Button>
      </Group>
    </Stack>
  );
}
