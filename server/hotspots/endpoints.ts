// Hotspots over HTTP.
import { getHotspot, listHotspots } from '../../contract/hotspot.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { predictiveRecordOf } from '../prediction/queries.ts';
import { Problem } from '../problem.ts';
import { getRun, shownRun } from '../runs/queries.ts';
import * as queries from './queries.ts';

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
    const run = await getRun(tx, params.run);
    const hotspot = await queries.getHotspot(tx, params.run, params.number);
    if (run === undefined || hotspot === undefined) throw new Problem('not-found');
    return { ...hotspot, run, predictive: await predictiveRecordOf(tx, hotspot.method) };
  }),
];
