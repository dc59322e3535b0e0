// Withdrawals over HTTP.
import { listWithdrawals, putWithdrawal, returnWithdrawn } from '../../contract/withdrawal.ts';
import { fieldWrite } from '../field/field-write.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import * as queries from './queries.ts';
import { withdraw } from './withdraw.ts';

export const withdrawalEndpoints: Endpoint[] = [
  endpoint(putWithdrawal, ({ params, body }, call) =>
    withdraw(call.tx, body, {
      ...fieldWrite(call, params.id, body),
      isPlanner: actorOf(call).roles.includes('planner'),
    }),
  ),
  endpoint(returnWithdrawn, ({ params }, call) =>
    queries.returnWithdrawn(call.tx, {
      ...fieldWrite(call, params.id, {}),
      isPlanner: actorOf(call).roles.includes('planner'),
    }),
  ),
  endpoint(listWithdrawals, ({ query }, call) => queries.listWithdrawals(call.tx, query, actorOf(call))),
];
