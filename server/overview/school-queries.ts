// All SQL of what a school's page shows besides its facts: coverage, spots, counted accidents, clusters, and its runs.
import type { Knex } from 'knex';
import type { HistoryPoint, NearHotspot, SchoolDetail, SchoolSpot } from '../../contract/school-page.ts';
import { lastSurveyedOn, routeCoverage } from '../coverage/rule.ts';

/** Straight-line metres from a gate within which a cluster is named on the school's page: the radius of the trip charts. */
export const nearHotspotMetres = 500;

/** Whether a school is on record and in scope. */
export async function hasSchool(tx: Knex.Transaction, id: string): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: unknown[] }>('select 1 from school where id = :id', { id });
  return rows.length > 0;
}

type Days = { today: string; surveyedSince: string };

/** The detail of one school by a risk run (null: no accidents counted), or undefined outside one's scope. */
export async function getSchoolDetail(
  tx: Knex.Transaction,
  schoolId: string,
  runId: string | null,
  days: Days,
): Promise<SchoolDetail | undefined> {
  const { rows } = await tx.raw<{
    rows: Pick<SchoolDetail, 'schoolId' | 'routes' | 'gates' | 'counted'>[];
  }>(
    `select s.id as "schoolId",
            (select coalesce(json_agg(json_build_object('routeId', c.route_id, 'lengthMetres', c.length_m,
                      'surveyedMetres', c.surveyed_m,
                      'lastSurveyedOn', ${lastSurveyedOn('c.route_id')})
                      order by c.length_m desc, c.route_id), '[]')
               from (${routeCoverage('r.school_id = :schoolId')}) c) as routes,
            (select coalesce(json_agg(json_build_object('gateId', g.id,
                      'lastSurveyedOn', (select max(o.observed_on) from survey_observation o where o.gate_id = g.id))
                      order by g.id), '[]')
               from gate g where g.school_id = s.id) as gates,
            (select coalesce(json_agg(json_build_object('accidentId', a.id, 'location', ST_AsGeoJSON(a.location, 6)::json)
                      order by a.id), '[]')
               from risk_part p join accident a on a.id = p.accident_id
              where p.run_id = :runId::uuid and p.school_id = s.id and p.weight > 0 and a.location is not null) as counted
       from school s where s.id = :schoolId`,
    { schoolId, runId, surveyedSince: days.surveyedSince },
  );
  const school = rows[0];
  if (school === undefined) return undefined;
  const spots = await listSpots(tx, schoolId);
  const hotspots = await listNearHotspots(tx, schoolId);
  return { ...school, ...days, spots, hotspots, nearHotspotMetres };
}

async function listSpots(tx: Knex.Transaction, schoolId: string): Promise<SchoolSpot[]> {
  const { rows } = await tx.raw<{ rows: SchoolSpot[] }>(
    `with zone as (select z.zone from gate_zone z join gate g on g.id = z.gate_id where g.school_id = :schoolId)
     select i.id, i.kind, i.state, ST_AsGeoJSON(i.location, 6)::json as location,
            to_char(i.last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lastSeenAt",
            (select count(*) from spot_sighting s where s.spot_id = i.id)::int as sightings,
            near.id as "gateId", round(near.metres::numeric, 1)::float8 as "gateMetres",
            exists (select from zone where ST_Covers(zone.zone, i.location)) as "isInZone"
       from illegal_spot i
       left join lateral (
         select g.id, ST_Distance(g.location::geography, i.location::geography) as metres
           from gate g where g.school_id = :schoolId order by metres, g.id limit 1) near on true
      where i.school_id = :schoolId or exists (select from zone where ST_Covers(zone.zone, i.location))
      order by i.state = 'handled', i.last_seen_at desc, i.id limit 100`,
    { schoolId },
  );
  return rows;
}

/** Proposed places of the newest standard run of each method near a gate, or near a school that has none. */
async function listNearHotspots(tx: Knex.Transaction, schoolId: string): Promise<NearHotspot[]> {
  const { rows } = await tx.raw<{ rows: NearHotspot[] }>(
    `with shown as (
       select distinct on (method) id, method from run
        where kind = 'hotspots' and status = 'done' and standard order by method, finished_at desc, id),
     door as (
       select coalesce(g.location, s.location)::geography as place
         from school s left join gate g on g.school_id = s.id where s.id = :schoolId)
     select h.run_id as "runId", h.number, shown.method, h.road_name as "roadName", h.accidents,
            ST_AsGeoJSON(h.anchor, 6)::json as anchor, round(min(ST_Distance(h.area::geography, door.place))::numeric, 1)::float8
              as "distanceMetres",
            h.probability_above as "probabilityAbove", h.is_likely_random as "isLikelyRandom", h.q
       from shown join hotspot h on h.run_id = shown.id and h.status = 'proposed'
       join door on ST_DWithin(h.area::geography, door.place, :within::float8)
      group by h.run_id, h.number, shown.method
      order by array_position(array['legal_rule', 'network_kde', 'dbscan', 'gi_star', 'hdbscan'], shown.method),
               "distanceMetres", h.number limit 30`,
    { schoolId, within: nearHotspotMetres },
  );
  return rows;
}

/** What a run says of one school, without what changed since the run before. */
export type HistoryRow = Omit<HistoryPoint, 'change'>;

/** The finished risk runs that computed a school, by the day they look back from, the last ones; empty outside one's scope. */
export async function listHistory(
  tx: Knex.Transaction,
  schoolId: string,
  limit: number,
): Promise<HistoryRow[]> {
  const { rows } = await tx.raw<{ rows: HistoryRow[] }>(
    `select r.run_id as "runId", run.as_of as "asOf", run.standard,
            to_char(run.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "finishedAt",
            r.rank, r.rank_low as "rankLow", r.rank_high as "rankHigh", r.score, r.score_low as "scoreLow",
            r.score_high as "scoreHigh", r.rate, r.band, r.band_shown as "bandShown",
            coalesce(run.notes ->> 'ranked', run.notes ->> 'schools', '0')::int as "rankedSchools"
       from risk_result r join run on run.id = r.run_id
      where r.school_id = :schoolId and run.status = 'done'
      order by run.as_of desc, run.created_at desc, run.id desc limit :limit`,
    { schoolId, limit },
  );
  return rows.reverse();
}
