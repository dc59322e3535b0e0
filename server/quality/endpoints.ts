// Duplicates, merges and places by hand over HTTP.
import {
  keepApart,
  listDuplicates,
  listMerges,
  listUnlocated,
  mergeAccidents,
  placeAccident,
  suggestPlace,
  undoMerge,
} from '../../contract/quality.ts';
import { actorOf, type Call, type Endpoint, endpoint } from '../http/endpoint.ts';
import * as merges from './merge-queries.ts';
import * as places from './place-queries.ts';
import * as queries from './queries.ts';

/** Who decides, and when. */
function decision(call: Call): merges.Decision {
  return { accountId: actorOf(call).accountId, at: call.context.clock() };
}

export const qualityEndpoints: Endpoint[] = [
  endpoint(listDuplicates, (_, call) => queries.listDuplicates(call.tx)),
  endpoint(keepApart, async ({ body }, call) => {
    await queries.keepApart(call.tx, [body.first, body.second], decision(call));
    return undefined;
  }),
  endpoint(listMerges, async ({ query }, call) => ({
    merges: await merges.listMerges(call.tx, query.limit),
  })),
  endpoint(mergeAccidents, ({ params, body }, call) =>
    merges.mergeAccidents(call.tx, { id: params.id, ...body }, decision(call)),
  ),
  endpoint(undoMerge, async ({ params }, call) => {
    await merges.undoMerge(call.tx, params.id, decision(call));
    return undefined;
  }),
  endpoint(listUnlocated, ({ query }, call) => places.listUnlocated(call.tx, query)),
  endpoint(suggestPlace, ({ params }, call) => places.suggestPlace(call.tx, params.id)),
  endpoint(placeAccident, ({ params, body }, call) =>
    places.placeAccident(call.tx, { id: params.id, ...body }, decision(call)),
  ),
];
