// Small pictures of the tables: a share of a whole, and how many schools stand in each band.
import type { Band } from '../../../contract/codes.ts';
import { bandColour, bands, bandTextColour } from '../../map/colours.ts';
import { useWords } from '../../text/words.ts';
import page from './overview.module.css';
import styles from './share-bar.module.css';

/** A bar and its share in figures; `none` stands for a whole of nothing. */
export function ShareBar({ share, none }: { share: number | null; none: string }) {
  const words = useWords();
  if (share === null) return <span className={page.soft}>{none}</span>;
  return (
    <span className={styles.share}>
      <span className={styles.track} aria-hidden>
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <span className="numbers">{words.share(share)}</span>
    </span>
  );
}

/** Riskiest band first; a band without schools has no part. */
export function BandCounts({
  counts,
  withoutBand,
}: {
  counts: Readonly<Record<Band, number>>;
  withoutBand: number;
}) {
  const words = useWords();
  const { t } = words;
  const shown = bands.toReversed().filter((band) => counts[band] > 0);
  const list: string[] = shown.map((band) =>
    t('overview.bandCount', { band, shown: words.count(counts[band]) }),
  );
  if (withoutBand > 0) list.push(t('overview.withoutBand', { shown: words.count(withoutBand) }));
  return (
    <span
      className={`${styles.bandBar} numbers`}
      role="img"
      aria-label={t('overview.bandsLabel', { list: list.join(', ') })}
    >
      {shown.map((band) => (
        <i
          key={band}
          style={{ flexGrow: counts[band], background: bandColour(band), color: bandTextColour(band) }}
          title={t('overview.bandCount', { band, shown: words.count(counts[band]) })}
        >
          {band} {words.count(counts[band])}
        </i>
      ))}
      {withoutBand === 0 ? null : (
        <i style={{ flexGrow: withoutBand, background: bandColour(null), color: bandTextColour(null) }}>
          {words.count(withoutBand)}
        </i>
      )}
    </span>
  );
}
