// Vector tiles over HTTP. A tile is private to its reader, so a browser keeps it and asks each time whether it changed.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { getTile } from '../../contract/delivery.ts';
import { actorOf, type Endpoint, endpoint, RawReply } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import { backgroundFeatures, readBackground } from './background.ts';
import { encodeTile } from './mvt.ts';
import { isInventedTerritory, tileFeatures } from './queries.ts';

const compress = promisify(gzip);
/** A tile below this size gains nothing from compression (one network packet). */
const compressFromBytes = 1_024;

const background = readBackground(new URL('../../data/town/background.geojson', import.meta.url));

export const tileEndpoints: Endpoint[] = [
  endpoint(getTile, async ({ params, query }, call) => {
    const { layer, ...tile } = params;
    const side = 2 ** tile.z;
    if (tile.x >= side || tile.y >= side) {
      throw new Problem('bad-input', {
        detail: `Mức phóng ${tile.z} chỉ có ${side} × ${side} ô bản đồ`,
        detailEn: `Zoom ${tile.z} has only ${side} × ${side} tiles`,
      });
    }
    const features =
      layer !== 'background'
        ? await tileFeatures(call.tx, layer, tile, query, actorOf(call).today)
        : (await isInventedTerritory(call.tx))
          ? await backgroundFeatures(background, tile)
          : [];
    return tileReply(encodeTile(layer, features), call.request.acceptsEncodings('gzip') === 'gzip');
  }),
];

/** The general compression leaves this media type alone, so tiles are compressed here. Encodings have their own ETag. */
async function tileReply(tile: Buffer, acceptsGzip: boolean): Promise<RawReply> {
  const compressed = acceptsGzip && tile.length >= compressFromBytes;
  const hash = createHash('sha256').update(tile).digest('hex').slice(0, 16);
  return new RawReply(
    compressed ? await compress(tile) : tile,
    {
      'Content-Type': 'application/vnd.mapbox-vector-tile',
      'Cache-Control': 'private, no-cache',
      Vary: 'Accept-Encoding',
      ...(compressed && { 'Content-Encoding': 'gzip' }),
    },
    compressed ? `"${hash}-gzip"` : `"${hash}"`,
  );
}
