// The places of two hotspot runs: how many of each kind of change, all on one map, and a table; a click shows both sides.
import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { ComparedHotspot, Comparison, PlaceChange } from '../../../contract/comparison.ts';
import { changeMarks } from '../../map/change-marks.ts';
import { useWords } from '../../text/words.ts';
import data from '../data/data.module.css';
import { smallMapWords } from '../data/small-map-words.ts';
import { WideRegion } from '../data/wide-region.tsx';
import { ErrorBoundary } from '../error-boundary.tsx';
import { Notice } from '../states.tsx';
import { BothSides } from './both-sides.tsx';
import { ChangeMark } from './change-mark.tsx';
import styles from './compare.module.css';
import { hotspotName, isShownAtFirst, placeChanges } from './compare-words.ts';

const CompareMap = lazy(async () => ({ default: (await import('../../map/compare-map.tsx')).CompareMap }));

type Props = {
  comparison: Comparison;
  hotspots: NonNullable<Comparison['hotspots']>;
  session: Session;
};

export function HotspotComparison({ comparison, hotspots, session }: Props) {
  const words = useWords();
  const { t, count } = words;
  const [shown, setShown] = useState<ReadonlySet<PlaceChange>>(isShownAtFirst(hotspots.counts));
  const [open, setOpen] = useState<number | null>(null);
  const places = useMemo(
    () =>
      hotspots.places
        .map((place, index) => ({ index, place }))
        .filter(({ place }) => shown.has(place.change)),
    [hotspots, shown],
  );
  const opened = places.find(({ index }) => index === open)?.place ?? null;
  const toggle = (change: PlaceChange): void => {
    const next = new Set(shown);
    if (!next.delete(change)) next.add(change);
    setShown(next);
  };
  return (
    <section className={data.card}>
      <h2>{t('compare.map')}</h2>
      <fieldset className={styles.changes}>
        <legend className="for-readers">{t('compare.filter')}</legend>
        {placeChanges.map((change) => (
          <label key={change} className={styles.change}>
            <input type="checkbox" checked={shown.has(change)} onChange={() => toggle(change)} />
            <ChangeMark change={change} />
            <span>
              {t(`compare.change.${change}`)}:{' '}
              <b className="numbers">{count(hotspots.counts[change] ?? 0)}</b>
              <small>{t(`compare.changeNote.${change}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className={styles.stage} data-open={opened !== null}>
        <div>
          <ErrorBoundary title={t('failure.map')}>
            <Suspense fallback={<Skeleton height={420} />}>
              <CompareMap
                words={smallMapWords(words)}
                before={comparison.before}
                after={comparison.after}
                places={places}
                open={open}
                credits={session.territory.credits}
                home={session.home.bounds}
                onOpen={setOpen}
              />
            </Suspense>
          </ErrorBoundary>
          <ul className={styles.legend}>
            {(['before', 'after'] as const).map((side) => (
              <li key={side}>
                <i data-side={side} aria-hidden /> {t(`compare.legend.${side}`)}
              </li>
            ))}
          </ul>
        </div>
        {opened === null ? null : <BothSides place={opened} onClose={() => setOpen(null)} />}
      </div>
      <h3>{t('compare.table')}</h3>
      {places.length === 0 ? (
        <Notice tone="empty" title={t('compare.nothing')} />
      ) : (
        <Table places={places} open={open} onOpen={setOpen} />
      )}
    </section>
  );
}

type TableProps = {
  places: readonly { index: number; place: ComparedHotspot }[];
  open: number | null;
  onOpen(index: number): void;
};

function Table({ places, open, onOpen }: TableProps) {
  const words = useWords();
  const { t, count, decimal, metres } = words;
  const sides = (
    place: ComparedHotspot,
    text: (side: NonNullable<ComparedHotspot['after']>) => string,
  ): string =>
    [place.before, place.after].map((side) => (side === null ? t('compare.none') : text(side))).join(' → ');
  return (
    <WideRegion label={t('compare.table')}>
      <table className={`${data.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">{t('compare.changeColumn')}</th>
            <th scope="col">{t('compare.place')}</th>
            <th scope="col">{t('compare.accidents')}</th>
            <th scope="col">{t('compare.index')}</th>
            <th scope="col">{t('compare.moved')}</th>
            <th scope="col">{t('compare.causeColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ index, place }) => (
            <tr key={index} className={styles.row} data-open={index === open}>
              <td>
                <span className={styles.changeCell} style={{ borderColor: changeMarks[place.change].fill }}>
                  <ChangeMark change={place.change} /> {t(`compare.change.${place.change}`)}
                </span>
              </td>
              <td>
                <button type="button" className={styles.open} onClick={() => onOpen(index)}>
                  {hotspotName(place, words)}
                </button>
              </td>
              <td>{sides(place, (side) => count(side.accidents))}</td>
              <td>{sides(place, (side) => decimal(side.severityIndex, 2))}</td>
              <td>{place.movedMetres === null ? '–' : metres(place.movedMetres)}</td>
              <td>{place.cause === null ? '–' : t(`compare.cause.${place.cause}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideRegion>
  );
}
