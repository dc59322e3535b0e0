// Where the law forbids stopping whatever the signs say, computed from gates and roads: Luật 36/2024/QH15 article 18
// clause 4, "trước cổng và trong phạm vi 05 mét hai bên cổng" and "trong phạm vi 05 mét tính từ mép đường giao nhau".
import type { Knex } from 'knex';
import { tileShape } from './columns.ts';
import type { Frame } from './frame.ts';

const statutoryMetres = 5;
/** A gate further from every road has no mouth on one (our choice: the reach of a gate in the road graph). */
const gateReachMetres = 30;
/** A lane by TCVN 4054:2005, class III. */
const laneMetres = 3.5;
/** Roads of these classes have two lanes when nobody counted them, others one (TCVN 10380:2014, rural road A: 3.5 m). */
const twoLaneClasses = ['expressway', 'national', 'provincial', 'district', 'urban_main', 'special'];
/** Looked at around the tile, degrees: further than any area of these reaches. */
const aroundDegrees = 0.001;

/** Areas of a tile with `shape`, reason, rule, gate, school, invented; gates first. */
export function noStopping(tx: Knex.Transaction, frame: Frame): Knex.QueryBuilder {
  const [west, south, east, north] = frame.degrees;
  const areas = tx.raw(
    `(with here as materialized (
        select metric_srid as srid,
               ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326) as box
          from territory),
      road as materialized (
        select e.id, e.path, e.invented,
               coalesce(e.lanes, case when e.class = any (:twoLaneClasses::text[]) then 2 else 1 end)
                 * :laneMetres::float8 / 2 as half_width
          from road_edge e, here where e.path && here.box and e.class <> 'path'),
      road_end as (
        select ST_StartPoint(path) as place, half_width, invented from road
        union all select ST_EndPoint(path), half_width, invented from road),
      junction as (
        select min(ST_X(place)) as lon, min(ST_Y(place)) as lat, max(half_width) as half_width,
               bool_or(invented) as invented
          from road_end, here where place && here.box
         group by round(ST_X(place) * 1e7), round(ST_Y(place) * 1e7) having count(*) >= 3),
      mouth as (
        select g.id, g.school_id, g.invented, nearest.line
          from here, gate g, lateral (
            select ST_ShortestLine(ST_Transform(g.location, here.srid), ST_Transform(road.path, here.srid)) as line
              from road where ST_DWithin(g.location::geography, road.path::geography, :gateReachMetres::float8)
             order by ST_Distance(g.location::geography, road.path::geography), road.id limit 1) nearest
         where g.location && here.box)
      select 'gate' as reason, ST_Buffer(line, :statutoryMetres::float8) as area, id as gate, school_id as school, invented,
             id::text as place from mouth
      union all
      select 'junction', ST_Buffer(ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), here.srid),
                                   half_width + :statutoryMetres::float8), null, null, junction.invented,
             to_char(lon + 1000, '0000.0000000') || to_char(lat + 1000, '0000.0000000') from junction, here
     ) as zone`,
    {
      west: west - aroundDegrees,
      south: south - aroundDegrees,
      east: east + aroundDegrees,
      north: north + aroundDegrees,
      twoLaneClasses,
      laneMetres,
      gateReachMetres,
      statutoryMetres,
    },
  );
  return tx
    .select(
      tileShape(tx, 'zone.area', frame),
      'zone.reason',
      tx.raw(`'Luật 36/2024/QH15, Đ.18 k.4' as rule`),
      'zone.gate',
      'zone.school',
      'zone.invented',
    )
    .from(areas)
    .orderByRaw('zone.reason, zone.place collate "C"');
}
