// The counted hexagons on the map: how they are drawn. Pale to dark for more; the number stands in each.
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { base, countFills } from './colours.ts';
import { semiBold } from './fonts.ts';

export const binSource = 'accident_bins';
/** The levels of the accident tiles. */
export const accidentTileZooms = { first: 5, last: 14 } as const;

function byClass(pick: (fill: (typeof countFills)[number]) => string): ExpressionSpecification {
  const [first = base.white, ...others] = countFills.map(pick);
  return ['step', ['get', 'class'], first, ...others.flatMap((value, index) => [index + 1, value])];
}

export const binAreas: LayerSpecification[] = [
  {
    id: 'bins-area',
    type: 'fill',
    source: binSource,
    filter: ['all', ['==', ['get', 'part'], 'area'], ['has', 'accidents']],
    paint: { 'fill-color': byClass(({ fill }) => fill), 'fill-opacity': 0.72, 'fill-antialias': false },
  },
  {
    id: 'bins-outline',
    type: 'line',
    source: binSource,
    filter: ['all', ['==', ['get', 'part'], 'area'], ['has', 'accidents']],
    paint: { 'line-color': '#6b2a10', 'line-opacity': 0.6, 'line-width': 0.8 },
  },
  {
    // Its count would be a part: it reaches over the edge of what is loaded.
    id: 'bins-part',
    type: 'line',
    source: binSource,
    filter: ['all', ['==', ['get', 'part'], 'area'], ['!', ['has', 'accidents']]],
    paint: { 'line-color': base.unit, 'line-width': 1.2, 'line-dasharray': [2, 2] },
  },
];

export const binLabels: LayerSpecification[] = [
  {
    id: 'bins-count',
    type: 'symbol',
    source: binSource,
    filter: ['==', ['get', 'part'], 'label'],
    layout: {
      'text-field': ['to-string', ['get', 'accidents']],
      'text-font': semiBold,
      'text-size': 12.5,
      'text-allow-overlap': true,
    },
    paint: {
      // Not the ink of the page, which turns pale in the dark: the fill under the number stays as it is.
      'text-color': byClass(({ text }) => (text === base.white ? base.white : '#1b1f28')),
      'text-halo-color': byClass(({ fill }) => fill),
      'text-halo-width': 1.6,
    },
  },
];
