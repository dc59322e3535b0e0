// Pairs of records that may be one accident: each is merged into one, or said to be two.
import { useState } from 'react';
import { duplicateReach, mostDuplicates } from '../../../contract/quality.ts';
import { useDuplicates } from '../../quality-queries.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import styles from './data.module.css';
import { DataTabs } from './data-tabs.tsx';
import { DuplicateCard } from './duplicate-card.tsx';
import { MergeList } from './merge-list.tsx';

/** Cards drawn at once: each is a table of its own. */
const shownAtFirst = 10;

export function Duplicates({ timeZone }: { timeZone: string }) {
  const words = useWords();
  const { t, count, metres } = words;
  const list = useDuplicates();
  const [shown, setShown] = useState(shownAtFirst);
  const pairs = list.data?.pairs ?? [];
  return (
    <div className={styles.page}>
      <DataTabs />
      <div>
        <h1 className={styles.title}>{t('quality.duplicates.title')}</h1>
        <p className={styles.soft}>
          {t('quality.duplicates.intro', {
            metres: metres(duplicateReach.metres),
            minutes: count(duplicateReach.minutes),
          })}
        </p>
      </div>
      {list.isPending ? (
        <ListSkeleton rows={3} height={220} />
      ) : list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : pairs.length === 0 ? (
        <Notice tone="empty" title={t('quality.duplicates.none')} text={t('quality.duplicates.noneHint')} />
      ) : (
        <>
          {pairs.slice(0, shown).map((pair) => (
            <DuplicateCard key={`${pair.first.id} ${pair.second.id}`} pair={pair} />
          ))}
          {shown >= pairs.length ? null : (
            <button type="button" className={styles.more} onClick={() => setShown(shown + shownAtFirst)}>
              {t('common.more')}
            </button>
          )}
          {list.data.hasMore ? (
            <p className={styles.soft}>{t('quality.duplicates.limited', { shown: count(mostDuplicates) })}</p>
          ) : null}
        </>
      )}
      <MergeList timeZone={timeZone} />
    </div>
  );
}
