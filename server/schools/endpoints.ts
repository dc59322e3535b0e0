// Schools over HTTP.
import { getSchool, listSchools } from '../../contract/facts.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';

export const schoolEndpoints: Endpoint[] = [
  endpoint(listSchools, async ({ query }, call) =>
    queries.listSchools(call.tx, query, { limit: query.limit, after: query.after }, actorOf(call).today),
  ),
  endpoint(getSchool, async ({ params }, { tx }) => {
    const school = await queries.getSchool(tx, params.id);
    if (school === undefined) throw new Problem('not-found');
    return school;
  }),
];
