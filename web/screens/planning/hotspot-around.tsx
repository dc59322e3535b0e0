// What lies around a hotspot: other places of its run, and schools whose children pass by; nearest first.

import type { Hotspot } from '../../../contract/hotspot.ts';
import { surroundingReach } from '../../../contract/hotspot.ts';
import { useSurroundings } from '../../case-queries.ts';
import { useWords } from '../../text/words.ts';
import { Failure } from '../states.tsx';
import styles from './hotspot-around.module.css';
import panel from './panel.module.css';
import { usePlanning } from './planning-context.tsx';

export function HotspotAround({ hotspot }: { hotspot: Hotspot }) {
  const words = useWords();
  const { t, count, metres } = words;
  const { openFromPanel } = usePlanning();
  const around = useSurroundings(hotspot.runId, hotspot.number);
  if (around.isPending) return null;
  if (around.isError) return <Failure problem={around.error} onRetry={() => void around.refetch()} />;
  const { places, schools } = around.data;
  const reach = {
    places: { metres: metres(surroundingReach.placeMetres) },
    schools: { metres: metres(surroundingReach.schoolMetres) },
  };
  const far = (distance: number): string => (distance === 0 ? t('cases.around.touching') : metres(distance));
  return (
    <section className={panel.part}>
      <h3>{t('cases.around.title')}</h3>
      {places.length === 0 ? (
        <p>{t('cases.around.noPlaces', reach.places)}</p>
      ) : (
        <>
          <h4 className={styles.title}>{t('cases.around.places', reach.places)}</h4>
          <ul className={styles.list}>
            {places.map(({ metres: distance, place }) => (
              <li key={place.number}>
                <button
                  type="button"
                  onClick={() => openFromPanel({ kind: 'hotspot', run: place.runId, number: place.number })}
                >
                  {place.roadName ?? t('hotspots.item', { number: place.number })}
                </button>
                <span className="numbers">
                  {t('common.accidents', { count: place.accidents, shown: count(place.accidents) })} ·{' '}
                  {far(distance)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {schools.length === 0 ? (
        <p>{t('cases.around.noSchools', reach.schools)}</p>
      ) : (
        <>
          <h4 className={styles.title}>{t('cases.around.schools', reach.schools)}</h4>
          <ul className={styles.list}>
            {schools.map((school) => (
              <li key={school.id}>
                <button type="button" onClick={() => openFromPanel({ kind: 'school', id: school.id })}>
                  {school.name}
                </button>
                <span className="numbers">{far(school.metres)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
