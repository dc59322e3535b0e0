// Hexagons with far more or far fewer accidents than the whole territory. Hot ones have a firm outline, cold ones a
// broken one, so that they are told apart without colour. Shown with the hotspots of the method that computes them.
import type { ExpressionSpecification } from 'maplibre-gl';
import { EmergingClass } from '../../contract/codes.ts';
import { formatDecimal } from '../format.ts';
import { base, giClasses, giColours } from './colours.ts';
import { type LayerModule, runOf, text } from './layer-module.ts';
import type { MapTextKey } from './map-types.ts';

const giClass: ExpressionSpecification = ['to-number', ['get', 'class'], 0];
const colour: ExpressionSpecification = [
  'match',
  giClass,
  -3,
  giColours[-3].line,
  -2,
  giColours[-2].line,
  -1,
  giColours[-1].line,
  1,
  giColours[1].line,
  2,
  giColours[2].line,
  3,
  giColours[3].line,
  base.unit,
];
const fill: ExpressionSpecification = [
  'match',
  giClass,
  -3,
  giColours[-3].fill,
  -2,
  giColours[-2].fill,
  -1,
  giColours[-1].fill,
  1,
  giColours[1].fill,
  2,
  giColours[2].fill,
  3,
  giColours[3].fill,
  giColours[0].fill,
];

const from = { source: 'hexagons', 'source-layer': 'hexagons' };

export const hexagonsLayer: LayerModule = {
  id: 'hotspots',
  sources: {
    hexagons: {
      layer: 'hexagons',
      minzoom: 6,
      maxzoom: 14,
      query: (content) => runOf('gi_star', content),
    },
  },
  areas: [
    {
      id: 'hexagons-fill',
      type: 'fill',
      ...from,
      paint: {
        'fill-color': fill,
        'fill-opacity': ['match', giClass, 0, 0.25, 0.6],
        'fill-antialias': false,
      },
    },
    {
      id: 'hexagons-plain',
      type: 'line',
      ...from,
      minzoom: 10,
      filter: ['==', giClass, 0],
      paint: { 'line-color': base.unit, 'line-opacity': 0.35, 'line-width': 0.6 },
    },
    {
      id: 'hexagons-cold',
      type: 'line',
      ...from,
      filter: ['<', giClass, 0],
      paint: {
        'line-color': colour,
        'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 14, 1.6],
        'line-dasharray': [2, 2],
      },
    },
    {
      id: 'hexagons-hot',
      type: 'line',
      ...from,
      filter: ['>', giClass, 0],
      paint: {
        'line-color': colour,
        'line-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          9,
          ['*', 0.4, giClass],
          14,
          ['+', 0.6, ['*', 0.8, giClass]],
        ],
      },
    },
  ],
  lines: [],
  points: [],
  picks: [],
  notes: [
    {
      styleLayer: 'hexagons-fill',
      lines: (properties, label, language) => {
        const z = properties.z === undefined ? Number.NaN : Number(properties.z);
        const emerging = EmergingClass.safeParse(properties.emerging);
        return [
          label(giKey(Number(properties.class ?? 0))),
          `${text(properties, 'accidents') || '0'} ${label('chooser.accidents')}`,
          Number.isFinite(z) ? `z = ${formatDecimal(z, 1, language)}` : '',
          emerging.success ? label(`emerging.${emerging.data}`) : '',
        ].filter((line) => line !== '');
      },
    },
  ],
  isShown: (_, { hotspotRuns }) => hotspotRuns.some(({ method }) => method === 'gi_star'),
};

function giKey(value: number): MapTextKey {
  const known = giClasses.find((each) => each === value) ?? 0;
  return `hexagon.${known}`;
}
