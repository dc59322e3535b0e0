// Makes the counted hexagons anew from the accident tiles that the map has loaded.
import { GeoJSONSource, type Map as MapLibre } from 'maplibre-gl';
import { binned, binWidthMetres, coverOf, eachOnce, type TileAccident } from './bins.ts';
import { accidentTileZooms, binSource } from './bins-layer.ts';
import type { MapContent } from './layer-module.ts';
import type { BinClasses, MapViewProps } from './map-types.ts';

/** Whether accidents are drawn as counted hexagons. */
export function showsBins({ accidentView, visible }: MapContent): boolean {
  return accidentView === 'hexagons' && visible.has('accidents');
}

/** Where the width of the hexagons is true. */
export function middleLatitude([, south, , north]: MapViewProps['bounds']): number {
  return (south + north) / 2;
}

/** The accidents of the tiles that are loaded for the view, each once. */
function loadedAccidents(map: MapLibre, tileZoom: number): TileAccident[] {
  const found = map.querySourceFeatures('accidents', { sourceLayer: 'accidents' });
  const accidents = found.flatMap(({ geometry, properties }): TileAccident[] => {
    if (geometry.type !== 'Point') return [];
    const [lon = 0, lat = 0] = geometry.coordinates;
    const id = typeof properties.id === 'string' ? properties.id : null;
    return [{ id, lon, lat, count: Number(properties.count ?? 1) }];
  });
  return eachOnce(accidents, tileZoom);
}

/**
 * Makes the hexagons of the view anew; `isShown` false: takes them away. Call when the map is idle, for only then all
 * tiles of the view are there. `before` is what this function gave last; it is given back while nothing changed.
 */
export function refreshBins(
  map: MapLibre,
  isShown: boolean,
  latitude: number,
  before: { signature: string; classes: BinClasses | null },
): { signature: string; classes: BinClasses | null } {
  const source = map.getSource(binSource);
  if (!(source instanceof GeoJSONSource)) return before;
  if (!isShown) {
    if (before.signature !== '') source.setData({ type: 'FeatureCollection', features: [] });
    return before.signature === '' ? before : { signature: '', classes: null };
  }
  const zoom = map.getZoom();
  const tileZoom = Math.min(Math.max(Math.floor(zoom), accidentTileZooms.first), accidentTileZooms.last);
  const widthMetres = binWidthMetres(zoom);
  const [[west, south], [east, north]] = map.getBounds().toArray();
  const accidents = loadedAccidents(map, tileZoom);
  const { features, breaks } = binned(
    accidents,
    widthMetres,
    latitude,
    coverOf([west, south, east, north], tileZoom),
  );
  const signature = JSON.stringify([widthMetres, breaks, features.features]);
  if (signature === before.signature) return before;
  source.setData(features);
  return { signature, classes: { widthMetres, breaks, isGrouped: accidents.some(({ id }) => id === null) } };
}
