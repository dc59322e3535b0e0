// What must not be overlooked in a hotspot, as words on a tag: it may be random, or school hours are dangerous here.
import type { HotspotSummary } from '../../../contract/hotspot.ts';
import { useWords } from '../../text/words.ts';
import styles from './hotspot-tags.module.css';

export function HotspotTags({ hotspot }: { hotspot: HotspotSummary }) {
  const { t } = useWords();
  const { isLikelyRandom, isSchoolTime } = hotspot;
  if (isLikelyRandom !== true && isSchoolTime !== true) return null;
  return (
    <span className={styles.tags}>
      {isLikelyRandom === true ? (
        <span className={styles.tag} data-tone="doubt">
          {t('hotspots.likelyRandom')}
        </span>
      ) : null}
      {isSchoolTime === true ? (
        <span className={styles.tag} data-tone="school">
          {t('hotspots.schoolTime')}
        </span>
      ) : null}
    </span>
  );
}
