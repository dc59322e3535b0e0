// The sign of a type of element, as the map draws it. Says nothing: the name stands beside it.
import type { ElementType } from '../../../contract/plan.ts';
import { swatchAddress } from '../../map/plan-swatches.ts';
import styles from './tools.module.css';

export function Swatch({ type }: { type: ElementType }) {
  return <img className={styles.swatch} src={swatchAddress(type)} alt="" />;
}
