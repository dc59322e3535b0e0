// One measure: before and after at the pilot and at its comparison schools, the table of what was watched, the difference.
import { type PilotStudy, type WatchMeasure, WatchPeriod } from '../../../contract/evaluation.ts';
import { lowerFirst, useWords } from '../../text/words.ts';
import { ChangeLines } from './change-lines.tsx';
import { EffectDot } from './effect-dot.tsx';
import pageStyles from './pilots.module.css';
import styles from './study.module.css';
import { gapsOf, pointOf, type WatchPlace, watchOf } from './watch-values.ts';

type Props = {
  study: PilotStudy;
  measure: WatchMeasure;
  /** Undefined for those who may not record. */
  onEnter: ((place: WatchPlace) => void) | undefined;
};

export function MeasureCard({ study, measure, onEnter }: Props) {
  const { t } = useWords();
  const title = `measure-${measure}`;
  return (
    <section className={pageStyles.card} aria-labelledby={title}>
      <h2 id={title}>{t(`pilot.study.measure.${measure}`)}</h2>
      <p className={styles.small}>{t(`pilot.study.how.${measure}`)}</p>
      <ChangeLines study={study} measure={measure} />
      <WatchTable study={study} measure={measure} onEnter={onEnter} />
      {study.comparisons.length === 0 ? (
        <Inconclusive heading={null} why={t('pilot.study.gapNoComparison')} />
      ) : (
        study.differences
          .filter((each) => each.measure === measure)
          .map((each) => <Difference key={each.period} study={study} measure={measure} of={each} />)
      )}
    </section>
  );
}

function WatchTable({ study, measure, onEnter }: Props) {
  const words = useWords();
  const { t } = words;
  const { decision, comparisons, watches } = study;
  const schools = [{ schoolId: decision.schoolId, schoolName: decision.schoolName }, ...comparisons];
  const measureName = t(`pilot.study.measure.${measure}`);
  const isShare = measure === 'crossing_use' || measure === 'helmet';
  return (
    <table className={`${styles.table} numbers`}>
      <caption className="for-readers">{measureName}</caption>
      <thead>
        <tr>
          <th scope="col">{t('pilot.study.school')}</th>
          {WatchPeriod.options.map((period) => (
            <th key={period} scope="col">
              {t(`pilot.study.period.${period}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {schools.map(({ schoolId, schoolName }, i) => (
          <tr key={schoolId} data-pilot={i === 0}>
            <th scope="row">{schoolName}</th>
            {WatchPeriod.options.map((period) => {
              const watch = watchOf(watches, { schoolId, measure, period });
              const value = watch === undefined ? null : pointOf(watch.value).value;
              const text =
                value === null ? null : isShare ? words.share(value / 100) : words.decimal(value, 1);
              return (
                <td key={period}>
                  {onEnter === undefined ? (
                    (text ?? <span className={styles.none}>{t('pilot.study.noEntry')}</span>)
                  ) : (
                    <button
                      type="button"
                      className={styles.cell}
                      data-empty={text === null}
                      aria-label={`${text ?? ''} ${t(
                        text === null ? 'pilot.study.enterFor' : 'pilot.study.changeFor',
                        {
                          measure: measureName,
                          period: t(`pilot.study.period.${period}`),
                          school: schoolName,
                        },
                      )}`}
                      onClick={() => onEnter({ schoolId, schoolName, measure, period })}
                    >
                      {text ?? t('pilot.study.enter')}
                    </button>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type DifferenceProps = { study: PilotStudy; measure: WatchMeasure; of: PilotStudy['differences'][number] };

function Difference({ study, measure, of: { period, difference } }: DifferenceProps) {
  const words = useWords();
  const { t } = words;
  const heading = t('pilot.study.difference', { period: lowerFirst(t(`pilot.study.period.${period}`)) });
  if (difference === null) {
    const gaps = gapsOf(study, measure, period);
    const list = gaps
      .map(({ schoolName, periods }) =>
        t('pilot.study.gapPart', {
          school: schoolName,
          periods: periods.map((each) => lowerFirst(t(`pilot.study.period.${each}`))).join(', '),
        }),
      )
      .join('; ');
    return (
      <Inconclusive
        heading={heading}
        why={gaps.length === 0 ? t('pilot.study.gapSmall') : t('pilot.study.gapMissing', { list })}
      />
    );
  }
  // Shares come as parts of one and are told in percentage points.
  const scale = measure === 'crossing_use' || measure === 'helmet' ? 100 : 1;
  const isLessBetter = scale === 1;
  const value = difference.value * scale;
  const low = difference.low * scale;
  const high = difference.high * scale;
  const reach = Math.max(Math.abs(low), Math.abs(high), 1e-9) * 1.15;
  return (
    <div className={styles.difference}>
      <h3>{heading}</h3>
      <EffectDot
        estimate={{ value, low, high }}
        from={-reach}
        to={reach}
        reference={0}
        probabilityImproved={difference.probabilityImproved}
        ends={
          isLessBetter
            ? [t('pilot.study.better'), t('pilot.study.noChange'), t('pilot.study.worse')]
            : [t('pilot.study.worse'), t('pilot.study.noChange'), t('pilot.study.better')]
        }
      />
      <p>
        {t('pilot.study.differenceText', {
          value: words.change(value, 1),
          unit: t(`pilot.study.unit.${measure}`),
          low: words.change(low, 1),
          high: words.change(high, 1),
          share: words.share(difference.probabilityImproved),
        })}
      </p>
    </div>
  );
}

/** As plain to see as a result. `heading` null: of every period. */
function Inconclusive({ heading, why }: { heading: string | null; why: string }) {
  const { t } = useWords();
  return (
    <div className={styles.inconclusive}>
      {heading === null ? null : <h3>{heading}</h3>}
      <b>{t('pilot.study.inconclusive')}</b>
      <p>{why}</p>
    </div>
  );
}
