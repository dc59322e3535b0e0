// All SQL of the pack that a phone takes along: what no other noun lists in one go.
import type { Knex } from 'knex';
import type { FieldPack } from '../../contract/field.ts';
import type { Stretch } from './route-stretches.ts';

/** Roads this far around a commune's border are taken along, in degrees: some 300 m. */
const AROUND_DEGREES = 0.003;

/** A commune, or undefined when it is none or not in scope. */
export async function findCommune(tx: Knex.Transaction, id: string): Promise<FieldPack['unit'] | undefined> {
  const { rows } = await tx.raw<{ rows: FieldPack['unit'][] }>(
    `select id, full_name as name, ST_AsGeoJSON(ST_Multi(ST_SimplifyPreserveTopology(boundary, 0.0001)), 5)::json as boundary
       from unit where id = :id and kind = 'commune'
         and ((select app_reads_all()) or id = any ((select app_read_units())::text[]))`,
    { id },
  );
  return rows[0];
}

type School = FieldPack['schools'][number];
type PackSchool = Pick<School, 'id' | 'name' | 'levels' | 'location' | 'gates'> & {
  routes: Omit<School['routes'][number], 'stretches' | 'pupils' | 'unsurveyed'>[];
};

export async function listPackSchools(
  tx: Knex.Transaction,
  unit: string,
  today: string,
): Promise<PackSchool[]> {
  const { rows } = await tx.raw<{ rows: PackSchool[] }>(
    `select s.id, s.name, s.levels, ST_AsGeoJSON(s.location, 6)::json as location,
            (select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'kind', g.kind,
                      'location', ST_AsGeoJSON(g.location, 6)::json, 'zone', ST_AsGeoJSON(z.zone, 6)::json)
                      order by g.kind, g.name, g.id), '[]')
               from gate g left join gate_zone z on z.gate_id = g.id where g.school_id = s.id) as gates,
            (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'lengthMetres', r.length_m,
                      'path', ST_AsGeoJSON(r.path, 6)::json) order by r.share desc nulls last, r.name, r.id), '[]')
               from route r where r.school_id = s.id) as routes
       from school s where s.unit_id in (select units_below(:unit::text, :today::date)) order by s.name, s.id`,
    { unit, today },
  );
  return rows;
}

/** The stretches that some answer is about, by the route's id. */
export async function listAnsweredStretches(
  tx: Knex.Transaction,
  schoolIds: readonly string[],
): Promise<Map<string, Stretch[]>> {
  const { rows } = await tx.raw<{ rows: { routeId: string; stretches: Stretch[] }[] }>(
    `select route_id as "routeId", json_agg(json_build_object('fromMetres', from_m, 'toMetres', to_m)) as stretches
       from (select distinct route_id, from_m, to_m from survey_observation
              where school_id = any (:schoolIds::uuid[]) and route_id is not null and from_m is not null) o
      group by route_id`,
    { schoolIds: [...schoolIds] },
  );
  return new Map(rows.map(({ routeId, stretches }) => [routeId, stretches]));
}

export async function listPackRoads(tx: Knex.Transaction, unit: string): Promise<FieldPack['roads']> {
  const { rows } = await tx.raw<{ rows: FieldPack['roads'] }>(
    `select e.class, coalesce(nullif(e.name, ''), nullif(e.ref, '')) as name, ST_AsGeoJSON(e.path, 5)::json as path
       from road_edge e join unit u on u.id = :unit and e.path && ST_Expand(u.boundary, ${AROUND_DEGREES}) order by e.id`,
    { unit },
  );
  return rows;
}
