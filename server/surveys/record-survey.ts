// A survey from the field, checked against the lists of its day and stored: by its own operation or out of a phone's file.
import type { Knex } from 'knex';
import type { Survey, SurveyInput } from '../../contract/survey.ts';
import { fieldCodes } from '../field/code-lists.ts';
import { requireNotAfter } from '../field/no-future.ts';
import type { FieldWrite } from '../field/record-queries.ts';
import { requireKnownAnswers } from './observations.ts';
import * as queries from './queries.ts';

/** Stores a survey whose answers are on the lists of its day. Throws `bad-input`, and as `queries.putSurvey`. */
export async function recordSurvey(
  tx: Knex.Transaction,
  input: SurveyInput,
  write: FieldWrite,
): Promise<Survey> {
  requireNotAfter(write.today, 'surveyedOn', input.surveyedOn);
  const { questions } = fieldCodes(input.surveyedOn);
  requireKnownAnswers(input.sheets, questions);
  return queries.putSurvey(tx, input, questions, write);
}
