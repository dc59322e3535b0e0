// Answers of the field → the observations that the risk model reads. Pure; the questions are dated data.
import type { ObservationCode } from '../../contract/codes.ts';
import type { QuestionEntry } from '../../contract/field.ts';
import type { ProblemDetail } from '../../contract/problem.ts';
import type { SurveyAnswer, SurveySheet } from '../../contract/survey.ts';
import { Problem } from '../problem.ts';

/** The answer that every question has. */
const NOT_OBSERVED = 'not_observed';

export type Observation = { code: ObservationCode; value: number | null };

/**
 * Observations of one sheet. An answer says its own code; the dangerous ways of dropping off are counted into one, but a
 * count of none needs all of them answered. "Not observed" gives nothing: the model then knows no answer.
 */
export function observationsOf(
  answers: readonly SurveyAnswer[],
  questions: readonly QuestionEntry[],
): Observation[] {
  const found: Observation[] = [];
  let yes = 0;
  let answered = 0;
  for (const question of questions) {
    const given = answers.find((answer) => answer.question === question.id);
    const entry = question.answers.find((answer) => answer.id === given?.answer);
    if (given === undefined || entry === undefined) continue;
    if (question.kind === 'dropoff') {
      answered++;
      if (entry.id === 'yes') yes++;
    } else if (entry.observation !== undefined) {
      found.push({
        code: entry.observation,
        value: (question.kind === 'speed' ? given.value : undefined) ?? entry.value ?? null,
      });
    }
  }
  const asked = questions.filter(({ kind }) => kind === 'dropoff').length;
  if (yes > 0 || (asked > 0 && answered === asked)) found.push({ code: 'dropoff_types', value: yes });
  return found;
}

/** Throws `bad-input` naming each answer that no list has, or that is asked twice or of the wrong kind of place. */
export function requireKnownAnswers(
  sheets: readonly SurveySheet[],
  questions: readonly QuestionEntry[],
): void {
  const errors: ProblemDetail[] = [];
  for (const [s, sheet] of sheets.entries()) {
    const target = sheet.gateId === undefined ? 'route' : 'gate';
    const seen = new Set<string>();
    for (const [a, given] of sheet.answers.entries()) {
      const question = questions.find(({ id }) => id === given.question);
      const isKnown =
        question?.targets.includes(target) === true &&
        !seen.has(given.question) &&
        (given.answer === NOT_OBSERVED || question.answers.some(({ id }) => id === given.answer));
      seen.add(given.question);
      if (isKnown) continue;
      errors.push({
        pointer: `#/body/sheets/${s}/answers/${a}`,
        detail: `Câu "${given.question}" không nhận "${given.answer}" ở đây`,
        detailEn: `Question "${given.question}" does not take "${given.answer}" here`,
      });
    }
  }
  if (errors.length === 0) return;
  throw new Problem('bad-input', {
    detail: errors.map((error) => error.detail).join('; '),
    detailEn: errors.map((error) => error.detailEn).join('; '),
    errors,
  });
}
