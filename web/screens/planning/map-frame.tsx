// The map with everything it needs from the link and the runs; the map itself is loaded when it is first shown.
import { Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { lazy, Suspense, useMemo } from 'react';
import type { HotspotMethod } from '../../../contract/codes.ts';
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
  const { session, state, change, open, focus, found } = usePlanning();
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
            found={found}
            padding={padding}
            language={language}
            credits={session.territory.credits}
            label={(key) => t(`map.${key}`)}
            onSignedOut={sessionLost}
            onTileError={() =>
              notifications.show({
                id: 'tiles',
                message: t('failure.tiles'),
                closeButtonProps: { 'aria-label': t('common.close') },
              })
            }
          />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

/**
 * One run of each method on the map, told apart by their shapes: always the official list, the method of the list
 * (the run that the link names, or the standard one), and the method of the open hotspot.
 */
function useHotspotRuns(): readonly HotspotRun[] {
  const { hotspotRun, method, nearMiss, filter, selection } = usePlanning().state;
  const query = { unit: filter.unit, nearMiss };
  const chosen = useHotspotList(hotspotRun, method, query).data?.run ?? null;
  const legal = useHotspotList(null, 'legal_rule', query).data?.run ?? null;
  const open = useHotspot(selection?.kind === 'hotspot' ? selection : null).data?.run ?? null;
  return useMemo(() => {
    const runs = new Map<HotspotMethod, HotspotRun>();
    // The first run of a method stays: what the list shows goes before the rest.
    for (const run of [chosen, open, legal]) {
      const of = run === null ? null : methodOf(run);
      if (run !== null && of !== null && !runs.has(of)) runs.set(of, { run: run.id, method: of, nearMiss });
    }
    return [...runs.values()];
  }, [chosen, legal, open, nearMiss]);
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
