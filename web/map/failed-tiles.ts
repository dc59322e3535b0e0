// Tiles that could not be read, to be asked for again. The library (6.17) never asks again by itself, and a new
// address alone leaves such a tile waiting for an answer that does not come: each one must be named.
import type { Map as MapLibre } from 'maplibre-gl';
import { z } from 'zod';

const TileError = z.object({
  sourceId: z.string(),
  tile: z.object({
    tileID: z.object({ canonical: z.object({ z: z.number(), x: z.number(), y: z.number() }) }),
  }),
});

type TileId = { z: number; x: number; y: number };

/** By source. */
export type FailedTiles = Map<string, TileId[]>;

/** Notes the tile that an error event of the map is about, if it is about one. */
export function noteFailedTile(failed: FailedTiles, event: unknown): void {
  const error = TileError.safeParse(event);
  if (!error.success) return;
  const { sourceId, tile } = error.data;
  failed.set(sourceId, [...(failed.get(sourceId) ?? []), tile.tileID.canonical]);
}

/** Asks again for the failed tiles of one source; call it right after its address changed, too. */
export function retrySource(map: MapLibre, failed: FailedTiles, source: string): void {
  const tiles = failed.get(source);
  if (tiles === undefined) return;
  failed.delete(source);
  map.refreshTiles(source, tiles);
}

/** Asks again for every failed tile; those that fail once more are noted once more. */
export function retryAll(map: MapLibre, failed: FailedTiles): void {
  for (const source of [...failed.keys()]) retrySource(map, failed, source);
}
