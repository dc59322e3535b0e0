// Boundaries of communes and their names.
import { base } from './colours.ts';
import { regular } from './fonts.ts';
import type { LayerModule } from './layer-module.ts';

export const unitsLayer: LayerModule = {
  id: 'units',
  // Tiles of zoom 12 are fine enough for a boundary (2.4 m) and cut fewer units into pieces with a name each.
  sources: { units: { layer: 'units', minzoom: 4, maxzoom: 12, idProperty: 'id' } },
  areas: [],
  lines: [
    {
      id: 'units-glow',
      type: 'line',
      source: 'units',
      'source-layer': 'units',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': base.unit,
        'line-opacity': 0.14,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, 3, 14, 9],
      },
    },
    {
      id: 'units-line',
      type: 'line',
      source: 'units',
      'source-layer': 'units',
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
      source: 'units',
      'source-layer': 'units',
      minzoom: 6,
      maxzoom: 14,
      // Where communes are large enough for a name, the province around them steps back.
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
        'text-padding': 24,
      },
      paint: { 'text-color': base.unitText, 'text-halo-color': base.land, 'text-halo-width': 1.8 },
    },
  ],
  picks: [],
};
