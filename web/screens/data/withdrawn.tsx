// What was taken back in the field or at the desk: who, when and why, and the way back.
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { Day } from '../../../contract/codes.ts';
import type { Withdrawal } from '../../../contract/withdrawal.ts';
import { useReturnWithdrawn, useWithdrawals } from '../../field-desk-queries.ts';
import { formatDay, formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import styles from './data.module.css';
import { DataTabs } from './data-tabs.tsx';
import { ProblemAlert } from './problem-alert.tsx';

export function Withdrawn({ timeZone, mayReturn }: { timeZone: string; mayReturn: boolean }) {
  const { t } = useWords();
  const list = useWithdrawals();
  return (
    <div className={styles.page}>
      <DataTabs />
      <div>
        <h1 className={styles.title}>{t('fieldDesk.withdrawn')}</h1>
        <p className={styles.soft}>{t('fieldDesk.withdrawnIntro')}</p>
      </div>
      {list.isPending ? (
        <ListSkeleton rows={3} height={90} />
      ) : list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : list.data.withdrawals.length === 0 ? (
        <Notice tone="empty" title={t('fieldDesk.withdrawnNone')} />
      ) : (
        <ul className={styles.list}>
          {list.data.withdrawals.map((withdrawal) => (
            <Row key={withdrawal.id} withdrawal={withdrawal} timeZone={timeZone} mayReturn={mayReturn} />
          ))}
        </ul>
      )}
    </div>
  );
}

type RowProps = { withdrawal: Withdrawal; timeZone: string; mayReturn: boolean };

function Row({ withdrawal, timeZone, mayReturn }: RowProps) {
  const { t } = useWords();
  const bringBack = useReturnWithdrawn();
  const { id, kind, reason, withdrawnAt, withdrawnBy, byAuthor, isOwn, returnedAt, was } = withdrawal;
  const places = [withdrawal.schoolName, withdrawal.unitName].filter((name) => name !== null);
  const day = Day.safeParse(was.surveyedOn ?? was.foundOn).data;
  const who = isOwn
    ? t('fieldDesk.byYou')
    : withdrawnBy === null
      ? t(byAuthor ? 'fieldDesk.byAuthor' : 'fieldDesk.byDesk')
      : t('fieldDesk.by', { name: withdrawnBy });
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <strong>
          {t(`fieldDesk.withdrawnKind.${kind}`)}
          {day === undefined ? '' : ` ${formatDay(day)}`} · {places.join(', ')}
        </strong>
        {returnedAt === null && mayReturn && kind !== 'photo' ? (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            loading={bringBack.isPending}
            onClick={() => bringBack.mutate(id)}
          >
            {t('fieldDesk.return')}
          </Button>
        ) : null}
      </div>
      <div>
        <p>{reason}</p>
        <p className={styles.soft}>
          {who} · {formatMoment(withdrawnAt, timeZone)}
          {returnedAt === null
            ? ''
            : ` · ${t('fieldDesk.returnedAt', { moment: formatMoment(returnedAt, timeZone) })}`}
        </p>
      </div>
      {bringBack.isError ? (
        <ProblemAlert title={t('fieldDesk.returnFailed')} problem={bringBack.error} />
      ) : null}
    </li>
  );
}
