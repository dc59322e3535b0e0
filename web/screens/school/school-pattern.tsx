// When accidents happened around a school: half hour by weekday with the trip windows, and five years by severity.
import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { patternRadii, type SchoolPattern } from '../../../contract/pattern.ts';
import { severityColour } from '../../map/colours.ts';
import { useSchoolPattern } from '../../school-queries.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import panel from '../planning/panel.module.css';
import { Failure } from '../states.tsx';
import { countClasses } from './count-classes.ts';
import { hourChart, hourChartHeight, shownHours } from './hour-chart.ts';
import styles from './pattern.module.css';
import { HourTable, YearTable } from './pattern-tables.tsx';
import { fullestCell, patternSentence, yearsText } from './pattern-words.ts';
import { hurtSeverities, yearChart, yearChartHeight } from './year-chart.ts';

const Chart = lazy(async () => ({ default: (await import('../../charts/chart.tsx')).Chart }));

export function SchoolPatternSection({ id }: { id: string }) {
  const words = useWords();
  const { t } = words;
  const [metres, setMetres] = useState<(typeof patternRadii)[number]>('500');
  const pattern = useSchoolPattern(id, metres);
  return (
    <section className={panel.part}>
      <div className={styles.head}>
        <h3>{t('pattern.title')}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t('pattern.radius')}
          value={metres}
          onChange={(value) => setMetres(patternRadii.find((each) => each === value) ?? metres)}
          data={patternRadii.map((value) => ({
            value,
            label: t('pattern.metres', { shown: words.count(Number(value)) }),
          }))}
        />
      </div>
      {pattern.isPending ? (
        <div role="status">
          <span className="for-readers">{t('common.loading')}</span>
          <Skeleton height={40} />
          <Skeleton height={260} mt="md" />
        </div>
      ) : pattern.isError ? (
        <Failure problem={pattern.error} onRetry={() => void pattern.refetch()} />
      ) : (
        <>
          <p role="status">{patternSentence(pattern.data, words)}</p>
          <p className={styles.note}>{t('pattern.about')}</p>
          {pattern.data.total === 0 ? null : (
            <ErrorBoundary>
              <Hours pattern={pattern.data} />
              <Years pattern={pattern.data} />
            </ErrorBoundary>
          )}
        </>
      )}
    </section>
  );
}

function Hours({ pattern }: { pattern: SchoolPattern }) {
  const words = useWords();
  const { t } = words;
  const hours = useMemo(() => shownHours(pattern), [pattern]);
  const option = useMemo(
    () => (hours === null ? null : hourChart(pattern, hours, words)),
    [pattern, hours, words],
  );
  if (pattern.cells.length === 0 || hours === null || option === null) return <p>{t('pattern.noTimes')}</p>;
  const label = t('pattern.hoursLabel', { most: fullestCell(pattern, words) });
  return (
    <Figure title={t('pattern.hours')} table={<HourTable pattern={pattern} />}>
      <Suspense fallback={<Skeleton height={hourChartHeight(hours)} />}>
        <Chart option={option} label={label} heightPixels={hourChartHeight(hours)} />
      </Suspense>
      <ul className={`${styles.legend} numbers`}>
        {countClasses(Math.max(...pattern.cells.map(({ accidents }) => accidents))).map((each) => (
          <li key={each.from}>
            <i style={{ background: each.fill }} aria-hidden />
            {t('common.accidents', { count: each.to, shown: words.range(each.from, each.to) })}
          </li>
        ))}
        {pattern.tripWindows.length === 0 ? null : (
          <li>
            <i data-frame aria-hidden />
            {t('pattern.tripFrame')}
          </li>
        )}
      </ul>
      <p className={styles.note}>
        {t(pattern.tripWindows.length === 0 ? 'pattern.noBells' : 'pattern.tripNote')}
      </p>
    </Figure>
  );
}

function Years({ pattern }: { pattern: SchoolPattern }) {
  const words = useWords();
  const { t } = words;
  const option = useMemo(() => yearChart(pattern, words), [pattern, words]);
  return (
    <Figure title={t('pattern.years')} table={<YearTable years={pattern.years} />}>
      <Suspense fallback={<Skeleton height={yearChartHeight} />}>
        <Chart
          option={option}
          label={t('pattern.yearsLabel', { years: yearsText(pattern, words) })}
          heightPixels={yearChartHeight}
        />
      </Suspense>
      <ul className={styles.legend}>
        {hurtSeverities.map((severity) => (
          <li key={severity}>
            <i style={{ background: severityColour(severity) }} aria-hidden />
            {t(`severity.${severity}`)}
          </li>
        ))}
      </ul>
    </Figure>
  );
}

/** A chart under its title, with its table in its place on demand. */
function Figure({ title, table, children }: { title: string; table: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  const [view, setView] = useState('chart');
  return (
    <div className={styles.figure}>
      <div className={styles.head}>
        <h4>{title}</h4>
        <SegmentedControl
          size="xs"
          aria-label={`${title}: ${t('pattern.view')}`}
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: t('pattern.chart') },
            { value: 'table', label: t('pattern.table') },
          ]}
        />
      </div>
      {view === 'table' ? table : children}
    </div>
  );
}
