// One level: what is decided, the candidates in order with the weights beside them, and who is no candidate.
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { SchoolLevel } from '../../../contract/codes.ts';
import type { PilotCandidate, PilotDecision, PilotWeights } from '../../../contract/pilot.ts';
import type { Run } from '../../../contract/run.ts';
import { useWeightedCandidates } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { Notice } from '../states.tsx';
import { AssessmentDialog } from './assessment-dialog.tsx';
import { CandidateRow } from './candidate-row.tsx';
import styles from './candidates.module.css';
import { Checks, RiskierButFailing } from './checks.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { may } from './may.ts';
import { inOrder, rulesBrokenBy } from './pilot-set.ts';
import { SealedDecisions } from './sealed-decisions.tsx';
import { centreWeights } from './weights.ts';
import { type CandidateOrder, WeightsPanel } from './weights-panel.tsx';

/** The sliders rest this long before the server is asked, milliseconds. */
const restMs = 120;

type Props = {
  session: Session;
  run: Run;
  /** Who chooses. */
  unit: { id: string; name: string };
  /** Of every level, those that fail a check too. */
  candidates: readonly PilotCandidate[];
  /** Of the unit, level and year, superseded ones too. */
  decisions: readonly PilotDecision[];
  level: SchoolLevel;
  year: number;
};

export function LevelDetail({ session, run, unit, candidates: all, decisions, level, year }: Props) {
  const { t } = useWords();
  const [weights, setWeights] = useState<PilotWeights>(centreWeights);
  const [order, setOrder] = useState<CandidateOrder>('acceptability');
  const [rested] = useDebouncedValue(weights, restMs);
  const weighted = useWeightedCandidates({ run: run.id, unit: unit.id, level }, rested).data;
  const [chosen, choose] = useState<PilotCandidate | null>(null);
  const [assessed, assess] = useState<PilotCandidate | null>(null);
  const schools = all.filter((candidate) => candidate.level === level);
  const candidates = inOrder(weighted?.candidates ?? schools, order);
  const standing = decisions.find(({ isStanding }) => isStanding);
  const mayDecide = may(session, 'decide');
  return (
    <section className={styles.level} aria-labelledby="level-title">
      <SealedDecisions decisions={decisions} timeZone={session.territory.timeZone} />
      <h2 id="level-title">{t('pilot.candidates', { level: t(`level.${level}`) })}</h2>
      <div className={styles.columns}>
        <div className={styles.main}>
          <RiskierButFailing schools={schools} />
          {candidates.length === 0 ? (
            <Notice tone="empty" title={t('pilot.candidatesNone')} text={t('pilot.candidatesNoneText')} />
          ) : (
            <ol className={styles.rows}>
              {candidates.map((candidate) => {
                const isSealed = standing?.schoolId === candidate.schoolId;
                return (
                  <CandidateRow
                    key={candidate.schoolId}
                    candidate={candidate}
                    candidates={candidates}
                    year={Number(run.asOf.slice(0, 4))}
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
          {mayDecide || candidates.length === 0 ? null : (
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
          unit={unit}
          candidate={chosen}
          schools={schools.length}
          broken={rulesBrokenBy(
            all.filter(({ isSuggested }) => isSuggested),
            chosen,
          )}
          year={year}
          standing={standing}
          onClose={() => choose(null)}
        />
      )}
      {assessed === null ? null : <AssessmentDialog candidate={assessed} onClose={() => assess(null)} />}
    </section>
  );
}
