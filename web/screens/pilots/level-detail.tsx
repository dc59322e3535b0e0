// One level: what is decided, the candidates in order with the weights beside them, and who is no candidate.
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { SchoolLevel } from '../../../contract/codes.ts';
import type { PilotCandidate, PilotDecision, PilotWeights } from '../../../contract/pilot.ts';
import type { Run } from '../../../contract/run.ts';
import { PilotRunParameters } from '../../../contract/run-parameters.ts';
import { useWeightedCandidates } from '../../pilot-queries.ts';
import { useUnits } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { Notice } from '../states.tsx';
import { AssessmentDialog } from './assessment-dialog.tsx';
import { CandidateRow } from './candidate-row.tsx';
import styles from './candidates.module.css';
import { Checks } from './checks.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { may } from './pilot-frame.tsx';
import { decidingUnit, inOrder, standingOf } from './pilot-set.ts';
import { SealedDecisions } from './sealed-decisions.tsx';
import { centreWeights } from './weights.ts';
import { type CandidateOrder, WeightsPanel } from './weights-panel.tsx';

/** The sliders rest this long before the server is asked, milliseconds. */
const restMs = 120;

type Props = {
  session: Session;
  run: Run;
  /** Of the level, those that fail a check too. */
  schools: readonly PilotCandidate[];
  /** Of the level and year, superseded ones too. */
  decisions: readonly PilotDecision[];
  level: SchoolLevel;
  year: number;
};

export function LevelDetail({ session, run, schools, decisions, level, year }: Props) {
  const { t } = useWords();
  const [weights, setWeights] = useState<PilotWeights>(centreWeights);
  const [order, setOrder] = useState<CandidateOrder>('acceptability');
  const [rested] = useDebouncedValue(weights, restMs);
  const weighted = useWeightedCandidates(run.id, level, rested).data;
  const [chosen, choose] = useState<PilotCandidate | null>(null);
  const [assessed, assess] = useState<PilotCandidate | null>(null);
  const units = useUnits().data?.units;
  const candidates = inOrder(weighted?.candidates ?? schools, order);
  const runUnit = PilotRunParameters.safeParse(run.parameters).data?.unitId ?? null;
  const standingFor = ({ unitId }: PilotCandidate): PilotDecision | undefined =>
    standingOf(decisions, { unitId: decidingUnit(runUnit, unitId, units ?? []), level, year });
  const mayDecide = may(session, 'decide') && units !== undefined;
  return (
    <section className={styles.level} aria-labelledby="level-title">
      <SealedDecisions decisions={decisions} timeZone={session.territory.timeZone} />
      <h2 id="level-title">{t('pilot.candidates', { level: t(`level.${level}`) })}</h2>
      <div className={styles.columns}>
        <div className={styles.main}>
          {candidates.length === 0 ? (
            <Notice tone="empty" title={t('pilot.candidatesNone')} text={t('pilot.candidatesNoneText')} />
          ) : (
            <ol className={styles.rows}>
              {candidates.map((candidate) => {
                const standing = standingFor(candidate);
                const isSealed = standing?.schoolId === candidate.schoolId;
                return (
                  <CandidateRow
                    key={candidate.schoolId}
                    candidate={candidate}
                    candidates={candidates}
                    onAssess={may(session, 'record') ? () => assess(candidate) : undefined}
                    act={
                      mayDecide && !isSealed ? (
                        <Button
                          variant={standing === undefined && candidate.place === 1 ? 'filled' : 'default'}
                          onClick={() => choose(candidate)}
                        >
                          {t(standing === undefined ? 'pilot.decide.open' : 'pilot.decide.replace')}
                        </Button>
                      ) : isSealed ? (
                        <span className={styles.inSet}>{t('pilot.set.sealed')}</span>
                      ) : null
                    }
                  />
                );
              })}
            </ol>
          )}
          {may(session, 'decide') || candidates.length === 0 ? null : (
            <p className={styles.soft}>{t('pilot.decide.onlyLeader')}</p>
          )}
          <Checks schools={schools} />
        </div>
        {candidates.length < 2 ? null : (
          <WeightsPanel
            weights={weights}
            candidates={weighted?.candidates ?? []}
            order={order}
            onOrder={setOrder}
            onWeights={(next) => {
              setWeights(next);
              setOrder('weights');
            }}
          />
        )}
      </div>
      {chosen === null ? null : (
        <DecisionDialog
          session={session}
          run={run}
          candidate={chosen}
          schools={schools.length}
          year={year}
          standing={standingFor(chosen)}
          onClose={() => choose(null)}
        />
      )}
      {assessed === null ? null : <AssessmentDialog candidate={assessed} onClose={() => assess(null)} />}
    </section>
  );
}
