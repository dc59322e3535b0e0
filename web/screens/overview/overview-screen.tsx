// All schools in scope for leaders and planners: by unit or one by one, filtered, in order, and as a file.
import { Link, useNavigate } from '@tanstack/react-router';
import { type RefObject, useCallback, useDeferredValue, useMemo, useRef } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { Overview } from '../../../contract/overview.ts';
import { formatDay, formatPeriod } from '../../format.ts';
import { useOverview } from '../../school-queries.ts';
import { useWords } from '../../text/words.ts';
import { PageFrame } from '../page-frame.tsx';
import { useIsWide } from '../screen-frame.tsx';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { FilterBar } from './filter-bar.tsx';
import styles from './overview.module.css';
import { OverviewFigures, WorstSchool } from './overview-figures.tsx';
import { type OverviewState, readOverview, writeOverview } from './overview-link.ts';
import { filterRows, schoolRows, sortRows } from './school-rows.ts';
import { SchoolTable } from './school-table.tsx';
import { pathTo, sortUnits, sumsOf, topUnits, unitRows } from './unit-rows.ts';
import { UnitTable } from './unit-table.tsx';

/** Below the units stand this many schools, the riskiest. */
const firstSchools = 10;
const worstFirst = { by: 'rank', isDescending: false } as const;

type Props = { session: Session; search: Record<string, string> };

export function OverviewScreen({ session, search }: Props) {
  const isWide = useIsWide();
  const main = useRef<HTMLElement>(null);
  const state = useMemo(() => readOverview(search), [search]);
  const overview = useOverview(state.run);
  return (
    <PageFrame session={session} isWide mainRef={main}>
      {overview.isPending ? (
        <ListSkeleton rows={8} />
      ) : overview.isError ? (
        <Failure problem={overview.error} onRetry={() => void overview.refetch()} />
      ) : (
        <Content overview={overview.data} state={state} scroller={main} isWide={isWide} />
      )}
    </PageFrame>
  );
}

type ContentProps = {
  overview: Overview;
  state: OverviewState;
  scroller: RefObject<HTMLElement | null>;
  isWide: boolean;
};

function Content({ overview, state, scroller, isWide }: ContentProps) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const change = useCallback(
    (part: Partial<OverviewState>, how: 'push' | 'replace' = 'push') => {
      void navigate({
        to: '/tong-quan',
        search: writeOverview({ ...state, ...part }),
        replace: how === 'replace',
      });
    },
    [navigate, state],
  );
  const { units } = overview;
  const all = useMemo(() => schoolRows(overview), [overview]);
  const top = topUnits(units);
  // A link to a unit outside one's scope shows all there is.
  const asked = units.some(({ id }) => id === state.unit) ? state.unit : null;
  const root = asked ?? (top.length === 1 ? (top[0]?.id ?? null) : null);
  // Only what the filter says counts: another order must not filter and add up a country again.
  const { level, band, search } = writeOverview(state);
  const typed = useDeferredValue(search);
  const filter = useMemo(() => {
    const { levels, bands, search } = readOverview({ level, band, search: typed });
    return { unit: root, levels, bands, search };
  }, [root, level, band, typed]);
  const isNarrowed = filter.levels.length > 0 || filter.bands.length > 0 || filter.search.trim() !== '';
  const rows = useMemo(() => filterRows(all, units, filter), [all, units, filter]);
  const byUnit = useMemo(() => unitRows(units, rows, root, !isNarrowed), [units, rows, root, isNarrowed]);
  const total = useMemo(
    () => ({ ...sumsOf(rows), openSpots: byUnit.reduce((sum, { openSpots }) => sum + openSpots, 0) }),
    [rows, byUnit],
  );
  const sortedUnits = useMemo(() => sortUnits(byUnit, state.unitOrder), [byUnit, state.unitOrder]);
  const { by, isDescending } = state.schoolOrder;
  const sortedRows = useMemo(() => sortRows(rows, { by, isDescending }), [rows, by, isDescending]);
  const worstRows = useMemo(() => sortRows(rows, worstFirst).slice(0, firstSchools), [rows]);
  if (all.length === 0) return <Notice tone="empty" title={t('overview.emptyAll')} />;
  return (
    <>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('overview.title')}</h1>
        <UnitPath overview={overview} root={root} hasMany={top.length > 1} state={state} />
      </div>
      <Basis overview={overview} state={state} />
      <OverviewFigures sums={total} />
      <WorstSchool sums={total} rankedSchools={overview.rankedSchools ?? 0} />
      <FilterBar
        state={state}
        onChange={change}
        exported={{ filter, run: overview.run?.id ?? null, count: rows.length }}
      />
      {rows.length === 0 ? (
        <Notice tone="empty" title={t('overview.empty')} text={t('overview.emptyHint')} />
      ) : state.view === 'units' ? (
        <>
          <UnitTable
            rows={sortedUnits}
            total={total}
            state={state}
            onOrder={(unitOrder) => change({ unitOrder }, 'replace')}
          />
          <p className={styles.soft}>{t('overview.rateNote')}</p>
          <div className={styles.second}>
            <h2>{t('overview.worstSchools', { count: Math.min(firstSchools, rows.length) })}</h2>
            <Link
              className={styles.link}
              to="/tong-quan"
              search={writeOverview({ ...state, view: 'schools' })}
            >
              {t('overview.allSchools', { count: rows.length, shown: words.count(rows.length) })}
            </Link>
          </div>
          <SchoolTable
            rows={worstRows}
            order={worstFirst}
            onOrder={(schoolOrder) => change({ schoolOrder, view: 'schools' })}
            scroller={scroller}
            isWide={isWide}
          />
        </>
      ) : (
        <SchoolTable
          rows={sortedRows}
          order={state.schoolOrder}
          onOrder={(schoolOrder) => change({ schoolOrder }, 'replace')}
          scroller={scroller}
          isWide={isWide}
        />
      )}
    </>
  );
}

/** Run, period and days that every number on the page stands for. */
function Basis({ overview, state }: { overview: Overview; state: OverviewState }) {
  const { t } = useWords();
  const { run, surveyedSince, today } = overview;
  if (run === null) return <p className={styles.soft}>{t('overview.noRun')}</p>;
  return (
    <>
      {run.standard ? null : (
        <p className={styles.own}>
          {t('overview.basisOwn')}{' '}
          <Link to="/tong-quan" search={writeOverview({ ...state, run: null })}>
            {t('overview.toStandard')}
          </Link>
        </p>
      )}
      <p className={styles.soft}>
        {t('overview.basis', {
          asOf: formatDay(run.asOf),
          period: run.windowFrom === null ? '–' : formatPeriod(run.windowFrom, run.asOf),
          since: formatDay(surveyedSince),
          today: formatDay(today),
        })}
      </p>
    </>
  );
}

type PathProps = { overview: Overview; root: string | null; hasMany: boolean; state: OverviewState };

function UnitPath({ overview, root, hasMany, state }: PathProps) {
  const { t } = useWords();
  const path = root === null ? [] : pathTo(overview.units, root);
  const steps = [
    ...(hasMany ? [{ id: null, name: t('overview.everything') }] : []),
    ...path.map(({ id, name }) => ({ id, name })),
  ];
  return (
    <nav aria-label={t('overview.path')}>
      <ol className={styles.path}>
        {steps.map(({ id, name }, i) => (
          <li key={name}>
            {i === steps.length - 1 ? (
              <span aria-current="page">{name}</span>
            ) : (
              <Link to="/tong-quan" search={writeOverview({ ...state, unit: id, view: 'units' })}>
                {name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
