// Units over HTTP.
import { listUnits } from '../../contract/account.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import * as queries from './queries.ts';

export const unitEndpoints: Endpoint[] = [
  endpoint(listUnits, async (_args, call) => ({
    units: await queries.listUnits(call.tx, actorOf(call).today),
  })),
];
