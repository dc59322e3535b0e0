// The map with everything it needs from the link and the runs; the map itself is loaded when it is first shown.
import { Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { lazy, Suspense, useMemo } from 'react';
import { HotspotMethod } from '../../../contract/codes.ts';
import { queryString } from '../../api.ts';
import type { HotspotRun, MapViewProps } from '../../map/map-types.ts';
import { useHotspot, useHotspotList, useSessionLost, useShownRisk } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import styles from './map-frame.module.css';
import { usePlanning } from './planning-context.tsx';
import { methodOf } from './run-choice.ts';
import { accidentFilterOf } from './url-state.ts';

const MapView = lazy(async () => ({ default: (await import('../../map/map-view.tsx')).MapView }));

export function MapFrame({ padding }: Pick<MapViewProps, 'padding'>) {
  const { t, language } = useWords();
  const { session, state, change, open, focus } = usePlanning();
  const risk = useShownRisk(state.riskRun);
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
            // Until its data is here, a named run is known by the link.
            riskRun={risk.isError ? null : (risk.data?.id ?? state.riskRun)}
            hotspotRuns={hotspotRuns}
            selection={state.selection}
            onSelect={(selection) => open(selection)}
            highlight={highlight}
            focus={focus}
            padding={padding}
            language={language}
            credits={session.territory.credits}
            label={(key) => t(`map.${key}`)}
            onSignedOut={sessionLost}
            onTileError={() => notifications.show({ id: 'tiles', message: t('failure.tiles') })}
          />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

/**
 * One run of each method, both on the map and told apart by their shapes: the run that the link names, for its
 * method, and the standard ones.
 */
function useHotspotRuns(): readonly HotspotRun[] {
  const { hotspotRun, method, nearMiss, filter } = usePlanning().state;
  const query = { unit: filter.unit, nearMiss };
  const named = useHotspotList(hotspotRun, method, query).data?.run ?? null;
  const legal = useHotspotList(null, 'legal_rule', query).data?.run ?? null;
  const dense = useHotspotList(null, 'dbscan', query).data?.run ?? null;
  return useMemo(
    () =>
      HotspotMethod.options.flatMap((each) => {
        const standard = each === 'dbscan' ? dense : legal;
        const run = named !== null && methodOf(named) === each ? named : standard;
        return run === null ? [] : [{ run: run.id, method: each, nearMiss }];
      }),
    [named, legal, dense, nearMiss],
  );
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
