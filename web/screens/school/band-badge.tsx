// The letter of a risk band on its colour; two letters when no band is certain ("D–E").
import { Band } from '../../../contract/codes.ts';
import { bandColour, bandTextColour } from '../../map/colours.ts';
import styles from './band-badge.module.css';

/** `shown` is the text ("E" or "D–E"), `band` the most probable band, which gives the colour. */
export function BandBadge({
  band,
  shown,
  size = 'row',
}: {
  band: Band;
  shown: string;
  size?: 'row' | 'panel';
}) {
  const [first, second] = shown.match(/[A-E]/g)?.map((letter) => Band.parse(letter)) ?? [];
  const colour = (of: Band | undefined): string => bandColour(of ?? band);
  const isPair = first !== undefined && second !== undefined;
  return (
    <span className={styles.badge} data-size={size}>
      {isPair ? (
        <>
          <i style={{ background: colour(first), color: bandTextColour(first) }}>{first}</i>
          <i style={{ background: colour(second), color: bandTextColour(second) }}>{second}</i>
        </>
      ) : (
        <i style={{ background: colour(band), color: bandTextColour(band) }}>{shown}</i>
      )}
    </span>
  );
}
