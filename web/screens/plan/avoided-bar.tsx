// Harm avoided a year as a dot with its interval on a line through nought: left of it the plan does harm.
import type { PlanEvaluation } from '../../../contract/plan.ts';
import styles from './avoided-bar.module.css';

export function AvoidedBar({ avoided: { low, median, high } }: Pick<PlanEvaluation, 'avoided'>) {
  const from = Math.min(0, low);
  const to = Math.max(0, high);
  const span = to - from || 1;
  const at = (value: number) => `${((value - from) / span) * 92 + 4}%`;
  const width = (a: number, b: number) => `${((b - a) / span) * 92}%`;
  return (
    <span className={styles.bar} aria-hidden>
      {low < 0 ? (
        <span className={styles.harm} style={{ left: at(low), width: width(low, Math.min(0, high)) }} />
      ) : null}
      {high > 0 ? (
        <span
          className={styles.good}
          style={{ left: at(Math.max(0, low)), width: width(Math.max(0, low), high) }}
        />
      ) : null}
      <span className={styles.nought} style={{ left: at(0) }} />
      <span className={styles.zero} style={{ left: at(0) }}>
        0
      </span>
      <span className={styles.dot} style={{ left: at(median) }} />
    </span>
  );
}
