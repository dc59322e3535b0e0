// All SQL of the overview: every school in scope with its risk, coverage and open work in one statement, and the units.
import type { Knex } from 'knex';
import type { OverviewUnit } from '../../contract/overview.ts';
import { keptSince } from '../coverage/store-queries.ts';

/** In these states a finding waits for whoever must act, and can be overdue; done or refused ones wait for the unit itself. */
const askedFindings = `('open', 'recommended', 'accepted')`;

/** One school; what the run did not compute is null. Units are ids. */
export type OverviewRow = {
  id: string;
  name: string;
  unit: string;
  levels: ('preschool' | 'primary' | 'lower_secondary' | 'upper_secondary')[];
  pupils: number | null;
  band: 'A' | 'B' | 'C' | 'D' | 'E' | null;
  bandShown: string | null;
  score: number | null;
  scoreLow: number | null;
  scoreHigh: number | null;
  rank: number | null;
  rankLow: number | null;
  rankHigh: number | null;
  rankPerPupil: number | null;
  rate: number | null;
  missingShare: number | null;
  routeMetres: number;
  surveyedMetres: number;
  openFindings: number;
  overdueFindings: number;
  openSpots: number;
};

export type OverviewDays = { today: string; surveyedSince: string };

/** Every unit with the unit that stands in its place today. */
const standing = `standing (id, today_id) as (
  select id, id from unit where successor_id is null
  union all
  select u.id, s.today_id from unit u join standing s on u.successor_id = s.id)`;

/**
 * The statement behind the overview: schools by rank (those without one last), then by id; bindings of `overviewBindings`.
 * Reads the kept coverage: `refreshCoverage` comes before it.
 */
export const overviewSql = `
  with recursive ${standing},
  asked as (
    select school_id, count(*) as open, count(*) filter (where due_on < :today::date and state in ${askedFindings}) as overdue
      from finding where state <> 'verified' group by school_id),
  seen as (select school_id, count(*) as open from illegal_spot where state <> 'handled' group by school_id)
  select school.id, school.name, coalesce(standing.today_id, school.unit_id) as unit, school.levels, school.pupils,
         r.band, r.band_shown as "bandShown", round(r.score::numeric, 1)::float8 as score,
         round(r.score_low::numeric, 1)::float8 as "scoreLow", round(r.score_high::numeric, 1)::float8 as "scoreHigh",
         r.rank, r.rank_low as "rankLow", r.rank_high as "rankHigh", r.rank_per_pupil as "rankPerPupil",
         round(r.rate::numeric, 6)::float8 as rate, round(r.missing_share::numeric, 3)::float8 as "missingShare",
         round(coalesce(walk.route_m, 0))::int as "routeMetres",
         round(coalesce(${keptSince('walk')}, 0))::int as "surveyedMetres",
         coalesce(asked.open, 0)::int as "openFindings", coalesce(asked.overdue, 0)::int as "overdueFindings",
         coalesce(seen.open, 0)::int as "openSpots"
    from school
    left join standing on standing.id = school.unit_id
    left join risk_result r on r.run_id = :runId::uuid and r.school_id = school.id
    left join school_coverage walk on walk.school_id = school.id
    left join asked on asked.school_id = school.id
    left join seen on seen.school_id = school.id`;

export function overviewBindings(runId: string | null, { today, surveyedSince }: OverviewDays) {
  return { runId, today, surveyedSince };
}

export async function readOverview(
  tx: Knex.Transaction,
  runId: string | null,
  days: OverviewDays,
): Promise<OverviewRow[]> {
  const { rows } = await tx.raw<{ rows: OverviewRow[] }>(
    `${overviewSql} order by r.rank, school.id`,
    overviewBindings(runId, days),
  );
  return rows;
}

/**
 * Units of the given schools and of open spots without a school, and the units above them that are in scope. Parents
 * before children, then by id.
 */
export async function readOverviewUnits(
  tx: Knex.Transaction,
  schoolUnits: readonly string[],
): Promise<OverviewUnit[]> {
  const { rows } = await tx.raw<{ rows: OverviewUnit[] }>(
    `with recursive ${standing},
     other as (
       select s.today_id as id, count(*)::int as open
         from illegal_spot i join standing s on s.id = i.unit_id
        where i.state <> 'handled' and i.school_id is null group by s.today_id),
     up (id) as (
       select id from unnest(:schoolUnits::text[]) id
       union select id from other
       union
       select u.parent_id from unit u join up on up.id = u.id
        where u.parent_id is not null and ((select app_reads_all()) or u.parent_id = any ((select app_read_units())::text[])))
     select u.id, u.kind, u.full_name as name, coalesce(other.open, 0) as "otherOpenSpots",
            parent.id as "parentId"
       from up join unit u on u.id = up.id
       left join up parent on parent.id = u.parent_id
       left join other on other.id = u.id
      order by array_position(array['nation', 'province', 'legacy_district', 'commune'], u.kind), u.id`,
    { schoolUnits },
  );
  return rows;
}
