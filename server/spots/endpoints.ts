// Illegal spots over HTTP.
import { createHash } from 'node:crypto';
import { listSpots, putSpot } from '../../contract/facts.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { importedId } from '../imports/identity.ts';
import * as queries from './queries.ts';

export const spotEndpoints: Endpoint[] = [
  endpoint(listSpots, async ({ query }, call) =>
    queries.listSpots(call.tx, query, { limit: query.limit, after: query.after }, actorOf(call).today),
  ),
  endpoint(putSpot, async ({ params, body }, call) => {
    const actor = actorOf(call);
    const { baseRevision: _, ...content } = body;
    return queries.putSpot(call.tx, {
      id: params.id,
      input: body,
      bodySha256: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
      // One sighting for one moment: the same report again is the same sighting.
      sightingId: importedId('spot_sighting', params.id, body.seenAt),
      accountId: actor.accountId,
      now: call.context.clock(),
      today: actor.today,
    });
  }),
];
