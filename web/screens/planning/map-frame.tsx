// The map with everything it needs from the link and the runs; the map itself is loaded when it is first shown.
import { Skeleton, useComputedColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { lazy, Suspense, useMemo } from 'react';
import { queryString } from '../../api.ts';
import type { MapViewProps } from '../../map/map-types.ts';
import { useHotspot, useShownRisk } from '../../queries.ts';
import { useSessionLost } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { copyText } from '../map-tools/copy-text.ts';
import { type MapTool, useMapTools } from '../map-tools/map-tools-context.tsx';
import styles from './map-frame.module.css';
import { usePlanning } from './planning-context.tsx';
import { useHotspotRuns } from './shown-runs.ts';
import { accidentFilterOf, schoolFilterOf } from './url-state.ts';

/** Keys of the map while it has the keyboard. */
const toolKeys: Partial<Record<string, MapTool>> = { l: 'layers', m: 'measure', p: 'print', '?': 'keys' };

const MapView = lazy(async () => ({ default: (await import('../../map/map-view.tsx')).MapView }));

export function MapFrame({ padding }: Pick<MapViewProps, 'padding'>) {
  const { t, language } = useWords();
  const { session, state, change, open, focus, found } = usePlanning();
  const risk = useShownRisk(state.riskRun);
  const hotspotRuns = useHotspotRuns();
  const highlight = useMemberPlaces();
  const sessionLost = useSessionLost();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { handle, setHandle, setBins, open: openTool, tool } = useMapTools();
  const act = (key: string): void => {
    const next = toolKeys[key.toLowerCase()];
    if (next !== undefined) openTool(tool === next ? null : next);
    else if (key === '0') handle?.showAll();
    else if (key === 'Escape') openTool(null);
  };
  return (
    <div className={styles.frame}>
      <ErrorBoundary title={t('failure.map')}>
        <Suspense fallback={<Skeleton height="100%" radius={0} />}>
          <MapView
            camera={state.camera}
            bounds={session.home.bounds}
            territory={session.territory.bounds}
            onCamera={(camera) => change({ camera }, 'replace')}
            accidentQuery={queryString(accidentFilterOf(state.filter))}
            visible={state.layers}
            opacity={state.opacity}
            accidentView={state.accidentView}
            scheme={scheme}
            hasLegend={tool !== 'layers'}
            // Until its data is here, a named run is known by the link.
            riskRun={risk.isError ? null : (risk.data?.id ?? state.riskRun)}
            schoolQuery={queryString(schoolFilterOf(state.filter))}
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
            onHandle={setHandle}
            onBins={setBins}
            onKey={act}
            onCopy={(text) => void copyText(text, t('mapTools.copied', { text }), text)}
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
