// Staged walks → the roads and routes they followed, by the same matching as a phone's walk, in the temporary table
// walk_match; and the stretches of routes that hang on each walk.
import type { Knex } from 'knex';
import type { RejectedRow } from '../../contract/batch.ts';
import type { TrackFix } from '../../contract/survey.ts';
import { matchPositions, multiLineText, type Positions } from '../coverage/walk-queries.ts';
import { refuseWhere } from './stage.ts';
import type { Warning } from './stage-checks.ts';
import type { TrackSteps } from './walk-track.ts';

/** Our choice: no way to school is longer, and the roads of a wider box are those of a province. */
const WIDEST_KM = 20;

/** Refuses walks that are there with other positions, and tracks too wide for a walk. */
export async function checkWalks(tx: Knex.Transaction): Promise<RejectedRow[]> {
  const across = `ST_Distance(ST_SetSRID(ST_MakePoint(ST_XMin(r.geom), ST_YMin(r.geom)), 4326)::geography,
    ST_SetSRID(ST_MakePoint(ST_XMax(r.geom), ST_YMax(r.geom)), 4326)::geography)`;
  return [
    ...(await refuseWhere(tx, {
      where: `${across} > ${WIDEST_KM * 1_000}`,
      value: `round((${across} / 1000)::numeric, 1)::text`,
      field: 'track',
      code: 'too_wide',
      extra: String(WIDEST_KM),
    })),
    ...(await refuseWhere(tx, {
      where: "exists (select from survey_walk w where w.id = r.id and w.body_sha256 <> r.record->>'sha256')",
      value: 'r.key',
      field: 'key',
      code: 'walk_changed',
    })),
  ];
}

type Waiting = {
  lines: { type: 'LineString' | 'MultiLineString'; coordinates: unknown };
  steps: TrackSteps | null;
};

/** Matches every staged walk that is not there yet, one at a time, and warns of those that followed nothing. */
export async function matchWalks(tx: Knex.Transaction, metricSrid: number): Promise<Warning[]> {
  await tx.raw('drop table if exists walk_match');
  await tx.raw(
    `create temp table walk_match (
       ord integer primary key, matched_m double precision not null, drawn_m double precision not null,
       unmatched_m double precision not null, dropped_fixes integer not null, path geometry, stretches jsonb not null)
     on commit drop`,
  );
  const { rows } = await tx.raw<{ rows: { ord: number }[] }>(
    'select r.ord from import_row r where not exists (select from survey_walk w where w.id = r.id) order by r.ord',
  );
  for (const { ord } of rows) await matchOne(tx, ord, metricSrid);
  const { rows: counted } = await tx.raw<{ rows: { lost: number; astray: number }[] }>(
    `select (count(*) filter (where m.matched_m = 0))::int as lost,
            (count(*) filter (where m.matched_m > 0 and r.route_id is not null and not m.stretches @>
              jsonb_build_array(jsonb_build_object('routeId', r.route_id))))::int as astray
       from walk_match m join import_row r on r.ord = m.ord`,
  );
  const { lost, astray } = counted[0] ?? { lost: 0, astray: 0 };
  const warnings: Warning[] = [
    {
      code: 'walk_off_roads',
      count: lost,
      vi: `${lost} chuyến không khớp với đường nào`,
      en: `${lost} walks follow no known road`,
    },
    {
      code: 'walk_off_route',
      count: astray,
      vi: `${astray} chuyến không đi qua tuyến đã ghi cho chúng`,
      en: `${astray} walks do not pass the route they are given for`,
    },
  ];
  return warnings.filter(({ count }) => count > 0);
}

async function matchOne(tx: Knex.Transaction, ord: number, metricSrid: number): Promise<void> {
  const { rows } = await tx.raw<{ rows: Waiting[] }>(
    `select ST_AsGeoJSON(ST_Multi(r.geom), 8)::json as lines, r.record->'steps' as steps from import_row r where r.ord = :ord`,
    { ord },
  );
  const [waiting] = rows;
  if (waiting === undefined) throw new Error('a staged walk is gone');
  const positions = positionsOf(waiting);
  const walk = await matchPositions(tx, positions, metricSrid);
  await tx.raw(
    `insert into walk_match (ord, matched_m, drawn_m, unmatched_m, dropped_fixes, path, stretches)
     values (:ord, :matchedMetres, :drawnMetres, :unmatchedMetres, :dropped,
             ST_Transform(ST_GeomFromText(:path, :metricSrid::int), 4326), :stretches::jsonb)`,
    {
      ord,
      matchedMetres: walk.matchedMetres,
      drawnMetres: walk.drawnMetres,
      unmatchedMetres: walk.unmatchedMetres,
      dropped: walk.droppedFixes + positions.untimed,
      path: multiLineText(walk.paths),
      metricSrid,
      stretches: JSON.stringify(walk.stretches),
    },
  );
}

/** Places with a time as tracks, the unbroken lines apart; a line without any time as drawn by hand. */
function positionsOf({ lines, steps }: Waiting): Positions & { untimed: number } {
  const places = linesOf(lines.coordinates);
  if (steps === null) return { tracks: [], drawn: places, untimed: 0 };
  let untimed = 0;
  const tracks = places.map((line, i) =>
    line.flatMap(([longitude, latitude], k): TrackFix[] => {
      const step = steps[i]?.[k];
      if (step === null || step === undefined) {
        untimed++;
        return [];
      }
      return [[longitude, latitude, ...step]];
    }),
  );
  return { tracks, drawn: [], untimed };
}

function linesOf(coordinates: unknown): [number, number][][] {
  if (!Array.isArray(coordinates)) return [];
  return coordinates.map((line: unknown) =>
    Array.isArray(line)
      ? line.flatMap((place: unknown) =>
          Array.isArray(place) ? [[Number(place[0]), Number(place[1])] satisfies [number, number]] : [],
        )
      : [],
  );
}

/** Adds which metres of routes the walks passed that this import added. */
export async function addStretches(tx: Knex.Transaction): Promise<void> {
  await tx.raw(
    `insert into survey_stretch (walk_id, number, unit_id, route_id, from_m, to_m)
     select s.id, p.number - 1, s.unit_id, (p.stretch->>'routeId')::uuid, (p.stretch->>'fromMetres')::float8,
            (p.stretch->>'toMetres')::float8
       from staged_survey_walk s join survey_walk w on w.id = s.id join walk_match m on m.ord = s.ord
       cross join lateral jsonb_array_elements(m.stretches) with ordinality as p (stretch, number)
      where s.outcome = 'insert'`,
  );
}
