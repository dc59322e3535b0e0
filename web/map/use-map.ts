// The life of one map: made once per mount, told about by callbacks, removed with its component.
// Apart from the component so that listening and drawing are read separately.
import { AJAXError, type Map as MapLibre } from 'maplibre-gl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { applyLooks } from './apply-content.ts';
import { cameraOf, fitBox, isSameCamera, lookAt } from './camera.ts';
import { createMap } from './create-map.ts';
import { type FailedTiles, noteFailedTile, retryAll } from './failed-tiles.ts';
import type { MapCamera, MapViewProps } from './map-types.ts';
import { mapStyle } from './style.ts';
import { takeWarm } from './warm-map.ts';

declare global {
  interface Window {
    /** The living map, for browser tests. */
    __map?: MapLibre | undefined;
  }
}

/** A moved map is told about once it has rested this long. */
const restMs = 250;
/** Failing tiles come in dozens; one word about them is enough for this long. */
const errorEveryMs = 5_000;
/** A server that restarts is back within this time; the holes in the map are asked for again. */
const retryAfterMs = 15_000;

export type MapState = 'loading' | 'ready' | 'unsupported';

type UsedMap = {
  /** Null until the style is loaded: from then on sources and layers may be touched. */
  map: MapLibre | null;
  state: MapState;
  /** The camera told last, which comes back as a prop and must not move the map again. */
  told: RefObject<MapCamera | null>;
  failed: RefObject<FailedTiles>;
};

/** Tells about tile errors and asks again for failed tiles; gives the way to stop. */
function listenToErrors(map: MapLibre, latest: RefObject<MapViewProps>, failed: FailedTiles): () => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const retryNow = () => {
    retry = undefined;
    retryAll(map, failed);
  };
  map.on('error', (event) => {
    const { error } = event;
    if (!(error instanceof AJAXError)) {
      console.error(error);
      return;
    }
    noteFailedTile(failed, event);
    if (error.status !== 401) retry ??= setTimeout(retryNow, retryAfterMs);
    const now = performance.now();
    if (now - lastAt < errorEveryMs) return;
    lastAt = now;
    if (error.status === 401) latest.current.onSignedOut?.();
    else latest.current.onTileError?.(error.status === 0 ? null : error.status);
  });
  window.addEventListener('online', retryNow);
  return () => {
    clearTimeout(retry);
    window.removeEventListener('online', retryNow);
  };
}

/** The map that was made ahead, or a new one. Throws where the browser has no WebGL 2. */
function mapIn(container: HTMLElement, props: MapViewProps): MapLibre {
  const warm = takeWarm(props.language);
  if (warm === null) return createMap(container, mapStyle(props), props.label);
  container.append(warm.box);
  warm.map.resize();
  warm.map.setStyle(mapStyle(props), { diff: false });
  return warm.map;
}

export function useMap(
  container: RefObject<HTMLDivElement | null>,
  latest: RefObject<MapViewProps>,
): UsedMap {
  const [map, setMap] = useState<MapLibre | null>(null);
  const [state, setState] = useState<MapState>('loading');
  const told = useRef<MapCamera | null>(null);
  const failed = useRef<FailedTiles>(new Map());

  useEffect(() => {
    if (container.current === null) return;
    const first = latest.current;
    let made: MapLibre;
    try {
      made = mapIn(container.current, first);
    } catch (error) {
      console.error(error);
      setState('unsupported');
      return;
    }
    window.__map = made;
    const failedTiles: FailedTiles = new Map();
    failed.current = failedTiles;
    if (first.camera === null) fitBox(made, first.bounds, first.padding);
    else lookAt(made, first.camera, first.padding);
    told.current = first.camera;

    let rest: ReturnType<typeof setTimeout> | undefined;
    made.on('moveend', () => {
      clearTimeout(rest);
      rest = setTimeout(() => {
        const camera = cameraOf(made, latest.current.padding);
        if (made.isMoving() || isSameCamera(camera, told.current)) return;
        told.current = camera;
        latest.current.onCamera(camera);
      }, restMs);
    });
    made.on('style.load', () => {
      // Before the first tiles are asked for: hidden layers load none.
      applyLooks(made, latest.current);
      setMap(made);
    });
    made.once('idle', () => setState('ready'));
    const stopListening = listenToErrors(made, latest, failedTiles);

    return () => {
      clearTimeout(rest);
      stopListening();
      if (window.__map === made) window.__map = undefined;
      setMap(null);
      setState('loading');
      made.remove();
    };
  }, [container, latest]);

  return { map, state, told, failed };
}
