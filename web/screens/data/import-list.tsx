// All imports, newest first: what, from where, by whom, when, and what came of it.
import { Badge, Button, Group } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Batch } from '../../../contract/batch.ts';
import { formatMoment } from '../../format.ts';
import { useImports } from '../../import-queries.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { BatchCounts } from './batch-counts.tsx';
import styles from './data.module.css';
import { DataTabs } from './data-tabs.tsx';

/** As many as the server gives at once. */
const mostImports = 200;

export function ImportList({ timeZone }: { timeZone: string }) {
  const { t, count } = useWords();
  const list = useImports();
  return (
    <div className={styles.page}>
      <DataTabs />
      <Group justify="space-between" align="start" gap="sm">
        <div>
          <h1 className={styles.title}>{t('data.title')}</h1>
          <p className={styles.soft}>{t('data.intro')}</p>
        </div>
        <Button
          renderRoot={(props) => <Link to="/du-lieu/nhap" {...props} />}
          leftSection={<IconFileImport size={18} aria-hidden />}
        >
          {t('data.newImport')}
        </Button>
      </Group>
      {list.isPending ? (
        <ListSkeleton rows={6} height={110} />
      ) : list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : list.data.batches.length === 0 ? (
        <Notice tone="empty" title={t('data.empty')} text={t('data.emptyHint')} />
      ) : (
        <>
          <ul className={styles.list}>
            {list.data.batches.map((batch) => (
              <Row key={batch.id} batch={batch} timeZone={timeZone} />
            ))}
          </ul>
          {list.data.batches.length < mostImports ? null : (
            <p className={styles.soft}>{t('data.limited', { shown: count(mostImports) })}</p>
          )}
        </>
      )}
    </div>
  );
}

function Row({ batch, timeZone }: { batch: Batch; timeZone: string }) {
  const { t } = useWords();
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <Link className={styles.rowName ?? ''} to="/du-lieu/$id" params={{ id: batch.id }}>
          {t(`importKind.${batch.kind}`)} · {batch.fileName}
        </Link>
        <StatusBadge status={batch.status} />
      </div>
      <p className={styles.soft}>
        {t('data.source')}: {batch.source} · {batch.createdBy ?? t('data.byNobody')} ·{' '}
        {formatMoment(batch.createdAt, timeZone)}
        {batch.invented ? ` · ${t('common.invented')}` : ''}
      </p>
      {batch.error === null ? null : (
        <p className={styles.alarm}>{t('data.error', { error: batch.error })}</p>
      )}
      <BatchCounts batch={batch} />
    </li>
  );
}

export function StatusBadge({ status }: { status: Batch['status'] }) {
  const { t } = useWords();
  return (
    <Badge className={styles.status ?? ''} data-status={status} radius="sm" variant="default">
      {t(`data.status.${status}`)}
    </Badge>
  );
}
