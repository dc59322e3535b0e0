// Where the records of a trial lie, before anything is written.
import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { mostTriedPlaces, type TriedPlace } from '../../../contract/batch.ts';
import { triedColours } from '../../map/tried-colours.ts';
import { useSession } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import styles from './data.module.css';
import quality from './quality.module.css';
import { smallMapWords } from './small-map-words.ts';

const PointsMap = lazy(async () => ({ default: (await import('../../map/points-map.tsx')).PointsMap }));

const states: readonly TriedPlace['state'][] = ['new', 'changed', 'same', 'refused'];
/** Lines that a sentence names. */
const mostNamed = 8;

export function TriedMap({ places }: { places: readonly TriedPlace[] }) {
  const words = useWords();
  const { t, count } = words;
  const [lines, setLines] = useState<readonly number[]>([]);
  const credits = useSession().data?.territory.credits ?? [];
  const named = lines.slice(0, mostNamed).map(count).join(', ');
  return (
    <>
      <h3>{t('quality.tried.title')}</h3>
      <ErrorBoundary title={t('failure.map')}>
        <Suspense fallback={<Skeleton height={340} />}>
          <PointsMap places={places} words={smallMapWords(words)} credits={credits} onPick={setLines} />
        </Suspense>
      </ErrorBoundary>
      <ul className={quality.legend}>
        {states.map((state) => {
          const number = places.filter((place) => place.state === state).length;
          return number === 0 ? null : (
            <li key={state}>
              {state === 'refused' ? (
                <i data-state="refused" style={{ color: triedColours.refused }} aria-hidden>
                  ×
                </i>
              ) : (
                <i style={{ background: triedColours[state] }} aria-hidden />
              )}
              {t(`quality.tried.state.${state}`)}: <span className="numbers">{count(number)}</span>
            </li>
          );
        })}
      </ul>
      <p className={styles.soft} role="status">
        {lines.length === 0
          ? t('quality.tried.note')
          : lines.length <= mostNamed
            ? t('quality.tried.lines', { lines: named })
            : t('quality.tried.linesMore', { lines: named, more: count(lines.length - mostNamed) })}
        {places.length < mostTriedPlaces
          ? ''
          : ` ${t('quality.tried.first', { shown: count(mostTriedPlaces) })}`}
      </p>
    </>
  );
}
