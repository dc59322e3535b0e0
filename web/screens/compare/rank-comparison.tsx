// The ranks of schools in two risk runs, the largest changes first, and whether chance alone may have made them.
import type { ComparedSchool, Comparison } from '../../../contract/comparison.ts';
import { useWords } from '../../text/words.ts';
import data from '../data/data.module.css';
import { WideRegion } from '../data/wide-region.tsx';
import { BandBadge } from '../school/band-badge.tsx';
import styles from './compare.module.css';
import { rankChangeText } from './compare-words.ts';

export function RankComparison({ ranks }: { ranks: NonNullable<Comparison['ranks']> }) {
  const words = useWords();
  const { t, count } = words;
  const { counts, schools, total } = ranks;
  return (
    <section className={data.card}>
      <p role="status">
        {t('compare.rankCounts', {
          same: count(counts.same),
          changed: count(counts.changed),
          meaningful: count(counts.meaningful),
          new: count(counts.new),
          gone: count(counts.gone),
        })}{' '}
        {t('compare.bandCounts', { worse: count(counts.worseBand), better: count(counts.betterBand) })}
      </p>
      <WideRegion label={t('compare.title')}>
        <table className={`${data.table} numbers`}>
          <thead>
            <tr>
              <th scope="col">{t('compare.school')}</th>
              <th scope="col">{t('compare.rank')}</th>
              <th scope="col">{t('compare.rankChange')}</th>
              <th scope="col">{t('compare.band')}</th>
              <th scope="col">{t('compare.score')}</th>
              <th scope="col">{t('compare.meaningful')}</th>
              <th scope="col">{t('compare.causeColumn')}</th>
            </tr>
          </thead>
          <tbody>
            {schools.map((school) => (
              <Row key={school.schoolId} school={school} />
            ))}
          </tbody>
        </table>
      </WideRegion>
      {schools.length === total ? null : (
        <p className={data.soft}>
          {t('compare.limited', { shown: count(schools.length), total: count(total) })}
        </p>
      )}
    </section>
  );
}

function Row({ school }: { school: ComparedSchool }) {
  const words = useWords();
  const { t, count, decimal } = words;
  const { before, after, rankChange, isMeaningful } = school;
  const rank = (side: ComparedSchool['before']): string =>
    side === null ? t('compare.none') : side.rank === null ? t('compare.unranked') : count(side.rank);
  const score = (side: ComparedSchool['before']): string => (side === null ? '–' : decimal(side.score, 1));
  return (
    <tr>
      <td>
        <a className={styles.link} href={`/?open=school:${school.schoolId}`}>
          {school.schoolName ?? t('common.unknown')}
        </a>
        <small className={styles.unit}>{school.unitName}</small>
      </td>
      <td>
        {rank(before)} → {rank(after)}
      </td>
      <td>
        <span className={styles.rankChange} data-way={rankChange === null ? 0 : Math.sign(rankChange)}>
          {rankChangeText(school, words)}
        </span>
      </td>
      <td>
        <span className={styles.bands}>
          {before === null ? '–' : <BandBadge band={before.band} shown={before.band} />}
          <span>→</span>
          {after === null ? '–' : <BandBadge band={after.band} shown={after.band} />}
        </span>
      </td>
      <td>
        {score(before)} → {score(after)}
      </td>
      <td>
        {isMeaningful === null ? '–' : t(isMeaningful ? 'compare.isMeaningful' : 'compare.notMeaningful')}
      </td>
      <td>{school.cause === null ? '–' : t(`compare.cause.${school.cause}`)}</td>
    </tr>
  );
}
