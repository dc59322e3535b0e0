// Findings over HTTP.
import { getFinding, listFindings, putFinding, putFindingStep } from '../../contract/finding.ts';
import { fieldWrite } from '../field/field-write.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import * as queries from './queries.ts';
import { recordFinding, recordStep } from './record-finding.ts';

export const findingEndpoints: Endpoint[] = [
  endpoint(listFindings, ({ query }, call) => queries.listFindings(call.tx, query, actorOf(call))),
  endpoint(getFinding, ({ params }, call) => queries.getFinding(call.tx, params.id, actorOf(call))),
  endpoint(putFinding, ({ params, body }, call) =>
    recordFinding(call.tx, body, fieldWrite(call, params.id, body)),
  ),
  endpoint(putFindingStep, ({ params, body }, call) =>
    recordStep(call.tx, body, fieldWrite(call, params.id, body)),
  ),
];
