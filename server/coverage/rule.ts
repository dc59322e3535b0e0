// The one rule of what a surveyed metre of a route is, as a day and as SQL: for one school, a commune or the whole
// country. Every view of coverage takes its metres from here, so that their numbers agree.
import { surveyedPadMetres } from '../../contract/walk-next.ts';
import { dayNumber, isoDay, yearsEarlier } from '../territory/days.ts';

/** First day of the twelve months up to `today`: older surveys have to be made again (our choice: one school year). */
export function surveyedSince(today: string): string {
  return isoDay(dayNumber(yearsEarlier(today, 1)) + 1);
}

/**
 * Rows route_id, day, metres (one range from the start): what a walk passed, or an answer is about, by route `r`.
 * `days` and `condition` narrow the days and the routes.
 */
function surveyedParts(days: (day: string) => string, condition: string): string {
  return `
    select route_id, day, numrange(round((least(from_m, to_m) - ${surveyedPadMetres})::numeric, 1),
                                   round((greatest(from_m, to_m) + ${surveyedPadMetres})::numeric, 1)) as metres
      from (select t.route_id, t.from_m, t.to_m, w.walked_on as day
              from survey_walk w join survey_stretch t on t.walk_id = w.id join route r on r.id = t.route_id
             where ${days('w.walked_on')} and ${condition}
            union all
            select o.route_id, coalesce(o.from_m, 0), coalesce(o.to_m, r.length_m), o.observed_on
              from survey_observation o join route r on r.id = o.route_id
             where ${days('o.observed_on')} and ${condition}) part`;
}

const wholeRoute = 'nummultirange(numrange(0, round(r.length_m::numeric, 1)))';

/**
 * Rows of every route in scope: school_id, route_id, length_m (to a decimetre), `metres` (the ranges from its start that
 * a walk passed or an answer is about, on `:surveyedSince` or later) and last_on (the last such day). Stretches that
 * overlap count once; an answer without a stretch stands for the whole route. `condition` narrows the routes `r`.
 */
export function surveyedRanges(condition: string): string {
  return `
    select r.school_id, r.id as route_id, round(r.length_m::numeric, 1) as length_m, seen.last_on,
           coalesce(seen.metres, '{}'::nummultirange) * ${wholeRoute} as metres
      from route r
      left join (
        select route_id, max(day) as last_on, range_agg(metres) as metres
          from (${surveyedParts((day) => `${day} >= :surveyedSince::date`, condition)}) part
         group by route_id) seen on seen.route_id = r.id
     where ${condition}`;
}

/** As `surveyedRanges`, with surveyed_m, the metres of the ranges, in their place. */
export function routeCoverage(condition: string): string {
  return `
    select school_id, route_id, length_m, last_on,
           (select coalesce(sum(upper(part) - lower(part)), 0) from unnest(metres) part) as surveyed_m
      from (${surveyedRanges(condition)}) ranges`;
}

/**
 * Rows school_id, day, metres: for each day on which a school's routes were observed, the metres of `surveyedRanges` since
 * that day. `condition` narrows the routes `r`.
 */
export function surveyedSinceDays(condition: string): string {
  return `
    select school_id, day, sum(sum(reached - coalesce(later, 0))) over (partition by school_id order by day desc) as metres
      from (select r.school_id, grown.day, length.reached,
                   lag(length.reached) over (partition by grown.route_id order by grown.day desc) as later
              from (select route_id, day, range_agg(metres) over (partition by route_id order by day desc) as metres
                      from (select route_id, day, range_agg(metres) as metres
                              from (${surveyedParts(() => 'true', condition)}) part
                             group by route_id, day) by_day) grown
              join route r on r.id = grown.route_id
              cross join lateral (select coalesce(sum(upper(part) - lower(part)), 0) as reached
                                    from unnest(grown.metres * ${wholeRoute}) part) length) steps
     group by school_id, day`;
}

/** SQL of the last day a route was walked or answered about, however long ago; null for never. `route` is its id. */
export function lastSurveyedOn(route: string): string {
  return `greatest((select max(o.observed_on) from survey_observation o where o.route_id = ${route}),
                   (select max(w.walked_on) from survey_stretch t join survey_walk w on w.id = t.walk_id
                     where t.route_id = ${route}))`;
}
