// The full computation of the screening, database to database: everything out in binary, measured in memory, results
// back in binary. Between two of these the triggers of the database keep it current.
import type { Knex } from 'knex';
import { withSystemScope } from '../db/scope.ts';
import { accidentsAlongRoutes, routeTask } from './along-routes.ts';
import { groupAfterGroup } from './groups.ts';
import { screenSurroundings } from './jobs.ts';
import { inNeighbourhoods } from './place-grid.ts';
import { readAccidents, readRoutes, readSchools, type Schools } from './read.ts';
import { storeScreening } from './store.ts';
import { type ScreeningThread, withScreeningThread } from './thread.ts';

/** Months of accidents that count (three years, as the shipped risk parameters). */
export const WINDOW_MONTHS = 36;

/** From this many schools a second thread, and a second connection, gain more than they take (our choice: some provinces). */
const SCHOOLS_FOR_THREAD = 5_000;

const TODAY = 'select (:now::timestamptz at time zone time_zone)::date as day from territory';

/**
 * Computes the screening of every school and route as of the territory's day at `now`: accidents after 36 months before
 * it. Waits for transactions that are changing facts, and they wait for this one. System scope. `beside`, from
 * `besideTransactions`, is read meanwhile: for a transaction that has changed no facts itself, which are seen nowhere else.
 */
export async function recomputeScreening(
  tx: Knex.Transaction,
  now: Date,
  beside?: Knex,
): Promise<{ accidents: number; schools: number; routes: number }> {
  await tx.raw("select pg_advisory_xact_lock(hashtext('screening'))");
  const { rows } = await tx.raw<{ rows: { windowFrom: string }[] }>(
    `update screening_state set is_stale = false, as_of = d.day,
            window_from = (d.day - make_interval(months => :months::int))::date
       from (${TODAY}) d returning window_from::text as "windowFrom"`,
    { now, months: WINDOW_MONTHS },
  );
  const { windowFrom } = rows[0]!;
  const schools = await readSchools(tx);
  const found =
    schools.numbers.size >= SCHOOLS_FOR_THREAD
      ? await withScreeningThread((thread) => screen(tx, { schools, windowFrom, thread, beside }))
      : await screen(tx, { schools, windowFrom });
  await storeScreening(tx, found);
  return {
    accidents: found.accidents,
    schools: schools.numbers.size,
    routes: found.alongRoutes.weight.length,
  };
}

async function screen(
  tx: Knex.Transaction,
  {
    schools,
    windowFrom,
    thread,
    beside,
  }: { schools: Schools; windowFrom: string; thread?: ScreeningThread; beside?: Knex | undefined },
) {
  const routesBeside = beside && withSystemScope(beside, (other) => readRoutes(other, schools));
  // Nobody waits for them where accidents cannot be read.
  routesBeside?.catch(() => {});
  const accidents = await readAccidents(tx, windowFrom);
  const [{ nearSchools, cells }, routes] = await Promise.all([
    thread?.surroundings(accidents, schools) ?? screenSurroundings(accidents, schools),
    routesBeside ?? readRoutes(tx, schools),
  ]);
  const task = routeTask(cells, routes.lines, groupAfterGroup(routes.ofSchools, inNeighbourhoods(schools)));
  if (thread === undefined) accidentsAlongRoutes(task, [[0, task.order.length]]);
  else await thread.routes(task);
  return { accidents: accidents.weight.length, schools, nearSchools, routes, alongRoutes: task.found };
}

/** Computes the screening when it is stale or of another day than that of `now`; `beside` as there. System scope. */
export async function refreshScreening(tx: Knex.Transaction, now: Date, beside?: Knex): Promise<void> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `select from screening_state s join (${TODAY}) d on d.day = s.as_of where not s.is_stale`,
    { now },
  );
  if (rows.length === 0) await recomputeScreening(tx, now, beside);
}
