// Counts by severity, each with the colour it has on the map and its word; zeros are left out.
import type { Severity } from '../../../contract/codes.ts';
import { severities, severityColour } from '../../map/colours.ts';
import { useWords } from '../../text/words.ts';
import styles from './list.module.css';

export function SeverityCounts({ counts }: { counts: Record<Severity, number> }) {
  const { t } = useWords();
  return (
    <span className={`${styles.counts} numbers`}>
      {severities
        .filter((severity) => counts[severity] > 0)
        .map((severity) => (
          <span key={severity}>
            <span className={styles.swatch} style={{ background: severityColour(severity) }} />
            {t(`hotspots.${severity}`, { count: counts[severity] })}
          </span>
        ))}
    </span>
  );
}
