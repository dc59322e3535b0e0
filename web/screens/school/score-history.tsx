// The score of a school through the finished runs: chart and table, with what changed and why.
import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import type { HistoryPoint } from '../../../contract/school-page.ts';
import { formatDay } from '../../format.ts';
import { useSchoolHistory } from '../../school-queries.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { Failure } from '../states.tsx';
import { historyChart, historyChartHeight } from './history-chart.ts';
import { changeSentence, historyText } from './history-words.ts';
import styles from './school-card.module.css';

const Chart = lazy(async () => ({ default: (await import('../../charts/chart.tsx')).Chart }));

export function ScoreHistory({ id }: { id: string }) {
  const { t } = useWords();
  const history = useSchoolHistory(id);
  return (
    <section className={`${styles.card} ${styles.history}`}>
      <h2>{t('schoolPage.history')}</h2>
      {history.isPending ? (
        <Skeleton height={historyChartHeight} />
      ) : history.isError ? (
        <Failure problem={history.error} onRetry={() => void history.refetch()} />
      ) : history.data.points.length === 0 ? (
        <p className={styles.soft}>{t('schoolPage.historyNone')}</p>
      ) : (
        <Points points={history.data.points} />
      )}
    </section>
  );
}

function Points({ points }: { points: readonly HistoryPoint[] }) {
  const words = useWords();
  const { t } = words;
  const option = useMemo(() => historyChart(points, words), [points, words]);
  const hasOwn = points.some(({ standard }) => !standard);
  return (
    <>
      {points.length < 2 ? (
        <p className={styles.soft}>{t('schoolPage.historyOne')}</p>
      ) : (
        <ErrorBoundary>
          <Suspense fallback={<Skeleton height={historyChartHeight} />}>
            <Chart
              option={option}
              label={t('schoolPage.historyLabel', { list: historyText(points, words) })}
              heightPixels={historyChartHeight}
            />
          </Suspense>
          {hasOwn ? (
            <p className={styles.soft}>
              ● {t('schoolPage.historyStandard')} · ○ {t('schoolPage.historyOwn')}
            </p>
          ) : null}
        </ErrorBoundary>
      )}
      <table className={`${styles.table} numbers`}>
        <caption className="for-readers">{t('schoolPage.history')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('schoolPage.historyRun')}</th>
            <th scope="col">{t('schoolPage.historyScore')}</th>
            <th scope="col">{t('schoolPage.historyRank')}</th>
            <th scope="col">{t('schoolPage.historyChange')}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.runId}>
              <th scope="row">
                {formatDay(point.asOf)}
                {point.standard ? null : <small>{t('schoolPage.historyOwn')}</small>}
              </th>
              <td>
                <b>{point.bandShown}</b> {words.count(point.score)}
                <small>
                  {words.count(point.scoreLow)}–{words.count(point.scoreHigh)}
                </small>
              </td>
              <td>
                {point.rank === null ? '–' : words.count(point.rank)}
                {point.rankLow === null || point.rankHigh === null ? null : (
                  <small>{words.range(point.rankLow, point.rankHigh)}</small>
                )}
              </td>
              <td className={styles.sentence}>{changeSentence(point, words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
