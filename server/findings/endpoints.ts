// Findings over HTTP.
import {
  type FindingInput,
  getFinding,
  listFindings,
  putFinding,
  putFindingStep,
} from '../../contract/finding.ts';
import { fieldCodes } from '../field/code-lists.ts';
import { fieldWrite } from '../field/field-write.ts';
import { requireNotAfter } from '../field/no-future.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';

export const findingEndpoints: Endpoint[] = [
  endpoint(listFindings, ({ query }, call) => queries.listFindings(call.tx, query, actorOf(call))),
  endpoint(getFinding, ({ params }, call) => queries.getFinding(call.tx, params.id, actorOf(call))),
  endpoint(putFinding, async ({ params, body }, call) => {
    const write = fieldWrite(call, params.id, body);
    requireNotAfter(write.today, 'foundOn', body.foundOn);
    requireKnownCodes(body);
    return queries.putFinding(call.tx, body, write);
  }),
  endpoint(putFindingStep, async ({ params, body }, call) => {
    const write = fieldWrite(call, params.id, body);
    requireNotAfter(write.today, 'takenOn', body.takenOn);
    return queries.putFindingStep(call.tx, body, write);
  }),
];

/** The codes must be of the lists that hold on the day of the finding. */
function requireKnownCodes({ foundOn, reasonCode, measureCode }: FindingInput): void {
  const { reasons, measures } = fieldCodes(foundOn);
  const unknown = [
    reasons.some(({ id }) => id === reasonCode) ? null : { field: 'reasonCode', code: reasonCode },
    measureCode === undefined || measures.some(({ id }) => id === measureCode)
      ? null
      : { field: 'measureCode', code: measureCode },
  ].filter((one) => one !== null);
  if (unknown.length === 0) return;
  const errors = unknown.map(({ field, code }) => ({
    pointer: `#/body/${field}`,
    detail: `Mã "${code}" không có trong danh mục ngày ${foundOn}`,
    detailEn: `Code "${code}" is not on the list of ${foundOn}`,
  }));
  throw new Problem('bad-input', {
    detail: errors.map((error) => error.detail).join('; '),
    detailEn: errors.map((error) => error.detailEn).join('; '),
    errors,
  });
}
