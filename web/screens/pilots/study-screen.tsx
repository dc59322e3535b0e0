// Did a pilot work? The word that may be said, the study as it was frozen, each measure as a picture, and accidents.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { PilotStudy } from '../../../contract/evaluation.ts';
import { usePilotStudy } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { PageFrame } from '../page-frame.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import { AccidentCard } from './accident-card.tsx';
import { may } from './may.ts';
import { MeasureCard } from './measure-card.tsx';
import { writePilotLink } from './pilot-link.ts';
import pageStyles from './pilots.module.css';
import styles from './study.module.css';
import { StudyPlan } from './study-plan.tsx';
import { VerdictBanner } from './verdict-banner.tsx';
import { WatchDialog } from './watch-dialog.tsx';
import { measures, type WatchPlace } from './watch-values.ts';

export function PilotStudyScreen({ session, id }: { session: Session; id: string }) {
  const { t } = useWords();
  const study = usePilotStudy(id);
  return (
    <PageFrame session={session}>
      {study.isPending ? (
        <PanelSkeleton />
      ) : study.isError ? (
        study.error.key === 'not-found' || study.error.key === 'bad-input' ? (
          <Notice tone="empty" title={t('pilot.study.notFound')} />
        ) : (
          <Failure problem={study.error} onRetry={() => void study.refetch()} />
        )
      ) : (
        <Study session={session} study={study.data} />
      )}
    </PageFrame>
  );
}

function Study({ session, study }: { session: Session; study: PilotStudy }) {
  const { t } = useWords();
  const { decision } = study;
  const { level, year } = decision;
  const [place, setPlace] = useState<WatchPlace | null>(null);
  const mayRecord = may(session, 'record') && decision.isStanding;
  return (
    <>
      <div className={pageStyles.head}>
        <div>
          <p className={pageStyles.trail}>
            <Link to="/truong-diem" search={writePilotLink({ level, year })}>
              {t('pilot.study.back')}
            </Link>{' '}
            › {t('pilot.study.about', { level: t(`level.${level}`), year })}
          </p>
          <h1>
            {decision.schoolName}: {t('pilot.study.title')}
          </h1>
          {decision.isStanding ? null : <p className={pageStyles.warning}>{t('pilot.study.superseded')}</p>}
          {decision.invented ? <p className={pageStyles.soft}>{t('common.inventedNote')}</p> : null}
        </div>
      </div>
      <VerdictBanner study={study} />
      <StudyPlan study={study} today={session.today} mayRecord={mayRecord} />
      <div className={styles.measures}>
        {measures.map((measure) => (
          <MeasureCard
            key={measure}
            study={study}
            measure={measure}
            onEnter={mayRecord ? setPlace : undefined}
          />
        ))}
      </div>
      <AccidentCard study={study} />
      {place === null ? null : (
        <WatchDialog study={study} place={place} today={session.today} onClose={() => setPlace(null)} />
      )}
    </>
  );
}
