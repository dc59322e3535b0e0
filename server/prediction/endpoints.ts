// Prediction over HTTP.
import { getPrediction } from '../../contract/prediction.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { shownRun } from '../runs/queries.ts';
import { listResults, recordsOf } from './queries.ts';

export const predictionEndpoints: Endpoint[] = [
  endpoint(getPrediction, async ({ query }, { tx }) => {
    const run = await shownRun(tx, 'prediction', null, query.run);
    if (run === undefined) return { run: null, results: [], records: [] };
    const results = await listResults(tx, run.id);
    return { run, results, records: recordsOf(run, results) };
  }),
];
