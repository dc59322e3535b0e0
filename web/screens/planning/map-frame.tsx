// The map with everything it needs from the link and the runs; the map itself is loaded when it is first shown.
import { Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { lazy, Suspense, useMemo } from 'react';
import { queryString } from '../../api.ts';
import type { HotspotRun, MapViewProps } from '../../map/map-types.ts';
import { useHotspot, useHotspotList, useNewestRisk, useSessionLost } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import styles from './map-frame.module.css';
import { usePlanning } from './planning-context.tsx';
import { accidentFilterOf } from './url-state.ts';

const MapView = lazy(async () => ({ default: (await import('../../map/map-view.tsx')).MapView }));

export function MapFrame({ padding }: Pick<MapViewProps, 'padding'>) {
  const { t, language } = useWords();
  const { session, state, change, open, focus } = usePlanning();
  const risk = useNewestRisk();
  const hotspotRuns = useHotspotRuns();
  const highlight = useMemberPlaces();
  const sessionLost = useSessionLost();
  return (
    <div className={styles.frame}>
      <ErrorBoundary title={t('failure.map')}>
        <Suspense fallback={<Skeleton height="100%" radius={0} />}>
          <MapView
            camera={state.camera}
            bounds={session.home.bounds}
            onCamera={(camera) => change({ camera }, 'replace')}
            accidentQuery={queryString(accidentFilterOf(state.filter))}
            visible={state.layers}
            riskRun={risk.data?.id ?? null}
            hotspotRuns={hotspotRuns}
            selection={state.selection}
            onSelect={(selection) => open(selection)}
            highlight={highlight}
            focus={focus}
            padding={padding}
            language={language}
            label={(key) => t(`map.${key}`)}
            onSignedOut={sessionLost}
            onTileError={() => notifications.show({ id: 'tiles', message: t('failure.tiles') })}
          />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

/** The newest run of each method. Both are on the map; their shapes tell them apart. */
function useHotspotRuns(): readonly HotspotRun[] {
  const { state } = usePlanning();
  const legal = useHotspotList('legal_rule', state.filter.unit, state.nearMiss).data?.run?.id;
  const dense = useHotspotList('dbscan', state.filter.unit, state.nearMiss).data?.run?.id;
  return useMemo(() => {
    const runs: HotspotRun[] = [];
    if (legal !== undefined) runs.push({ run: legal, method: 'legal_rule' });
    if (dense !== undefined) runs.push({ run: dense, method: 'dbscan' });
    return runs;
  }, [legal, dense]);
}

/** Where the accidents of the open hotspot are; nothing for any other selection. */
function useMemberPlaces(): MapViewProps['highlight'] {
  const { selection } = usePlanning().state;
  const hotspot = useHotspot(selection?.kind === 'hotspot' ? selection : null).data;
  return useMemo(
    () =>
      (hotspot?.members ?? []).flatMap(({ accident }) => {
        if (accident.location === null) return [];
        const [lon, lat] = accident.location.coordinates;
        return [{ lon, lat }];
      }),
    [hotspot],
  );
}
