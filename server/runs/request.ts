// Asking for a run: the one way in for the API, the command line and the demo town.
import type { Knex } from 'knex';
import type { Run } from '../../contract/run.ts';
import type { RunRequest } from '../../contract/run-parameters.ts';
import { monthsBefore } from '../hotspots/legal-rule.ts';
import { analyses } from './analyses.ts';
import { queueRun } from './queries.ts';

type Asker = { codeVersion: string; accountId: string | null; now: Date };

/** Queues a run under the client's id; the same id and request again gives the same run. */
export async function requestRun(tx: Knex.Transaction, request: RunRequest, asker: Asker): Promise<Run> {
  const months = await analyses[request.kind].months(tx, request.parameters);
  return queueRun(tx, { ...asker, request, windowFrom: monthsBefore(request.parameters.asOf, months) });
}
