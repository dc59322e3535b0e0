// Measuring on the map: clicks, taps or Enter set corners, the lengths follow the curved earth. Loaded when it is used.
import { area, centroid, distance, polygon } from '@turf/turf';
import type { Position } from 'geojson';
import { GeoJSONSource, type Map as MapLibre } from 'maplibre-gl';
import type { Measured, MeasureWords, Measuring } from './map-types.ts';
import { measureDrawing, measureSource } from './measure-layer.ts';

export type MeasureTask = {
  map: MapLibre;
  kind: Measured['kind'];
  words: MeasureWords;
  /** The place under the cross-hair, for who works with the keyboard. */
  middle(): { x: number; y: number };
  onChange(measured: Measured): void;
};

/** A second click this close to the last corner, or to the first one of an area, ends the line. Pixels. */
const endPx = 12;

function metresBetween(from: Position, to: Position): number {
  return distance(from, to, { units: 'meters' });
}

/** Starts to measure; the map's own double-click zoom rests meanwhile. */
export function startMeasuring({ map, kind, words, middle, onChange }: MeasureTask): Measuring {
  let corners: Position[] = [];
  let ahead: Position | null = null;
  let isDone = false;
  const isArea = kind === 'area';

  function draw(): void {
    const shown = ahead === null || isDone ? corners : [...corners, ahead];
    const ring = isArea && shown.length > 2 ? [...shown, ...shown.slice(0, 1)] : shown;
    const legs = ring.slice(1).map((to, index) => metresBetween(ring[index] ?? to, to));
    const shape = isArea && shown.length > 2 ? polygon([ring]) : null;
    const squareMetres = shape === null ? null : area(shape);
    const source = map.getSource(measureSource);
    if (source instanceof GeoJSONSource)
      source.setData(
        measureDrawing(
          shown,
          isArea,
          legs.map((metres) => words.metres(metres)),
          shape === null || squareMetres === null
            ? null
            : { at: centroid(shape).geometry.coordinates, words: words.squareMetres(squareMetres) },
        ),
      );
    const metres = legs.reduce((sum, leg) => sum + leg, 0);
    onChange({ kind, points: corners.length, metres, squareMetres, isDone });
  }

  const isNear = (corner: Position | undefined, point: { x: number; y: number }): boolean => {
    if (corner === undefined) return false;
    const at = map.project([corner[0] ?? 0, corner[1] ?? 0]);
    return Math.hypot(at.x - point.x, at.y - point.y) <= endPx;
  };

  function setCorner(point: { x: number; y: number }): void {
    if (isDone) {
      corners = [];
      isDone = false;
    }
    const closes = isArea && corners.length > 2 && isNear(corners[0], point);
    if (closes || (corners.length > (isArea ? 2 : 1) && isNear(corners.at(-1), point))) isDone = true;
    else if (!isNear(corners.at(-1), point))
      corners = [...corners, map.unproject([point.x, point.y]).toArray()];
    ahead = null;
    draw();
  }

  const clicks = map.on('click', ({ point }) => setCorner(point));
  const moves = map.on('mousemove', ({ lngLat }) => {
    if (isDone || corners.length === 0) return;
    ahead = lngLat.toArray();
    draw();
  });
  const canvas = map.getCanvas();
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') setCorner(middle());
    else if (event.key === 'Backspace') control.undo();
    else return;
    event.preventDefault();
  };
  canvas.addEventListener('keydown', keys);
  map.doubleClickZoom.disable();
  map.getCanvasContainer().classList.add('map-measuring');

  const control: Measuring = {
    undo: () => {
      corners = corners.slice(0, -1);
      isDone = false;
      ahead = null;
      draw();
    },
    restart: () => {
      corners = [];
      isDone = false;
      ahead = null;
      draw();
    },
    stop: () => {
      clicks.unsubscribe();
      moves.unsubscribe();
      canvas.removeEventListener('keydown', keys);
      map.doubleClickZoom.enable();
      map.getCanvasContainer().classList.remove('map-measuring');
      const source = map.getSource(measureSource);
      if (source instanceof GeoJSONSource) source.setData({ type: 'FeatureCollection', features: [] });
    },
  };
  draw();
  return control;
}
