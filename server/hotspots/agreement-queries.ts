// Where the views agree: which places of one run lie on places of another. Apart because it is about runs, not accidents.
import type { Knex } from 'knex';
import { HotspotMethod } from '../../contract/codes.ts';

/** The views that speak for each other; HDBSCAN is exploration, it is compared with them and does not count as one. */
const views = HotspotMethod.exclude(['hdbscan']).options;

/** Any number will do as long as every server takes the same and nothing else takes it. */
const comparingLock = 7130248;

/**
 * Compares a run whose places have just been written with the newest finished standard run of every other view as of
 * the same day. A standard run of a view takes the place of an older one of its method: every other run of that day is
 * compared with it, and no longer with the older one. System scope, in the transaction that ends the run. `offset 0` keeps
 * the search to the places around each of the run's own, whatever the planner knows of rows just written.
 */
export async function compareWithOthers(tx: Knex.Transaction, runId: string): Promise<void> {
  // Two runs that end at once would not see each other; the later one waits for the earlier to be there.
  await tx.raw('select pg_advisory_xact_lock(:comparingLock::bigint)', { comparingLock });
  await tx.raw(
    `with same_method as (
       select other.id from run mine join run other on other.method = mine.method and other.as_of = mine.as_of
        where mine.id = :runId and mine.standard and other.id <> mine.id)
     , agreement as (
       delete from hotspot_agreement where other_run_id in (select id from same_method))
     delete from hotspot_compared where other_run_id in (select id from same_method)`,
    { runId },
  );
  await tx.raw(
    `with mine as (select id, method, as_of, standard from run where id = :runId)
     , other as (
       select run.id, run.method, run.standard and run.id = first_value(run.id) over (
                partition by run.method, run.standard order by run.finished_at desc, run.id) as speaks
         from run, mine
        where run.kind = 'hotspots' and run.status = 'done' and run.as_of = mine.as_of and run.method <> mine.method)
     , pair as (
       insert into hotspot_compared (run_id, other_run_id, method)
       select mine.id, other.id, other.method from mine, other
        where other.speaks and other.method = any (:views::text[])
       union all
       select other.id, mine.id, mine.method from mine, other
        where mine.standard and mine.method = any (:views::text[])
       returning run_id, other_run_id, method)
     , overlap as (
       select m.number, o.run_id as other_run_id, o.number as other_number
         from hotspot m
        cross join lateral (
          select b.run_id, b.number from hotspot b
           where ST_Intersects(b.area, m.area) and b.status = 'proposed' and b.run_id = any (array(select id from other))
          offset 0) o
        where m.run_id = :runId and m.status = 'proposed')
     insert into hotspot_agreement (run_id, number, method, other_run_id, other_number)
     select pair.run_id, number, pair.method, pair.other_run_id, other_number
       from pair join overlap using (other_run_id) where pair.run_id = :runId
     union all
     select pair.run_id, other_number, pair.method, pair.other_run_id, number
       from pair join overlap on overlap.other_run_id = pair.run_id where pair.other_run_id = :runId`,
    { runId, views },
  );
}
