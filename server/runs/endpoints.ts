// Runs over HTTP.
import { cancelRun, getRun, listRuns, startRun } from '../../contract/run.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';
import { requestRun } from './request.ts';

export const runEndpoints: Endpoint[] = [
  endpoint(startRun, async ({ body }, call) => {
    const run = await requestRun(call.tx, body, {
      codeVersion: call.context.codeVersion,
      accountId: actorOf(call).accountId,
      now: call.context.clock(),
    });
    call.afterCommit(call.context.wakeRuns);
    return run;
  }),
  endpoint(listRuns, async ({ query }, { tx }) => ({ runs: await queries.listRuns(tx, query) })),
  endpoint(getRun, async ({ params }, { tx }) => {
    const run = await queries.getRun(tx, params.id);
    if (run === undefined) throw new Problem('not-found');
    return run;
  }),
  endpoint(cancelRun, async ({ params }, call) => {
    const run = await queries.getRun(call.tx, params.id);
    if (run === undefined) throw new Problem('not-found');
    await queries.requestCancel(call.tx, params.id, actorOf(call).accountId, call.context.clock());
    call.afterCommit(() => call.context.stopRun(params.id));
    return (await queries.getRun(call.tx, params.id)) ?? run;
  }),
];
