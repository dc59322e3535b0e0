// The life of one map: made once per mount, told about by callbacks, removed with its component.
// Apart from the component so that listening and drawing are read separately.
import { AJAXError, type Map as MapLibre } from 'maplibre-gl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { applyLooks } from './apply-content.ts';
import { cameraOf, fitBox, isSameCamera, lookAt } from './camera.ts';
import { type FailedTiles, noteFailedTile, retryAll } from './failed-tiles.ts';
import type { MapCamera, MapViewProps } from './map-types.ts';
import { mapStyle } from './style.ts';
import { takeWarm, type WarmMap } from './warm-map.ts';

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

/** Shows a prepared map with its first content and listens to it; gives the way to stop. */
function show({ map, box }: WarmMap, container: HTMLElement, used: Listeners): () => void {
  const { latest, told, failed, onStyle, onIdle } = used;
  const first = latest.current;
  container.append(box);
  map.resize();
  map.setStyle(mapStyle(first), { diff: false });
  window.__map = map;
  if (first.camera === null) fitBox(map, first.bounds, first.padding);
  else lookAt(map, first.camera, first.padding);
  told.current = first.camera;

  let rest: ReturnType<typeof setTimeout> | undefined;
  map.on('moveend', () => {
    clearTimeout(rest);
    rest = setTimeout(() => {
      const camera = cameraOf(map, latest.current.padding);
      if (map.isMoving() || isSameCamera(camera, told.current)) return;
      told.current = camera;
      latest.current.onCamera(camera);
    }, restMs);
  });
  map.on('style.load', () => {
    // Before the first tiles are asked for: hidden layers load none.
    applyLooks(map, latest.current);
    onStyle(map);
  });
  map.once('idle', onIdle);
  const stopListening = listenToErrors(map, latest, failed);
  return () => {
    clearTimeout(rest);
    stopListening();
    if (window.__map === map) window.__map = undefined;
  };
}

type Listeners = Pick<UsedMap, 'told'> & {
  latest: RefObject<MapViewProps>;
  failed: FailedTiles;
  onStyle(map: MapLibre): void;
  onIdle(): void;
};

export function useMap(
  container: RefObject<HTMLDivElement | null>,
  latest: RefObject<MapViewProps>,
): UsedMap {
  const [map, setMap] = useState<MapLibre | null>(null);
  const [state, setState] = useState<MapState>('loading');
  const told = useRef<MapCamera | null>(null);
  const failed = useRef<FailedTiles>(new Map());

  useEffect(() => {
    const frame = container.current;
    if (frame === null) return;
    let warm: WarmMap;
    try {
      warm = takeWarm(latest.current.language, latest.current.label);
    } catch (error) {
      console.error(error);
      setState('unsupported');
      return;
    }
    failed.current = new Map();
    const used = { latest, told, failed: failed.current, onStyle: setMap, onIdle: () => setState('ready') };
    let isGone = false;
    let stop = () => {};
    void warm.ready.then(() => {
      if (!isGone) stop = show(warm, frame, used);
    });

    return () => {
      isGone = true;
      stop();
      setMap(null);
      setState('loading');
      warm.map.remove();
    };
  }, [container, latest]);

  return { map, state, told, failed };
}
