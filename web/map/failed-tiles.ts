// Tiles that could not be read, to be asked for again. The library (6.17) never asks again by itself, and a new
// address alone leaves such a tile waiting for an answer that does not come: each one must be named.
import type { Map as MapLibre } from 'maplibre-gl';
import { layerModules } from './style.ts';

type TileId = { z: number; x: number; y: number };

/** By tile layer. */
export type FailedTiles = Map<string, TileId[]>;

const tilePath = /\/tiles\/([a-z_]+)\/(\d+)\/(\d+)\/(\d+)/;

/** Notes the tile that `url` asked for; other addresses are ignored. */
export function noteFailedTile(failed: FailedTiles, url: string): void {
  const [, layer, z, x, y] = tilePath.exec(url) ?? [];
  if (layer === undefined) return;
  failed.set(layer, [...(failed.get(layer) ?? []), { z: Number(z), x: Number(x), y: Number(y) }]);
}

/** Asks again for the failed tiles of one source; call it right after its address changed, too. */
export function retrySource(map: MapLibre, failed: FailedTiles, source: string, layer: string): void {
  const tiles = failed.get(layer);
  if (tiles !== undefined) map.refreshTiles(source, tiles);
}

/** Asks again for every failed tile; those that fail once more are noted once more. */
export function retryAll(map: MapLibre, failed: FailedTiles): void {
  for (const module of layerModules) {
    for (const [name, { layer }] of Object.entries(module.sources)) retrySource(map, failed, name, layer);
  }
  failed.clear();
}
