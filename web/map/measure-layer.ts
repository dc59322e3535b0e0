// How a measurement is drawn: a broken line with its corners, the length of each leg beside it, and its area.
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { semiBold } from './fonts.ts';

export const measureSource = 'measure';
/** A colour that no layer has, dark enough for paper and pale enough for a dark map. */
const colour = '#c2188b';

export const measureLayers: LayerSpecification[] = [
  {
    id: 'measure-area',
    type: 'fill',
    source: measureSource,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colour, 'fill-opacity': 0.14 },
  },
  {
    id: 'measure-casing',
    type: 'line',
    source: measureSource,
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#fffffe', 'line-width': 6, 'line-opacity': 0.9 },
  },
  {
    id: 'measure-line',
    type: 'line',
    source: measureSource,
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': 3, 'line-dasharray': [1.6, 1.6] },
  },
  {
    id: 'measure-corner',
    type: 'circle',
    source: measureSource,
    filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', ['has', 'words']]],
    paint: {
      'circle-radius': 5,
      'circle-color': '#fffffe',
      'circle-stroke-color': colour,
      'circle-stroke-width': 2.5,
    },
  },
  {
    id: 'measure-words',
    type: 'symbol',
    source: measureSource,
    filter: ['has', 'words'],
    layout: {
      'text-field': ['get', 'words'],
      'text-font': semiBold,
      'text-size': 12.5,
      'text-allow-overlap': true,
      'text-padding': 1,
    },
    paint: { 'text-color': '#8c0f63', 'text-halo-color': '#fffffe', 'text-halo-width': 2 },
  },
];

function feature(geometry: Geometry, words?: string): Feature {
  return { type: 'Feature', properties: words === undefined ? {} : { words }, geometry };
}

/** The drawing of a measurement. `legs`: words for each pair of neighbouring corners; `inside`: words for the area. */
export function measureDrawing(
  corners: readonly Position[],
  isArea: boolean,
  legs: readonly string[],
  inside: { at: Position; words: string } | null,
): FeatureCollection {
  const ring = isArea && corners.length > 2 ? [...corners, ...corners.slice(0, 1)] : [...corners];
  return {
    type: 'FeatureCollection',
    features: [
      ...(ring.length > corners.length ? [feature({ type: 'Polygon', coordinates: [ring] })] : []),
      ...(ring.length > 1 ? [feature({ type: 'LineString', coordinates: ring })] : []),
      ...corners.map((at) => feature({ type: 'Point', coordinates: at })),
      ...legs.map((words, index) => {
        const [from = [0, 0], to = [0, 0]] = [ring[index], ring[index + 1]];
        const at = [((from[0] ?? 0) + (to[0] ?? 0)) / 2, ((from[1] ?? 0) + (to[1] ?? 0)) / 2];
        return feature({ type: 'Point', coordinates: at }, words);
      }),
      ...(inside === null ? [] : [feature({ type: 'Point', coordinates: inside.at }, inside.words)]),
    ],
  };
}
