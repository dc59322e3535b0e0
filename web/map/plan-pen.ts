// What is being drawn, marked on the map: the corners set so far, which a finger otherwise covers and cannot see, and
// how long it is. The line itself is drawn by the hand that draws.
import type { LayerSpecification } from 'maplibre-gl';
import type { Position } from '../../contract/geometry.ts';
import { base } from './colours.ts';
import { regular } from './fonts.ts';
import { lengthOf, metresBetween, planeAt } from './plan-plane.ts';

export const penSource = 'pen';
export const penColour = '#d6006e';

export const penLayers: LayerSpecification[] = [
  {
    id: 'pen-corner',
    type: 'circle',
    source: penSource,
    paint: {
      'circle-radius': 6,
      'circle-color': base.white,
      'circle-stroke-color': penColour,
      'circle-stroke-width': 3,
    },
  },
  {
    id: 'pen-length',
    type: 'symbol',
    source: penSource,
    filter: ['has', 'text'],
    layout: {
      'text-field': ['get', 'text'],
      'text-font': regular,
      'text-size': 14,
      'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
      'text-radial-offset': 1.2,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': penColour, 'text-halo-color': base.white, 'text-halo-width': 2 },
  },
];

/** Corners as points; the last one says "7,2 m" for a line, "12,0 × 3,5 m" for a rectangle. */
export function penFeatures(
  corners: readonly Position[],
  isArea: boolean,
  decimal: (metres: number) => string,
): GeoJSON.FeatureCollection {
  const origin = corners[0];
  const points = origin === undefined ? [] : corners.map(planeAt(origin).toPlane);
  const [a, b, c] = points;
  const isRectangle = isArea && points.length === 4;
  const metres =
    isRectangle && a !== undefined && b !== undefined && c !== undefined
      ? [metresBetween(a, b), metresBetween(b, c)]
      : isArea
        ? []
        : [lengthOf(points)];
  const text = metres.some((each) => each > 0) ? `${metres.map(decimal).join(' × ')} m` : '';
  return {
    type: 'FeatureCollection',
    features: corners.map((coordinates, i) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [...coordinates] },
      properties: i === corners.length - 1 && text !== '' ? { text } : {},
    })),
  };
}
