// Surveys over HTTP.
import { getSurvey, putSurvey } from '../../contract/survey.ts';
import { fieldCodes } from '../field/code-lists.ts';
import { fieldWrite } from '../field/field-write.ts';
import { requireNotAfter } from '../field/no-future.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { requireKnownAnswers } from './observations.ts';
import * as queries from './queries.ts';

export const surveyEndpoints: Endpoint[] = [
  endpoint(putSurvey, async ({ params, body }, call) => {
    const write = fieldWrite(call, params.id, body);
    requireNotAfter(write.today, 'surveyedOn', body.surveyedOn);
    const { questions } = fieldCodes(body.surveyedOn);
    requireKnownAnswers(body.sheets, questions);
    return queries.putSurvey(call.tx, body, questions, write);
  }),
  endpoint(getSurvey, ({ params }, call) => queries.getSurvey(call.tx, params.id, actorOf(call).accountId)),
];
