// The kept coverage of schools: brought up to date before it is read, so that a country is read without its surveys.
import type { Knex } from 'knex';
import { insideSystemScope } from '../db/scope.ts';
import { surveyedSinceDays } from './rule.ts';

/** Schools computed by one statement: a country's surveys at once would not fit into memory (our choice). */
const PORTION = 5_000;

/**
 * Computes the kept coverage of every school that changed, or that has none yet, in this transaction. Nothing to do costs
 * one look at the marks. The first time for a country, and after an import of one, takes as long as reading its surveys.
 */
export async function refreshCoverage(tx: Knex.Transaction): Promise<void> {
  await insideSystemScope(tx, async () => {
    if ((await dueSchools(tx)).length === 0) return;
    // One at a time: who began later would be overwritten by who ended later.
    await tx.raw(
      `select pg_advisory_xact_lock(hashtext('school coverage')), set_config('work_mem', '64MB', true)`,
    );
    for (let ids = await dueSchools(tx); ids.length > 0; ids = await dueSchools(tx)) {
      await tx.raw('delete from school_coverage_due where school_id = any (:ids::uuid[])', { ids });
      await tx.raw(
        `insert into school_coverage (school_id, route_m, days, metres)
         select s.id, coalesce(ways.metres, 0), coalesce(seen.days, '{}'), coalesce(seen.metres, '{}')
           from school s
           left join (select school_id, sum(round(length_m::numeric, 1)) as metres
                        from route where school_id = any (:ids::uuid[]) group by school_id) ways on ways.school_id = s.id
           left join (select school_id, array_agg(day order by day) as days, array_agg(metres order by day) as metres
                        from (${surveyedSinceDays('r.school_id = any (:ids::uuid[])')}) by_day group by school_id) seen
             on seen.school_id = s.id
          where s.id = any (:ids::uuid[])
         on conflict (school_id) do update
            set route_m = excluded.route_m, days = excluded.days, metres = excluded.metres`,
        { ids },
      );
    }
  });
}

/** SQL of the metres of a row of `school_coverage` that were surveyed on `:surveyedSince` or later; null for none. */
export function keptSince(row: string): string {
  // How many of the days are before it; the next one is the first that counts.
  return `${row}.metres[width_bucket(:surveyedSince::date - 1, ${row}.days) + 1]`;
}

async function dueSchools(tx: Knex.Transaction): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `select school_id as id from school_coverage_due
     union
     select s.id from school s where not exists (select from school_coverage c where c.school_id = s.id)
     limit :portion`,
    { portion: PORTION },
  );
  return rows.map(({ id }) => id);
}
