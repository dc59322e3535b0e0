// An estimate as a dot with its interval on a line through "no change". Aria-hidden: the sentence beside it says the same.
import styles from './study.module.css';

type Props = {
  estimate: { value: number; low: number; high: number };
  /** Ends of the line. */
  from: number;
  to: number;
  /** Where nothing changed. */
  reference: number;
  probabilityImproved: number;
  /** Words under the left end, the reference and the right end. */
  ends: readonly [string, string, string];
};

/** Sure enough for a colour, as for the word: 95 %. */
const sure = 0.95;

export function EffectDot({ estimate, from, to, reference, probabilityImproved, ends }: Props) {
  const at = (value: number): number => Math.min(100, Math.max(0, (100 * (value - from)) / (to - from)));
  const tone = probabilityImproved >= sure ? 'better' : probabilityImproved <= 1 - sure ? 'worse' : 'unsure';
  return (
    <span className={styles.effect} data-tone={tone} aria-hidden>
      <span className={styles.effectLine} />
      <span className={styles.effectZero} style={{ left: `${at(reference)}%` }} />
      <span
        className={styles.effectSpan}
        style={{ left: `${at(estimate.low)}%`, width: `${at(estimate.high) - at(estimate.low)}%` }}
      />
      <span className={styles.effectDot} style={{ left: `${at(estimate.value)}%` }} />
      <span className={styles.effectEnds}>
        <span>{ends[0]}</span>
        <span style={{ left: `${at(reference)}%` }}>{ends[1]}</span>
        <span>{ends[2]}</span>
      </span>
    </span>
  );
}
