// Accidents over HTTP.
import { getAccident, listAccidents } from '../../contract/facts.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';

export const accidentEndpoints: Endpoint[] = [
  endpoint(listAccidents, async ({ query }, call) =>
    queries.listAccidents(call.tx, query, { limit: query.limit, after: query.after }, actorOf(call).today),
  ),
  endpoint(getAccident, async ({ params }, { tx }) => {
    const accident = await queries.getAccident(tx, params.id);
    if (accident === undefined) throw new Problem('not-found');
    return accident;
  }),
];
