// Finished tiles, the least recently used forgotten first; and a tile ready to travel.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
/** A tile below this size gains nothing from compression (one network packet). */
const compressFromBytes = 1_024;
/** Bytes of tiles kept (our choice: some hundred screens of a country). */
const mostBytes = 48 * 1_024 * 1_024;

/** Half the time of zlib's own choice and 4 % more bytes: most of a tile are ids, in which there is little to find. */
const level = 2;

/** A tile with its ETag, compressed when first asked for. */
export class ReadyTile {
  readonly bytes: Buffer;
  readonly etag: string;
  #compressed: Promise<Buffer> | undefined;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.etag = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  }

  get isWorthCompressing(): boolean {
    return this.bytes.length >= compressFromBytes;
  }

  /** By gzip, outside the event loop, once. */
  compressed(): Promise<Buffer> {
    this.#compressed ??= compress(this.bytes, { level });
    return this.#compressed;
  }
}

export class TileCache {
  // A Map keeps the order of insertion: the first is the one not used for longest.
  readonly #tiles = new Map<string, ReadyTile>();
  #bytes = 0;

  /** The tile under a key; it counts as used now. */
  find(key: string): ReadyTile | undefined {
    const known = this.#tiles.get(key);
    if (known === undefined) return undefined;
    this.#tiles.delete(key);
    this.#tiles.set(key, known);
    return known;
  }

  /** Keeps a tile under a key that has none, and gives it back. */
  keep(key: string, tile: ReadyTile): ReadyTile {
    this.#tiles.set(key, tile);
    this.#bytes += size(key, tile);
    for (const [oldKey, old] of this.#tiles) {
      if (this.#bytes <= mostBytes) break;
      this.#tiles.delete(oldKey);
      this.#bytes -= size(oldKey, old);
    }
    return tile;
  }
}

/** Counting the compressed form as half, whether it is there or not. */
function size(key: string, { bytes }: ReadyTile): number {
  return key.length * 2 + bytes.length * 1.5 + 200;
}
