// A score as a dot on a bar from 0 to 100, with its interval: a score is never shown as a bare number.
import { bandColour, bands } from '../../map/colours.ts';
import styles from './interval-bar.module.css';

type Props = { score: number; low: number; high: number; label: string; size?: 'row' | 'panel' };

/** Bands are the five fifths of the scale. `label` says the same in words. */
export function IntervalBar({ score, low, high, label, size = 'row' }: Props) {
  return (
    <span className={styles.bar} data-size={size} role="img" aria-label={label}>
      <span className={styles.scale}>
        {bands.map((band) => (
          <span key={band} style={{ background: bandColour(band) }} />
        ))}
      </span>
      <span className={styles.interval} style={{ left: `${low}%`, width: `${Math.max(0, high - low)}%` }} />
      <span className={styles.dot} style={{ left: `${score}%` }} />
    </span>
  );
}
