// Filters of the screen as conditions: each names its column fully, so that a join cannot change its meaning.
import type { Knex } from 'knex';
import type { AccidentFilter, SchoolFilter } from '../../contract/filter.ts';

type Builder = Knex.QueryBuilder;

/** Rows of a unit and of every unit below it or taken over by it. */
export function whereUnit(query: Builder, column: string, unit: string | undefined, today: string): void {
  if (unit !== undefined)
    query.whereRaw('?? in (select units_below(?::text, ?::date))', [column, unit, today]);
}

/** Points within a box [west, south, east, north] in degrees. */
export function whereInBox(
  query: Builder,
  column: string,
  bbox: readonly [number, number, number, number] | undefined,
): void {
  if (bbox !== undefined)
    query.whereRaw('?? && ST_MakeEnvelope(?::float8, ?::float8, ?::float8, ?::float8, 4326)', [
      column,
      ...bbox,
    ]);
}

/** The accident filter on the table `accident`. Near a school means within the distance of any of its gates. */
export function whereAccidents(query: Builder, filter: AccidentFilter, today: string): void {
  if (filter.from !== undefined) query.where('accident.occurred_on', '>=', filter.from);
  if (filter.to !== undefined) query.where('accident.occurred_on', '<=', filter.to);
  if (filter.severity !== undefined) query.whereIn('accident.severity', filter.severity);
  if (filter.pupil !== undefined) query.whereIn('accident.pupil_involved', filter.pupil);
  if (filter.window !== undefined) query.whereIn('accident.trip_window', filter.window);
  whereUnit(query, 'accident.unit_id', filter.unit, today);
  whereInBox(query, 'accident.location', filter.bbox);
  if (filter.school !== undefined) {
    // A school without a gate stands for its own gate.
    query.whereRaw(
      `exists (select from school s left join gate g on g.school_id = s.id
                where s.id = ?::uuid
                  and ST_DWithin(accident.location::geography, coalesce(g.location, s.location)::geography, ?::float8))`,
      [filter.school, filter.withinMetres ?? 500],
    );
  }
}

/** The school filter on the table `school`. A search without accents finds more; with accents it finds exactly. */
export function whereSchools(query: Builder, filter: SchoolFilter, today: string): void {
  if (filter.level !== undefined) query.whereRaw('school.levels && ?::text[]', [filter.level]);
  whereUnit(query, 'school.unit_id', filter.unit, today);
  whereInBox(query, 'school.location', filter.bbox);
  if (filter.search !== undefined && filter.search !== '') {
    const pattern = `%${filter.search.normalize('NFC').replaceAll(/[%_\\]/g, (sign) => `\\${sign}`)}%`;
    const plain = pattern.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/đ/gi, 'd');
    // Accents in the question are meant; a question without any is taken as written in a hurry.
    if (plain.toLowerCase() === pattern.toLowerCase())
      query.whereRaw('unaccent(school.name) ilike ?', [pattern]);
    else query.whereRaw('school.name ilike ?', [pattern]);
  }
}
