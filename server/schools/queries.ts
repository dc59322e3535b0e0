// All SQL of schools with their gates, zones, routes and findings.
import type { Knex } from 'knex';
import type { School, SchoolSummary } from '../../contract/facts.ts';
import type { SchoolFilter } from '../../contract/filter.ts';
import { whereSchools } from '../db/filters.ts';
import { geoJson } from '../db/postgis.ts';

type Page = { limit: number; after?: string | undefined };

/** Schools by name; `next` is the key of the page that follows. */
export async function listSchools(
  tx: Knex.Transaction,
  filter: SchoolFilter,
  page: Page,
  today: string,
): Promise<{ schools: SchoolSummary[]; total: number; next: string | null }> {
  const found = tx('school').modify((query) => whereSchools(query, filter, today));
  const counted = await found.clone().count<{ total: number }[]>('* as total');
  const rows: SchoolSummary[] = await found
    .clone()
    .join('unit', 'unit.id', 'school.unit_id')
    .select(
      'school.id',
      'school.name',
      'school.levels',
      'school.pupils',
      'school.unit_id as unitId',
      'unit.full_name as unitName',
      geoJson(tx, 'school.location', 'location'),
      tx.raw('(select count(*) from gate where gate.school_id = school.id) as "gateCount"'),
      'school.invented',
    )
    .modify((query) => {
      if (page.after !== undefined) {
        query.whereRaw(
          '(school.name, school.id) > (select s.name, s.id from school s where s.id = ?::uuid)',
          [page.after],
        );
      }
    })
    .orderBy(['school.name', 'school.id'])
    .limit(page.limit + 1);
  const more = rows.length > page.limit;
  const schools = rows.slice(0, page.limit);
  return { schools, total: counted[0]?.total ?? 0, next: more ? (schools.at(-1)?.id ?? null) : null };
}

/** One school with everything the school panel shows, or undefined. */
export async function getSchool(tx: Knex.Transaction, id: string): Promise<School | undefined> {
  const { rows } = await tx.raw<{ rows: School[] }>(
    `select s.id, s.name, s.levels, s.pupils, s.shifts, s.walk_cycle_share as "walkCycleShare",
            s.managing_agency as "managingAgency", s.revision, s.invented,
            s.unit_id as "unitId", u.full_name as "unitName", ST_AsGeoJSON(s.location, 6)::json as location,
            (select count(*) from gate g where g.school_id = s.id) as "gateCount",
            (select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'kind', g.kind, 'opens', g.opens,
                      'location', ST_AsGeoJSON(g.location, 6)::json, 'zone', ST_AsGeoJSON(z.zone, 6)::json)
                      order by g.kind, g.name, g.id), '[]')
               from gate g left join gate_zone z on z.gate_id = g.id where g.school_id = s.id) as gates,
            (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'share', r.share, 'pupils', r.pupils,
                      'lengthMetres', r.length_m, 'path', ST_AsGeoJSON(r.path, 6)::json,
                      'lastSurveyedOn', (select max(o.observed_on) from survey_observation o where o.route_id = r.id))
                      order by r.share desc nulls last, r.name, r.id), '[]')
               from route r where r.school_id = s.id) as routes,
            (select coalesce(json_agg(json_build_object('id', f.id, 'schoolId', f.school_id, 'reasonCode', f.reason_code,
                      'description', f.description, 'owner', f.owner, 'state', f.state, 'foundOn', f.found_on,
                      'dueOn', f.due_on, 'location', ST_AsGeoJSON(f.location, 6)::json,
                      'recommendationNumber', (select r.document_number from recommendation r
                                                where r.finding_id = f.id order by r.sent_on desc, r.id limit 1))
                      order by f.found_on desc, f.id), '[]')
               from finding f where f.school_id = s.id) as findings
       from school s join unit u on u.id = s.unit_id
      where s.id = :id`,
    { id },
  );
  return rows[0];
}
