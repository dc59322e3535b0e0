// The frame of a list that is read page by page: what stands in place of its rows until they come and when they do not,
// and more of them on demand.
import { Button } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../../text/words.ts';
import { ScrollRegion } from '../scroll-region.tsx';
import { Failure, ListSkeleton } from '../states.tsx';
import styles from './list.module.css';

type Props<Page> = {
  list: UseInfiniteQueryResult<InfiniteData<Page>>;
  label: string;
  /** How many rows are expected to be seen, each how high in pixels. */
  expected: { rows: number; height: number };
  /** Where not all that was read is shown: whether there is more, and what then shows it. */
  more?: { exists: boolean; onShow(): void };
  children(first: Page): ReactNode;
};

export function PagedList<Page>({ list, label, expected, more, children }: Props<Page>) {
  const { t } = useWords();
  const { exists, onShow } = more ?? { exists: list.hasNextPage, onShow: () => void list.fetchNextPage() };
  const first = list.data?.pages[0];
  return (
    <ScrollRegion label={label}>
      {first !== undefined ? (
        children(first)
      ) : list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <ListSkeleton {...expected} />
      )}
      {exists ? (
        <div className={styles.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={onShow}>
            {t('common.more')}
          </Button>
        </div>
      ) : null}
    </ScrollRegion>
  );
}
