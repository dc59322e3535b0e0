// Where the map looks. A camera speaks of the middle of the part that no panel covers, so that a link opens
// on the same place on a phone and on a desk; moving panels never moves the map.
import type { Map as MapLibre } from 'maplibre-gl';
import type { MapCamera, MapTarget, MapViewProps } from './map-types.ts';

export type Padding = MapViewProps['padding'];

/** Panels may not be believed to cover more than this share of the map, or there is no place left to fit into. */
const mostCovered = 0.7;

function usable(map: MapLibre, padding: Padding): Padding {
  const { clientWidth, clientHeight } = map.getContainer();
  const sideways = padding.left + padding.right;
  const shrink = sideways > clientWidth * mostCovered ? (clientWidth * mostCovered) / sideways : 1;
  return {
    left: padding.left * shrink,
    right: padding.right * shrink,
    bottom: Math.min(padding.bottom, clientHeight * mostCovered),
  };
}

/** From the middle of the map to the middle of its uncovered part, in pixels. */
export function middleOffset(map: MapLibre, padding: Padding): [number, number] {
  const { left, right, bottom } = usable(map, padding);
  return [(left - right) / 2, -bottom / 2];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The camera to five decimals of a degree (about 1 m) and two of the zoom. */
export function cameraOf(map: MapLibre, padding: Padding): MapCamera {
  const { clientWidth, clientHeight } = map.getContainer();
  const [x, y] = middleOffset(map, padding);
  const { lng, lat } = map.unproject([clientWidth / 2 + x, clientHeight / 2 + y]);
  return { lon: rounded(lng, 5), lat: rounded(lat, 5), zoom: rounded(map.getZoom(), 2) };
}

export function isSameCamera(a: MapCamera | null, b: MapCamera | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a.lon - b.lon) < 2e-5 && Math.abs(a.lat - b.lat) < 2e-5 && Math.abs(a.zoom - b.zoom) < 0.02;
}

/** At once, without a flight. */
export function lookAt(map: MapLibre, camera: MapCamera, padding: Padding): void {
  map.easeTo({
    center: [camera.lon, camera.lat],
    zoom: camera.zoom,
    offset: middleOffset(map, padding),
    duration: 0,
  });
}

/** Fits a box of degrees (west, south, east, north) into the uncovered part, at once. */
export function fitBox(map: MapLibre, box: MapViewProps['bounds'], padding: Padding): void {
  map.fitBounds(box, { ...boxOptions(map, padding), duration: 0 });
}

function boxOptions(map: MapLibre, padding: Padding) {
  const { left, right, bottom } = usable(map, padding);
  const margin = 24;
  return {
    padding: { top: margin, left: left + margin, right: right + margin, bottom: bottom + margin },
    maxZoom: 16,
  };
}

/** A flight takes no longer, milliseconds. */
const maxDuration = 1_200;

/** Flies to a place or a box, or jumps for who asked for reduced motion. */
export function flyTo(map: MapLibre, place: MapTarget, padding: Padding): void {
  if ('box' in place) {
    map.fitBounds(place.box, { ...boxOptions(map, padding), maxDuration });
    return;
  }
  map.flyTo({
    center: [place.lon, place.lat],
    zoom: place.zoom ?? Math.max(map.getZoom(), 15),
    offset: middleOffset(map, padding),
    maxDuration,
  });
}
