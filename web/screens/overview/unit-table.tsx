// The units right below the one looked at, with a row that adds them up. A unit's name leads down to it.
import { Link } from '@tanstack/react-router';
import { useWords } from '../../text/words.ts';
import page from './overview.module.css';
import type { Order, OverviewState, UnitSort } from './overview-link.ts';
import { writeOverview } from './overview-link.ts';
import styles from './overview-table.module.css';
import { BandCounts, ShareBar } from './share-bar.tsx';
import { SortHeader } from './sort-header.tsx';
import type { Sums, UnitRow } from './unit-rows.ts';

type Props = {
  rows: readonly UnitRow[];
  total: Sums;
  state: OverviewState;
  onOrder(order: Order<UnitSort>): void;
};

export function UnitTable({ rows, total, state, onOrder }: Props) {
  const words = useWords();
  const { t } = words;
  const order = { order: state.unitOrder, onOrder };
  const number = `${styles.number} ${styles.wide}`;
  return (
    <div className={styles.frame}>
      <table className={`${styles.table} numbers`}>
        <caption className="for-readers">{t('overview.tableUnits')}</caption>
        <thead>
          <tr>
            <SortHeader by="name" label={t('overview.unit')} {...order} widthPercent={18} />
            <SortHeader
              by="schools"
              label={t('overview.schools')}
              {...order}
              isLargestFirst
              className={number}
              widthPercent={7}
            />
            <th scope="col" style={{ width: '17%' }}>
              {t('overview.bandsColumn')}
            </th>
            <SortHeader
              by="worst"
              label={t('overview.worstColumn')}
              {...order}
              className={styles.wide}
              widthPercent={19}
            />
            <SortHeader
              by="rate"
              label={t('overview.rate')}
              {...order}
              isLargestFirst
              className={`${styles.number} ${styles.middle}`}
              widthPercent={9}
            />
            <SortHeader
              by="coverage"
              label={t('overview.coverage')}
              {...order}
              className={styles.wide}
              widthPercent={13}
            />
            <SortHeader
              by="findings"
              label={t('overview.findings')}
              {...order}
              isLargestFirst
              className={styles.number}
              widthPercent={9}
            />
            <SortHeader
              by="spots"
              label={t('overview.spots')}
              {...order}
              isLargestFirst
              className={number}
              widthPercent={8}
            />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unit.id} className={styles.row}>
              <th scope="row">
                <span className={styles.name}>
                  <Link to="/tong-quan" search={writeOverview(below(row, state))}>
                    {row.unit.id === state.unit ? t('overview.here', { unit: row.unit.name }) : row.unit.name}
                  </Link>
                </span>
                <span className={`${styles.under} ${styles.phone}`}>
                  {t('overview.count', { count: row.schools, shown: words.count(row.schools) })}
                </span>
              </th>
              <Cells sums={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('overview.total')}</th>
            <Cells sums={total} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** Down to the unit; where nothing is below it, to its schools. */
function below(row: UnitRow, state: OverviewState): OverviewState {
  return { ...state, unit: row.unit.id, view: row.isLeaf ? 'schools' : 'units' };
}

function Cells({ sums }: { sums: Sums }) {
  const words = useWords();
  const { t } = words;
  const number = `${styles.number} ${styles.wide}`;
  return (
    <>
      <td className={number}>
        {words.count(sums.schools)}
        {sums.ranked === sums.schools ? null : (
          <span className={styles.under}>
            {t('overview.figure.ranked', { shown: words.count(sums.ranked) })}
          </span>
        )}
      </td>
      <td>
        <BandCounts counts={sums.bands} withoutBand={sums.withoutBand} />
      </td>
      <td className={styles.wide}>
        {sums.worst === null ? (
          <span className={page.soft}>{t('overview.notRanked')}</span>
        ) : (
          <>
            <span className={styles.name}>
              <Link to="/truong/$id" params={{ id: sums.worst.id }}>
                {sums.worst.name}
              </Link>
            </span>
            <span className={styles.under}>
              {t('overview.rank')} {words.count(sums.worst.rank ?? 0)}
            </span>
          </>
        )}
      </td>
      <td className={`${styles.number} ${styles.middle}`}>{words.decimal(sums.rate, 2)}</td>
      <td className={styles.wide}>
        <ShareBar
          share={sums.routeMetres === 0 ? null : sums.surveyedMetres / sums.routeMetres}
          none={t('overview.noRoutes')}
        />
        {sums.schoolsWithRoutes === 0 ? null : (
          <span className={styles.under}>
            {t('overview.full')}{' '}
            {t('overview.fullOf', {
              full: words.count(sums.fullySurveyed),
              all: words.count(sums.schoolsWithRoutes),
            })}
          </span>
        )}
      </td>
      <td className={styles.number}>
        {words.count(sums.openFindings)}
        <Overdue count={sums.overdueFindings} />
      </td>
      <td className={number}>{words.count(sums.openSpots)}</td>
    </>
  );
}

export function Overdue({ count }: { count: number }) {
  const words = useWords();
  if (count === 0) return null;
  return (
    <span className={`${styles.under} ${styles.alarm}`}>
      {words.t('overview.overdue', { shown: words.count(count) })}
    </span>
  );
}
