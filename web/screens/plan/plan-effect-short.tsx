// The expected effect of a plan in a row of the list, asked for when the row comes into view.
import { useIntersection } from '@mantine/hooks';
import { usePlanCompared } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { BandBadge } from '../school/band-badge.tsx';
import styles from './plan-list.module.css';

export function PlanEffectShort({ id }: { id: string }) {
  const words = useWords();
  const { t } = words;
  const { ref, entry } = useIntersection({ rootMargin: '100px' });
  const compared = usePlanCompared(id, entry?.isIntersecting ?? false);
  const effect = compared.data?.effect;
  return (
    <span ref={ref} className={styles.effect}>
      {effect === undefined ? (
        <small>{compared.isError ? t('plan.list.noEffect') : '…'}</small>
      ) : (
        <>
          <BandBadge band={effect.before.band} shown={effect.before.bandShown} />
          <span aria-hidden>→</span>
          <BandBadge band={effect.after.band} shown={effect.after.bandShown} />
          <small className="numbers">
            {t('plan.list.effectShort', {
              before: words.count(effect.before.score),
              after: words.count(effect.after.score),
            })}{' '}
            ({words.range(effect.after.low, effect.after.high)})
          </small>
        </>
      )}
    </span>
  );
}
