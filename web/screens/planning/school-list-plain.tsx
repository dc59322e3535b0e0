// Schools by name, for the time before the first computation of risk.
import { Button } from '@mantine/core';
import type { SchoolFilter } from '../../../contract/filter.ts';
import { useSchoolList } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton } from '../states.tsx';
import styles from './list.module.css';
import { usePlanning } from './planning-context.tsx';

export function PlainSchoolList({ filter }: { filter: SchoolFilter }) {
  const { t } = useWords();
  const { state, open } = usePlanning();
  const list = useSchoolList(filter, true);
  if (list.isPending) return <ListSkeleton rows={5} height={48} />;
  if (list.isError) return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  const selected = state.selection?.kind === 'school' ? state.selection.id : null;
  return (
    <>
      <ul className={styles.rows}>
        {list.data.pages
          .flatMap((page) => page.schools)
          .map((school) => (
            <li key={school.id}>
              <button
                type="button"
                className={styles.row}
                aria-current={school.id === selected ? 'true' : undefined}
                onClick={() => open({ kind: 'school', id: school.id }, school.location)}
              >
                <span />
                <span>
                  <span className={styles.title}>{school.name}</span>
                  <br />
                  <span className={styles.sub}>
                    {school.levels.map((level) => t(`level.${level}`)).join(' + ')} · {school.unitName}
                  </span>
                </span>
              </button>
            </li>
          ))}
      </ul>
      {list.hasNextPage ? (
        <div className={styles.more}>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t('common.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
