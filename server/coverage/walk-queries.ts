// All SQL of walks: what matching reads, what it leaves, and the raw positions that only who walked may see.
import type { Knex } from 'knex';
import type { BoundingBox } from '../../contract/geometry.ts';
import type { PlaneLine, PlaneRoute } from '../../contract/passed-stretches.ts';
import type { TrackFix, Walk, WalkInput } from '../../contract/survey.ts';
import { writeAudit } from '../audit.ts';
import { type FieldWrite, lockId } from '../field/record-queries.ts';
import { requireNotWithdrawn } from '../field/withdrawn-records.ts';
import { readRoadNetwork, roundCentimetre } from '../network/queries.ts';
import { Problem } from '../problem.ts';
import type { WalkLines } from '../surveys/gpx.ts';
import { getTerritory } from '../territory/queries.ts';
import { type MatchedWalk, matchWalk } from './match-walk.ts';

/** Degrees around a walk whose roads are read: some 300 m, more than a break in the track that may be bridged. */
const MARGIN_DEGREES = 0.003;

/** One walk as the account sees it. Throws `not-found`. */
export async function getWalk(tx: Knex.Transaction, id: string): Promise<Walk> {
  const { rows } = await tx.raw<{ rows: Walk[] }>(
    `select w.id, w.survey_id as "surveyId", w.walked_on as "walkedOn", w.matched_m as "matchedMetres",
            w.drawn_m as "drawnMetres", w.unmatched_m as "unmatchedMetres", w.dropped_fixes as "droppedFixes",
            ST_AsGeoJSON(w.path, 6)::json as path,
            (select coalesce(json_agg(json_build_object('routeId', p.route_id, 'metres', p.metres) order by p.route_id), '[]')
               from (select route_id, round(sum((to_m - from_m)::numeric), 1) as metres from survey_stretch
                      where walk_id = w.id group by route_id) p) as routes,
            exists (select from survey_track t where t.walk_id = w.id) as "hasTrack"
       from survey_walk w where w.id = :id`,
    { id },
  );
  const walk = rows[0];
  if (walk === undefined) throw new Problem('not-found');
  return walk;
}

/**
 * Stores a walk, matched to the roads around it and to every route to school it passed, of other schools too. The same
 * id and body again gives the stored one; a walk is never changed: another body is `same-id-other-body`.
 */
export async function putWalk(tx: Knex.Transaction, input: WalkInput, write: FieldWrite): Promise<Walk> {
  const { id } = write;
  await lockId(tx, id);
  const stored = await tx('survey_walk')
    .select('body_sha256 as bodySha256')
    .where({ id })
    .first<{ bodySha256: string } | undefined>();
  if (stored?.bodySha256 === write.bodySha256) return getWalk(tx, id);
  if (stored !== undefined) throw new Problem('same-id-other-body');
  await requireNotWithdrawn(tx, id, input.surveyId);
  const survey = await tx('survey')
    .select('unit_id as unitId')
    .where({ id: input.surveyId })
    .first<{ unitId: string } | undefined>();
  if (survey === undefined) throw new Problem('reference-missing');

  const { metricSrid, timeZone } = await getTerritory(tx);
  const drawn = input.drawn.map(({ coordinates }) => coordinates);
  const walk = await matchPositions(tx, { tracks: [input.fixes], drawn }, metricSrid);
  await tx.raw(
    `insert into survey_walk (id, survey_id, unit_id, account_id, body_sha256, walked_on, matched_m, drawn_m, unmatched_m,
                              dropped_fixes, path)
     values (:id, :surveyId, :unitId, :accountId, :bodySha256, (:startedAt::timestamptz at time zone :timeZone)::date,
             :matchedMetres, :drawnMetres, :unmatchedMetres, :droppedFixes,
             ST_Transform(ST_GeomFromText(:path, :metricSrid::int), 4326))`,
    {
      id,
      surveyId: input.surveyId,
      unitId: survey.unitId,
      accountId: write.accountId,
      bodySha256: write.bodySha256,
      startedAt: input.startedAt,
      timeZone,
      matchedMetres: walk.matchedMetres,
      drawnMetres: walk.drawnMetres,
      unmatchedMetres: walk.unmatchedMetres,
      droppedFixes: walk.droppedFixes,
      path: multiLineText(walk.paths),
      metricSrid,
    },
  );
  if (walk.stretches.length > 0) {
    await tx('survey_stretch').insert(
      walk.stretches.map(({ routeId, fromMetres, toMetres }, number) => ({
        walk_id: id,
        number,
        unit_id: survey.unitId,
        route_id: routeId,
        from_m: fromMetres,
        to_m: toMetres,
      })),
    );
  }
  if (input.fixes.length > 0) {
    await tx('survey_track').insert({
      walk_id: id,
      account_id: write.accountId,
      fixes: JSON.stringify(input.fixes),
      started_at: new Date(input.startedAt),
    });
  }
  await writeAudit(tx, {
    at: write.now,
    accountId: write.accountId,
    action: 'record',
    table: 'survey_walk',
    recordId: id,
    unitId: survey.unitId,
    detail: { survey: input.surveyId, matchedMetres: walk.matchedMetres },
  });
  return getWalk(tx, id);
}

/** The roads that the walks of a survey followed, pieces that meet joined, in the order they were walked. */
export async function listWalkLines(tx: Knex.Transaction, surveyId: string): Promise<WalkLines[]> {
  const { rows } = await tx.raw<{
    rows: (Omit<WalkLines, 'lines'> & { path: { coordinates: WalkLines['lines'] } })[];
  }>(
    `select id, walked_on as "walkedOn", ST_AsGeoJSON(ST_Multi(ST_LineMerge(path)), 6)::json as path
       from survey_walk where survey_id = :surveyId and path is not null order by walked_on, id`,
    { surveyId },
  );
  return rows.map(({ path, ...walk }) => ({ ...walk, lines: path.coordinates }));
}

/** Deletes the raw positions of an own walk. Again, or of somebody else's: nothing is there to delete, and that is fine. */
export async function deleteTrack(
  tx: Knex.Transaction,
  write: Omit<FieldWrite, 'bodySha256'>,
): Promise<void> {
  const walk = await tx('survey_walk')
    .select('unit_id as unitId')
    .where({ id: write.id })
    .first<{ unitId: string } | undefined>();
  if (walk === undefined) throw new Problem('not-found');
  const deleted = await tx('survey_track').where({ walk_id: write.id }).delete();
  if (deleted === 0) return;
  await writeAudit(tx, {
    at: write.now,
    accountId: write.accountId,
    action: 'delete',
    table: 'survey_track',
    recordId: write.id,
    unitId: walk.unitId,
  });
}

type Place = readonly [number, number];

/** What a walk left: unbroken tracks of positions, and ways drawn by hand, in WGS 84. */
export type Positions = {
  tracks: readonly (readonly TrackFix[])[];
  drawn: readonly (readonly Place[])[];
};

/** Matches positions to the roads around them and to every route to school in sight that they passed. */
export async function matchPositions(
  tx: Knex.Transaction,
  { tracks, drawn }: Positions,
  metricSrid: number,
): Promise<MatchedWalk> {
  const fixes = tracks.flat();
  const places = [...fixes.map(([longitude, latitude]) => [longitude, latitude] as const), ...drawn.flat()];
  const box = boxAround(places);
  const plane = await toPlane(tx, places, metricSrid);
  let used = 0;
  const next = (count: number): PlaneLine => {
    used += count;
    return plane.slice(used - count, used);
  };
  const planeTracks = tracks.map((track) => {
    const line = next(track.length);
    return track.map(([, , timeSeconds, accuracyMetres], i) => {
      const [x, y] = line[i] ?? [Number.NaN, Number.NaN];
      return { x, y, timeSeconds, accuracyMetres };
    });
  });
  const planeDrawn = drawn.map((line) => next(line.length));
  const { edges } = await readRoadNetwork(tx, metricSrid, { box });
  return matchWalk(edges, planeTracks, planeDrawn, await listRoutes(tx, box, metricSrid));
}

function boxAround(places: readonly (readonly [number, number])[]): BoundingBox {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [longitude, latitude] of places) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return [west - MARGIN_DEGREES, south - MARGIN_DEGREES, east + MARGIN_DEGREES, north + MARGIN_DEGREES];
}

async function toPlane(
  tx: Knex.Transaction,
  places: readonly (readonly [number, number])[],
  metricSrid: number,
): Promise<PlaneLine> {
  const { rows } = await tx.raw<{ rows: { x: number; y: number }[] }>(
    `select ST_X(p) as x, ST_Y(p) as y from (
       select ST_Transform(ST_SetSRID(ST_MakePoint(x, y), 4326), :metricSrid::int) as p, ord
         from unnest(:xs::float8[], :ys::float8[]) with ordinality as u (x, y, ord)) q order by ord`,
    { metricSrid, xs: places.map(([x]) => x), ys: places.map(([, y]) => y) },
  );
  return rows.map(({ x, y }) => [roundCentimetre(x), roundCentimetre(y)] as const);
}

/** Routes to school that touch the box, in the metric frame; row security leaves those the person may see. */
async function listRoutes(
  tx: Knex.Transaction,
  [west, south, east, north]: BoundingBox,
  metricSrid: number,
): Promise<PlaneRoute[]> {
  const { rows } = await tx.raw<{
    rows: { id: string; lengthMetres: number; path: { coordinates: [number, number][] } }[];
  }>(
    `select id, length_m as "lengthMetres", ST_AsGeoJSON(ST_Transform(path, :metricSrid::int), 2)::json as path from route
      where path && ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326) order by id`,
    { west, south, east, north, metricSrid },
  );
  return rows.map(({ id, lengthMetres, path }) => ({ id, lengthMetres, path: path.coordinates }));
}

/** WKT of the lines, null when there are none. */
export function multiLineText(paths: readonly PlaneLine[]): string | null {
  if (paths.length === 0) return null;
  const lines = paths.map((path) => `(${path.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join(',')})`);
  return `MULTILINESTRING(${lines.join(',')})`;
}
