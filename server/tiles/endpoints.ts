// Vector tiles over HTTP. A tile is private to its reader, so a browser keeps it and asks each time whether it changed.
import { createHash } from 'node:crypto';
import { getTile } from '../../contract/delivery.ts';
import type { AccidentFilter } from '../../contract/filter.ts';
import { type Asking, type Endpoint, RawReply, scopedEndpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import { accidentsNear, asReading, type ReadingRow, readingColumns } from './accident-queries.ts';
import { accidentSource } from './accident-source.ts';
import { accidentTile } from './accident-tile.ts';
import { backgroundFeatures, readBackground } from './background.ts';
import type { TileAddress } from './frame.ts';
import { encodeTile } from './mvt.ts';
import { isInventedTerritory, largerRoads, singleRoadsFrom, tileFeatures } from './queries.ts';
import { type RoadVersionRow, roadTiles, roadVersionColumns } from './road-tiles.ts';
import { ReadyTile } from './tile-cache.ts';

const background = readBackground(new URL('../../data/town/background.geojson', import.meta.url));

export const tileEndpoints: Endpoint[] = [
  scopedEndpoint(getTile, async ({ params, query }, asking) => {
    const { layer, ...tile } = params;
    const side = 2 ** tile.z;
    if (tile.x >= side || tile.y >= side) {
      throw new Problem('bad-input', {
        detail: `Mức phóng ${tile.z} chỉ có ${side} × ${side} ô bản đồ`,
        detailEn: `Zoom ${tile.z} has only ${side} × ${side} tiles`,
      });
    }
    const acceptsGzip = asking.request.acceptsEncodings('gzip') === 'gzip';
    if (layer === 'accidents') return tileReply(await accidents(tile, query, asking), acceptsGzip);
    if (layer === 'roads' && tile.z < singleRoadsFrom) {
      const { roadVersion } = await asking.readInScope<RoadVersionRow>(roadVersionColumns);
      const make = () => asking.inScope(async (tx) => encodeTile(layer, await largerRoads(tx, tile)));
      return tileReply(await roadTiles(asking.context.db).get(roadVersion, tile, make), acceptsGzip);
    }
    const features = await asking.inScope(async (tx, { today }) => {
      if (layer !== 'background') return tileFeatures(tx, layer, tile, query, today);
      return (await isInventedTerritory(tx)) ? backgroundFeatures(background, tile) : [];
    });
    return tileReply(new ReadyTile(encodeTile(layer, features)), acceptsGzip);
  }),
];

/** Made in memory, of accidents as they are or newer; what the reader may see is the database's word at each request. */
async function accidents(tile: TileAddress, query: AccidentFilter, asking: Asking): Promise<ReadyTile> {
  const { from, to, severity, pupil, window, unit, bbox, school } = query;
  const source = accidentSource(asking.context.db);
  const look = async () => {
    const known = source.current;
    const row = await asking.readInScope<ReadingRow>(readingColumns(known?.version ?? null, unit));
    return { ...asReading(row), known };
  };
  // The same for every tile of a session.
  const { known, isStale, readable, wanted } = await source.looks.ask(
    `${asking.token ?? ''} ${unit ?? ''}`,
    look,
  );
  const near =
    school === undefined
      ? null
      : await asking.inScope((tx, { today }) => accidentsNear(tx, tile, query, today));
  const { index, tiles } = known === null || isStale ? await source.fresh() : known;
  const choice = { readable, wanted, near, filter: { from, to, severity, pupil, window, bbox } };
  const key = createHash('sha256')
    .update(JSON.stringify([tile, choice]))
    .digest('base64');
  return tiles.find(key) ?? tiles.keep(key, new ReadyTile(accidentTile(index, tile, choice)));
}

/** The general compression leaves this media type alone, so tiles are compressed here. Encodings have their own ETag. */
async function tileReply(tile: ReadyTile, acceptsGzip: boolean): Promise<RawReply> {
  const isCompressed = acceptsGzip && tile.isWorthCompressing;
  return new RawReply(
    isCompressed ? await tile.compressed() : tile.bytes,
    {
      'Content-Type': 'application/vnd.mapbox-vector-tile',
      'Cache-Control': 'private, no-cache',
      Vary: 'Accept-Encoding',
      ...(isCompressed && { 'Content-Encoding': 'gzip' }),
    },
    isCompressed ? `"${tile.etag}-gzip"` : `"${tile.etag}"`,
  );
}
