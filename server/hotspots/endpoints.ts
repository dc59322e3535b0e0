// Hotspots over HTTP.
import { getHotspot, getHotspotSurroundings, listHotspots } from '../../contract/hotspot.ts';
import { advanceHotspotCase, listHotspotCases, openHotspotCase } from '../../contract/hotspot-case.ts';
import { actorOf, type Call, type Endpoint, endpoint } from '../http/endpoint.ts';
import { predictiveRecordOf } from '../prediction/queries.ts';
import { Problem } from '../problem.ts';
import { shownRun } from '../runs/queries.ts';
import * as cases from './case-queries.ts';
import * as queries from './queries.ts';
import { findSurroundings } from './surroundings-queries.ts';

const author = (call: Call) => ({ accountId: actorOf(call).accountId, at: call.context.clock() });

export const hotspotEndpoints: Endpoint[] = [
  endpoint(listHotspots, async ({ query }, call) => {
    // A named run says its own method.
    const run = await shownRun(call.tx, 'hotspots', query.run === undefined ? query.method : null, query.run);
    if (run === undefined) return { run: null, hotspots: [], predictive: null };
    const hotspots = await queries.listHotspots(call.tx, run.id, query, actorOf(call).today);
    const predictive = await predictiveRecordOf(call.tx, String(run.parameters.method));
    return { run, hotspots, predictive };
  }),
  endpoint(getHotspot, async ({ params }, { tx }) => {
    const run = await shownRun(tx, 'hotspots', null, params.run);
    const hotspot = await queries.getHotspot(tx, params.run, params.number);
    if (run === undefined || hotspot === undefined) throw new Problem('not-found');
    return { ...hotspot, run, predictive: await predictiveRecordOf(tx, hotspot.method) };
  }),
  endpoint(getHotspotSurroundings, async ({ params }, { tx }) => {
    const found = await findSurroundings(tx, params.run, params.number);
    if (found === undefined) throw new Problem('not-found');
    return found;
  }),
  endpoint(listHotspotCases, async ({ query }, { tx }) => ({ cases: await cases.listCases(tx, query) })),
  endpoint(openHotspotCase, ({ params, body }, call) =>
    cases.openCase(call.tx, { id: params.id, ...body }, author(call)),
  ),
  endpoint(advanceHotspotCase, ({ params, body }, call) =>
    cases.advanceCase(call.tx, { ...params, ...body }, author(call)),
  ),
];
