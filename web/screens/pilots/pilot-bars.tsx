// Small pictures of a candidate: each criterion with how unsure it is, and how often it is first.
import type { PilotCandidate } from '../../../contract/pilot.ts';
import { useWords } from '../../text/words.ts';
import styles from './candidates.module.css';
import { firstShare } from './pilot-set.ts';
import { criteria } from './weights.ts';

/** Half the width of a 90 % interval, standard deviations. */
const z90 = 1.645;
const percent = (value: number): number => Math.min(100, Math.max(0, 100 * value));

export function CriterionBars({ values }: { values: NonNullable<PilotCandidate['criteria']> }) {
  const words = useWords();
  const { t } = words;
  return (
    <ul className={styles.bars}>
      {criteria.map((name) => {
        const { value, sd } = values[name];
        const [low, high] = [percent(value - z90 * sd), percent(value + z90 * sd)];
        const text = t('pilot.criterionText', {
          name: t(`pilot.criterion.${name}`),
          value: words.count(100 * value),
          low: words.count(low),
          high: words.count(high),
        });
        return (
          <li key={name} title={text}>
            <span aria-hidden>{t(`pilot.criterion.${name}`)}</span>
            <span className={styles.track} role="img" aria-label={text}>
              <i style={{ width: `${percent(value)}%` }} />
              {high - low < 1 ? null : <b style={{ left: `${low}%`, width: `${high - low}%` }} />}
            </span>
            <span className="numbers" aria-hidden>
              {words.count(100 * value)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Share of acceptable weightings at the first rank, then paler at the second and third. */
export function AcceptabilityBar({ ranks }: { ranks: readonly number[] }) {
  return (
    <span className={styles.accepted} aria-hidden>
      {([1, 2, 3] as const).map((rank) => (
        <i key={rank} data-rank={rank} style={{ width: `${percent(ranks[rank - 1] ?? 0)}%` }} />
      ))}
    </span>
  );
}

/** In words what the bar shows. */
export function useAcceptabilityText(): (
  candidate: Pick<PilotCandidate, 'ranks'>,
  candidates: number,
) => string {
  const { t, share } = useWords();
  return (candidate, candidates) =>
    candidates < 2 ? t('pilot.acceptedOnly') : t('pilot.accepted', { share: share(firstShare(candidate)) });
}
