// The layers of the plan itself: one for each way of drawing, coloured by what the element is for, and the marks of broken
// rules over everything.
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { base } from './colours.ts';
import { regular } from './fonts.ts';
import type { MapScheme } from './map-types.ts';
import type { SketchPart } from './plan-sketch.ts';
import { groundColours, toneColour, toneNames } from './plan-tones.ts';

export const planSources = { around: 'around', elements: 'elements', failures: 'failures' } as const;
/** Layers whose features can be tapped: points first, then lines, then areas. */
export const pickLayers = [
  'plan-mark',
  'plan-line',
  'plan-broken',
  'plan-stripe',
  'plan-ground',
  'plan-area',
  'plan-zone',
];
export const failureLayer = 'plan-failure';

/** A colour for each value of a property. */
export function byValue(
  property: string,
  colours: readonly (readonly [string, string])[],
  otherwise: string,
): ExpressionSpecification {
  return colours.reduce<ExpressionSpecification>(
    (rest, [value, colour]) => ['case', ['==', ['get', property], value], colour, rest],
    ['to-color', otherwise],
  );
}

const isPart = (part: SketchPart): ExpressionSpecification => ['==', ['get', 'part'], part];

/** Bars painted on humps and refuges grow with the ground. */
const groundBarWidth: ExpressionSpecification = [
  'interpolate',
  ['exponential', 2],
  ['zoom'],
  17,
  0.6,
  20,
  1.6,
  22,
  5,
];

/** Plan layers draw by tone, so the scheme gives their colours and not the dictionary of the base. */
export function planLayers(scheme: MapScheme): LayerSpecification[] {
  const tone = byValue(
    'tone',
    toneNames.map((name) => [name, toneColour(name, scheme)]),
    base.ink,
  );
  const halo = scheme === 'light' ? base.white : '#14171a';
  const ground: ExpressionSpecification = [
    'match',
    ['get', 'tone'],
    'zebra',
    groundColours.asphalt,
    groundColours.yellow,
  ];
  const source = planSources.elements;
  return [
    {
      id: 'plan-zone',
      type: 'fill',
      source,
      filter: isPart('zone'),
      paint: { 'fill-color': tone, 'fill-opacity': 0.22 },
    },
    {
      id: 'plan-area',
      type: 'fill',
      source,
      filter: isPart('area'),
      paint: { 'fill-color': tone, 'fill-opacity': 0.24 },
    },
    { id: 'plan-ground', type: 'fill', source, filter: isPart('ground'), paint: { 'fill-color': ground } },
    {
      id: 'plan-stripe',
      type: 'fill',
      source,
      filter: isPart('stripe'),
      paint: { 'fill-color': base.white },
    },
    {
      id: 'plan-hatch',
      type: 'line',
      source,
      minzoom: 17,
      filter: isPart('hatch'),
      paint: {
        'line-color': tone,
        'line-opacity': 0.8,
        'line-width': ['interpolate', ['exponential', 2], ['zoom'], 17, 0.4, 20, 1.1, 22, 2.5],
      },
    },
    {
      id: 'plan-bars',
      type: 'line',
      source,
      minzoom: 17,
      filter: isPart('bars'),
      paint: { 'line-color': groundColours.bars, 'line-width': groundBarWidth },
    },
    {
      id: 'plan-outline',
      type: 'line',
      source,
      filter: ['any', isPart('area'), isPart('zone')],
      paint: { 'line-color': tone, 'line-width': 1.8 },
    },
    {
      id: 'plan-halo',
      type: 'line',
      source,
      filter: ['any', isPart('line'), isPart('broken')],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': halo, 'line-width': 7 },
    },
    {
      id: 'plan-line',
      type: 'line',
      source,
      filter: isPart('line'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': tone, 'line-width': 4 },
    },
    {
      id: 'plan-broken',
      type: 'line',
      source,
      filter: isPart('broken'),
      paint: { 'line-color': tone, 'line-width': 5, 'line-dasharray': [1.4, 1] },
    },
    {
      id: 'plan-tick',
      type: 'line',
      source,
      filter: isPart('tick'),
      paint: { 'line-color': tone, 'line-width': 2 },
    },
    {
      id: 'plan-arrow',
      type: 'symbol',
      source,
      filter: isPart('arrows'),
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 60,
        'icon-image': 'arrow',
        'icon-allow-overlap': true,
      },
    },
    {
      id: 'plan-mark',
      type: 'symbol',
      source,
      filter: isPart('mark'),
      layout: { 'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
    {
      id: 'plan-label',
      type: 'symbol',
      source,
      minzoom: 17,
      filter: isPart('label'),
      layout: {
        'text-field': ['get', 'text'],
        'text-font': regular,
        'text-size': 12,
        'text-variable-anchor-offset': labelPlaces,
        'text-max-width': 9,
        'text-padding': 2,
      },
      paint: {
        'text-color': scheme === 'light' ? base.ink : '#e8eaed',
        'text-halo-color': halo,
        'text-halo-width': 1.8,
      },
    },
  ];
}

/** Sides of a label's text that face its mark, and the direction in which it then lies. */
const anchors = [
  ['top', 0, 1],
  ['bottom', 0, -1],
  ['right', -1, 0],
  ['left', 1, 0],
  ['top-left', 0.8, 0.8],
  ['top-right', -0.8, 0.8],
  ['bottom-left', 0.8, -0.8],
  ['bottom-right', -0.8, -0.8],
] as const;

/** Where a label may stand beside its mark, ems: close by on any side, else a little further off. */
const labelPlaces = [1.4, 3].flatMap((ems) =>
  anchors.flatMap(([anchor, x, y]) => [anchor, place(x * ems, y * ems)]),
);

function place(x: number, y: number): [number, number] {
  return [x, y];
}

/** Marks of broken rules lie over everything. */
export const failureMarks: LayerSpecification = {
  id: failureLayer,
  type: 'symbol',
  source: planSources.failures,
  layout: {
    'icon-image': ['concat', 'fail-', ['get', 'severity']],
    'icon-allow-overlap': true,
    'icon-ignore-placement': true,
    'icon-size': ['case', ['get', 'chosen'], 1.25, 0.95],
    'symbol-sort-key': ['match', ['get', 'severity'], 'must', 2, 'warning', 1, 0],
  },
};
