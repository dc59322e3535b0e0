// Staged sightings → which spot each belongs to, in the temporary table spot_join.
import type { Knex } from 'knex';
import { importedId } from './identity.ts';
import { joinSpots, type KnownSpot } from './join-spots.ts';

type Row = { ord: number; key: string; kind: string; longitude: number; latitude: number };

/** Joins by the spots this source already made, in order of time and key. A new spot is named by its first sighting. */
export async function joinSightings(tx: Knex.Transaction, source: string, timeZone: string): Promise<void> {
  const { rows } = await tx.raw<{ rows: Row[] }>(
    `select r.ord, r.key, r.record->>'kind' as kind, ST_X(r.geom) as longitude, ST_Y(r.geom) as latitude
     from import_row r
     order by ((r.record->>'seenOn')::date + coalesce((r.record->>'seenTime')::time, '12:00'::time)) at time zone :timeZone, r.key`,
    { timeZone },
  );
  const { rows: known } = await tx.raw<{ rows: KnownSpot[] }>(
    `select id, kind, ST_X(location) as longitude, ST_Y(location) as latitude from illegal_spot s
     where source = :source and ((select app_writes_all()) or unit_id = any ((select app_write_units())::text[]))
     order by id`,
    { source },
  );
  const joins = joinSpots(
    rows.map((row) => ({ ...row, spotId: importedId('illegal_spot', source, row.key) })),
    known,
  );
  await tx.raw('drop table if exists spot_join');
  await tx.raw(
    `create temp table spot_join on commit drop as
     select * from jsonb_to_recordset(:joins::jsonb) as j (ord integer, "spotId" uuid, "anchorOrd" integer)`,
    { joins: JSON.stringify(joins) },
  );
  await tx.raw('alter table spot_join rename "spotId" to spot_id');
  await tx.raw('alter table spot_join rename "anchorOrd" to anchor_ord');
}
