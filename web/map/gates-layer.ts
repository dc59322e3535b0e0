// School gates and the zone in front of each, where the safe-gate model applies.
import { accent, base } from './colours.ts';
import { regular } from './fonts.ts';
import { type LayerModule, type Pickable, text } from './layer-module.ts';

const selection: Pickable['selection'] = (properties) => ({ kind: 'school', id: text(properties, 'school') });

export const gatesLayer: LayerModule = {
  id: 'gates',
  sources: {
    gates: { layer: 'gates', minzoom: 13, maxzoom: 14, idProperty: 'id' },
    gate_zones: { layer: 'gate_zones', minzoom: 14, maxzoom: 14, idProperty: 'id' },
  },
  areas: [
    {
      id: 'gate-zones-area',
      type: 'fill',
      source: 'gate_zones',
      'source-layer': 'gate_zones',
      paint: { 'fill-color': accent, 'fill-opacity': 0.09 },
    },
    {
      id: 'gate-zones-outline',
      type: 'line',
      source: 'gate_zones',
      'source-layer': 'gate_zones',
      paint: { 'line-color': accent, 'line-width': 1.2, 'line-opacity': 0.7 },
    },
  ],
  lines: [],
  points: [
    {
      id: 'gates-icon',
      type: 'symbol',
      source: 'gates',
      'source-layer': 'gates',
      minzoom: 14,
      layout: {
        'icon-image': 'gate',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 14, 0.45, 16, 0.75, 18, 1],
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', 16, ['coalesce', ['get', 'name'], '']],
        'text-font': regular,
        'text-size': 11,
        'text-anchor': 'top',
        'text-offset': [0, 1],
        'text-optional': true,
      },
      paint: { 'text-color': accent, 'text-halo-color': base.white, 'text-halo-width': 1.5 },
    },
  ],
  picks: [
    {
      styleLayer: 'gates-icon',
      shape: 'point',
      selection,
      name: (properties, label) => text(properties, 'name') || label('gate.gate'),
    },
    { styleLayer: 'gate-zones-area', shape: 'area', selection, name: (_, label) => label('gate.zone') },
  ],
};
