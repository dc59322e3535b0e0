// What is left to survey around one school: the gaps on a map and in a list, and the walk to make next.
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { CoverageGap } from '../../../contract/coverage.ts';
import { useSchoolCoverage } from '../../duty-queries.ts';
import { formatDay } from '../../format.ts';
import { useSchool } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { SchoolSurveys } from '../survey/school-surveys.tsx';
import styles from './duties.module.css';
import { LazyMap } from './lazy-map.tsx';
import { mayRecord } from './may-record.ts';

export function SchoolCoveragePage({ session, id }: { session: Session; id: string }) {
  const { t, metres, share } = useWords();
  const coverage = useSchoolCoverage(id);
  const school = useSchool(id);
  const ways = useMemo(() => coverage.data?.gaps.map(({ path }) => path) ?? [], [coverage.data]);
  const failed = coverage.error ?? school.error;
  if (failed?.key === 'not-found') return <Notice tone="empty" title={t('duties.coverage.notFound')} />;
  if (failed !== null)
    return (
      <Failure problem={failed} onRetry={() => void Promise.all([coverage.refetch(), school.refetch()])} />
    );
  if (coverage.data === undefined || school.data === undefined) return <ListSkeleton />;
  const { gaps, surveyedMetres, requiredMetres, lengthShare, notBefore } = coverage.data;
  const [next] = gaps;
  return (
    <>
      <div className={styles.head}>
        <div>
          <Link className={styles.back} to="/cong-viec" search={{ tab: 'coverage' }}>
            <IconArrowLeft size={16} aria-hidden /> {t('duties.back')}
          </Link>
          <h1>{school.data.name}</h1>
          <p className={styles.soft}>
            {lengthShare === null
              ? t('duties.coverage.none')
              : t('duties.coverage.summary', {
                  surveyed: metres(surveyedMetres),
                  all: metres(requiredMetres),
                  share: share(lengthShare),
                  day: formatDay(notBefore),
                })}
          </p>
        </div>
        {mayRecord(session) ? (
          <Button renderRoot={(props) => <Link to="/khao-sat/$" params={{ _splat: '' }} {...props} />}>
            {t('duties.coverage.survey')}
          </Button>
        ) : null}
      </div>
      <div className={styles.columns}>
        <div className={styles.column}>
          <LazyMap place={school.data.location.coordinates} ways={ways} />
          {gaps.length === 0 ? null : <p className={styles.soft}>{t('duties.coverage.legend')}</p>}
        </div>
        <div className={styles.column}>
          {next === undefined ? (
            lengthShare === null ? null : (
              <p>{t('duties.coverage.done')}</p>
            )
          ) : (
            <Gaps next={next} gaps={gaps} />
          )}
          <SchoolSurveys session={session} schoolId={id} />
        </div>
      </div>
    </>
  );
}

function Gaps({ next, gaps }: { next: CoverageGap; gaps: readonly CoverageGap[] }) {
  const { t, count, metres } = useWords();
  const nameOf = ({ routeName }: CoverageGap) => routeName ?? t('duties.coverage.route');
  return (
    <>
      <section className={styles.card}>
        <h2>{t('duties.coverage.next')}</h2>
        <p>
          {t('duties.coverage.nextText', {
            route: nameOf(next),
            metres: metres(next.toMetres - next.fromMetres),
            from: count(next.fromMetres),
            to: count(next.toMetres),
            pupils: count(next.pupils),
          })}
        </p>
      </section>
      <section className={styles.card}>
        <h2>{t('duties.coverage.gaps')}</h2>
        <ol className={styles.steps}>
          {gaps.map((gap) => (
            <li key={`${gap.routeId} ${gap.fromMetres}`}>
              <b>{nameOf(gap)}</b> <span>{metres(gap.toMetres - gap.fromMetres)}</span>
              <p>
                {t('duties.coverage.gap', { from: count(gap.fromMetres), to: count(gap.toMetres) })}
                {' · '}
                {t('duties.coverage.pupils', { shown: count(gap.pupils) })}
                {gap.isMain ? ` · ${t('duties.coverage.main')}` : ''}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
