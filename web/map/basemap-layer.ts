// The base under everything: land use, water and roads from our own tiles, muted so that facts stand out.
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { RoadClass } from '../../contract/codes.ts';
import { base } from './colours.ts';
import { regular, semiBold } from './fonts.ts';
import type { LayerModule } from './layer-module.ts';

/** Width in pixels at zoom 8, 12, 15 and 18, from the most important class to the least. */
const roadWidths: Record<RoadClass, readonly [number, number, number, number]> = {
  expressway: [1.6, 4, 11, 34],
  national: [1.2, 3.4, 10, 30],
  provincial: [0.8, 2.8, 8.5, 26],
  urban_main: [0.5, 2.4, 8, 26],
  district: [0.4, 1.9, 7, 22],
  commune: [0, 1.2, 5.5, 18],
  special: [0, 1, 4.5, 15],
  hamlet: [0, 0.7, 4, 14],
  lane: [0, 0.5, 3, 11],
  path: [0, 0.3, 1.3, 3],
};
const widthZooms = [8, 12, 15, 18] as const;

const groups: { name: string; classes: RoadClass[]; minzoom: number }[] = [
  { name: 'small', classes: ['special', 'hamlet', 'lane'], minzoom: 13 },
  { name: 'local', classes: ['commune'], minzoom: 11 },
  { name: 'middle', classes: ['urban_main', 'district'], minzoom: 9 },
  { name: 'main', classes: ['expressway', 'national', 'provincial'], minzoom: 5 },
];

function classIn(classes: RoadClass[]): ExpressionSpecification {
  return ['in', ['get', 'class'], ['literal', classes]];
}

function width(
  classes: RoadClass[],
  casing: readonly [number, number, number, number],
): ExpressionSpecification {
  const at = (step: 0 | 1 | 2 | 3) =>
    classes.reduce<ExpressionSpecification | number>(
      (otherwise, roadClass) => [
        'case',
        ['==', ['get', 'class'], roadClass],
        roadWidths[roadClass][step] + casing[step],
        otherwise,
      ],
      1,
    );
  return [
    'interpolate',
    ['exponential', 1.5],
    ['zoom'],
    widthZooms[0],
    at(0),
    widthZooms[1],
    at(1),
    widthZooms[2],
    at(2),
    widthZooms[3],
    at(3),
  ];
}

const roadFill: ExpressionSpecification = [
  'match',
  ['get', 'class'],
  'expressway',
  base.roadExpressway,
  'national',
  base.roadNational,
  'provincial',
  base.roadProvincial,
  base.road,
];

const noCasing = [0, 0, 0, 0] as const;
const casing = [0.8, 1.2, 2, 3] as const;

const roadLayers: LayerSpecification[] = [
  {
    id: 'road-path',
    type: 'line',
    source: 'roads',
    'source-layer': 'roads',
    minzoom: 14,
    filter: classIn(['path']),
    paint: { 'line-color': base.path, 'line-width': width(['path'], noCasing), 'line-dasharray': [2.5, 1.5] },
  },
  ...groups.map(
    ({ name, classes, minzoom }): LayerSpecification => ({
      id: `road-${name}-casing`,
      type: 'line',
      source: 'roads',
      'source-layer': 'roads',
      minzoom,
      filter: classIn(classes),
      layout: { 'line-join': 'round', 'line-cap': 'butt' },
      paint: { 'line-color': base.roadCasing, 'line-width': width(classes, casing) },
    }),
  ),
  ...groups.map(
    ({ name, classes, minzoom }): LayerSpecification => ({
      id: `road-${name}`,
      type: 'line',
      source: 'roads',
      'source-layer': 'roads',
      minzoom,
      filter: classIn(classes),
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': roadFill, 'line-width': width(classes, noCasing) },
    }),
  ),
];

const groundColour: ExpressionSpecification = [
  'match',
  ['get', 'kind'],
  'built_up',
  base.builtUp,
  'park',
  base.park,
  'field',
  base.field,
  'lake',
  base.water,
  'river',
  base.water,
  base.land,
];

/** Road names and numbers; apart from the lines because they are drawn over the lines of all layers. */
export const roadLabels: LayerSpecification[] = [
  {
    id: 'road-name',
    type: 'symbol',
    source: 'roads',
    'source-layer': 'roads',
    minzoom: 13,
    filter: [
      'all',
      ['has', 'name'],
      [
        'step',
        ['zoom'],
        classIn(['expressway', 'national', 'provincial', 'urban_main']),
        14.5,
        ['!=', ['get', 'class'], 'path'],
      ],
    ],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': ['get', 'name'],
      'text-font': regular,
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, 10.5, 18, 14],
      'text-max-angle': 32,
      'text-padding': 6,
    },
    paint: { 'text-color': base.text, 'text-halo-color': base.land, 'text-halo-width': 1.6 },
  },
  {
    id: 'road-ref',
    type: 'symbol',
    source: 'roads',
    'source-layer': 'roads',
    minzoom: 9,
    filter: ['all', ['has', 'ref'], ['!=', ['get', 'ref'], '']],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 420,
      'text-field': ['get', 'ref'],
      'text-font': semiBold,
      'text-size': 10,
      'icon-image': 'shield',
      'icon-text-fit': 'both',
      'text-rotation-alignment': 'viewport',
      'icon-rotation-alignment': 'viewport',
      'text-padding': 14,
    },
    paint: { 'text-color': base.shieldText },
  },
];

export const basemapLayer: LayerModule = {
  id: 'basemap',
  sources: {
    background: { layer: 'background', minzoom: 5, maxzoom: 14 },
    roads: { layer: 'roads', minzoom: 5, maxzoom: 14 },
  },
  areas: [
    { id: 'land', type: 'background', paint: { 'background-color': base.land } },
    {
      id: 'ground',
      type: 'fill',
      source: 'background',
      'source-layer': 'background',
      filter: [
        'all',
        ['==', ['geometry-type'], 'Polygon'],
        ['!', ['in', ['get', 'kind'], ['literal', ['river', 'lake']]]],
      ],
      paint: { 'fill-color': groundColour },
    },
    {
      id: 'water',
      type: 'fill',
      source: 'background',
      'source-layer': 'background',
      filter: [
        'all',
        ['==', ['geometry-type'], 'Polygon'],
        ['in', ['get', 'kind'], ['literal', ['river', 'lake']]],
      ],
      paint: { 'fill-color': base.water },
    },
    {
      id: 'water-line',
      type: 'line',
      source: 'background',
      'source-layer': 'background',
      filter: ['all', ['==', ['geometry-type'], 'LineString'], ['==', ['get', 'kind'], 'river']],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': base.water,
        'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 8, 1, 12, 4, 16, 24],
      },
    },
  ],
  lines: roadLayers,
  points: [],
  picks: [],
};
