// Tiles of the larger roads, kept in memory: everybody sees the same roads, they seldom change, and joining a country's
// edges to lines takes a second.
import type { Knex } from 'knex';
import type { TileAddress } from './frame.ts';
import { ReadyTile, TileCache } from './tile-cache.ts';

/** What a reader in scope is told of the roads: `ReadingColumns` of one row. */
export const roadVersionColumns = { columns: 'road_version() as "roadVersion"', bindings: {} };
export type RoadVersionRow = { roadVersion: string };

class RoadTiles {
  readonly #tiles = new TileCache();
  readonly #making = new Map<string, Promise<ReadyTile>>();

  /** The tile of a version, made once however many ask. What `make` reads may be newer than the version, never older. */
  async get(version: string, { z, x, y }: TileAddress, make: () => Promise<Buffer>): Promise<ReadyTile> {
    const key = `${version} ${z}/${x}/${y}`;
    const known = this.#tiles.find(key) ?? this.#making.get(key);
    if (known !== undefined) return known;
    const making = make()
      .then((bytes) => this.#tiles.keep(key, new ReadyTile(bytes)))
      .finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    return making;
  }
}

const sources = new WeakMap<Knex, RoadTiles>();

/** The road tiles of a database; gone with it. */
export function roadTiles(db: Knex): RoadTiles {
  let tiles = sources.get(db);
  if (tiles === undefined) {
    tiles = new RoadTiles();
    sources.set(db, tiles);
  }
  return tiles;
}
