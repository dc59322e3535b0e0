// When the accidents of a hotspot happened: half hour by weekday, as a chart or as a table.
import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Hotspot } from '../../../contract/hotspot.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { countClasses } from '../school/count-classes.ts';
import { hourChart, hourChartHeight, shownHours } from '../school/hour-chart.ts';
import pattern from '../school/pattern.module.css';
import { HourTable } from '../school/pattern-tables.tsx';
import { accidentsText, fullestCell } from '../school/pattern-words.ts';
import { memberHours } from './member-hours.ts';
import panel from './panel.module.css';

const Chart = lazy(async () => ({ default: (await import('../../charts/chart.tsx')).Chart }));

export function HotspotPattern({ hotspot }: { hotspot: Hotspot }) {
  const words = useWords();
  const { t, count } = words;
  const [view, setView] = useState('chart');
  const hours = useMemo(() => memberHours(hotspot.members), [hotspot]);
  const span = useMemo(() => shownHours(hours), [hours]);
  const option = useMemo(() => (span === null ? null : hourChart(hours, span, words)), [hours, span, words]);
  const timed = hours.cells.reduce((sum, { accidents }) => sum + accidents, 0);
  const hidden = hotspot.hiddenMembers.reduce((sum, { accidents }) => sum + accidents, 0);
  const sentence =
    timed === 0
      ? t('cases.pattern.none')
      : t('cases.pattern.sentence', {
          accidents: accidentsText(timed, words),
          most: fullestCell(hours, words),
        });
  return (
    <section className={panel.part}>
      <div className={pattern.head}>
        <h3>{t('cases.pattern.title')}</h3>
        {timed === 0 ? null : (
          <SegmentedControl
            size="xs"
            aria-label={`${t('cases.pattern.title')}: ${t('pattern.view')}`}
            value={view}
            onChange={setView}
            data={[
              { value: 'chart', label: t('pattern.chart') },
              { value: 'table', label: t('pattern.table') },
            ]}
          />
        )}
      </div>
      <p>
        {sentence} {hidden === 0 ? '' : t('cases.pattern.hidden', { shown: count(hidden) })}
      </p>
      {span === null || option === null ? null : view === 'table' ? (
        <HourTable pattern={hours} />
      ) : (
        <ErrorBoundary>
          <Suspense fallback={<Skeleton height={hourChartHeight(span)} />}>
            <Chart option={option} label={sentence} heightPixels={hourChartHeight(span)} />
          </Suspense>
          <ul className={`${pattern.legend} numbers`}>
            {countClasses(Math.max(...hours.cells.map(({ accidents }) => accidents))).map((each) => (
              <li key={each.from}>
                <i style={{ background: each.fill }} aria-hidden />
                {t('common.accidents', { count: each.to, shown: words.range(each.from, each.to) })}
              </li>
            ))}
          </ul>
        </ErrorBoundary>
      )}
    </section>
  );
}
