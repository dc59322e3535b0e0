// What is surveyed of the routes to school: in all, by commune and by school, with sums that add up.
import { Link } from '@tanstack/react-router';
import type { CoverageSums } from '../../../contract/coverage.ts';
import { getQuestionMapping } from '../../../contract/field.ts';
import { addressOf } from '../../api.ts';
import { useCoverage } from '../../duty-queries.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { ExportMenu } from '../export-menu.tsx';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import own from './coverage-tab.module.css';
import styles from './duties.module.css';

export function CoverageTab() {
  const words = useWords();
  const { t, count, metres, share } = words;
  const coverage = useCoverage();
  if (coverage.error !== null)
    return <Failure problem={coverage.error} onRetry={() => void coverage.refetch()} />;
  if (coverage.data === undefined) return <ListSkeleton />;
  const { total, units, schools, schoolCount, notBefore } = coverage.data;
  if (total.lengthShare === null) return <Notice tone="empty" title={t('duties.coverage.none')} />;
  return (
    <>
      <div className={styles.summary}>
        <p>
          {t('duties.coverage.summary', {
            surveyed: metres(total.surveyedMetres),
            all: metres(total.requiredMetres),
            share: share(total.lengthShare),
            day: formatDay(notBefore),
          })}
        </p>
        <p className={styles.soft}>
          {t('duties.coverage.about')}{' '}
          <a href={addressOf(getQuestionMapping, {})} download>
            {t('duties.coverage.mapping')}
          </a>
        </p>
        <ExportMenu layer="observations" query={{}} note={t('duties.coverage.export')} />
      </div>
      <section className={styles.card}>
        <h2>{t('duties.coverage.byUnit')}</h2>
        <table className={`${styles.table} numbers`}>
          <caption className="for-readers">{t('duties.coverage.byUnit')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('duties.coverage.column.unit')}</th>
              <th scope="col">{t('duties.coverage.column.schools')}</th>
              <SumHeads />
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.unitId}>
                <th scope="row">{unit.name}</th>
                <td data-label={t('duties.coverage.column.schools')}>{count(unit.schools)}</td>
                <SumCells sums={unit} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('duties.coverage.total')}</th>
              <td data-label={t('duties.coverage.column.schools')}>{count(schoolCount)}</td>
              <SumCells sums={total} />
            </tr>
          </tfoot>
        </table>
      </section>
      <section className={styles.card}>
        <h2>{t('duties.coverage.bySchool')}</h2>
        {schools.length < schoolCount ? (
          <p className={styles.soft}>
            {t('duties.cut', { shown: count(schools.length), all: count(schoolCount) })}
          </p>
        ) : null}
        <table className={`${styles.table} numbers`}>
          <caption className="for-readers">{t('duties.coverage.bySchool')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('duties.coverage.column.school')}</th>
              <th scope="col">{t('duties.coverage.column.last')}</th>
              <SumHeads />
            </tr>
          </thead>
          <tbody>
            {schools.map((school) => (
              <tr key={school.schoolId}>
                <th scope="row">
                  <Link to="/cong-viec/$kind/$id" params={{ kind: 'khao-sat', id: school.schoolId }}>
                    {school.name}
                  </Link>
                </th>
                <td data-label={t('duties.coverage.column.last')}>
                  {school.lastSurveyedOn === null
                    ? t('duties.coverage.never')
                    : formatDay(school.lastSurveyedOn)}
                </td>
                <SumCells sums={school} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function SumHeads() {
  const { t } = useWords();
  return (['surveyed', 'left', 'all', 'share'] as const).map((column) => (
    <th key={column} scope="col" className={styles.number}>
      {t(`duties.coverage.column.${column}`)}
    </th>
  ));
}

/** Whole metres: figures that a reader adds up again must not be rounded to kilometres. */
function SumCells({ sums }: { sums: CoverageSums }) {
  const { t, count, share } = useWords();
  const { surveyedMetres, requiredMetres, lengthShare } = sums;
  return (
    <>
      <td className={styles.number} data-label={t('duties.coverage.column.surveyed')}>
        {count(surveyedMetres)} m
      </td>
      <td className={styles.number} data-label={t('duties.coverage.column.left')}>
        {count(requiredMetres - surveyedMetres)} m
      </td>
      <td className={styles.number} data-label={t('duties.coverage.column.all')}>
        {count(requiredMetres)} m
      </td>
      <td className={styles.number}>
        {lengthShare === null ? (
          t('duties.coverage.noRoutes')
        ) : (
          <span className={own.share}>
            <i className={own.shareBar} aria-hidden>
              <i className={own.shareFill} style={{ width: `${lengthShare * 100}%` }} />
            </i>
            {share(lengthShare)}
          </span>
        )}
      </td>
    </>
  );
}
