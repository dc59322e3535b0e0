// All SQL of the time pattern: a school's clock, and the accidents around its gates.
import type { Knex } from 'knex';
import type { SchoolLevel } from '../../contract/codes.ts';
import type { StoredCalendar, StoredSession, StoredSessions } from '../territory/school-clock.ts';
import type { TimedAccident } from './count-pattern.ts';

export type SchoolClock = {
  levels: SchoolLevel[];
  /** The school's own; null: those of its levels in the territory. */
  own: StoredSession[] | null;
  territory: StoredSessions;
  calendar: StoredCalendar;
};

/** The bells of a school in scope and the calendar of its territory, or undefined. */
export async function findSchoolClock(tx: Knex.Transaction, id: string): Promise<SchoolClock | undefined> {
  const { rows } = await tx.raw<{ rows: SchoolClock[] }>(
    `select s.levels, s.sessions as own, t.sessions as territory, t.calendar
       from school s cross join territory t
      where s.id = :id::uuid`,
    { id },
  );
  return rows[0];
}

/**
 * Fewer metres than a degree has anywhere on WGS 84: along a meridian at least 110,574; along a parallel at least
 * 111,320 × cos(latitude), with room for the latitude of the circle's edge.
 */
const leastMetresPerDegree = { lonMetres: 111_000, latMetres: 110_000 };

type Circle = { schoolId: string; metres: number; from: string; to: string };

/**
 * Accidents in scope in which somebody was hurt, from day to day inclusive, within straight-line metres of any gate.
 * A school without a gate stands for its own gate, as in the filter of accidents. Row security lets no cast to
 * geography near the index, so a box in degrees, a little larger than the circle, finds what is then measured.
 */
export async function listTimedAccidents(tx: Knex.Transaction, circle: Circle): Promise<TimedAccident[]> {
  const { rows } = await tx.raw<{ rows: TimedAccident[] }>(
    `with place as materialized (
       select p::geography as centre,
              ST_Expand(p, :metres::float8 / (:lonMetres::float8 * cos(radians(ST_Y(p)))), :metres::float8 / :latMetres::float8) as box
         from (select coalesce(g.location, s.location) as p
                 from school s left join gate g on g.school_id = s.id
                where s.id = :schoolId::uuid) of_school
     )
     select a.occurred_on as "occurredOn", a.time_precision as precision, a.severity,
            (extract(hour from a.occurred_time) * 60 + extract(minute from a.occurred_time))::int as minutes
       from accident a
      where a.id in (
              select near.id
                from place
                join accident near
                  on near.location && place.box and ST_DWithin(near.location::geography, place.centre, :metres::float8))
        and a.occurred_on between :from::date and :to::date
        and a.severity <> 'property'
      order by a.occurred_on, a.id`,
    { ...circle, ...leastMetresPerDegree },
  );
  return rows;
}
