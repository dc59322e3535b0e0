// Surveys over HTTP.
import { getSurvey, getSurveyGpx, listSurveys, putSurvey } from '../../contract/survey.ts';
import { writeAudit } from '../audit.ts';
import { listWalkLines } from '../coverage/walk-queries.ts';
import { fieldWrite } from '../field/field-write.ts';
import { actorOf, type Endpoint, endpoint, RawReply } from '../http/endpoint.ts';
import { gpxOf } from './gpx.ts';
import * as lists from './list-queries.ts';
import * as queries from './queries.ts';
import { recordSurvey } from './record-survey.ts';

export const surveyEndpoints: Endpoint[] = [
  endpoint(putSurvey, ({ params, body }, call) =>
    recordSurvey(call.tx, body, fieldWrite(call, params.id, body)),
  ),
  endpoint(getSurvey, ({ params }, call) => queries.getSurvey(call.tx, params.id, actorOf(call).accountId)),
  endpoint(listSurveys, ({ params, query }, call) =>
    lists.listSurveys(call.tx, params.id, { ...query, accountId: actorOf(call).accountId }),
  ),
  endpoint(getSurveyGpx, async ({ params }, call) => {
    const { unitId, ...head } = await queries.getSurveyHead(call.tx, params.id);
    const walks = await listWalkLines(call.tx, params.id);
    await writeAudit(call.tx, {
      at: call.context.clock(),
      accountId: actorOf(call).accountId,
      action: 'export',
      table: 'survey_walk',
      recordId: params.id,
      unitId,
      detail: { format: 'gpx', rows: walks.length },
    });
    return new RawReply(gpxOf(head, walks), {
      'Content-Type': 'application/gpx+xml; charset=utf-8',
      'Content-Disposition': `attachment; filename="survey-${head.surveyedOn}-${params.id.slice(0, 8)}.gpx"`,
      'Cache-Control': 'private, no-store',
    });
  }),
];
