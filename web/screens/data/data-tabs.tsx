// The parts of the data pages as links, with how much work waits in each.
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useDuplicates, useUnlocated } from '../../quality-queries.ts';
import { useWords } from '../../text/words.ts';
import styles from './quality.module.css';

export function DataTabs() {
  const { t, count } = useWords();
  const duplicates = useDuplicates().data;
  const unlocated = useUnlocated().data?.pages[0]?.total;
  const pairs = duplicates?.pairs.length;
  const tabs = useRef<HTMLElement>(null);
  // On a phone the row is wider than the screen: the open one must be seen, also after a count has moved it. Only this
  // row is scrolled, never the page.
  useEffect(() => {
    const row = tabs.current;
    const open = row?.querySelector('[data-status="active"]')?.getBoundingClientRect();
    if (row === null || open === undefined) return;
    const middle = row.getBoundingClientRect().left + row.clientWidth / 2;
    row.scrollLeft += open.left + open.width / 2 - middle;
  });
  return (
    <nav ref={tabs} className={styles.tabs} aria-label={t('quality.tabs.label')}>
      <Link to="/du-lieu" activeOptions={{ exact: true }}>
        {t('quality.tabs.imports')}
      </Link>
      <Link to="/du-lieu/trung-lap">
        {t('quality.tabs.duplicates')}
        {pairs === undefined ? null : (
          <Count
            number={pairs}
            text={
              duplicates?.hasMore === true ? t('quality.tabs.more', { shown: count(pairs) }) : count(pairs)
            }
          />
        )}
      </Link>
      <Link to="/du-lieu/chua-co-vi-tri">
        {t('quality.tabs.unlocated')}
        {unlocated === undefined ? null : <Count number={unlocated} text={count(unlocated)} />}
      </Link>
      <Link to="/du-lieu/tu-dien-thoai">{t('fieldDesk.phones')}</Link>
      <Link to="/du-lieu/da-rut-lai">{t('fieldDesk.withdrawn')}</Link>
    </nav>
  );
}

function Count({ number, text }: { number: number; text: string }) {
  return (
    <span className={`${styles.count} numbers`} data-none={number === 0}>
      {text}
    </span>
  );
}
