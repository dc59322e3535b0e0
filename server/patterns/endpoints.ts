// The time pattern over HTTP.
import { getSchoolPattern } from '../../contract/pattern.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import { schoolCalendar, sessionsOf } from '../territory/school-clock.ts';
import { countPattern, fiveYears, tripSpans } from './count-pattern.ts';
import { findSchoolClock, listTimedAccidents } from './queries.ts';

export const patternEndpoints: Endpoint[] = [
  endpoint(getSchoolPattern, async ({ params, query }, call) => {
    const clock = await findSchoolClock(call.tx, params.id);
    if (clock === undefined) throw new Problem('not-found');
    const to = query.asOf ?? actorOf(call).today;
    const from = fiveYears(to)[0]?.from ?? to;
    const sessions = sessionsOf(clock.own, clock.levels, clock.territory);
    const accidents = await listTimedAccidents(call.tx, {
      schoolId: params.id,
      metres: query.metres,
      from,
      to,
    });
    return {
      schoolId: params.id,
      withinMetres: query.metres,
      ...countPattern(accidents, to, sessions, schoolCalendar(clock.calendar)),
      tripWindows: tripSpans(sessions),
    };
  }),
];
