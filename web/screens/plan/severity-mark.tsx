// How grave a broken rule is: the mark of the map, with its word for screen readers.
import type { PlanFailure } from '../../../contract/plan.ts';
import { planIconAddress } from '../../map/plan-icons.ts';
import { useWords } from '../../text/words.ts';
import styles from './panel.module.css';

export function SeverityMark({ severity }: { severity: PlanFailure['severity'] }) {
  const { t } = useWords();
  return (
    <img
      className={styles.mark}
      src={planIconAddress(`fail-${severity}`)}
      alt={t(`plan.checks.${severity}`)}
    />
  );
}
