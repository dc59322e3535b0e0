// All SQL of the search. Every question goes through row security: a person finds what that person may read.
import type { Knex } from 'knex';
import type { z } from 'zod';
import { type FoundRoad, type FoundSchool, type FoundUnit, searchLimit } from '../../contract/search.ts';
import type { NamePattern } from './name-pattern.ts';

/** Streets of one name are one while their stretches come this near, degrees (our choice: about 1 km). */
const sameStreetDegrees = 0.01;

/** 0: the whole name was typed, 1: the start of one of its words, 2: something inside. */
function rank(column: string): string {
  return `case when ${column} ~ :whole then 0 when ${column} ~ :wordStart then 1 else 2 end`;
}

/** The box of a geometry as JSON: west, south, east, north, six decimals as every place. */
function box(geometry: string): string {
  const sides = ['ST_XMin', 'ST_YMin', 'ST_XMax', 'ST_YMax'];
  return `json_build_array(${sides.map((side) => `round(${side}(${geometry})::numeric, 6)`).join(', ')})`;
}

/** Schools by name; names with exactly the accents typed go before others of the same rank. */
export async function findSchools(
  tx: Knex.Transaction,
  pattern: NamePattern,
): Promise<z.infer<typeof FoundSchool>[]> {
  const { rows } = await tx.raw<{ rows: z.infer<typeof FoundSchool>[] }>(
    `select s.id, s.name, u.full_name as "unitName", ST_AsGeoJSON(s.location, 6)::json as location
       from school s join unit u on u.id = s.unit_id
      where s.name ~ :anywhere
      order by ${rank('s.name')}, s.name !~ :asTyped, s.name collate "C", s.id
      limit :limit`,
    { ...pattern, limit: searchLimit },
  );
  return rows;
}

/** Units valid on a day that have a boundary, by short or full name. */
export async function findUnits(
  tx: Knex.Transaction,
  pattern: NamePattern,
  today: string,
): Promise<z.infer<typeof FoundUnit>[]> {
  const { rows } = await tx.raw<{ rows: z.infer<typeof FoundUnit>[] }>(
    `select u.id, u.full_name as "fullName", above.full_name as "parentName", ${box('u.boundary')} as bounds
       from unit u left join unit above on above.id = u.parent_id
      where (u.name ~ :anywhere or u.full_name ~ :anywhere) and u.boundary is not null
        and u.valid_from <= :today and (u.valid_to is null or u.valid_to >= :today)
      order by least(${rank('u.name')}, ${rank('u.full_name')}), u.full_name !~ :asTyped, u.full_name collate "C", u.id
      limit :limit`,
    { ...pattern, today, limit: searchLimit },
  );
  return rows;
}

/**
 * Streets by name and roads by `number` (see numberPattern). A numbered road is one; a street is one per place, because
 * half of all towns have a street of the same name.
 */
export async function findRoads(
  tx: Knex.Transaction,
  pattern: NamePattern,
  number: string | null,
  today: string,
): Promise<z.infer<typeof FoundRoad>[]> {
  const { rows } = await tx.raw<{ rows: z.infer<typeof FoundRoad>[] }>(
    `with road as materialized (
       select distinct name, ref from road_edge where name is not null or ref is not null),
     label as (
       select 'name' as by, name as label from road where name ~ :anywhere
       union
       select 'number', ref from road where ref ~ ('^' || :number) or ref ~ :anywhere),
     best as materialized (
       select by, label, case when label ~ ('^' || :number || '$') then 0 else ${rank('label')} end as rank, label !~ :asTyped as otherwise
         from label order by rank, otherwise, label collate "C", by limit :limit),
     stretch as (
       select best.*, edge.path, ST_ClusterDBSCAN(edge.path, :sameStreet, 1) over (partition by label) as place
         from best join road_edge edge on edge.name = best.label where best.by = 'name'
       union all
       select best.*, edge.path, 0 from best join road_edge edge on edge.ref = best.label where best.by = 'number'),
     found as (
       select by, label, rank, otherwise, ST_Extent(path) as box,
              case when by = 'name' then ST_ClosestPoint(ST_Collect(path), ST_Centroid(ST_Collect(path))) end as middle
         from stretch group by by, label, rank, otherwise, place)
     select found.by, found.label, unit.full_name as "unitName", ${box('found.box')} as bounds
       from found left join unit on unit.id = commune_at(found.middle, :today)
      order by found.rank, found.otherwise, found.label collate "C", found.by, unit.full_name collate "C", ST_XMin(found.box), ST_YMin(found.box)
      limit :limit`,
    { ...pattern, number, today, sameStreet: sameStreetDegrees, limit: searchLimit },
  );
  return rows;
}

/** Numbers of the roads that are called so, by number or by name. */
export async function listRoadRefs(
  tx: Knex.Transaction,
  pattern: NamePattern,
  number: string | null,
): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { ref: string }[] }>(
    `with road as materialized (select distinct name, ref from road_edge where name is not null or ref is not null)
     select distinct ref collate "C" as ref from road
      where ref <> '' and (ref ~ ('^' || :number || '$') or name ~ :whole) order by ref limit :limit`,
    { ...pattern, number, limit: searchLimit },
  );
  return rows.map(({ ref }) => ref);
}
