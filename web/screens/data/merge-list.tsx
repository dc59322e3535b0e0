// Merges that were made, newest first, each with the way back.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { Merge } from '../../../contract/quality.ts';
import { formatMoment } from '../../format.ts';
import { useMerges, useUndoMerge } from '../../quality-queries.ts';
import { lowerFirst, useWords } from '../../text/words.ts';
import { accidentMoment } from '../planning/accident-words.ts';
import { Failure } from '../states.tsx';
import styles from './data.module.css';
import { ProblemAlert } from './problem-alert.tsx';
import quality from './quality.module.css';

export function MergeList({ timeZone }: { timeZone: string }) {
  const { t } = useWords();
  const list = useMerges();
  if (list.isPending) return null;
  return (
    <section className={styles.card}>
      <h2>{t('quality.merges.title')}</h2>
      {list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : list.data.merges.length === 0 ? (
        <p className={styles.soft}>{t('quality.merges.none')}</p>
      ) : (
        <ul className={styles.list}>
          {list.data.merges.map((merge) => (
            <Row key={merge.id} merge={merge} timeZone={timeZone} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ merge, timeZone }: { merge: Merge; timeZone: string }) {
  const words = useWords();
  const { t } = words;
  const undo = useUndoMerge();
  const { merged, take } = merge;
  const record = `${t('quality.duplicates.record', { source: merged.source, key: merged.sourceKey })} (${accidentMoment(merged, words)})`;
  const fields = take.map((field) => lowerFirst(t(`quality.mergeField.${field}`))).join(', ');
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <strong>{t('quality.merges.item', { record })}</strong>
        <Button
          size="compact-md"
          flex="none"
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          loading={undo.isPending}
          onClick={() =>
            undo.mutate(merge.id, {
              onSuccess: () =>
                notifications.show({
                  message: t('quality.merges.undone'),
                  closeButtonProps: { 'aria-label': t('common.close') },
                }),
            })
          }
        >
          {t('quality.merges.undo')}
        </Button>
      </div>
      <p className={styles.soft}>
        {take.length === 0 ? t('quality.merges.tookNothing') : t('quality.merges.took', { fields })}{' '}
        {t('quality.merges.by', { name: merge.mergedBy, moment: formatMoment(merge.mergedAt, timeZone) })} ·{' '}
        <a className={quality.link} href={`/?open=accident:${merge.keptId}`}>
          {t('quality.merges.open')}
        </a>
      </p>
      {undo.isError ? <ProblemAlert title={t('quality.duplicates.failed')} problem={undo.error} /> : null}
    </li>
  );
}
