// Children's ways to school: a solid line where surveyed, long dashes where the survey is older than a year, short ones
// where it is still to be done. Width grows with the share of pupils who take the way.
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';
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

/** Our choice: a survey is done once a school year, so after twelve months it is due again. */
const oldFromMonths = 12;
const isSurveyed: FilterSpecification = ['==', ['to-number', ['get', 'surveyed'], 0], 1];
const isOld: FilterSpecification = ['>=', ['to-number', ['get', 'age'], 0], oldFromMonths];

/** Dashes by what is known of a route, in widths of the line; the legend draws the same. */
export const routeDashes = { old: [5, 1.6], unsurveyed: [1.8, 1.6] } as const;

/** The ways of the chosen school stand out; the others step back. */
function opacity(plain: number, school: string | null): ExpressionSpecification | number {
  return school === null ? plain : ['case', ['==', ['get', 'school'], school], plain, plain * 0.35];
}

const states = ['surveyed', 'old', 'unsurveyed'] as const;

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
      filter: ['all', isSurveyed, ['!', isOld]],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': routeColours.surveyed, 'line-width': width },
    },
    {
      id: 'routes-old',
      type: 'line',
      source: 'routes',
      'source-layer': 'routes',
      filter: ['all', isSurveyed, isOld],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': routeColours.old,
        'line-width': width,
        'line-dasharray': [...routeDashes.old],
      },
    },
    {
      id: 'routes-unsurveyed',
      type: 'line',
      source: 'routes',
      'source-layer': 'routes',
      filter: ['!', isSurveyed],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': routeColours.unsurveyed,
        'line-width': width,
        'line-dasharray': [...routeDashes.unsurveyed],
      },
    },
  ],
  points: [],
  picks: states.map((state) => ({
    styleLayer: `routes-${state}`,
    shape: 'area',
    selection: (properties) => ({ kind: 'school', id: text(properties, 'school') }),
    name: (properties, label) => text(properties, 'name') || label('layer.routes'),
  })),
  paint: (styleLayer, { selection }) => {
    const school = selection?.kind === 'school' ? selection.id : null;
    if (styleLayer === 'routes-casing') return {};
    return { 'line-opacity': opacity(styleLayer === 'routes-surveyed' ? 0.85 : 1, school) };
  },
};
