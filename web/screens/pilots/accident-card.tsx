// Accidents after against what was to be expected, by two methods, and whether there are enough of them to speak at all.
import type { PilotStudy } from '../../../contract/evaluation.ts';
import { formatPeriod } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { EffectDot } from './effect-dot.tsx';
import pageStyles from './pilots.module.css';
import styles from './study.module.css';

type Accidents = NonNullable<PilotStudy['accidents']>;

export function AccidentCard({ study: { accidents } }: { study: PilotStudy }) {
  const { t } = useWords();
  return (
    <section className={pageStyles.card} aria-labelledby="accidents-title">
      <h2 id="accidents-title">{t('pilot.study.accidents')}</h2>
      <p className={styles.small}>{t('pilot.study.accidentsNote')}</p>
      {accidents === null ? (
        <div className={styles.inconclusive}>
          <b>{t('pilot.study.inconclusive')}</b>
          <p>{t('pilot.study.accidentsWait')}</p>
        </div>
      ) : (
        <Known accidents={accidents} />
      )}
    </section>
  );
}

function Known({ accidents }: { accidents: Accidents }) {
  const words = useWords();
  const { t } = words;
  const { theta, comparison, from, to, recordedAfter } = accidents;
  const period = formatPeriod(from, to);
  return (
    <>
      <p>
        {t('pilot.study.accidentsPeriod', { period })}{' '}
        {theta === null
          ? ''
          : t('pilot.study.expected', {
              expected: words.decimal(theta.expected, 1),
              recorded: words.count(recordedAfter),
            })}
      </p>
      <h3>{t('pilot.study.eb')}</h3>
      {theta === null ? (
        <p>{t('pilot.study.thetaNone')}</p>
      ) : (
        <Ratio estimate={{ ...theta, value: theta.median }} probabilityOfFall={theta.probabilityOfFall} />
      )}
      <h3>{t('pilot.study.group')}</h3>
      {comparison === null ? (
        <p>{t('pilot.study.groupNone')}</p>
      ) : (
        <Ratio estimate={comparison} probabilityOfFall={null} />
      )}
      <Power accidents={accidents} />
    </>
  );
}

type RatioProps = {
  estimate: { value: number; low: number; high: number };
  /** Null: the method tells none, and the picture takes no colour. */
  probabilityOfFall: number | null;
};

/** Ratios beyond this are drawn at the end of the line. */
const most = 3;

function Ratio({ estimate, probabilityOfFall }: RatioProps) {
  const words = useWords();
  const { t } = words;
  const { value, low, high } = estimate;
  return (
    <>
      <EffectDot
        estimate={estimate}
        from={0}
        to={Math.min(most, Math.max(2, high))}
        reference={1}
        probabilityImproved={probabilityOfFall ?? 0.5}
        ends={[t('pilot.study.fewer'), t('pilot.study.noChange'), t('pilot.study.more')]}
      />
      <p>
        {t('pilot.study.thetaText', {
          value: words.decimal(value, 2),
          low: words.decimal(low, 2),
          high: words.decimal(high, 2),
        })}
        {probabilityOfFall === null
          ? ''
          : `; ${t('pilot.study.fall', { share: words.share(probabilityOfFall) })}`}
      </p>
    </>
  );
}

function Power({ accidents: { theta, expectedNeeded, isEnough } }: { accidents: Accidents }) {
  const words = useWords();
  const { t } = words;
  const expected = theta?.expected ?? 0;
  return (
    <div className={isEnough ? styles.difference : styles.inconclusive}>
      <h3>{t('pilot.study.power')}</h3>
      <span className={styles.power} aria-hidden>
        <i style={{ width: `${Math.min(100, (100 * expected) / expectedNeeded)}%` }} />
      </span>
      <p>
        {t('pilot.study.powerText', {
          needed: words.count(expectedNeeded),
          expected: words.decimal(expected, 1),
        })}{' '}
        <b>{t(isEnough ? 'pilot.study.powerEnough' : 'pilot.study.powerFew')}</b>
      </p>
    </div>
  );
}
