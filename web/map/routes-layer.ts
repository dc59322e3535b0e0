// Children's ways to school: a solid line where surveyed, a broken one where the survey is still to be done.
// Width grows with the share of pupils who take the way.
import type { ExpressionSpecification } from 'maplibre-gl';
import { base, routeColours } from './colours.ts';
import { type LayerModule, text } from './layer-module.ts';

const share: ExpressionSpecification = ['coalesce', ['get', 'share'], 0.2];

function widthAt(smallPx: number, largePx: number): ExpressionSpecification {
  return ['interpolate', ['linear'], share, 0, smallPx, 0.6, largePx];
}

const width: ExpressionSpecification = [
  'interpolate',
  ['linear'],
  ['zoom'],
  11,
  widthAt(0.8, 1.8),
  15,
  widthAt(2.2, 5),
  18,
  widthAt(4, 9),
];

export const routesLayer: LayerModule = {
  id: 'routes',
  sources: { routes: { layer: 'routes', minzoom: 11, maxzoom: 14, idProperty: 'id' } },
  areas: [],
  lines: [
    {
      id: 'routes-casing',
      type: 'line',
      source: 'routes',
      'source-layer': 'routes',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': base.white,
        'line-opacity': 0.75,
        'line-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          11,
          widthAt(2, 3.2),
          15,
          widthAt(4.6, 7.6),
          18,
          widthAt(7, 12),
        ],
      },
    },
    {
      id: 'routes-surveyed',
      type: 'line',
      source: 'routes',
      'source-layer': 'routes',
      filter: ['==', ['to-number', ['get', 'surveyed'], 0], 1],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': routeColours.surveyed, 'line-opacity': 0.85, 'line-width': width },
    },
    {
      id: 'routes-unsurveyed',
      type: 'line',
      source: 'routes',
      'source-layer': 'routes',
      filter: ['!=', ['to-number', ['get', 'surveyed'], 0], 1],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': routeColours.unsurveyed, 'line-width': width, 'line-dasharray': [2.2, 1.4] },
    },
  ],
  points: [],
  picks: ['routes-surveyed', 'routes-unsurveyed'].map((styleLayer) => ({
    styleLayer,
    shape: 'area',
    selection: (properties) => ({ kind: 'school', id: text(properties, 'school') }),
    name: (properties, label) => text(properties, 'name') || label('layer.routes'),
  })),
};
