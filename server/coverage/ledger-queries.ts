// All SQL of the coverage ledger: what is surveyed by school, and the pieces of routes that are left.
import type { Knex } from 'knex';
import type { SchoolCoverageRow } from '../../contract/coverage.ts';
import type { LineString } from '../../contract/geometry.ts';
import { surveyedRanges, surveyedSince } from './rule.ts';

/** Routes `r` that fulfil a condition, with the pupils that use them. */
const routesWhere = (condition: string): string => `
  routes as (
    select c.route_id as id, c.school_id, r.name, r.path, c.last_on, c.length_m, c.metres,
           coalesce(r.pupils, round((r.share * s.pupils)::numeric, 2),
                    round(s.pupils::numeric / count(*) over (partition by r.school_id), 2), 1) as pupils
      from (${surveyedRanges(condition)}) c join route r on r.id = c.route_id join school s on s.id = r.school_id)`;

/** Sums of one school: metres and pupil-metres, required and surveyed. */
export type LedgerRow = Pick<
  SchoolCoverageRow,
  'schoolId' | 'name' | 'unitId' | 'routes' | 'lastSurveyedOn' | 'requiredMetres' | 'surveyedMetres'
> & { unitName: string; flow: number; flowSurveyed: number };

/** Every school in scope (of the unit and below it when given), most metres left first. */
export async function listLedger(
  tx: Knex.Transaction,
  unit: string | undefined,
  today: string,
): Promise<LedgerRow[]> {
  const { rows } = await tx.raw<{ rows: LedgerRow[] }>(
    `with ${routesWhere('true')}
     select s.id as "schoolId", s.name, s.unit_id as "unitId", u.full_name as "unitName", count(r.id)::int as routes,
            max(r.last_on) as "lastSurveyedOn",
            coalesce(sum(r.length_m), 0)::float8 as "requiredMetres", coalesce(sum(m.metres), 0)::float8 as "surveyedMetres",
            coalesce(sum(r.pupils * r.length_m), 0)::float8 as flow, coalesce(sum(r.pupils * m.metres), 0)::float8 as "flowSurveyed"
       from school s join unit u on u.id = s.unit_id left join routes r on r.school_id = s.id
       left join lateral (select coalesce(sum(upper(p) - lower(p)), 0) as metres from unnest(r.metres) p) m on true
      where :unit::text is null or s.unit_id in (select units_below(:unit::text, :today::date))
      group by s.id, s.name, s.unit_id, u.full_name
      order by coalesce(sum(r.length_m), 0) - coalesce(sum(m.metres), 0) desc, s.name, s.id`,
    { today, surveyedSince: surveyedSince(today), unit: unit ?? null },
  );
  return rows;
}

export type RoutePiece = {
  routeId: string;
  routeName: string | null;
  fromMetres: number;
  toMetres: number;
  pupils: number;
  isSurveyed: boolean;
  path: LineString;
};

/** The routes of one school cut into pieces that are surveyed and pieces that are not. */
export async function listPieces(
  tx: Knex.Transaction,
  schoolId: string,
  today: string,
): Promise<RoutePiece[]> {
  const { rows } = await tx.raw<{ rows: RoutePiece[] }>(
    `with ${routesWhere('r.school_id = :schoolId')}
     select r.id as "routeId", r.name as "routeName", lower(p.part)::float8 as "fromMetres", upper(p.part)::float8 as "toMetres",
            r.pupils::float8 as pupils, p.surveyed as "isSurveyed",
            ST_AsGeoJSON(ST_LineSubstring(r.path, (lower(p.part) / r.length_m)::float8, (upper(p.part) / r.length_m)::float8), 6)::json as path
       from routes r, lateral (
         select part, true as surveyed from unnest(r.metres) part
         union all
         select part, false from unnest(nummultirange(numrange(0, r.length_m)) - r.metres) part) p
      where r.length_m > 0
      order by r.id, lower(p.part)`,
    { surveyedSince: surveyedSince(today), schoolId },
  );
  return rows;
}

export type RouteLeft = { pupils: number; unsurveyed: { fromMetres: number; toMetres: number }[] };

/** What is left of each route of some schools, and the pupils who use it, by the route's id. */
export async function listRoutesLeft(
  tx: Knex.Transaction,
  schoolIds: readonly string[],
  today: string,
): Promise<Map<string, RouteLeft>> {
  const { rows } = await tx.raw<{ rows: (RouteLeft & { routeId: string })[] }>(
    `with ${routesWhere('r.school_id = any (:schoolIds::uuid[])')}
     select r.id as "routeId", r.pupils::float8 as pupils,
            (select coalesce(json_agg(json_build_object('fromMetres', lower(part), 'toMetres', upper(part)) order by lower(part)), '[]')
               from unnest(nummultirange(numrange(0, r.length_m)) - r.metres) part) as unsurveyed
       from routes r`,
    { schoolIds: [...schoolIds], surveyedSince: surveyedSince(today) },
  );
  return new Map(rows.map(({ routeId, ...left }) => [routeId, left]));
}

/** Whether the school is there and may be seen. */
export async function isSchool(tx: Knex.Transaction, id: string): Promise<boolean> {
  return (await tx('school').select('id').where({ id }).first<{ id: string } | undefined>()) !== undefined;
}
