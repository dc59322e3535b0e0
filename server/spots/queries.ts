// All SQL of illegal spots and their sightings.
import type { Knex } from 'knex';
import type { Spot, SpotInput } from '../../contract/facts.ts';
import { writeAudit } from '../audit.ts';
import { whereInBox, whereUnit } from '../db/filters.ts';
import { geoJson, pointValue } from '../db/postgis.ts';
import { requireNotWithdrawn } from '../field/withdrawn-records.ts';
import { Problem } from '../problem.ts';

type SpotFilter = {
  kind?: string | undefined;
  state?: string | undefined;
  unit?: string | undefined;
  bbox?: [number, number, number, number] | undefined;
};

function spotColumns(db: Knex): (string | Knex.Raw)[] {
  return [
    'illegal_spot.id',
    'illegal_spot.kind',
    'illegal_spot.state',
    'illegal_spot.unit_id as unitId',
    'illegal_spot.school_id as schoolId',
    geoJson(db, 'illegal_spot.location', 'location'),
    db.raw(
      `to_char(illegal_spot.first_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "firstSeenAt"`,
    ),
    db.raw(
      `to_char(illegal_spot.last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeenAt"`,
    ),
    db.raw('(select count(*) from spot_sighting where spot_sighting.spot_id = illegal_spot.id) as sightings'),
    'illegal_spot.note',
    'illegal_spot.revision',
    'illegal_spot.invented',
  ];
}

export async function listSpots(
  tx: Knex.Transaction,
  filter: SpotFilter,
  page: { limit: number; after?: string | undefined },
  today: string,
): Promise<{ spots: Spot[]; total: number; next: string | null }> {
  const found = tx('illegal_spot').modify((query) => {
    if (filter.kind !== undefined) query.where('illegal_spot.kind', filter.kind);
    if (filter.state !== undefined) query.where('illegal_spot.state', filter.state);
    whereUnit(query, 'illegal_spot.unit_id', filter.unit, today);
    whereInBox(query, 'illegal_spot.location', filter.bbox);
  });
  const counted = await found.clone().count<{ total: number }[]>('* as total');
  const rows: Spot[] = await found
    .clone()
    .select(spotColumns(tx))
    .modify((query) => {
      if (page.after !== undefined) query.where('illegal_spot.id', '>', page.after);
    })
    .orderBy('illegal_spot.id')
    .limit(page.limit + 1);
  const spots = rows.slice(0, page.limit);
  return {
    spots,
    total: counted[0]?.total ?? 0,
    next: rows.length > page.limit ? (spots.at(-1)?.id ?? null) : null,
  };
}

/** One spot. Throws `not-found`. */
export async function getSpot(tx: Knex.Transaction, id: string): Promise<Spot> {
  const spot: Spot | undefined = await tx('illegal_spot').select(spotColumns(tx)).where({ id }).first();
  if (spot === undefined) throw new Problem('not-found');
  return spot;
}

type Stored = { revision: number; bodySha256: string | null };

/**
 * Stores a spot under the client's id, with the sighting that made it known. The same id and body again gives the
 * stored row; another body needs the base revision it was made from, else `stale-revision` with the row as it stands.
 */
export async function putSpot(
  tx: Knex.Transaction,
  put: {
    id: string;
    input: SpotInput;
    bodySha256: string;
    sightingId: string;
    accountId: string;
    now: Date;
    today: string;
  },
): Promise<Spot> {
  const { id, input } = put;
  const stored = await tx('illegal_spot')
    .select('revision', 'body_sha256 as bodySha256')
    .where({ id })
    .forUpdate()
    .first<Stored | undefined>();
  if (stored?.bodySha256 === put.bodySha256) return getSpot(tx, id);
  if (stored !== undefined && input.baseRevision !== stored.revision) {
    throw new Problem('stale-revision', { current: await getSpot(tx, id) });
  }
  await requireNotWithdrawn(tx, id, put.sightingId);
  const seenAt = new Date(input.seenAt);
  const { rows } = await tx.raw<{ rows: { unitId: string | null }[] }>(
    'select commune_at(:place, :today::date) as "unitId"',
    {
      place: pointValue(tx, input.location),
      today: put.today,
    },
  );
  const unitId = rows[0]?.unitId;
  if (unitId === null || unitId === undefined) throw new Problem('outside-unit');
  const row = {
    unit_id: unitId,
    school_id: input.schoolId ?? null,
    kind: input.kind,
    state: input.state,
    location: pointValue(tx, input.location),
    note: input.note ?? null,
    body_sha256: put.bodySha256,
  };
  if (stored === undefined) {
    await tx('illegal_spot').insert({ id, ...row, first_seen_at: seenAt, last_seen_at: seenAt });
  } else {
    await tx('illegal_spot')
      .where({ id })
      .update({
        ...row,
        first_seen_at: tx.raw('least(first_seen_at, ?)', [seenAt]),
        last_seen_at: tx.raw('greatest(last_seen_at, ?)', [seenAt]),
        revision: stored.revision + 1,
      });
  }
  await tx('spot_sighting')
    .insert({
      id: put.sightingId,
      spot_id: id,
      unit_id: unitId,
      seen_at: seenAt,
      minutes_watched: input.minutesWatched ?? null,
      minutes_seen: input.minutesSeen ?? null,
      vehicles: input.vehicles ?? null,
      note: input.note ?? null,
      account_id: put.accountId,
    })
    .onConflict('id')
    .ignore();
  await writeAudit(tx, {
    at: put.now,
    accountId: put.accountId,
    action: stored === undefined ? 'record' : 'change',
    table: 'illegal_spot',
    recordId: id,
    unitId,
    detail: { kind: input.kind, state: input.state, revision: (stored?.revision ?? 0) + 1 },
  });
  return getSpot(tx, id);
}
