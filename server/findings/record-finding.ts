// A finding or a step from the field, checked against the lists of its day and stored: by its own operation or out of a
// phone's file.
import type { Knex } from 'knex';
import type { FindingDetail, FindingInput, FindingStepInput } from '../../contract/finding.ts';
import { fieldCodes } from '../field/code-lists.ts';
import { requireNotAfter } from '../field/no-future.ts';
import type { FieldWrite } from '../field/record-queries.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';

/** Stores a finding whose codes are on the lists of its day. Throws `bad-input`, and as `queries.putFinding`. */
export async function recordFinding(
  tx: Knex.Transaction,
  input: FindingInput,
  write: FieldWrite,
): Promise<FindingDetail> {
  requireNotAfter(write.today, 'foundOn', input.foundOn);
  requireKnownCodes(input);
  return queries.putFinding(tx, input, write);
}

/** Takes a step that is not of a day to come. Throws `bad-input`, and as `queries.putFindingStep`. */
export async function recordStep(
  tx: Knex.Transaction,
  step: FindingStepInput,
  write: FieldWrite,
): Promise<FindingDetail> {
  requireNotAfter(write.today, 'takenOn', step.takenOn);
  return queries.putFindingStep(tx, step, write);
}

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
