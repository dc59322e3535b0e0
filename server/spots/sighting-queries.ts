// All SQL of sightings from the field and of what follows: joining a spot, its hours, handling and commitments.
import type { Knex } from 'knex';
import type { Spot } from '../../contract/facts.ts';
import type { SightingInput, SpotDetail, SpotRules } from '../../contract/field.ts';
import { writeAudit } from '../audit.ts';
import { pointValue } from '../db/postgis.ts';
import { type FieldWrite, lockId } from '../field/record-queries.ts';
import { requireNotWithdrawn } from '../field/withdrawn-records.ts';
import { importedId } from '../imports/identity.ts';
import { joinSpots, type KnownSpot, SAME_SPOT_METRES } from '../imports/join-spots.ts';
import { Problem } from '../problem.ts';
import { recentDays } from './duty-queries.ts';
import { hourProfile, type Watch } from './hour-profile.ts';
import { getSpot } from './queries.ts';

/**
 * Stores a sighting under the client's id at the spot it belongs to. The same id again gives its spot as it stands; the
 * same id at another moment is `same-id-other-body`. A handled spot that is seen again later has returned.
 */
export async function putSighting(
  tx: Knex.Transaction,
  input: SightingInput,
  write: FieldWrite,
): Promise<Spot> {
  const { id } = write;
  const seenAt = new Date(input.seenAt);
  const unitId = await communeAt(tx, input, write.today);
  // Two sightings of one new spot at once would make two of it.
  await lockId(tx, `sightings of ${unitId}`);
  const stored = await tx('spot_sighting')
    .select('spot_id as spotId', 'seen_at as seenAt')
    .where({ id })
    .first<{ spotId: string; seenAt: Date } | undefined>();
  if (stored !== undefined) {
    if (stored.seenAt.getTime() !== seenAt.getTime()) throw new Problem('same-id-other-body');
    return getSpot(tx, stored.spotId);
  }
  await requireNotWithdrawn(tx, id);
  const spotId = await joinedSpot(tx, input, importedId('illegal_spot', 'sighting', id));
  const spot = await tx('illegal_spot')
    .select('state', 'unit_id as unitId')
    .where({ id: spotId })
    .forUpdate()
    .first<{ state: Spot['state']; unitId: string } | undefined>();
  if (spot === undefined) {
    await tx('illegal_spot').insert({
      id: spotId,
      unit_id: unitId,
      school_id: input.schoolId ?? null,
      kind: input.kind,
      location: pointValue(tx, input.location),
      first_seen_at: seenAt,
      last_seen_at: seenAt,
      note: input.note ?? null,
    });
  } else {
    const { rows } = await tx.raw<{ rows: { returned: boolean }[] }>(
      `select :state = 'handled' and :seenAt::timestamptz >
              coalesce((select max(handled_on + 1)::timestamptz from spot_handling where spot_id = :spotId::uuid), last_seen_at) as returned
         from illegal_spot where id = :spotId::uuid`,
      { state: spot.state, seenAt, spotId },
    );
    await tx('illegal_spot')
      .where({ id: spotId })
      .update({
        first_seen_at: tx.raw('least(first_seen_at, ?)', [seenAt]),
        last_seen_at: tx.raw('greatest(last_seen_at, ?)', [seenAt]),
        revision: tx.raw('revision + 1'),
        ...(rows[0]?.returned === true && { state: 'returned' }),
      });
  }
  await tx('spot_sighting').insert({
    id,
    spot_id: spotId,
    unit_id: spot?.unitId ?? unitId,
    seen_at: seenAt,
    minutes_watched: input.minutesWatched ?? null,
    minutes_seen: input.minutesSeen ?? null,
    vehicles: input.vehicles ?? null,
    note: input.note ?? null,
    account_id: write.accountId,
  });
  await writeAudit(tx, {
    at: write.now,
    accountId: write.accountId,
    action: 'record',
    table: 'spot_sighting',
    recordId: id,
    unitId,
    detail: { spot: spotId, kind: input.kind },
  });
  return getSpot(tx, spotId);
}

async function communeAt(tx: Knex.Transaction, { location }: SightingInput, today: string): Promise<string> {
  const { rows } = await tx.raw<{ rows: { unitId: string | null }[] }>(
    'select commune_at(:place, :today::date) as "unitId"',
    { place: pointValue(tx, location), today },
  );
  const unitId = rows[0]?.unitId;
  if (unitId === null || unitId === undefined) throw new Problem('outside-unit');
  return unitId;
}

/** The spot a sighting belongs to, by the rule of the imports; `newId` when it is a new one. */
async function joinedSpot(tx: Knex.Transaction, input: SightingInput, newId: string): Promise<string> {
  const [longitude, latitude] = input.location.coordinates;
  const { rows: known } = await tx.raw<{ rows: KnownSpot[] }>(
    `select id, kind, ST_X(location) as longitude, ST_Y(location) as latitude from illegal_spot
      where kind = :kind and ST_DWithin(location::geography, (:place)::geography, :reach::float8)
        and ((select app_writes_all()) or unit_id = any ((select app_write_units())::text[])) order by id`,
    { kind: input.kind, place: pointValue(tx, input.location), reach: 2 * SAME_SPOT_METRES },
  );
  const [joined] = joinSpots([{ ord: 0, spotId: newId, kind: input.kind, longitude, latitude }], known);
  return joined?.spotId ?? newId;
}

/** One spot with its sightings, hours and what was done. Throws `not-found`. */
export async function getSpotDetail(
  tx: Knex.Transaction,
  id: string,
  { rules, accountId }: { rules: SpotRules; accountId: string },
): Promise<SpotDetail> {
  const spot = await getSpot(tx, id);
  type Row = Omit<SpotDetail, keyof Spot | 'isChronic' | 'watchedHours'> & { watches: Watch[] };
  const { rows } = await tx.raw<{ rows: Row[] }>(
    `with own as (
       select g.*, (g.seen_at at time zone t.time_zone) as local_at, e.photos, e.minutes
         from spot_sighting g cross join territory t
         cross join lateral (
           select count(*)::int as photos, coalesce(extract(epoch from max(p.taken_at) - min(p.taken_at)) / 60, 0) as minutes
             from photo p where p.sighting_id = g.id and p.kind = 'evidence' and p.content is not null) e
        where g.spot_id = :id)
     select (select coalesce(json_agg(json_build_object('id', o.id,
                      'seenAt', to_char(o.seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'vehicles', o.vehicles,
                      'minutesSeen', o.minutes_seen, 'minutesWatched', o.minutes_watched, 'evidencePhotos', o.photos,
                      'isProven', o.photos >= :photos::int and o.minutes >= :minutesApart::float8,
                      'photos', (select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind) order by p.taken_at, p.id), '[]')
                                   from photo p where p.sighting_id = o.id and p.content is not null),
                      'isOwn', coalesce(o.account_id = :accountId::uuid, false)) order by o.seen_at desc, o.id), '[]')
               from own o) as "sightingList",
            array(select (select count(*)::int from own o where extract(hour from o.local_at) = h) from generate_series(0, 23) h) as hours,
            (select coalesce(json_agg(json_build_object(
                      'endMinute', (extract(hour from o.local_at) * 60 + extract(minute from o.local_at))::int,
                      'minutesWatched', o.minutes_watched, 'minutesSeen', coalesce(o.minutes_seen, 0)) order by o.id), '[]')
               from own o where o.minutes_watched > 0) as watches,
            (select ${recentDays} from illegal_spot i where i.id = :id) as "recentDays",
            (select coalesce(json_agg(json_build_object('id', d.id, 'handledOn', d.handled_on, 'note', d.note)
                      order by d.handled_on desc, d.id), '[]') from spot_handling d where d.spot_id = :id) as handlings,
            (select coalesce(json_agg(json_build_object('id', c.id, 'signedOn', c.signed_on, 'validTo', c.valid_to,
                      'aboveCc', c.above_cc) order by c.signed_on desc, c.id), '[]') from spot_commitment c where c.spot_id = :id) as commitments`,
    {
      id,
      accountId,
      photos: rules.evidencePhotos,
      minutesApart: rules.evidenceMinutesApart,
      days: rules.chronicDays,
    },
  );
  const found = rows[0];
  if (found === undefined) throw new Problem('not-found');
  const { watches, ...detail } = found;
  const isChronic = detail.recentDays >= rules.chronicSightings;
  return { ...spot, ...detail, isChronic, watchedHours: hourProfile(watches) };
}

type FollowUp =
  | { table: 'spot_handling'; spotId: string; row: { handled_on: string; note: string | null } }
  | {
      table: 'spot_commitment';
      spotId: string;
      row: { signed_on: string; valid_to: string | null; above_cc: number };
    };

/** Stores what was done about a spot; handling it closes it. The same id and body again changes nothing. */
export async function putFollowUp(
  tx: Knex.Transaction,
  { table, spotId, row }: FollowUp,
  write: FieldWrite,
): Promise<void> {
  const { id, bodySha256 } = write;
  await lockId(tx, id);
  const stored = await tx(table)
    .select('body_sha256 as bodySha256')
    .where({ id })
    .first<{ bodySha256: string } | undefined>();
  if (stored?.bodySha256 === bodySha256) return;
  if (stored !== undefined) throw new Problem('same-id-other-body');
  await requireNotWithdrawn(tx, spotId);
  const { unitId } = await getSpot(tx, spotId);
  await tx(table).insert({
    id,
    spot_id: spotId,
    unit_id: unitId,
    ...row,
    account_id: write.accountId,
    body_sha256: bodySha256,
  });
  if (table === 'spot_handling') {
    await tx('illegal_spot')
      .where({ id: spotId })
      .update({ state: 'handled', revision: tx.raw('revision + 1') });
  }
  await writeAudit(tx, {
    at: write.now,
    accountId: write.accountId,
    action: 'record',
    table,
    recordId: id,
    unitId,
    detail: { spot: spotId },
  });
}
