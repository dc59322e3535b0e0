// Boundaries of communes and their names.
import type { FilterSpecification } from 'maplibre-gl';
import { base } from './colours.ts';
import { regular } from './fonts.ts';
import type { LayerModule } from './layer-module.ts';

/** Where communes are large enough to be read, the province around them steps back. */
const notAround: FilterSpecification = [
  'step',
  ['zoom'],
  true,
  9,
  ['!', ['in', ['get', 'kind'], ['literal', ['nation', 'province']]]],
];

export const unitsLayer: LayerModule = {
  id: 'units',
  sources: {
    // Tiles of zoom 12 are fine enough for a boundary: 2.4 m.
    units: { layer: 'units', minzoom: 5, maxzoom: 12 },
    // Large tiles for the names: a commune cut by the edges of tiles is named in each of its pieces.
    unit_names: { layer: 'units', minzoom: 5, maxzoom: 8 },
  },
  areas: [],
  lines: [
    {
      id: 'units-glow',
      type: 'line',
      source: 'units',
      'source-layer': 'units',
      filter: notAround,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': base.unit,
        'line-opacity': 0.12,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, 3, 14, 7],
      },
    },
    {
      id: 'units-line',
      type: 'line',
      source: 'units',
      'source-layer': 'units',
      filter: notAround,
      layout: { 'line-join': 'round' },
      paint: {
        // Not broken: neighbours share the line, and two broken lines out of step would look whole.
        'line-color': base.unit,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.6, 14, 1.2],
      },
    },
  ],
  points: [
    {
      id: 'units-name',
      type: 'symbol',
      source: 'unit_names',
      'source-layer': 'units',
      minzoom: 6,
      maxzoom: 14,
      filter: [
        'step',
        ['zoom'],
        true,
        9,
        ['!', ['in', ['get', 'kind'], ['literal', ['nation', 'province']]]],
      ],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': regular,
        'text-size': ['interpolate', ['linear'], ['zoom'], 8, 10, 13, 14],
        'text-letter-spacing': 0.08,
        'text-max-width': 8,
        'text-padding': 12,
        // Beside the badge of a school that stands in the very middle.
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 2,
      },
      paint: { 'text-color': base.unitText, 'text-halo-color': base.land, 'text-halo-width': 1.8 },
    },
  ],
  picks: [],
};
