// The page of one school: how risky it is and how sure that is, why, where, since when, and what is still to be done.
import { useMemo, useRef, useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { School } from '../../../contract/facts.ts';
import type { Point } from '../../../contract/geometry.ts';
import { formatDay, formatPeriod } from '../../format.ts';
import { useRiskExplanation, useSchool } from '../../queries.ts';
import { useSchoolDetail } from '../../school-queries.ts';
import { useWords } from '../../text/words.ts';
import { PageFrame } from '../page-frame.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import { SchoolSurveys } from '../survey/school-surveys.tsx';
import { AccidentPlaces } from './accident-link.tsx';
import { ClusterList } from './cluster-list.tsx';
import { FindingTable } from './finding-table.tsx';
import { GateList } from './gate-list.tsx';
import { RouteTable } from './route-table.tsx';
import card from './school-card.module.css';
import { SchoolHead } from './school-head.tsx';
import { type MapPrinter, SchoolMap, type ShownPlace } from './school-map.tsx';
import styles from './school-page.module.css';
import { SchoolPatternSection } from './school-pattern.tsx';
import { NotCounted, Substitutions } from './school-substitutions.tsx';
import { DataGaps, ScoreCard, TwoViews } from './school-verdict.tsx';
import { ScoreHistory } from './score-history.tsx';
import { WaterfallChart } from './waterfall.tsx';

type Props = { session: Session; id: string };

export function SchoolScreen({ session, id }: Props) {
  const { t } = useWords();
  const school = useSchool(id);
  return (
    <PageFrame session={session}>
      {school.isPending ? (
        <PanelSkeleton />
      ) : school.isError ? (
        school.error.key === 'not-found' || school.error.key === 'bad-input' ? (
          <Notice tone="empty" title={t('school.notFound')} />
        ) : (
          <Failure problem={school.error} onRetry={() => void school.refetch()} />
        )
      ) : (
        <Page session={session} school={school.data} />
      )}
    </PageFrame>
  );
}

function Page({ session, school }: { session: Session; school: School }) {
  const words = useWords();
  const { t } = words;
  const risk = useRiskExplanation(school.id, null);
  const run = risk.data?.run ?? null;
  const detail = useSchoolDetail(school.id, null);
  const [shown, setShown] = useState<ShownPlace | null>(null);
  const printer = useRef<MapPrinter>(null);
  const places = useMemo(
    () => new Map((detail.data?.counted ?? []).map(({ accidentId, location }) => [accidentId, location])),
    [detail.data],
  );
  const show = (place: Point): void => {
    setShown({ place, at: Date.now() });
    document.getElementById(mapId)?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  };
  return (
    <AccidentPlaces value={places}>
      <div className={styles.page}>
        <SchoolHead school={school} prepare={async () => printer.current?.()} />
        <div className={styles.columns}>
          <div className={styles.column}>
            {risk.isPending ? (
              <PanelSkeleton />
            ) : risk.isError ? (
              <section className={card.card}>
                <h2>{t('school.score')}</h2>
                <p className={card.soft}>
                  {risk.error.key === 'not-found' ? t('school.noRisk') : words.problem(risk.error)}
                </p>
              </section>
            ) : (
              <>
                <ScoreCard risk={risk.data} />
                <section className={`${card.card} ${styles.why}`}>
                  <h2>{t('schoolPage.why')}</h2>
                  <p className={card.soft}>
                    {t('schoolPage.runNote', {
                      asOf: formatDay(risk.data.run.asOf),
                      period:
                        risk.data.run.windowFrom === null
                          ? '–'
                          : formatPeriod(risk.data.run.windowFrom, risk.data.run.asOf),
                    })}
                  </p>
                  <WaterfallChart risk={risk.data} />
                  <NotCounted parts={risk.data.notCounted} />
                </section>
                <TwoViews risk={risk.data} />
                <section className={card.card}>
                  <DataGaps risk={risk.data} />
                  <Substitutions risk={risk.data} />
                </section>
              </>
            )}
          </div>
          <aside className={styles.side} id={mapId}>
            <SchoolMap
              session={session}
              school={school}
              detail={detail.data}
              run={run}
              shown={shown}
              printer={printer}
            />
          </aside>
        </div>
        {detail.isError ? (
          <Failure problem={detail.error} onRetry={() => void detail.refetch()} />
        ) : (
          <div className={styles.parts}>
            <ClusterList detail={detail.data} onShow={show} />
            <FindingTable findings={school.findings} today={session.today} onShow={show} />
            <RouteTable routes={school.routes} detail={detail.data} onShow={show} />
            <GateList
              gates={school.gates}
              detail={detail.data}
              timeZone={session.territory.timeZone}
              onShow={show}
            />
            <SchoolSurveys session={session} schoolId={school.id} />
            <ScoreHistory id={school.id} />
            <div className={`${card.card} ${styles.pattern}`}>
              <SchoolPatternSection id={school.id} />
            </div>
          </div>
        )}
        <footer className={styles.sign}>
          <div>
            <b>{t('schoolPage.signed')}</b>
            <span>{t('schoolPage.signedAt')}</span>
          </div>
          <p>
            {t('schoolPage.printedFrom', { day: formatDay(session.today), run: run?.id ?? '–' })}{' '}
            {school.invented ? t('common.inventedNote') : ''}
          </p>
        </footer>
      </div>
    </AccidentPlaces>
  );
}

const mapId = 'school-map';
