// What a search found, drawn over the map until something else is looked for: a unit's boundary or a whole road.
import type { FilterSpecification, LayerSpecification, Map as MapLibre } from 'maplibre-gl';
import { accent } from './colours.ts';
import type { MapFound } from './map-types.ts';

const unitLayer = 'found-unit';
const roadLayer = 'found-road';

export const foundLayers: LayerSpecification[] = [
  {
    id: unitLayer,
    type: 'line',
    source: 'units',
    'source-layer': 'units',
    layout: { visibility: 'none', 'line-join': 'round' },
    paint: { 'line-color': accent, 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 2.5, 14, 5] },
  },
  {
    id: roadLayer,
    type: 'line',
    source: 'roads',
    'source-layer': 'roads',
    layout: { visibility: 'none', 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': accent,
      'line-opacity': 0.6,
      'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 8, 3, 12, 5, 15, 10, 18, 30],
    },
  },
];

/** Call after the style has loaded, and whenever what was found changes. */
export function applyFound(map: MapLibre, found: MapFound | null): void {
  show(map, unitLayer, found?.kind === 'unit' ? ['==', ['get', 'id'], found.id] : null);
  show(
    map,
    roadLayer,
    found?.kind === 'road' ? ['==', ['get', found.by === 'name' ? 'name' : 'ref'], found.label] : null,
  );
}

function show(map: MapLibre, layer: string, filter: FilterSpecification | null): void {
  // A hidden layer loads no tiles.
  map.setLayoutProperty(layer, 'visibility', filter === null ? 'none' : 'visible');
  map.setFilter(layer, filter);
}
