// One import: its file and source, what it did, warnings, the rows it refused and why, and the way back.
import { Alert, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Batch } from '../../../contract/batch.ts';
import { formatFingerprint, formatMoment } from '../../format.ts';
import { useImport, useRefusedRows } from '../../import-queries.ts';
import { useWords } from '../../text/words.ts';
import { FactList } from '../fact-list.tsx';
import { Failure, ListSkeleton, PanelSkeleton } from '../states.tsx';
import { BatchCounts } from './batch-counts.tsx';
import styles from './data.module.css';
import { StatusBadge } from './import-list.tsx';
import { RefusedTable, refusedPage } from './refused-table.tsx';
import { UndoButton } from './undo-button.tsx';

export function ImportDetail({ id, timeZone }: { id: string; timeZone: string }) {
  const { t } = useWords();
  const found = useImport(id);
  return (
    <div className={styles.page}>
      <BackToList />
      {found.isPending ? (
        <PanelSkeleton />
      ) : found.isError ? (
        <>
          <h1 className="for-readers">{t('data.title')}</h1>
          <Failure problem={found.error} onRetry={() => void found.refetch()} />
        </>
      ) : (
        <Content batch={found.data} timeZone={timeZone} />
      )}
    </div>
  );
}

export function BackToList() {
  const { t } = useWords();
  return (
    <Link className={styles.back ?? ''} to="/du-lieu">
      <IconArrowLeft size={18} aria-hidden /> {t('data.toList')}
    </Link>
  );
}

function Content({ batch, timeZone }: { batch: Batch; timeZone: string }) {
  const { t } = useWords();
  return (
    <>
      <div className={styles.rowHead}>
        <h1 className={styles.title}>
          {t(`importKind.${batch.kind}`)} · {batch.fileName}
        </h1>
        <StatusBadge status={batch.status} />
      </div>
      {batch.error === null ? null : (
        <p className={styles.alarm} role="alert">
          {t('data.error', { error: batch.error })}
        </p>
      )}
      <section className={styles.card}>
        <BatchResult batch={batch} />
        <FactList
          facts={[
            { name: t('data.source'), value: batch.source },
            { name: t('data.by'), value: batch.createdBy ?? t('data.byNobody') },
            { name: t('data.at'), value: formatMoment(batch.createdAt, timeZone) },
            batch.undoneAt === null
              ? null
              : { name: t('data.undoneAt'), value: formatMoment(batch.undoneAt, timeZone) },
            { name: t('data.fingerprint'), value: formatFingerprint(batch.fileSha256) },
            batch.invented ? { name: t('common.note'), value: t('common.invented') } : null,
          ]}
        />
        {batch.status === 'done' ? <UndoButton id={batch.id} /> : null}
      </section>
      <section className={styles.card}>
        <h2>{t('data.refused.title')}</h2>
        {batch.rejected === 0 ? <p>{t('data.refused.none')}</p> : <RefusedOf id={batch.id} />}
      </section>
    </>
  );
}

/** Counts and warnings of an import or of a trial. */
export function BatchResult({ batch }: { batch: Batch }) {
  const { t, count, language } = useWords();
  return (
    <>
      <BatchCounts batch={batch} />
      <p className={styles.soft}>
        {t('data.countHint.rows', { rows: count(batch.rowsRead), records: count(batch.recordsRead) })}
        {batch.leftOut === 0 ? '' : ` ${t('data.countHint.leftOut')}`}
      </p>
      {batch.warnings.length === 0 ? null : (
        <Alert color="yellow" variant="light" title={t('data.warnings')}>
          {batch.warnings.map((warning) => (
            <Text key={warning.code} size="sm" c="var(--ink)">
              {warning[language]}
            </Text>
          ))}
        </Alert>
      )}
    </>
  );
}

function RefusedOf({ id }: { id: string }) {
  const [starts, setStarts] = useState<readonly number[]>([0]);
  const rows = useRefusedRows(id, starts.at(-1) ?? 0, refusedPage);
  if (rows.isPending) return <ListSkeleton rows={4} height={36} />;
  if (rows.isError) return <Failure problem={rows.error} onRetry={() => void rows.refetch()} />;
  const { next } = rows.data;
  return (
    <RefusedTable
      rows={rows.data.rows}
      first={(starts.length - 1) * refusedPage}
      onPrevious={starts.length === 1 ? null : () => setStarts(starts.slice(0, -1))}
      onNext={next === null ? null : () => setStarts([...starts, next])}
    />
  );
}
