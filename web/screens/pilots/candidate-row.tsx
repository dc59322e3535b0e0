// One candidate: place, criteria, how often it is first, what it ties with, and its order under the weights of the panel.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PilotCandidate } from '../../../contract/pilot.ts';
import { useWords } from '../../text/words.ts';
import styles from './candidates.module.css';
import { CriterionParts } from './criterion-parts.tsx';
import { AcceptabilityBar, CriterionBars, useAcceptabilityText } from './pilot-bars.tsx';
import { SchoolTags } from './school-tags.tsx';

type Props = {
  candidate: PilotCandidate;
  /** All candidates of the level. */
  candidates: readonly PilotCandidate[];
  /** Year of the ranking. */
  year: number;
  /** What the person may do with it. */
  act: ReactNode;
  onAssess: (() => void) | undefined;
};

export function CandidateRow({ candidate, candidates, year, act, onAssess }: Props) {
  const words = useWords();
  const { t } = words;
  const acceptability = useAcceptabilityText();
  const { weighted } = candidate;
  const tied = candidates.filter(({ schoolId }) => candidate.tiedWith.includes(schoolId));
  return (
    <li className={styles.row} data-suggested={candidate.isSuggested}>
      <span className={styles.place}>
        <span className="for-readers">{t('pilot.place', { place: candidate.place ?? 0 })}</span>
        <b aria-hidden>{candidate.place}</b>
      </span>
      <div className={styles.name}>
        <Link to="/truong/$id" params={{ id: candidate.schoolId }}>
          {candidate.schoolName}
        </Link>
        <span className={styles.soft}>{candidate.unitName}</span>
        <SchoolTags candidate={candidate} />
        {candidate.isPilot ? <span className={styles.inSet}>{t('pilot.isPilot', { year })}</span> : null}
        {candidate.isSuggested ? <span className={styles.inSet}>{t('pilot.inSet')}</span> : null}
      </div>
      {candidate.criteria === null ? <span /> : <CriterionBars values={candidate.criteria} />}
      <div className={styles.often}>
        {candidates.length < 2 ? null : <AcceptabilityBar ranks={candidate.ranks ?? []} />}
        <span>{acceptability(candidate, candidates.length)}</span>
        {weighted === null || candidates.length < 2 ? null : (
          <span className={weighted.rank === 1 ? styles.here : styles.soft}>
            {weighted.rank === 1 ? t('pilot.here') : t('pilot.hereRank', { rank: weighted.rank })} (
            {t('pilot.hereValue', { value: words.count(100 * weighted.value) })})
          </span>
        )}
      </div>
      {tied.length === 0 ? null : (
        <p className={styles.tied}>
          {t('pilot.tied', { list: tied.map(({ schoolName }) => schoolName).join(', ') })}
        </p>
      )}
      <details className={styles.more}>
        <summary>{t('pilot.more')}</summary>
        <CriterionParts candidate={candidate} />
        <Details candidate={candidate} />
        {onAssess === undefined || candidate.unknown.length === 0 ? null : (
          <Button size="compact-sm" variant="default" onClick={onAssess}>
            {t('pilot.assess.open')}
          </Button>
        )}
      </details>
      <div className={styles.act}>{act}</div>
    </li>
  );
}

/** Inputs whose words this version knows. */
const inputs = ['road', 'waiting_space', 'commitment', 'land_clearance', 'plan_cost'] as const;

function Details({ candidate }: { candidate: PilotCandidate }) {
  const words = useWords();
  const { t } = words;
  const { centralWeights: central, confidence, roadClass, unknown, topProbability, ranks } = candidate;
  const unknownNames = inputs
    .filter((input) => unknown.includes(input))
    .map((input) => t(`pilot.input.${input}`));
  return (
    <>
      <p>
        {t('pilot.top', { share: words.share(topProbability) })}{' '}
        {roadClass === null ? '' : t('pilot.road', { road: t(`roadClass.${roadClass}`) })}
      </p>
      {ranks === null || ranks.length < 2 ? null : (
        <>
          <p>
            {t('pilot.rankShares')}:{' '}
            {ranks
              .map((share, i) => t('pilot.rankShare', { rank: i + 1, share: words.share(share) }))
              .join(' · ')}
          </p>
          <p>
            {central === null || confidence === null
              ? t('pilot.neverFirst')
              : t('pilot.central', {
                  need: words.share(central.need),
                  feasibility: words.share(central.feasibility),
                  replicability: words.share(central.replicability),
                  confidence: words.share(confidence),
                })}
          </p>
        </>
      )}
      {unknownNames.length === 0 ? null : <p>{t('pilot.unknown', { list: unknownNames.join(', ') })}</p>}
    </>
  );
}
