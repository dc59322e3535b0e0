// After-studies of pilots over HTTP.
import { getPilotStudy, putPilotWatch, setPilotCompletion } from '../../contract/evaluation.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { findDecision } from '../pilot-decisions/queries.ts';
import { Problem } from '../problem.ts';
import { yearsEarlier } from '../territory/days.ts';
import * as queries from './queries.ts';
import { accidentsOf, differencesOf, wordOf } from './study.ts';

/** Our choice: years of accidents before, and the distance in which measures at a gate can tell. */
const YEARS_BEFORE = 3;
const WITHIN_METRES = 500;

export const evaluationEndpoints: Endpoint[] = [
  endpoint(putPilotWatch, async ({ params, body }, call) => {
    const { baseRevision, ...watch } = body;
    return queries.putWatch(call.tx, { id: params.id, ...watch }, baseRevision, {
      accountId: actorOf(call).accountId,
      now: call.context.clock(),
    });
  }),
  endpoint(setPilotCompletion, async ({ params, body }, call) => {
    const { accountId, today } = actorOf(call);
    if (body.completedOn > today) {
      throw new Problem('rule-broken', {
        detail: 'Ngày hoàn thành không thể ở tương lai',
        detailEn: 'The day of completion cannot be in the future',
      });
    }
    await queries.setCompletion(call.tx, params.id, body.completedOn, {
      accountId,
      now: call.context.clock(),
    });
    return { completedOn: body.completedOn };
  }),
  endpoint(getPilotStudy, async ({ params }, call) => {
    const { tx } = call;
    const decision = await findDecision(tx, params.id);
    if (decision === undefined) throw new Problem('not-found');
    const { comparisons, comparisonIds, otherRoad, completedOn } = await queries.getStudy(tx, params.id);
    const today = actorOf(call).today;
    const differences = differencesOf(
      await queries.allWatches(tx, params.id),
      decision.schoolId,
      comparisonIds,
    );
    let accidents = null;
    // Less than a year after, the seasons alone would make a difference.
    if (completedOn !== null && completedOn <= yearsEarlier(today, 1)) {
      const from = yearsEarlier(completedOn, YEARS_BEFORE);
      const counts = await queries.countAccidents(tx, {
        level: decision.level,
        from,
        middle: completedOn,
        to: today,
        withinMetres: WITHIN_METRES,
      });
      accidents = { from, to: today, ...accidentsOf(counts, decision.schoolId, comparisonIds) };
    }
    return {
      decision,
      comparisons,
      isOtherRoad: otherRoad,
      completedOn,
      watches: await queries.listWatches(tx, params.id),
      differences,
      accidents,
      ...wordOf(differences, accidents, comparisonIds.length > 0),
    };
  }),
];
