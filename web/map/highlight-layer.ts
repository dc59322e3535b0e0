// Rings around places that an open panel speaks about, such as the accidents of a hotspot.
import type { FeatureCollection, Point } from 'geojson';
import type { GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';
import { accent } from './colours.ts';
import type { MapViewProps } from './map-types.ts';

export const highlightSource = 'highlight';

export function highlightData(places: MapViewProps['highlight']): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: places.map(({ lon, lat }) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  };
}

export function highlightSourceSpecification(): GeoJSONSourceSpecification {
  return { type: 'geojson', data: highlightData([]) };
}

export const highlightLayers: LayerSpecification[] = [
  {
    id: 'highlight-ring',
    type: 'circle',
    source: highlightSource,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 6, 15, 12, 18, 18],
      'circle-color': accent,
      'circle-opacity': 0.08,
      'circle-stroke-color': accent,
      'circle-stroke-width': 2,
    },
  },
];
