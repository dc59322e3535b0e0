// Choosing pilot schools: the set at a glance, then one level with its checks, its candidates, the weights and the decision.
import { Select } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { OperationReply } from '../../../contract/operation.ts';
import type { listPilotCandidates, PilotDecision } from '../../../contract/pilot.ts';
import { usePilotCandidates, usePilotDecisions } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { PageFrame } from '../page-frame.tsx';
import { useIsWide } from '../screen-frame.tsx';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { ChoosingUnit } from './choosing-unit.tsx';
import { EarlierPilots } from './earlier-pilots.tsx';
import { LevelCards, SetWhy } from './level-cards.tsx';
import { LevelDetail } from './level-detail.tsx';
import { may } from './may.ts';
import { readPilotLink, writePilotLink } from './pilot-link.ts';
import styles from './pilots.module.css';
import { ComputeButton, RunLine } from './run-line.tsx';
import { SealedDecisions } from './sealed-decisions.tsx';

type Props = { session: Session; search: Record<string, string> };

export function PilotScreen({ session, search }: Props) {
  const { t } = useWords();
  const navigate = useNavigate();
  const thisYear = Number(session.today.slice(0, 4));
  const link = useMemo(() => readPilotLink(search), [search]);
  const year = link.year ?? thisYear;
  const candidates = usePilotCandidates(link.unit);
  const decisions = usePilotDecisions();
  const decidedYears = decisions.data?.decisions.map((decision) => decision.year) ?? [];
  const years = [...new Set([thisYear + 1, thisYear, year, ...decidedYears])].sort((a, b) => b - a);
  const failed = candidates.error ?? decisions.error;
  return (
    <PageFrame session={session}>
      <div className={styles.head}>
        <div>
          <h1>{t('pilot.title')}</h1>
          <p className={styles.soft}>{t('pilot.intro')}</p>
        </div>
        <div className={styles.headActs}>
          <Link className={styles.link} to="/truong-diem/mo-hinh">
            {t('pilot.toRegister')}
          </Link>
          <ChoosingUnit
            units={candidates.data?.units ?? []}
            unitId={link.unit ?? candidates.data?.unitId ?? null}
            onChoose={(unit) =>
              void navigate({ to: '/truong-diem', search: writePilotLink({ ...link, unit }), replace: true })
            }
          />
          <Select
            className={styles.year ?? ''}
            label={t('pilot.year')}
            allowDeselect={false}
            value={String(year)}
            data={years.map(String)}
            onChange={(value) =>
              void navigate({
                to: '/truong-diem',
                search: writePilotLink({ ...link, year: value === null ? null : Number(value) }),
                replace: true,
              })
            }
          />
          <ComputeButton session={session} />
        </div>
      </div>
      {failed !== null ? (
        <Failure
          problem={failed}
          onRetry={() => void Promise.all([candidates.refetch(), decisions.refetch()])}
        />
      ) : candidates.data === undefined || decisions.data === undefined ? (
        <ListSkeleton rows={4} height={120} />
      ) : (
        <Content
          session={session}
          ranking={candidates.data}
          decisions={decisions.data.decisions}
          link={link}
          year={year}
        />
      )}
    </PageFrame>
  );
}

type ContentProps = {
  session: Session;
  ranking: OperationReply<typeof listPilotCandidates>;
  decisions: readonly PilotDecision[];
  link: ReturnType<typeof readPilotLink>;
  year: number;
};

function Content({ session, ranking, decisions, link, year }: ContentProps) {
  const { t } = useWords();
  const isWide = useIsWide();
  const detail = useRef<HTMLDivElement>(null);
  const { run, unitId, units, candidates, relaxed } = ranking;
  const unit = units.find(({ id }) => id === unitId);
  if (run === null || unit === undefined) {
    return (
      <Notice
        tone="empty"
        title={t('pilot.wait')}
        text={t(may(session, 'compute') ? 'pilot.waitMaker' : 'pilot.waitReader')}
      />
    );
  }
  const own = decisions.filter((decision) => decision.unitId === unit.id);
  const ofYear = own.filter((decision) => decision.year === year);
  // What is known now says nothing of a choice of years ago.
  if (year < Number(run.asOf.slice(0, 4))) {
    return ofYear.length === 0 ? (
      <Notice tone="empty" title={t('pilot.earlier.none', { year })} />
    ) : (
      <section aria-labelledby="set-title" className={styles.set}>
        <h2 id="set-title">{t('pilot.earlier.ofYear', { year })}</h2>
        <SealedDecisions decisions={ofYear} timeZone={session.territory.timeZone} />
      </section>
    );
  }
  const standing = ofYear.filter(({ isStanding }) => isStanding);
  const level = link.level ?? candidates[0]?.level ?? 'primary';
  return (
    <>
      <RunLine session={session} run={run} />
      <section aria-labelledby="set-title" className={styles.set}>
        <h2 id="set-title">{t('pilot.set.title', { year })}</h2>
        <LevelCards
          candidates={candidates}
          decisions={standing}
          level={level}
          link={link}
          // On a phone the cards fill the screen: what one opens lies below them.
          onOpen={() => !isWide && detail.current?.scrollIntoView({ block: 'start' })}
        />
      </section>
      <div ref={detail} className={styles.detail}>
        <LevelDetail
          key={`${unit.id} ${level} ${year}`}
          session={session}
          run={run}
          unit={unit}
          candidates={candidates}
          decisions={ofYear.filter((decision) => decision.level === level)}
          level={level}
          year={year}
        />
      </div>
      <SetWhy candidates={candidates} decisions={standing} relaxed={relaxed} />
      <EarlierPilots decisions={own.filter((decision) => decision.isStanding && decision.year < year)} />
    </>
  );
}
