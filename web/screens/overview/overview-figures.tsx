// The main figures of what is shown, and its worst school in a sentence.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../text/words.ts';
import page from './overview.module.css';
import styles from './overview-figures.module.css';
import type { Sums } from './unit-rows.ts';

export function OverviewFigures({ sums }: { sums: Sums }) {
  const words = useWords();
  const { t } = words;
  const high = sums.bands.D + sums.bands.E;
  return (
    <dl className={`${styles.figures} numbers`}>
      <Figure name={t('overview.figure.schools')} value={words.count(sums.schools)}>
        {t('overview.figure.ranked', { shown: words.count(sums.ranked) })}
      </Figure>
      <Figure name={t('overview.figure.high')} value={words.count(high)}>
        {sums.schools === 0
          ? null
          : t('overview.figure.highShare', { share: words.share(high / sums.schools) })}
      </Figure>
      <Figure
        name={t('overview.figure.coverage')}
        value={sums.routeMetres === 0 ? '–' : words.share(sums.surveyedMetres / sums.routeMetres)}
      >
        {sums.routeMetres === 0
          ? t('overview.figure.coverageNone')
          : t('overview.figure.coverageNote', {
              surveyed: words.metres(sums.surveyedMetres),
              all: words.metres(sums.routeMetres),
            })}
      </Figure>
      <Figure name={t('overview.figure.findings')} value={words.count(sums.openFindings)}>
        <span className={sums.overdueFindings > 0 ? styles.alarm : ''}>
          {t('overview.figure.overdue', { shown: words.count(sums.overdueFindings) })}
        </span>
      </Figure>
      <Figure name={t('overview.figure.spots')} value={words.count(sums.openSpots)}>
        {t('overview.figure.spotsNote')}
      </Figure>
    </dl>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd>{children}</dd>
    </div>
  );
}

/** `rankedSchools`: how many were ranked together in the run. */
export function WorstSchool({ sums, rankedSchools }: { sums: Sums; rankedSchools: number }) {
  const words = useWords();
  const { t } = words;
  const { worst } = sums;
  if (worst === null || worst.rank === null) return null;
  const { rankLow: low, rankHigh: high } = worst;
  const schools = t('common.schools', { count: rankedSchools, shown: words.count(rankedSchools) });
  const rank = words.count(worst.rank);
  return (
    <p className={styles.worst}>
      {t('overview.worst')}
      <Link className={page.link} to="/truong/$id" params={{ id: worst.id }}>
        {worst.name}
      </Link>
      {` (${worst.unit.name}), `}
      {low === null || high === null || low === high
        ? t('overview.worstRankSure', { rank, schools })
        : t('overview.worstRank', { rank, range: words.range(low, high), schools })}
      .
    </p>
  );
}
