// Answers of a checklist: counted, and put in the order of its items. Pure.
import type { ChecklistAnswer, GateChecklist } from '../../../contract/gate-model.ts';

export type ChecklistCounts = { met: number; unmet: number; open: number };

/** What does not apply is answered, and neither met nor unmet. */
export function checklistCounts(
  { items }: GateChecklist,
  answers: readonly Pick<ChecklistAnswer, 'code' | 'met'>[],
): ChecklistCounts {
  const answerOf = new Map(answers.map(({ code, met }) => [code, met]));
  const count = (wanted: ChecklistAnswer['met'] | undefined) =>
    items.filter(({ code }) => answerOf.get(code) === wanted).length;
  return { met: count('yes'), unmet: count('no'), open: count(undefined) };
}

/** The answers with one changed or added, in the order of the items. */
export function withAnswer(
  { items }: GateChecklist,
  answers: readonly ChecklistAnswer[],
  changed: ChecklistAnswer,
): ChecklistAnswer[] {
  return items.flatMap(({ code }) => {
    if (code === changed.code) return [changed];
    return answers.filter((answer) => answer.code === code);
  });
}
