// The road network over HTTP.
import { locateKm } from '../../contract/road.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { getTerritory } from '../territory/queries.ts';
import { placesOfAddress } from './km-places.ts';
import { parseKmAddress } from './linear-reference.ts';
import * as queries from './queries.ts';

export const networkEndpoints: Endpoint[] = [
  endpoint(locateKm, async ({ query }, { tx }) => {
    const rejected = (reason: 'not_an_address' | 'no_road') => ({
      status: 'rejected' as const,
      reason,
      places: [],
    });
    const address = parseKmAddress(query.address);
    if (address === undefined) return rejected('not_an_address');
    const { metricSrid } = await getTerritory(tx);
    const network = await queries.readRoadNetwork(tx, metricSrid, { ref: query.ref });
    if (network.roadKey.length === 0) return rejected('no_road');
    const posts = await queries.listKmPosts(tx, query.ref, metricSrid);
    const found = placesOfAddress(network, posts, address);
    if (found.status === 'rejected') return { ...found, places: [] };
    return {
      status: found.status,
      reason: null,
      places: await queries.toLonLat(tx, found.places, metricSrid),
    };
  }),
];
