// Each measure of a plan with what may honestly be said of it, its crash modification factor and where that comes from.
import type { Measure } from '../../../contract/measure.ts';
import type { PlanEvaluation } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import styles from './effect.module.css';
import panelStyles from './panel.module.css';

type Props = { effects: PlanEvaluation['measures']; measures: readonly Measure[] };

export function MeasureEffects({ effects, measures }: Props) {
  const words = useWords();
  const { t, language } = words;
  return (
    <section className={styles.part} aria-labelledby="measures-title">
      <h3 id="measures-title">{t('plan.effect.measures')}</h3>
      <p className={panelStyles.soft}>{t('plan.effect.cmfNote')}</p>
      <ul className={styles.measures}>
        {effects.map(({ code, name, effect, says, source, evidence, counts }) => {
          const known = measures.find((measure) => measure.code === code);
          return (
            <li key={code}>
              <div className={styles.measureHead}>
                <b>{name[language]}</b>
                <span className={styles.grade} data-effect={effect}>
                  {t(`plan.effect.grade.${effect}`)}
                </span>
              </div>
              <p>{says[language]}.</p>
              {known === undefined || known.factorOf === null ? null : (
                <p className="numbers">
                  {t('plan.effect.cmf')}:{' '}
                  {t('plan.effect.cmfText', {
                    severe: words.decimal(known.fatalSerious, 2),
                    slight: words.decimal(known.slight, 2),
                  })}
                  {' · '}
                  {t(counts ? 'plan.effect.counts' : 'plan.effect.countsNot')}
                </p>
              )}
              <p className={panelStyles.soft}>
                {source} ({t(`plan.certainty.${evidence}`)})
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
