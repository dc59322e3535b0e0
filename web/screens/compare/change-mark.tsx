// The sign of a change, as it stands on the map.
import type { PlaceChange } from '../../../contract/comparison.ts';
import { changeMarks } from '../../map/change-marks.ts';
import styles from './compare.module.css';

export function ChangeMark({ change }: { change: PlaceChange }) {
  const { sign, fill } = changeMarks[change];
  return (
    <i className={styles.mark} style={{ background: fill }} aria-hidden>
      {sign}
    </i>
  );
}
