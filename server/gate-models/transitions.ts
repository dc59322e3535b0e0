// Which steps a gate model may take, and when it is due. Pure.
import type { ChecklistAnswer, GateChecklist, GateModel, GateModelState } from '../../contract/gate-model.ts';
import { dayNumber, isoDay } from '../territory/days.ts';

export type StoredState = Exclude<GateModelState, 'lapsed'>;

/** From each state, where it may go; recognised goes back to assessed for the yearly assessment. */
const nextStates: Record<StoredState, readonly StoredState[]> = {
  proposed: ['assessed', 'withdrawn'],
  assessed: ['recognised', 'withdrawn'],
  recognised: ['assessed', 'withdrawn'],
  withdrawn: [],
};

export type Step = {
  from: StoredState;
  to: StoredState;
  answers: readonly ChecklistAnswer[];
  hasDocument: boolean;
  note: string;
};

export type Refusal = 'no_such_step' | 'unanswered' | 'no_document' | 'no_reason';

/** Why a step cannot be taken; null when it can. An answer of "no" does not stop an assessment: it is on record. */
export function refusalOf(
  { from, to, answers, hasDocument, note }: Step,
  checklist: GateChecklist,
): Refusal | null {
  if (!nextStates[from].includes(to)) return 'no_such_step';
  const answered = new Set(answers.map(({ code }) => code));
  if (to === 'assessed' && checklist.items.some(({ code }) => !answered.has(code))) return 'unanswered';
  if (to === 'recognised' && !hasDocument) return 'no_document';
  if (to === 'withdrawn' && note === '') return 'no_reason';
  return null;
}

/** A leader recognises and ends a recognition; who records does the rest. */
export function mayTake(
  { from, to }: Pick<Step, 'from' | 'to'>,
  may: { record: boolean; recognise: boolean },
): boolean {
  const isLeaders = to === 'recognised' || (from === 'recognised' && to === 'withdrawn');
  return isLeaders ? may.recognise : may.record;
}

/** The document that a model is recognised by, and the last day it holds. */
export type Recognition = Pick<GateModel, 'documentNumber' | 'documentOn' | 'dueOn'>;

/** What a model is recognised by after a step: by a new document for a year, by none once it is withdrawn. */
export function recognitionAfter(
  model: Recognition,
  step: { to: StoredState; documentNumber?: string | undefined; documentOn?: string | undefined },
): Recognition {
  const { documentNumber, documentOn } = step;
  if (step.to === 'recognised' && documentNumber !== undefined && documentOn !== undefined) {
    return { documentNumber, documentOn, dueOn: dueAfter(documentOn) };
  }
  return {
    documentNumber: model.documentNumber,
    documentOn: model.documentOn,
    dueOn: step.to === 'withdrawn' ? null : model.dueOn,
  };
}

/** The last day of the year that a recognition of `day` holds for. */
export function dueAfter(day: string): string {
  const [year, rest] = [Number(day.slice(0, 4)) + 1, day.slice(4)];
  // 29 February has no next year: the year ends with the month.
  return rest === '-02-29' ? `${year}-02-28` : isoDay(dayNumber(`${year}${rest}`) - 1);
}

/** What the register shows: a recognised model whose day has passed has lapsed. */
export function shownState(state: StoredState, dueOn: string | null, today: string): GateModelState {
  return state === 'recognised' && dueOn !== null && dueOn < today ? 'lapsed' : state;
}
