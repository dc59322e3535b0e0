// A share as a bar with the whisker of its interval, and an upright line where chance would be.
import styles from './hit-bar.module.css';

type Props = {
  value: number;
  interval: { low: number; high: number } | null;
  chance: number;
  /** The value at the end of the bar. */
  scale: number;
  isBaseline: boolean;
  label: string;
};

export function HitBar({ value, interval, chance, scale, isBaseline, label }: Props) {
  const percent = (share: number): string => `${Math.min(100, (share / scale) * 100)}%`;
  return (
    <span className={styles.bar} role="img" aria-label={label} data-baseline={isBaseline}>
      <span className={styles.fill} style={{ width: percent(value) }} />
      {interval === null ? null : (
        <span
          className={styles.whisker}
          style={{ left: percent(interval.low), width: percent(interval.high - interval.low) }}
        />
      )}
      <span className={styles.chance} style={{ left: percent(chance) }} />
    </span>
  );
}
