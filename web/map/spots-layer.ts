// Illegal spots: a disc with a cross for stopping and parking, a square P for vehicle-keeping, a triangle for
// encroachment. Handled ones are hollow and grey.
import { SpotKind } from '../../contract/codes.ts';
import { accent } from './colours.ts';
import { ifSelected, isTrue, type LayerModule, text } from './layer-module.ts';

export const spotsLayer: LayerModule = {
  id: 'spots',
  sources: { spots: { layer: 'spots', minzoom: 11, maxzoom: 14, idProperty: 'id' } },
  areas: [],
  lines: [],
  points: [
    {
      id: 'spots-selected',
      type: 'circle',
      source: 'spots',
      'source-layer': 'spots',
      paint: {
        'circle-radius': 18,
        'circle-color': accent,
        'circle-opacity': ifSelected(0.25, 0),
        'circle-stroke-color': accent,
        'circle-stroke-width': 2.5,
        'circle-stroke-opacity': ifSelected(1, 0),
      },
    },
    {
      id: 'spots-icon',
      type: 'symbol',
      source: 'spots',
      'source-layer': 'spots',
      layout: {
        'icon-image': [
          'concat',
          'spot-',
          ['get', 'kind'],
          ['case', ['==', ['get', 'state'], 'handled'], '-handled', ''],
          ['case', isTrue('invented'), '-invented', ''],
        ],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.4, 13, 0.6, 15, 0.85, 17, 1],
        'icon-allow-overlap': true,
        'symbol-sort-key': ['to-number', ['get', 'sightings'], 0],
      },
    },
  ],
  picks: [
    {
      styleLayer: 'spots-icon',
      shape: 'point',
      selection: (properties) => ({ kind: 'spot', id: text(properties, 'id') }),
      name: (properties, label) => {
        const kind = SpotKind.safeParse(properties.kind);
        const word = kind.success ? label(`spot.${kind.data}`) : label('layer.spots');
        const sightings = text(properties, 'sightings');
        return sightings === '' ? word : `${word} · ${sightings} ${label('chooser.sightings')}`;
      },
    },
  ],
  selected: (selection) =>
    selection?.kind === 'spot' ? [{ source: 'spots', sourceLayer: 'spots', id: selection.id }] : [],
};
