// All SQL of a run of pilots: what it reads of schools, and the candidates it writes.
import type { Knex } from 'knex';
import { PlanContent } from '../../contract/plan.ts';
import { unitCostsByUnit } from '../catalogue/queries.ts';
import { costOf } from '../plans/cost.ts';
import type { CandidateRow, PilotSchool } from './compute.ts';

/** The road at a gate is the nearest one within this distance, metres (our choice). */
const GATE_ROAD_METRES = 50;

/** Schools of a risk run, of one unit or all, by id; what is answered, planned and decided up to `asOf`. System scope. */
export async function readSchools(
  tx: Knex.Transaction,
  wanted: { riskRunId: string; unitId: string | null; asOf: string },
): Promise<PilotSchool[]> {
  type Row = Omit<PilotSchool, 'costMillionVnd'> & { plan: unknown };
  const { rows } = await tx.raw<{ rows: Row[] }>(
    `select r.school_id as "schoolId", r.unit_id as "unitId", coalesce(:unitId::text, u.parent_id, u.id) as "provinceId", s.levels, r.rank is not null as "isRanked", r.rate,
            coalesce(r.variance, 0) as variance, r.score, r.score_low as "scoreLow", r.score_high as "scoreHigh",
            r.missing_share as "missingShare", (r.survey ->> 'ageMonths')::float8 as "surveyAgeMonths",
            coalesce(u.disadvantaged, false) as "isDisadvantaged", coalesce(s.urban, u.urban, false) as "isUrban",
            road.class as "roadClass", road.lanes,
            (select o.code from survey_observation o
              where o.school_id = s.id and o.gate_id is not null and o.code like 'footpath%' and o.observed_on <= :asOf
              order by o.observed_on desc, o.id limit 1) as footpath,
            a.has_waiting_space as "hasWaitingSpace", a.commitment, a.needs_land_clearance as "needsLandClearance",
            (select p.content from plan p where p.school_id = s.id and p.is_chosen) as plan,
            array(select distinct d.year from pilot_decision d where d.school_id = s.id and not exists (
               select from pilot_decision n where n.unit_id = d.unit_id and n.level = d.level and n.year = d.year
                  and n.sequence > d.sequence) order by 1) as "pilotYears"
       from risk_result r join school s on s.id = r.school_id join unit u on u.id = s.unit_id
       left join pilot_assessment a on a.school_id = s.id
       left join lateral (
         select e.class, e.lanes from road_edge e,
                lateral (select coalesce((select g.location from gate g where g.school_id = s.id
                           order by g.kind <> 'main', g.id limit 1), s.location)::geography as place) gate
          where ST_DWithin(e.path::geography, gate.place, :gateRoadMetres::float8)
          order by ST_Distance(e.path::geography, gate.place), e.id limit 1) road on true
      where r.run_id = :riskRunId
        and (:unitId::text is null or r.unit_id in (select units_below(:unitId, :asOf::date)))
      order by r.school_id`,
    { ...wanted, gateRoadMetres: GATE_ROAD_METRES },
  );
  const planned = new Set(rows.flatMap(({ plan, unitId }) => (plan === null ? [] : unitId)));
  const unitCostsOf = await unitCostsByUnit(tx, planned, wanted.asOf);
  return rows.map(({ plan, ...school }) => {
    const cost = plan === null ? null : costOf(PlanContent.parse(plan), unitCostsOf(school.unitId));
    return { ...school, costMillionVnd: cost?.costMillionVnd ?? null };
  });
}

/** System scope. */
export async function writeCandidates(
  tx: Knex.Transaction,
  runId: string,
  candidates: readonly CandidateRow[],
): Promise<void> {
  await tx.raw(
    `insert into pilot_candidate (run_id, for_unit, level, school_id, unit_id, place, detail)
     select :runId, r.* from jsonb_to_recordset(:rows::jsonb)
         as r ("forUnit" text, level text, "schoolId" uuid, "unitId" text, place int, detail jsonb)`,
    {
      runId,
      rows: JSON.stringify(
        candidates.map(({ forUnit, level, schoolId, unitId, place, ...detail }) => ({
          forUnit,
          level,
          schoolId,
          unitId,
          place,
          detail,
        })),
      ),
    },
  );
}
