// All SQL of the work left with illegal spots: which have returned, which are chronic, which are handled.
import type { Knex } from 'knex';
import type { listSpotDuties, SpotDuty, SpotRules } from '../../contract/field.ts';
import type { OperationReply } from '../../contract/operation.ts';

/** Days with a sighting, by the territory's clock, within the rule's span before the last one. */
export const recentDays = `
  (select count(distinct (g.seen_at at time zone t.time_zone)::date)::int
     from spot_sighting g cross join territory t
    where g.spot_id = i.id
      and (g.seen_at at time zone t.time_zone)::date >
          (select max((l.seen_at at time zone t.time_zone)::date) from spot_sighting l where l.spot_id = i.id) - :days::int)`;

/** Spots in scope (of the unit and below it when given): returned, chronic, open, handled; newest first in each. */
export async function listDuties(
  tx: Knex.Transaction,
  { unit, limit }: { unit?: string | undefined; limit: number },
  rules: SpotRules,
  today: string,
): Promise<OperationReply<typeof listSpotDuties>> {
  const duty = `
    duty as (
      select i.*, ${recentDays} as recent_days
        from illegal_spot i
       where :unit::text is null or i.unit_id in (select units_below(:unit::text, :today::date)))`;
  const bindings = {
    unit: unit ?? null,
    today,
    limit,
    days: rules.chronicDays,
    chronicDays: rules.chronicSightings,
  };
  const { rows: counts } = await tx.raw<{
    rows: { total: number; open: number; returned: number; chronic: number }[];
  }>(
    `with ${duty}
     select count(*)::int as total, (count(*) filter (where state <> 'handled'))::int as open,
            (count(*) filter (where state = 'returned'))::int as returned,
            (count(*) filter (where state <> 'handled' and recent_days >= :chronicDays::int))::int as chronic
       from duty`,
    bindings,
  );
  const { rows: spots } = await tx.raw<{ rows: SpotDuty[] }>(
    `with ${duty}
     select i.id, i.kind, i.state, i.unit_id as "unitId", i.school_id as "schoolId", ST_AsGeoJSON(i.location, 6)::json as location,
            to_char(i.first_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "firstSeenAt",
            to_char(i.last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeenAt",
            (select count(*)::int from spot_sighting g where g.spot_id = i.id) as sightings, i.note, i.revision, i.invented,
            u.full_name as "unitName", s.name as "schoolName", i.recent_days as "recentDays",
            i.recent_days >= :chronicDays::int as "isChronic",
            (select max(d.handled_on) from spot_handling d where d.spot_id = i.id) as "lastHandledOn",
            (select count(*)::int from spot_commitment c
              where c.spot_id = i.id and (c.valid_to is null or c.valid_to >= :today::date)) as commitments
       from duty i join unit u on u.id = i.unit_id left join school s on s.id = i.school_id
      order by i.state = 'handled', i.state <> 'returned', i.recent_days < :chronicDays::int, i.last_seen_at desc, i.id
      limit :limit::int`,
    bindings,
  );
  return { spots, ...(counts[0] ?? { total: 0, open: 0, returned: 0, chronic: 0 }) };
}
