// What the plan would change, as pictures with their intervals and in honest words; and what it may not claim.
import { Button } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { Measure } from '../../../contract/measure.ts';
import type { PlanContent, PlanEvaluation } from '../../../contract/plan.ts';
import { formatFingerprint } from '../../format.ts';
import { usePlanEffect } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { BandBadge } from '../school/band-badge.tsx';
import { IntervalBar } from '../school/interval-bar.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import { AvoidedBar } from './avoided-bar.tsx';
import { millions, suggestedPart } from './cost-words.ts';
import styles from './effect.module.css';
import { changeSentence } from './effect-words.ts';
import { MeasureEffects } from './measure-effects.tsx';
import panelStyles from './panel.module.css';

/** Our choice: less than one in a thousand years is nothing to count years by. */
const leastAvoided = 0.001;

type Props = { content: PlanContent; measures: readonly Measure[]; onCompare(): void };

export function EffectPanel({ content, measures, onCompare }: Props) {
  const { t } = useWords();
  const effect = usePlanEffect(content);
  if (effect.data === undefined) {
    if (effect.isError) return <Failure problem={effect.error} onRetry={() => void effect.refetch()} />;
    return <PanelSkeleton />;
  }
  return (
    <div className={panelStyles.panel} data-stale={effect.isPlaceholderData}>
      <Figures effect={effect.data} />
      <Warnings effect={effect.data} />
      {effect.data.measures.length === 0 ? (
        <Notice tone="empty" title={t('plan.effect.nothing')} text={t('plan.effect.nothingText')} />
      ) : (
        <MeasureEffects effects={effect.data.measures} measures={measures} />
      )}
      <Button variant="default" leftSection={<IconColumns3 size={18} aria-hidden />} onClick={onCompare}>
        {t('plan.action.compare')}
      </Button>
      <Source effect={effect.data} />
    </div>
  );
}

function Figures({ effect }: { effect: PlanEvaluation }) {
  const words = useWords();
  const { t } = words;
  const { before, after, avoided } = effect;
  const sides = [
    { key: 'before', side: before, low: before.low, high: before.high },
    { key: 'after', side: after, low: after.low, high: after.high },
  ] as const;
  return (
    <section className={styles.part} aria-labelledby="effect-title">
      <h3 id="effect-title">{t('plan.effect.title')}</h3>
      <div className={styles.sides}>
        {sides.map(({ key, side, low, high }) => {
          const label = t('plan.effect.score', {
            score: words.count(side.score),
            low: words.count(low),
            high: words.count(high),
            band: side.bandShown,
          });
          return (
            <div key={key} className={styles.side}>
              <span>{t(`plan.effect.${key}`)}</span>
              <div>
                <IntervalBar size="panel" score={side.score} low={low} high={high} label={label} />
                <small className="numbers" aria-hidden>
                  {label}
                </small>
              </div>
              <BandBadge band={side.band} shown={side.bandShown} size="panel" />
            </div>
          );
        })}
      </div>
      <p>
        <b>{changeSentence(effect, words)}</b>
      </p>
      <h4>{t('plan.effect.avoidedTitle')}</h4>
      <p className="numbers">
        <b>{t('plan.effect.avoided', { value: words.amount(avoided.median) })}</b> (
        {t('plan.effect.avoidedRange', { low: words.amount(avoided.low), high: words.amount(avoided.high) })})
      </p>
      <AvoidedBar avoided={avoided} />
      {avoided.median > leastAvoided ? (
        <p>{t('plan.effect.yearsFor', { years: words.count(Math.max(1, 1 / avoided.median)) })}</p>
      ) : null}
      <p className={panelStyles.soft}>{t('plan.effect.avoidedWhy')}</p>
      <p>
        <b>{t('plan.effect.benefit', { share: words.share(effect.probabilityOfBenefit) })}</b>:{' '}
        {t('plan.effect.benefitOf', { count: Math.floor(effect.probabilityOfBenefit * 100) })}.
      </p>
      <p>
        {effect.costMillionVnd === null
          ? t('plan.cost.none')
          : `${t('plan.cost.total', { cost: millions(effect.costMillionVnd, words) })}${suggestedPart(effect, words)}.`}{' '}
        {effect.avoidedPerMillionVnd === null
          ? ''
          : `${t('plan.effect.perMillion', { value: words.amount(effect.avoidedPerMillionVnd * 1_000) })}.`}
      </p>
    </section>
  );
}

function Warnings({ effect }: { effect: PlanEvaluation }) {
  const { t, language } = useWords();
  if (effect.warnings.length === 0) return null;
  return (
    <section className={styles.warnings} aria-labelledby="effect-warnings">
      <h3 id="effect-warnings">{t('plan.effect.warnings')}</h3>
      <ul>
        {effect.warnings.map(({ code, says }) => (
          <li key={code}>{says[language]}.</li>
        ))}
      </ul>
    </section>
  );
}

function Source({ effect }: { effect: PlanEvaluation }) {
  const words = useWords();
  return (
    <p className={panelStyles.soft}>
      {words.t('plan.effect.treated', { share: words.share(effect.treatedShare.fatal) })}{' '}
      {words.t('plan.effect.run', {
        run: formatFingerprint(effect.riskRunId),
        measures: effect.catalogue.id,
        draws: words.count(effect.draws),
      })}
    </p>
  );
}
