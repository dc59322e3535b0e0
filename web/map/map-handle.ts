// What a screen may do with the living map beyond its props: measure, take a picture, ask where it looks.
import type { Map as MapLibre } from 'maplibre-gl';
import type { RefObject } from 'react';
import { cameraOf, fitBox, middleOffset } from './camera.ts';
import { copyOf } from './copy-canvas.ts';
import type { MapHandle, MapViewProps } from './map-types.ts';

/** `measurings` counts the measurements under way: while there is one, clicks choose nothing. */
export function handleOf(
  map: MapLibre,
  latest: RefObject<MapViewProps>,
  measurings: RefObject<number>,
): MapHandle {
  return {
    measure: async (kind, words, onChange) => {
      measurings.current += 1;
      const { startMeasuring } = await import('./measure.ts');
      const middle = () => middleOf(map, latest.current.padding);
      const control = startMeasuring({ map, kind, words, middle, onChange });
      return {
        ...control,
        stop: () => {
          control.stop();
          measurings.current -= 1;
        },
      };
    },
    picture: async (request) => {
      const { drawPicture } = await import('./picture.ts');
      return drawPicture(map, latest.current, request);
    },
    copyNow: () => {
      // What is drawn can be read only until the browser shows it.
      map.redraw();
      return copyOf(map.getCanvas());
    },
    view: () => {
      const { padding } = latest.current;
      const { clientWidth, clientHeight } = map.getContainer();
      const [x, y] = middleOffset(map, padding);
      return {
        camera: cameraOf(map, padding),
        widthPx: clientWidth - 2 * Math.abs(x),
        heightPx: clientHeight - 2 * Math.abs(y),
      };
    },
    showAll: () => fitBox(map, latest.current.bounds, latest.current.padding),
    focus: () => map.getCanvas().focus(),
  };
}

/** Pixels of the middle of the uncovered part, where the cross-hair stands. */
export function middleOf(map: MapLibre, padding: MapViewProps['padding']): { x: number; y: number } {
  const { clientWidth, clientHeight } = map.getContainer();
  const [x, y] = middleOffset(map, padding);
  return { x: clientWidth / 2 + x, y: clientHeight / 2 + y };
}
