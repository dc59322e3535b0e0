// Accidents: from afar a heat of severity or counted hexagons, single points when close, darker and larger when graver.
import type { ExpressionSpecification } from 'maplibre-gl';
import { Severity } from '../../contract/codes.ts';
import { formatDay } from '../format.ts';
import { accidentTileZooms, binAreas, binLabels } from './bins-layer.ts';
import { accent, base, severities, severityColour } from './colours.ts';
import { semiBold } from './fonts.ts';
import { ifSelected, type LayerModule, text } from './layer-module.ts';
import type { AccidentView } from './map-types.ts';

function bySeverity(values: Record<Severity, number | string>): ExpressionSpecification {
  return [
    'match',
    ['get', 'severity'],
    'fatal',
    values.fatal,
    'serious',
    values.serious,
    'slight',
    values.slight,
    values.property,
  ];
}

const colour = bySeverity({
  fatal: severityColour('fatal'),
  serious: severityColour('serious'),
  slight: severityColour('slight'),
  property: severityColour('property'),
});

function radius(extraPx: number): ExpressionSpecification {
  const at = (scale: number) =>
    bySeverity({
      fatal: 8 * scale + extraPx,
      serious: 6.2 * scale + extraPx,
      slight: 4.8 * scale + extraPx,
      property: 3.8 * scale + extraPx,
    });
  return ['interpolate', ['linear'], ['zoom'], 12.5, at(0.6), 15, at(1), 18, at(1.6)];
}

type Range = readonly [number, number];
type Part = 'heat' | 'bins' | 'groups' | 'points' | 'carrier';

/** The deepest zoom of the map and beyond. */
const deepest = 24;
/** Where each way of drawing shows which part; a part that is not named is not drawn. */
const ranges: Record<AccidentView, Partial<Record<Part, Range>>> = {
  auto: { heat: [0, 13.5], points: [12.5, deepest] },
  heat: { heat: [0, deepest], points: [16, deepest] },
  // The hexagons are counted from the tiles, which load only while a layer draws them.
  hexagons: { bins: [0, 16.5], points: [16, deepest], carrier: [0, deepest] },
  points: { groups: [0, deepest], points: [0, deepest] },
};

function partOf(styleLayer: string): Part {
  if (styleLayer.startsWith('bins-')) return 'bins';
  if (styleLayer === 'accidents-heat') return 'heat';
  if (styleLayer === 'accidents-carrier') return 'carrier';
  return styleLayer.startsWith('accidents-group') ? 'groups' : 'points';
}

const fadeIns: Record<AccidentView, ExpressionSpecification | number> = {
  auto: ['interpolate', ['linear'], ['zoom'], 12.5, 0, 13, 1],
  heat: ['interpolate', ['linear'], ['zoom'], 16, 0, 16.5, 1],
  hexagons: ['interpolate', ['linear'], ['zoom'], 16, 0, 16.5, 1],
  points: 1,
};
const heatFades: Record<AccidentView, ExpressionSpecification | number> = {
  auto: ['interpolate', ['linear'], ['zoom'], 12.5, 0.75, 13.5, 0],
  heat: ['interpolate', ['linear'], ['zoom'], 15.5, 0.75, 17, 0.35],
  hexagons: 0,
  points: 0,
};
const groupRadius: ExpressionSpecification = [
  'interpolate',
  ['linear'],
  ['sqrt', ['get', 'count']],
  1,
  4,
  4,
  9,
  32,
  24,
];
/** Only the street or the area is known: drawn hollow, so that it is not read as an exact place. */
const isExact: ExpressionSpecification = ['==', ['coalesce', ['get', 'quality'], 'exact'], 'exact'];

export const accidentsLayer: LayerModule = {
  id: 'accidents',
  sources: {
    accidents: {
      layer: 'accidents',
      minzoom: accidentTileZooms.first,
      maxzoom: accidentTileZooms.last,
      idProperty: 'id',
      query: ({ accidentQuery }) => accidentQuery,
    },
  },
  areas: [
    ...binAreas,
    {
      id: 'accidents-heat',
      type: 'heatmap',
      source: 'accidents',
      'source-layer': 'accidents',
      paint: {
        // Our choice, for the eye only: with the weights of harm (1 : 0.25 : 0.02) slight accidents would not be seen.
        'heatmap-weight': [
          '*',
          bySeverity({ fatal: 1, serious: 0.6, slight: 0.35, property: 0.2 }),
          // From afar a tile carries counts of a grid, each with its gravest severity; the root keeps them readable.
          ['sqrt', ['coalesce', ['get', 'count'], 1]],
        ],
        'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 8, 0.35, 11, 0.8, 13, 1.5, 17, 2],
        'heatmap-radius': ['interpolate', ['linear'], ['zoom'], 7, 5, 11, 14, 13.5, 26, 17, 70],
        'heatmap-color': [
          'interpolate',
          ['linear'],
          ['heatmap-density'],
          0,
          'rgba(179,157,219,0)',
          0.15,
          'rgba(179,157,219,0.4)',
          0.5,
          'rgba(119,71,184,0.75)',
          1,
          'rgba(61,15,115,0.95)',
        ],
      },
    },
  ],
  lines: [],
  points: [
    ...binLabels,
    {
      id: 'accidents-carrier',
      type: 'circle',
      source: 'accidents',
      'source-layer': 'accidents',
      paint: { 'circle-radius': 1 },
    },
    {
      // Too many for single points: a cell of the tile's grid, larger for more.
      id: 'accidents-group',
      type: 'circle',
      source: 'accidents',
      'source-layer': 'accidents',
      filter: ['has', 'count'],
      paint: {
        'circle-radius': groupRadius,
        'circle-color': severityColour('serious'),
        'circle-stroke-color': base.white,
        'circle-stroke-width': 1.2,
      },
    },
    {
      id: 'accidents-group-count',
      type: 'symbol',
      source: 'accidents',
      'source-layer': 'accidents',
      filter: ['all', ['has', 'count'], ['>', ['get', 'count'], 1]],
      layout: { 'text-field': ['to-string', ['get', 'count']], 'text-font': semiBold, 'text-size': 11 },
      paint: { 'text-color': base.white },
    },
    {
      id: 'accidents-pupil',
      type: 'circle',
      source: 'accidents',
      'source-layer': 'accidents',
      filter: ['all', ['has', 'id'], ['==', ['get', 'pupil'], 'yes']],
      paint: {
        'circle-radius': radius(2.6),
        'circle-color': base.white,
        'circle-stroke-color': base.ink,
        'circle-stroke-width': 1.2,
      },
    },
    {
      id: 'accidents-selected',
      type: 'circle',
      source: 'accidents',
      'source-layer': 'accidents',
      filter: ['has', 'id'],
      paint: {
        'circle-radius': 17,
        'circle-color': accent,
        'circle-opacity': ifSelected(0.25, 0),
        'circle-stroke-color': accent,
        'circle-stroke-width': 2.5,
        'circle-stroke-opacity': ifSelected(1, 0),
      },
    },
    {
      id: 'accidents-point',
      type: 'circle',
      source: 'accidents',
      'source-layer': 'accidents',
      filter: ['has', 'id'],
      layout: {
        'circle-sort-key': bySeverity({ fatal: 4, serious: 3, slight: 2, property: 1 }),
      },
      paint: {
        'circle-radius': radius(0),
        'circle-color': ['case', isExact, colour, base.white],
        'circle-stroke-color': ['case', isExact, base.white, colour],
        'circle-stroke-width': ['case', isExact, 1.2, 1.8],
      },
    },
  ],
  picks: [
    {
      styleLayer: 'accidents-point',
      shape: 'point',
      selection: (properties) => ({ kind: 'accident', id: text(properties, 'id') }),
      name: (properties, label) => {
        const severity = Severity.safeParse(properties.severity);
        const day = text(properties, 'on');
        const word = severity.success ? label(`severity.${severity.data}`) : label('layer.accidents');
        return [word, day === '' ? '' : formatDay(day)].filter(Boolean).join(' · ');
      },
    },
  ],
  zoomRange: (styleLayer, { accidentView }) => ranges[accidentView][partOf(styleLayer)] ?? null,
  paint: (styleLayer, { accidentView }) => {
    if (styleLayer === 'accidents-heat') return { 'heatmap-opacity': heatFades[accidentView] };
    if (styleLayer === 'accidents-carrier') return { 'circle-opacity': 0, 'circle-stroke-opacity': 0 };
    if (styleLayer !== 'accidents-point' && styleLayer !== 'accidents-pupil') return {};
    const fade = fadeIns[accidentView];
    return { 'circle-opacity': fade, 'circle-stroke-opacity': fade };
  },
  selected: (selection) =>
    selection?.kind === 'accident'
      ? [{ source: 'accidents', sourceLayer: 'accidents', id: selection.id }]
      : [],
};

/** Point sizes of the legend in pixels, in the order of `severities`. */
export const accidentLegendSizes: readonly { severity: Severity; radiusPx: number }[] = severities.map(
  (severity, index) => ({ severity, radiusPx: [8, 6.2, 4.8, 3.8][index] ?? 4 }),
);
