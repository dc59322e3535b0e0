// What may be done with a finding in which state, and what it becomes. Pure: the rules of the follow-up in one table.
import type { FindingState } from '../../contract/codes.ts';
import type { FindingAction, FindingStepInput } from '../../contract/finding.ts';
import { Problem } from '../problem.ts';

type Rule = { from: readonly FindingState[]; to: FindingState | 'same' };

const rules: Record<FindingAction, Rule> = {
  recommend: { from: ['open', 'refused'], to: 'recommended' },
  accept: { from: ['recommended'], to: 'accepted' },
  refuse: { from: ['recommended', 'accepted'], to: 'refused' },
  finish: { from: ['open', 'recommended', 'accepted'], to: 'done' },
  verify: { from: ['done'], to: 'verified' },
  reopen: { from: ['done', 'verified', 'refused'], to: 'open' },
  remind: { from: ['open', 'recommended', 'accepted'], to: 'same' },
};

const stateWords: Record<FindingState, { vi: string; en: string }> = {
  open: { vi: 'chưa được kiến nghị', en: 'is not yet recommended' },
  recommended: { vi: 'đã được kiến nghị, chưa có trả lời', en: 'is recommended and not answered' },
  accepted: { vi: 'đã được tiếp nhận', en: 'is accepted' },
  done: { vi: 'đã làm xong, chờ kiểm tra', en: 'is done and waits to be verified' },
  verified: { vi: 'đã kiểm tra xong', en: 'is verified' },
  refused: { vi: 'bị trả lại', en: 'is refused' },
};

export type Standing = {
  state: FindingState;
  /** Who recorded it, and who last said it was done; null when an import brought it. */
  authorId: string | null;
  finisherId: string | null;
};

/** Nobody verifies what they recorded or declared done themselves. */
function isSecondPerson({ authorId, finisherId }: Standing, accountId: string): boolean {
  return accountId !== authorId && accountId !== finisherId;
}

/** The actions open to a person, in the order of the follow-up. */
export function actionsFor(standing: Standing, accountId: string): FindingAction[] {
  const all: FindingAction[] = ['recommend', 'accept', 'refuse', 'finish', 'verify', 'reopen', 'remind'];
  return all.filter(
    (action) =>
      rules[action].from.includes(standing.state) &&
      (action !== 'verify' || isSecondPerson(standing, accountId)),
  );
}

/**
 * The state after a step. Throws `wrong-state`; `same-person` for verifying one's own; `bad-input` when a recommendation
 * has no document number, a refusal no reason, or a verification neither a photo from afterwards nor a note.
 */
export function stateAfter(
  standing: Standing,
  step: Pick<FindingStepInput, 'action' | 'note' | 'documentNumber'>,
  person: { accountId: string; hasAfterPhoto: boolean },
): FindingState {
  const rule = rules[step.action];
  if (!rule.from.includes(standing.state)) {
    throw new Problem('wrong-state', {
      detail: `Không thể làm bước này khi điểm bất cập ${stateWords[standing.state].vi}`,
      detailEn: `This step is not possible while the finding ${stateWords[standing.state].en}`,
    });
  }
  if (step.action === 'verify' && !isSecondPerson(standing, person.accountId))
    throw new Problem('same-person');
  const note = step.note ?? '';
  if (step.action === 'recommend' && step.documentNumber === undefined)
    throw missing('documentNumber', 'Kiến nghị cần số văn bản', 'A recommendation needs its document number');
  if (step.action === 'refuse' && note === '')
    throw missing('note', 'Từ chối cần ghi lý do', 'A refusal needs its reason');
  if (step.action === 'verify' && note === '' && !person.hasAfterPhoto)
    throw missing(
      'note',
      'Kiểm tra cần ảnh sau khi làm hoặc ghi rõ đã thấy gì',
      'A verification needs a photo from afterwards or a note of what was seen',
    );
  return rule.to === 'same' ? standing.state : rule.to;
}

function missing(field: string, detail: string, detailEn: string): Problem {
  return new Problem('bad-input', {
    detail,
    detailEn,
    errors: [{ pointer: `#/body/${field}`, detail, detailEn }],
  });
}
