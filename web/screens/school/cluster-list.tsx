// Accident clusters near a school, each with whether it may be chance alone, and the way to its evidence on the map.
import { Link } from '@tanstack/react-router';
import type { Point } from '../../../contract/geometry.ts';
import type { NearHotspot, SchoolDetail } from '../../../contract/school-page.ts';
import { useWords, type Words } from '../../text/words.ts';
import { mapPlace } from './accident-link.tsx';
import styles from './school-card.module.css';
import { ShowButton } from './show-button.tsx';

/** A cluster and the accidents around it fill the map. */
const clusterZoom = 16.5;

type Props = {
  /** Undefined while it is loading. */
  detail: SchoolDetail | undefined;
  onShow(place: Point): void;
};

export function ClusterList({ detail, onShow }: Props) {
  const words = useWords();
  const { t } = words;
  if (detail === undefined) return null;
  const metres = words.metres(detail.nearHotspotMetres);
  return (
    <section className={styles.card}>
      <h2>{t('schoolPage.clusters', { metres })}</h2>
      {detail.hotspots.length === 0 ? (
        <p className={styles.soft}>{t('schoolPage.noClusters', { metres })}</p>
      ) : (
        <ul className={styles.list}>
          {detail.hotspots.map((hotspot) => (
            <li key={`${hotspot.runId} ${hotspot.number}`}>
              <span>
                <b>{hotspot.roadName ?? t('schoolPage.cluster', { number: hotspot.number })}</b> ·{' '}
                {t('common.accidents', { count: hotspot.accidents, shown: words.count(hotspot.accidents) })} ·{' '}
                {hotspot.distanceMetres === 0
                  ? t('schoolPage.clusterInside')
                  : t('schoolPage.clusterAt', { metres: words.metres(hotspot.distanceMetres) })}
                <small>{t(`method.${hotspot.method}`)}</small>
                <span className={styles.line}>
                  {chanceSentence(hotspot, words)}{' '}
                  <Link
                    to="/"
                    search={{
                      open: `hotspot:${hotspot.runId}:${hotspot.number}`,
                      method: hotspot.method,
                      tab: 'hotspots',
                      at: mapPlace(hotspot.anchor, clusterZoom),
                    }}
                  >
                    {t('schoolPage.clusterWhy')}
                  </Link>
                </span>
              </span>
              <ShowButton
                place={hotspot.anchor}
                name={hotspot.roadName ?? t('schoolPage.cluster', { number: hotspot.number })}
                onShow={onShow}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Whether the place may be chance alone, as its run judged it. */
function chanceSentence(
  { isLikelyRandom, probabilityAbove }: Pick<NearHotspot, 'isLikelyRandom' | 'probabilityAbove'>,
  { t, share }: Words,
): string {
  if (isLikelyRandom === null || probabilityAbove === null) return t('schoolPage.clusterUnjudged');
  return t(isLikelyRandom ? 'schoolPage.clusterRandom' : 'schoolPage.clusterReal', {
    share: share(probabilityAbove),
  });
}
