// Clusters of a country's accidents: ours against PostGIS's own on a table in Hilbert order.

import { copyPieces } from '../server/db/copy.ts';
import { withSystemScope } from '../server/db/scope.ts';
import { dbscan, ROLE_BORDER, ROLE_CORE, ROLE_NOISE } from '../server/hotspots/dbscan.ts';
import { mulberry32 } from '../server/network/random.ts';
import { toUtm } from '../server/network/utm.ts';
import type { Country } from './country/generate.ts';
import { leastSeconds, report } from './report.ts';
import type { World } from './screening.ts';

const EPS_METRES = 50;
const MIN_POINTS = 4;
/** The canonical SQL counts every neighbour of every point; that many it does in a minute. */
const CANONICAL_POINTS = 50_000;

type Points = { xs: Float64Array; ys: Float64Array };

export async function dbscanBench({ country, db }: World): Promise<void> {
  const { lon, lat } = country.accidents;
  const xs = new Float64Array(lon.length);
  const ys = new Float64Array(lon.length);
  for (let i = 0; i < lon.length; i++) {
    const [x, y] = toUtm(32_648, lon[i]!, lat[i]!);
    xs[i] = Math.round(x * 100) / 100;
    ys[i] = Math.round(y * 100) / 100;
  }
  const points = { xs, ys };
  const cluster = (of: Points) => dbscan(of.xs, of.ys, EPS_METRES, MIN_POINTS);
  let result = cluster(points);
  const own = await leastSeconds(5, () => {
    result = cluster(points);
  });

  await db.raw('create table bench_point (id integer, x double precision, y double precision)');
  await withSystemScope(db, (tx) => copyPieces(tx, 'copy bench_point from stdin', lines(points)));
  await db.raw(
    `create table bench_point_hilbert as select id, ST_Point(x, y) as g from bench_point order by ST_Point(x, y)`,
  );
  await db.raw('analyze bench_point_hilbert');
  let theirs = { clusters: 0, noise: 0 };
  const reference = await leastSeconds(5, async () => {
    const { rows } = await db.raw<{ rows: (typeof theirs)[] }>(
      `select count(distinct c) as clusters, count(*) filter (where c is null) as noise
         from (select ST_ClusterDBSCAN(g, ?, ?) over () as c from bench_point_hilbert) t`,
      [EPS_METRES, MIN_POINTS],
    );
    theirs = rows[0] ?? theirs;
  });
  const noise = result.role.filter((role) => role === ROLE_NOISE).length;

  const few = corner(country);
  const ownRoles = roleCounts(
    cluster({ xs: Float64Array.from(few, (i) => xs[i]!), ys: Float64Array.from(few, (i) => ys[i]!) }).role,
  );
  const canonicalRoles = await canonical(db, few);

  const changed = [1, 2, 3].map((seed) => changedByShuffle(points, result, cluster, seed));
  report({
    what: `dbscan: ${lon.length.toLocaleString('en')} accidents, ${EPS_METRES} m, ${MIN_POINTS} points; ${result.clusterCount} clusters, 1 core`,
    seconds: own,
    reference: 'ST_ClusterDBSCAN in Hilbert order',
    referenceSeconds: reference,
    leastRatio: 2.5,
    checks: [
      {
        what: `clusters and noise: ${result.clusterCount} and ${noise}, PostGIS ${theirs.clusters} and ${theirs.noise}`,
        holds: result.clusterCount === theirs.clusters && noise === theirs.noise,
      },
      {
        what: `core, border, noise of ${few.length} points: ${ownRoles}; by neighbour counts in SQL ${canonicalRoles}`,
        holds: ownRoles === canonicalRoles,
      },
      {
        what: `points that change role or cluster under three shuffles: ${changed.join(', ')}`,
        holds: changed.every((count) => count === 0),
      },
    ],
  });
}

function* lines({ xs, ys }: Points): Generator<Buffer> {
  for (let from = 0; from < xs.length; from += 10_000) {
    let text = '';
    for (let i = from; i < Math.min(from + 10_000, xs.length); i++) text += `${i}\t${xs[i]}\t${ys[i]}\n`;
    yield Buffer.from(text);
  }
}

function roleCounts(roles: Uint8Array): string {
  return [ROLE_CORE, ROLE_BORDER, ROLE_NOISE]
    .map((wanted) => roles.filter((role) => role === wanted).length)
    .join(', ');
}

/** Accidents of the first communes: a part of the country with its whole density. */
function corner({ accidents, communes }: Country): number[] {
  const last = Math.ceil((communes.length * CANONICAL_POINTS) / accidents.lon.length);
  return [...accidents.commune.keys()].filter((i) => accidents.commune[i]! < last);
}

/** Core points by counting neighbours; border points by a core point in reach. */
async function canonical(db: World['db'], ids: number[]): Promise<string> {
  await db.raw(
    'create table bench_few as select id, ST_Point(x, y) as g from bench_point where id = any (?)',
    [ids],
  );
  await db.raw('create index on bench_few using gist (g)');
  await db.raw('analyze bench_few');
  const { rows } = await db.raw<{ rows: { roles: string }[] }>(
    `with core as materialized (
       select a.id, a.g from bench_few a
        where (select count(*) from bench_few b where ST_DWithin(a.g, b.g, :eps::float8)) >= :least::int),
     role as (
       select (select count(*) from core) as cores,
              (select count(distinct a.id) from core c join bench_few a on ST_DWithin(a.g, c.g, :eps::float8)) as clustered)
     select concat_ws(', ', cores, clustered - cores, :count::int - clustered) as roles from role`,
    { eps: EPS_METRES, least: MIN_POINTS, count: ids.length },
  );
  return rows[0]?.roles ?? '';
}

/** Points whose role or cluster differs when the same points are given in another order. */
function changedByShuffle(
  { xs, ys }: Points,
  expected: ReturnType<typeof dbscan>,
  cluster: (of: Points) => ReturnType<typeof dbscan>,
  seed: number,
): number {
  const random = mulberry32(seed);
  const order = Uint32Array.from(xs, (_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const shuffled = cluster({
    xs: Float64Array.from(order, (i) => xs[i]!),
    ys: Float64Array.from(order, (i) => ys[i]!),
  });
  // Clusters are numbered by the order of the points: a cluster is the same when its core points are.
  const numberOf = new Map<number, number>();
  order.forEach((i, k) => {
    if (shuffled.role[k] === ROLE_CORE) numberOf.set(shuffled.label[k]!, expected.label[i]!);
  });
  numberOf.set(0, 0);
  let changed = 0;
  order.forEach((i, k) => {
    const isSame =
      shuffled.role[k] === expected.role[i] && numberOf.get(shuffled.label[k]!) === expected.label[i];
    if (!isSame) changed++;
  });
  return changed;
}
