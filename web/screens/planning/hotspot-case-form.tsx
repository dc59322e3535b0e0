// What a step of a case rests on: number, day and authority of a document, the day of the work, or a reason.
import { Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { CaseState, HotspotCase } from '../../../contract/hotspot-case.ts';
import { useAdvanceCase } from '../../case-queries.ts';
import { newId } from '../../new-id.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { DayField } from './filter-fields.tsx';
import { usePlanning } from './planning-context.tsx';

type Step = Exclude<CaseState, 'candidate'>;
type Props = { found: HotspotCase; state: Step; onClose(): void };

export function CaseForm({ found, state, onClose }: Props) {
  const { t } = useWords();
  const { session } = usePlanning();
  const advance = useAdvanceCase();
  const [step] = useState(newId);
  const [number, setNumber] = useState('');
  const [on, setOn] = useState<string | undefined>(state === 'rejected' ? undefined : session.today);
  const [authority, setAuthority] = useState(state === 'official' ? (found.authority ?? '') : '');
  const [note, setNote] = useState('');
  const hasDocument = state === 'sent' || state === 'official';
  const isWhole = hasDocument
    ? number.trim() !== '' && authority.trim() !== '' && on !== undefined
    : state === 'treated'
      ? on !== undefined
      : note.trim() !== '';
  const save = (): void => {
    advance.mutate(
      {
        params: { id: found.id, step },
        body: {
          state,
          baseRevision: found.revision,
          ...(hasDocument && { documentNumber: number.trim(), authority: authority.trim() }),
          ...(on !== undefined && { documentOn: on }),
          ...(note.trim() !== '' && { note: note.trim() }),
        },
      },
      {
        onSuccess: () => {
          notifications.show({
            message: t('cases.saved'),
            closeButtonProps: { 'aria-label': t('common.close') },
          });
          onClose();
        },
      },
    );
  };
  return (
    <Stack gap="sm" role="group" aria-label={t(`cases.action.${state}`)}>
      {state === 'official' ? (
        <Alert color="yellow" variant="light" c="var(--ink)">
          {t('cases.officialWarning')}
        </Alert>
      ) : null}
      {hasDocument ? (
        <>
          <TextInput
            label={t(`cases.field.number.${state}`)}
            required
            maxLength={200}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <TextInput
            label={t(`cases.field.authority.${state}`)}
            required
            maxLength={200}
            value={authority}
            onChange={(event) => setAuthority(event.currentTarget.value)}
          />
        </>
      ) : null}
      {state === 'rejected' ? null : (
        <DayField label={t(`cases.field.on.${state}`)} value={on} onChange={setOn} />
      )}
      <Textarea
        label={t(`cases.field.note.${state}`)}
        required={state === 'rejected'}
        rows={2}
        maxLength={1_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {advance.isError ? <ProblemAlert title={t('cases.failed')} problem={advance.error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!isWhole} loading={advance.isPending} onClick={save}>
          {t('cases.save')}
        </Button>
      </Group>
    </Stack>
  );
}
