// Reading the screening under a person's scope.
import type { Knex } from 'knex';
import type { SchoolScreening } from '../../contract/screening.ts';

/** The screening of a school in scope, or undefined. */
export async function getSchoolScreening(
  tx: Knex.Transaction,
  id: string,
): Promise<Omit<SchoolScreening, 'windowMonths'> | undefined> {
  const { rows } = await tx.raw<{ rows: Omit<SchoolScreening, 'windowMonths'>[] }>(
    `select s.id as "schoolId", x.accidents, round(x.weight::numeric, 6) as weight,
            array(select jsonb_build_object('routeId', r.id, 'accidents', y.accidents, 'weight', round(y.weight::numeric, 6))
                    from route r left join unnest(x.route_ids, x.route_accidents, x.route_weights) y (id, accidents, weight)
                      on y.id = r.id
                   where r.school_id = s.id order by r.id) as routes,
            t.as_of as "asOf", t.is_stale as "isStale"
       from school s left join school_screening x on x.school_id = s.id cross join screening_state t
      where s.id = :id::uuid`,
    { id },
  );
  return rows[0];
}
