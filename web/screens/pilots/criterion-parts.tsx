// What makes the criteria of a candidate, answer by answer: what a leader is asked in a meeting.
import { Link } from '@tanstack/react-router';
import type { CriterionPart, PilotCandidate } from '../../../contract/pilot.ts';
import { useWords } from '../../text/words.ts';
import { millions } from '../plan/cost-words.ts';
import styles from './candidates.module.css';

export function CriterionParts({ candidate }: { candidate: PilotCandidate }) {
  const { t } = useWords();
  const { schoolId, score, criteria, parts } = candidate;
  if (criteria === null || parts === null) return null;
  return (
    <dl className={styles.parts}>
      <dt>{t('pilot.criterion.need')}</dt>
      <dd>
        {t('pilot.parts.need')}{' '}
        {score === null ? null : (
          <Link to="/truong/$id" params={{ id: schoolId }}>
            {t('pilot.parts.why')}
          </Link>
        )}
      </dd>
      {(['feasibility', 'replicability'] as const).map((name) => (
        <Parts key={name} name={name} parts={parts[name]} candidate={candidate} />
      ))}
    </dl>
  );
}

type Props = {
  name: 'feasibility' | 'replicability';
  parts: readonly CriterionPart[];
  candidate: PilotCandidate;
};

function Parts({ name, parts, candidate: { roadClass, costMillionVnd } }: Props) {
  const words = useWords();
  const { t } = words;
  const nameOf = ({ input }: CriterionPart): string => {
    if (input === 'road' && roadClass !== null)
      return t('pilot.parts.roadOf', { road: t(`roadClass.${roadClass}`) });
    if (input === 'plan_cost' && costMillionVnd !== null)
      return t('pilot.parts.costOf', { cost: millions(costMillionVnd, words) });
    return t(`pilot.parts.of.${input}`);
  };
  return (
    <>
      <dt>{t(`pilot.criterion.${name}`)}</dt>
      <dd>
        {t(`pilot.parts.${name}`)}
        <ul>
          {parts.map((part) => (
            <li key={part.input}>
              <b className="numbers">{words.count(100 * (part.value ?? 0.5))}</b>
              <span>
                {nameOf(part)}
                {part.value === null ? ` – ${t('pilot.parts.unknown')}` : ''}
                {name === 'replicability'
                  ? ` (${t('pilot.parts.weight', { weight: words.share(part.weight) })})`
                  : ''}
              </span>
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}
