// All SQL of what lies around a hotspot.
import type { Knex } from 'knex';
import {
  type getHotspotSurroundings,
  type HotspotSummary,
  surroundingReach,
} from '../../contract/hotspot.ts';
import type { OperationReply } from '../../contract/operation.ts';
import { hotspotColumns } from './queries.ts';

/** Most of each, so that a list stays one; the nearest are given. */
const most = 20;

/** Places of the same run and schools in scope around a hotspot, nearest first; undefined unless it is in scope. */
export async function findSurroundings(
  tx: Knex.Transaction,
  run: string,
  number: number,
): Promise<OperationReply<typeof getHotspotSurroundings> | undefined> {
  const known = await tx('hotspot').where({ run_id: run, number }).select('number').first();
  if (known === undefined) return undefined;
  const rows: (HotspotSummary & { metres: number })[] = await tx('hotspot')
    .join('run', 'run.id', 'hotspot.run_id')
    .leftJoin('unit', 'unit.id', 'hotspot.unit_id')
    .joinRaw('join hotspot centre on centre.run_id = hotspot.run_id and centre.number = ?::int', [number])
    .where('hotspot.run_id', run)
    .whereNot('hotspot.number', number)
    .whereRaw('ST_DWithin(hotspot.area::geography, centre.area::geography, ?::float8)', [
      surroundingReach.placeMetres,
    ])
    .select([
      ...hotspotColumns(tx),
      tx.raw('round(ST_Distance(hotspot.area::geography, centre.area::geography)) as metres'),
    ])
    .orderBy(['metres', 'hotspot.number'])
    .limit(most);
  // A box a little larger than the circle finds what is then measured: a degree has at least 110,000 m along a meridian,
  // and 111,000 m times the cosine of the latitude along a parallel.
  const { rows: schools } = await tx.raw<{ rows: OperationReply<typeof getHotspotSurroundings>['schools'] }>(
    `with centre as materialized (
       select area::geography as area,
              ST_Expand(area, :metres::float8 / (111000 * cos(radians(ST_Y(anchor)))), :metres::float8 / 110000) as box
         from hotspot where run_id = :run::uuid and number = :number::int),
     near as (
       select g.school_id as id, g.location from gate g, centre where g.location && centre.box
       union all
       select s.id, s.location from school s, centre
        where s.location && centre.box and not exists (select from gate g where g.school_id = s.id))
     select s.id, s.name, u.full_name as "unitName", round(min(ST_Distance(near.location::geography, centre.area))) as metres, s.invented
       from near cross join centre join school s on s.id = near.id join unit u on u.id = s.unit_id
      group by s.id, u.full_name
     having min(ST_Distance(near.location::geography, centre.area)) <= :metres::float8
      order by metres, s.id limit :most::int`,
    { run, number, metres: surroundingReach.schoolMetres, most },
  );
  return { places: rows.map(({ metres, ...place }) => ({ metres, place })), schools };
}
