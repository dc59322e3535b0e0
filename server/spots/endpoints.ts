// Illegal spots over HTTP.
import { listSpots, putSpot } from '../../contract/facts.ts';
import { getSpot, listSpotDuties, putCommitment, putHandling, putSighting } from '../../contract/field.ts';
import { bodySha256 } from '../field/body-hash.ts';
import { fieldCodes } from '../field/code-lists.ts';
import { fieldWrite } from '../field/field-write.ts';
import { actorOf, type Call, type Endpoint, endpoint } from '../http/endpoint.ts';
import { importedId } from '../imports/identity.ts';
import { listDuties } from './duty-queries.ts';
import * as queries from './queries.ts';
import { recordCommitment, recordHandling } from './record-follow-up.ts';
import * as sightings from './sighting-queries.ts';

const rulesToday = (call: Call) => fieldCodes(actorOf(call).today).spotRules;
const detailOf = (id: string, call: Call) =>
  sightings.getSpotDetail(call.tx, id, { rules: rulesToday(call), accountId: actorOf(call).accountId });

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
      bodySha256: bodySha256(content),
      // One sighting for one moment: the same report again is the same sighting.
      sightingId: importedId('spot_sighting', params.id, body.seenAt),
      accountId: actor.accountId,
      now: call.context.clock(),
      today: actor.today,
    });
  }),
  endpoint(listSpotDuties, ({ query }, call) =>
    listDuties(call.tx, query, rulesToday(call), actorOf(call).today),
  ),
  endpoint(getSpot, ({ params }, call) => detailOf(params.id, call)),
  endpoint(putSighting, ({ params, body }, call) =>
    sightings.putSighting(call.tx, body, fieldWrite(call, params.id, body)),
  ),
  endpoint(putHandling, async ({ params, body }, call) => {
    await recordHandling(call.tx, body, fieldWrite(call, params.id, body));
    return detailOf(body.spotId, call);
  }),
  endpoint(putCommitment, async ({ params, body }, call) => {
    await recordCommitment(call.tx, body, fieldWrite(call, params.id, body));
    return detailOf(body.spotId, call);
  }),
];
