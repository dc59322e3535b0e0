// The last step: name of the source, a trial that writes nothing, and the import once the trial has been seen.
import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport, IconTestPipe } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { createImport } from '../../../contract/batch.ts';
import type { ImportMapping } from '../../../contract/import.ts';
import type { OperationReply } from '../../../contract/operation.ts';
import { useCreateImport, useTryImport } from '../../import-queries.ts';
import { newId } from '../../new-id.ts';
import { useWords } from '../../text/words.ts';
import styles from './data.module.css';
import { lackSentence } from './data-words.ts';
import { BatchResult } from './import-detail.tsx';
import { finishedMapping } from './mapping-draft.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { RefusedPages } from './refused-table.tsx';
import { TriedMap } from './tried-map.tsx';

type Props = { draft: ImportMapping; file: File; onChange(draft: ImportMapping): void };
/** What a trial was about: the import must be of exactly this. */
type Tried = { draft: ImportMapping; file: File; id: string; reply: OperationReply<typeof createImport> };

export function TryStep({ draft, file, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const trial = useTryImport();
  const create = useCreateImport();
  const [last, setLast] = useState<Tried | null>(null);
  const tried = last?.draft === draft && last.file === file ? last : null;
  const { mapping, lacks } = finishedMapping(draft);
  const isBusy = trial.isPending || create.isPending;

  const tryIt = (): void => {
    if (mapping === null) return;
    const id = newId();
    create.reset();
    trial.mutate({ id, file, mapping }, { onSuccess: (reply) => setLast({ draft, file, id, reply }) });
  };
  const bringIn = (): void => {
    if (mapping === null || tried === null) return;
    create.mutate(
      { id: tried.id, file, mapping },
      {
        onSuccess: (batch) => {
          if (batch.status === 'done')
            notifications.show({
              message: t('data.imported'),
              closeButtonProps: { 'aria-label': t('common.close') },
            });
          void navigate({ to: '/du-lieu/$id', params: { id: batch.id } });
        },
      },
    );
  };

  return (
    <section className={styles.card} aria-labelledby="step-try">
      <h2 id="step-try">{t('data.step.try')}</h2>
      <div className={styles.columns}>
        <TextInput
          label={t('data.sourceName')}
          description={t('data.sourceHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={draft.source}
          maxLength={61}
          onChange={(event) => onChange({ ...draft, source: event.currentTarget.value })}
        />
        <Checkbox
          className={styles.check ?? ''}
          label={t('data.invented')}
          checked={draft.invented}
          onChange={(event) => onChange({ ...draft, invented: event.currentTarget.checked })}
        />
      </div>
      <p className={lacks.length > 0 ? styles.alarm : styles.soft} role="status">
        {lacks.length > 0
          ? lackSentence(draft.kind, lacks, words)
          : t(mapping === null ? 'data.slip' : 'data.tryNote')}
      </p>
      <Group gap="sm">
        <Button
          variant={tried === null ? 'filled' : 'default'}
          leftSection={<IconTestPipe size={18} aria-hidden />}
          disabled={mapping === null || create.isPending}
          loading={trial.isPending}
          onClick={tryIt}
        >
          {t('data.try')}
        </Button>
        <Button
          leftSection={<IconFileImport size={18} aria-hidden />}
          disabled={tried === null || tried.reply.status === 'failed' || trial.isPending}
          loading={create.isPending}
          onClick={bringIn}
        >
          {t('data.import')}
        </Button>
        <span className={styles.soft} role="status">
          {isBusy ? t('data.sending') : tried === null ? t('data.tryFirst') : ''}
        </span>
      </Group>
      {trial.isError ? <ProblemAlert title={t('data.problem')} problem={trial.error} /> : null}
      {create.isError ? <ProblemAlert title={t('data.problem')} problem={create.error} /> : null}
      {tried === null ? null : <TriedResult reply={tried.reply} />}
    </section>
  );
}

function TriedResult({ reply }: Pick<Tried, 'reply'>) {
  const { t, count } = useWords();
  const rows = reply.refusedRows ?? [];
  return (
    <div className={styles.tried}>
      <h3>{t('data.tried')}</h3>
      {reply.error === null ? null : (
        <p className={styles.alarm} role="alert">
          {t('data.error', { error: reply.error })}
        </p>
      )}
      <BatchResult batch={reply} />
      {reply.places === undefined || reply.places.length === 0 ? null : <TriedMap places={reply.places} />}
      {rows.length === 0 ? null : (
        <>
          <h3>{t('data.refused.title')}</h3>
          <RefusedPages rows={rows} />
          {rows.length < mostRefused ? null : (
            <p className={styles.soft}>{t('data.refused.first', { shown: count(mostRefused) })}</p>
          )}
        </>
      )}
    </div>
  );
}

/** Refused rows that the reply of a trial holds at most. */
const mostRefused = 1_000;
