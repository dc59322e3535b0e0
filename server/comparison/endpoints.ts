// Comparing runs over HTTP.
import { compareRuns } from '../../contract/comparison.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { comparison } from './comparison.ts';

export const comparisonEndpoints: Endpoint[] = [
  endpoint(compareRuns, async ({ params, query }, call) =>
    comparison(call.tx, {
      after: params.id,
      before: query.with,
      limit: query.limit,
      today: actorOf(call).today,
    }),
  ),
];
