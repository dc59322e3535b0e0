// One school: its risk with interval and rank, why, what stood in for missing data, gates, routes and findings.
import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { School } from '../../../contract/facts.ts';
import { useRiskExplanation, useSchool } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { SchoolFindings, SchoolGates, SchoolRoutes } from '../school/school-facts.tsx';
import { SchoolPatternSection } from '../school/school-pattern.tsx';
import { SchoolScore } from '../school/school-score.tsx';
import { NotCounted, Substitutions } from '../school/school-substitutions.tsx';
import { WaterfallChart } from '../school/waterfall.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import styles from './panel.module.css';
import { usePlanning } from './planning-context.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunStrip } from './run-strip.tsx';

export function SchoolPanel({ id }: { id: string }) {
  const { t } = useWords();
  const school = useSchool(id);
  if (school.isPending) return <PanelSkeleton />;
  if (school.isError) {
    if (school.error.key === 'not-found') return <Notice tone="empty" title={t('school.notFound')} />;
    return <Failure problem={school.error} onRetry={() => void school.refetch()} />;
  }
  return (
    <>
      <Head school={school.data} />
      <Risk id={id} />
      <SchoolPatternSection id={id} />
      <SchoolFindings findings={school.data.findings} />
      <SchoolRoutes routes={school.data.routes} />
      <SchoolGates gates={school.data.gates} />
    </>
  );
}

function Head({ school }: { school: School }) {
  const words = useWords();
  const { t } = words;
  const about = [
    school.pupils === null
      ? t('common.pupilsUnknown')
      : t('common.pupils', { shown: words.count(school.pupils) }),
    school.shifts === null ? null : t('school.shifts', { count: school.shifts }),
    school.walkCycleShare === null
      ? null
      : t('school.walkCycle', { share: words.share(school.walkCycleShare) }),
    school.managingAgency,
  ].filter((part) => part !== null);
  return (
    <div className={styles.head}>
      <p className={styles.kind}>
        {school.levels.map((level) => t(`level.${level}`)).join(' + ')} · {school.unitName}
      </p>
      <h2 className={styles.name}>{school.name}</h2>
      <p className={styles.under}>{about.join(' · ')}</p>
      <p className={styles.under}>
        <Link className={styles.link} to="/truong/$id" params={{ id: school.id }}>
          {t('schoolPage.openPage')}
        </Link>
      </p>
    </div>
  );
}

function Risk({ id }: { id: string }) {
  const { t } = useWords();
  const { riskRun } = usePlanning().state;
  const risk = useRiskExplanation(id, riskRun);
  if (risk.isPending)
    return (
      <div className={styles.part} role="status">
        <span className="for-readers">{t('common.loading')}</span>
        <Skeleton height={120} />
        <Skeleton height={180} mt="md" />
      </div>
    );
  if (risk.isError) {
    if (risk.error.key === 'not-found' || risk.error.key === 'run-not-done')
      return (
        <section className={styles.part}>
          <h3>{t('school.score')}</h3>
          {riskRun === null ? null : <RunStrip kind="risk" run={null} />}
          <p className={styles.soft}>{t('school.noRisk')}</p>
        </section>
      );
    return <Failure problem={risk.error} onRetry={() => void risk.refetch()} />;
  }
  return (
    <>
      {riskRun === null ? null : (
        <div className={styles.part}>
          <RunStrip kind="risk" run={risk.data.run} isShort />
        </div>
      )}
      <SchoolScore risk={risk.data} />
      <section className={styles.part}>
        <WaterfallChart risk={risk.data} />
        <NotCounted parts={risk.data.notCounted} />
      </section>
      <Substitutions risk={risk.data} />
      <RunFacts run={risk.data.run} />
    </>
  );
}
