// All schools of the filter in one table. Only the rows in sight are drawn, so that a whole country stays quick.
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../../text/words.ts';
import { BandBadge } from '../school/band-badge.tsx';
import { IntervalBar } from '../school/interval-bar.tsx';
import { scoreText } from '../school/score-words.ts';
import page from './overview.module.css';
import type { Order, SchoolSort } from './overview-link.ts';
import styles from './overview-table.module.css';
import { coverageOf, type SchoolRow } from './school-rows.ts';
import { ShareBar } from './share-bar.tsx';
import { SortHeader } from './sort-header.tsx';
import { Overdue } from './unit-table.tsx';

/** Heights of a row with its line, CSS pixels; the style sheet has the same numbers. */
const rowPx = { wide: 53, narrow: 61 } as const;

type Props = {
  rows: readonly SchoolRow[];
  order: Order<SchoolSort>;
  onOrder(order: Order<SchoolSort>): void;
  /** What scrolls. */
  scroller: RefObject<HTMLElement | null>;
  isWide: boolean;
};

export function SchoolTable({ rows, order, onOrder, scroller, isWide }: Props) {
  const { t } = useWords();
  const body = useRef<HTMLTableSectionElement>(null);
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => {
    const [table, page] = [body.current, scroller.current];
    if (table === null || page === null) return;
    const measure = () =>
      setAbove(
        Math.round(table.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop),
      );
    const observer = new ResizeObserver(measure);
    // The page grows when what stands above the table does.
    if (page.firstElementChild !== null) observer.observe(page.firstElementChild);
    measure();
    return () => observer.disconnect();
  }, [scroller]);
  const rowHeight = isWide ? rowPx.wide : rowPx.narrow;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: above,
  });
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? above) - above;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? above) - above);
  const head = { order, onOrder };
  return (
    <div className={styles.frame}>
      <table className={`${styles.table} numbers`} aria-rowcount={rows.length + 1}>
        <caption className="for-readers">{t('overview.tableSchools')}</caption>
        <thead>
          <tr aria-rowindex={1}>
            <SortHeader by="rank" label={t('overview.rank')} {...head} widthPercent={isWide ? 7 : 20} />
            <SortHeader by="name" label={t('overview.school')} {...head} />
            <SortHeader
              by="unit"
              label={t('overview.unit')}
              {...head}
              className={styles.wide}
              widthPercent={15}
            />
            <th scope="col" style={{ width: isWide ? '7%' : '22%' }}>
              {t('overview.band')}
            </th>
            <SortHeader
              by="score"
              label={t('overview.score')}
              {...head}
              isLargestFirst
              className={styles.wide}
              widthPercent={14}
            />
            <SortHeader
              by="pupils"
              label={t('overview.pupils')}
              {...head}
              isLargestFirst
              className={`${styles.number} ${styles.middle}`}
              widthPercent={8}
            />
            <SortHeader
              by="rate"
              label={t('overview.schoolRate')}
              {...head}
              isLargestFirst
              className={`${styles.number} ${styles.middle}`}
              widthPercent={8}
            />
            <SortHeader
              by="coverage"
              label={t('overview.coverage')}
              {...head}
              className={styles.wide}
              widthPercent={11}
            />
            <SortHeader
              by="findings"
              label={t('overview.findings')}
              {...head}
              isLargestFirst
              className={`${styles.number} ${styles.wide}`}
              widthPercent={8}
            />
            <SortHeader
              by="spots"
              label={t('overview.spots')}
              {...head}
              isLargestFirst
              className={`${styles.number} ${styles.wide}`}
              widthPercent={7}
            />
          </tr>
        </thead>
        <tbody ref={body}>
          <Space heightPx={before} />
          {items.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : <Row key={row.id} row={row} place={index + 2} />;
          })}
          <Space heightPx={after} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={10} style={{ height: heightPx, padding: 0, border: 0 }} />
    </tr>
  );
}

function Row({ row, place }: { row: SchoolRow; place: number }) {
  const words = useWords();
  const { t } = words;
  const { band, bandShown, score, scoreLow, scoreHigh } = row;
  return (
    <tr className={styles.row} aria-rowindex={place}>
      <td>
        <Rank row={row} />
      </td>
      <th scope="row">
        <span className={styles.name}>
          <Link to="/truong/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
        </span>
        <span className={styles.under}>{row.levels.map((level) => t(`level.${level}`)).join(' + ')}</span>
      </th>
      <td className={styles.wide}>
        <span className={styles.name}>{row.unit.name}</span>
      </td>
      <td>
        {band === null || bandShown === null ? (
          <span className={page.soft}>–</span>
        ) : (
          <BandBadge band={band} shown={bandShown} />
        )}
      </td>
      <td className={styles.wide}>
        {score === null || scoreLow === null || scoreHigh === null ? null : (
          <span className={styles.score}>
            {words.count(score)}
            <IntervalBar
              score={score}
              low={scoreLow}
              high={scoreHigh}
              label={scoreText({ score, scoreLow, scoreHigh }, words)}
            />
          </span>
        )}
      </td>
      <td className={`${styles.number} ${styles.middle}`}>
        {row.pupils === null ? '–' : words.count(row.pupils)}
      </td>
      <td className={`${styles.number} ${styles.middle}`}>
        {row.rate === null ? '–' : words.amount(row.rate)}
      </td>
      <td className={styles.wide}>
        <ShareBar share={coverageOf(row)} none={t('overview.noRoutes')} />
      </td>
      <td className={`${styles.number} ${styles.wide}`}>
        {words.count(row.openFindings)}
        <Overdue count={row.overdueFindings} />
      </td>
      <td className={`${styles.number} ${styles.wide}`}>{words.count(row.openSpots)}</td>
    </tr>
  );
}

function Rank({ row }: { row: SchoolRow }) {
  const words = useWords();
  const { t } = words;
  const { rank, rankLow, rankHigh } = row;
  if (rank === null) return <span className={page.soft}>{t('overview.notRanked')}</span>;
  return (
    <>
      <b>{words.count(rank)}</b>
      {rankLow === null || rankHigh === null || rankLow === rankHigh ? null : (
        <span className={styles.under}>{words.range(rankLow, rankHigh)}</span>
      )}
    </>
  );
}
