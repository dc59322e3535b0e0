// A written kilometre address on one road of the network: from the text to points of WGS 84.
import type { Knex } from 'knex';
import type { OperationReply } from '../../contract/operation.ts';
import type { locateKm } from '../../contract/road.ts';
import { getTerritory } from '../territory/queries.ts';
import { placesOfAddress } from './km-places.ts';
import { parseKmAddress } from './linear-reference.ts';
import * as queries from './queries.ts';

/** Where `address` ("Km14+500") lies on the road of number `ref`, or why it has no place there. */
export async function locateAddress(
  tx: Knex.Transaction,
  ref: string,
  address: string,
): Promise<OperationReply<typeof locateKm>> {
  const parsed = parseKmAddress(address);
  if (parsed === undefined) return { status: 'rejected', reason: 'not_an_address', places: [] };
  const { metricSrid } = await getTerritory(tx);
  const network = await queries.readRoadNetwork(tx, metricSrid, { ref });
  if (network.roadKey.length === 0) return { status: 'rejected', reason: 'no_road', places: [] };
  const posts = await queries.listKmPosts(tx, ref, metricSrid);
  const found = placesOfAddress(network, posts, parsed);
  if (found.status === 'rejected') return { ...found, places: [] };
  return {
    status: found.status,
    reason: null,
    places: await queries.toLonLat(tx, found.places, metricSrid),
  };
}
