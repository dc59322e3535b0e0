// The weights as a person sets them, and beside it in words that another choice is another order.
import { Button, SegmentedControl, Slider } from '@mantine/core';
import type { PilotCandidate, PilotWeights } from '../../../contract/pilot.ts';
import { useWords } from '../../text/words.ts';
import styles from './candidates.module.css';
import { firstShare } from './pilot-set.ts';
import { criteria, presetWeights, sharesOf, withWeight } from './weights.ts';

export type CandidateOrder = 'acceptability' | 'weights';

type Props = {
  weights: PilotWeights;
  /** Candidates of the level with their order under the weights; none while it is not known. */
  candidates: readonly PilotCandidate[];
  order: CandidateOrder;
  onWeights(weights: PilotWeights): void;
  onOrder(order: CandidateOrder): void;
};

const presetNames = ['centre', 'equal', 'needOnly'] as const;

export function WeightsPanel({ weights, candidates, order, onWeights, onOrder }: Props) {
  const words = useWords();
  const { t } = words;
  const shares = sharesOf(weights);
  return (
    <section className={styles.weights} aria-labelledby="weights-title">
      <h3 id="weights-title">{t('pilot.weights.title')}</h3>
      <p className={styles.soft}>{t('pilot.weights.note')}</p>
      {criteria.map((name) => {
        const label = t(`pilot.criterion.${name}`);
        return (
          <div key={name} className={styles.weight}>
            <span aria-hidden>
              {t('pilot.weights.share', { name: label, share: words.share(shares[name]) })}
            </span>
            <Slider
              size="lg"
              label={null}
              thumbLabel={label}
              min={name === 'need' ? 1 : 0}
              max={100}
              value={weights[name]}
              onChange={(value) => onWeights(withWeight(weights, name, value))}
              thumbProps={{ 'aria-valuetext': words.share(shares[name]) }}
            />
          </div>
        );
      })}
      <fieldset className={styles.presets}>
        <legend className="for-readers">{t('pilot.weights.presets')}</legend>
        {presetNames.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            aria-pressed={criteria.every((each) => presetWeights[name][each] === weights[each])}
            onClick={() => onWeights(presetWeights[name])}
          >
            {t(`pilot.weights.${name}`)}
          </Button>
        ))}
      </fieldset>
      <p className={styles.verdict} role="status">
        <Comparison candidates={candidates} />
      </p>
      <SegmentedControl
        fullWidth
        aria-label={t('pilot.weights.order')}
        value={order}
        onChange={(value) => onOrder(value === 'weights' ? 'weights' : 'acceptability')}
        data={[
          { value: 'acceptability', label: t('pilot.weights.byAcceptability') },
          { value: 'weights', label: t('pilot.weights.byWeights') },
        ]}
      />
    </section>
  );
}

/** The first school at these weights against the one that is first most often. */
function Comparison({ candidates }: Pick<Props, 'candidates'>) {
  const words = useWords();
  const { t } = words;
  const here = candidates.find(({ weighted }) => weighted?.rank === 1);
  const often = candidates.find(({ place }) => place === 1);
  if (here === undefined || often === undefined) return null;
  if (here.schoolId === often.schoolId) return t('pilot.weights.same', { school: here.schoolName });
  return t('pilot.weights.differs', {
    school: here.schoolName,
    share: words.share(firstShare(here)),
    other: often.schoolName,
    otherShare: words.share(firstShare(often)),
  });
}
