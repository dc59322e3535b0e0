// The straight-line screening of a country against PostGIS on the same server and data.
import type { Knex } from 'knex';
import { besideTransactions } from '../server/db/beside.ts';
import { withSystemScope } from '../server/db/scope.ts';
import {
  accidentsAlongRoutes,
  ROUTE_CELL_METRES,
  type RouteLines,
  routeTask,
} from '../server/screening/along-routes.ts';
import { groupAfterGroup, inGroups } from '../server/screening/groups.ts';
import { accidentsNearSchools, type SchoolScreening } from '../server/screening/near-schools.ts';
import {
  buildPlaceGrid,
  buildScaledGrid,
  inNeighbourhoods,
  sharedFloats,
  type WeightedPlaces,
} from '../server/screening/place-grid.ts';
import { recomputeScreening } from '../server/screening/recompute.ts';
import { withScreeningThread } from '../server/screening/thread.ts';
import type { Country } from './country/generate.ts';
import { benchNow } from './database.ts';
import { gate, leastSeconds, note, quantile, report, seconds, shown } from './report.ts';
import { bestSqlSeconds, geographySample, projectedRouteSeconds } from './screening-sql.ts';

export type World = {
  country: Country;
  db: Knex;
  scale: number;
  /** Seconds that PostGIS geography took for each, once it has been measured. */
  geography: { schools?: number; routes?: number };
};

/** Least gain of a recompute on PostGIS geography, for whole countries (our choice; a first trial gained about 98 times). */
const GEOGRAPHY_RATIO = 70;

/** Cells that suit sorting and searching for schools alone, without routes: larger ones are fewer, smaller ones closer. */
const SCHOOL_CELL_METRES = 700;

const isWhole = (scale: number): boolean => scale >= 1;
const thousands = (value: number): string => value.toLocaleString('en');
const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
};

/** Fatal equivalents by severity, in the order of the generator. */
const WEIGHTS = [0, 0.02, 0.25, 1];

function weightedAccidents({ accidents }: Country): WeightedPlaces {
  const weight = Float64Array.from(accidents.severity, (severity) => WEIGHTS[severity]!);
  return { lon: accidents.lon, lat: accidents.lat, weight };
}

/** Accidents within 1 km of each school, from arrays in memory to counts and weights. */
export async function schoolsBench({ country, db, scale, geography }: World): Promise<void> {
  const accidents = weightedAccidents(country);
  let theirs = { pairs: 0, weight: 0 };
  const reference = await leastSeconds(5, async () => {
    const { rows } = await db.raw<{ rows: (typeof theirs)[] }>(
      `select sum(c)::float8 as pairs, sum(w) as weight from (
         select s.id, count(*) as c, sum(screening_weight(a.deaths, a.serious, a.slight)
                  * (1 - ST_Distance(s.location::geography, a.location::geography) / 1000)) as w
           from school s join accident a on ST_DWithin(s.location::geography, a.location::geography, 1000)
          group by s.id) t`,
    );
    theirs = rows[0] ?? theirs;
  });
  geography.schools = reference;
  let found: SchoolScreening | undefined;
  const own = await leastSeconds(5, () => {
    found = accidentsNearSchools(buildPlaceGrid(accidents, SCHOOL_CELL_METRES), country.schools);
  });
  const grid = buildPlaceGrid(accidents, SCHOOL_CELL_METRES);
  const inCells = await leastSeconds(5, () => {
    accidentsNearSchools(grid, country.schools);
  });
  const pairs = sum(found?.accidents ?? []);
  const weight = sum(found?.weight ?? []);
  report({
    what: `schools: ${thousands(country.schools.lon.length)} schools × ${thousands(accidents.lon.length)} accidents within 1 km, arrays in memory, 1 core`,
    seconds: own,
    reference: 'PostGIS geography, default plan',
    referenceSeconds: reference,
    leastRatio: 100,
    checks: [
      {
        what: `${shown(inCells)} s with the accidents already in their cells, at most 0.1 s`,
        holds: inCells <= 0.1 || !isWhole(scale),
      },
      {
        what: `pairs: ${thousands(pairs)}, PostGIS ${thousands(theirs.pairs)}`,
        holds: pairs === theirs.pairs,
      },
      {
        what: `weight: ${weight.toFixed(4)}, PostGIS ${theirs.weight.toFixed(4)}`,
        holds: Math.abs(weight - theirs.weight) <= 1e-8 * theirs.weight,
      },
    ],
  });
}

/** Accidents within 30 m of each route, on two cores; threads are running, arrays in memory. */
export async function routesBench({ country, db, geography }: World): Promise<void> {
  const accidents = weightedAccidents(country);
  const lonLat = sharedFloats(country.routes.lonLat.length);
  lonLat.set(country.routes.lonLat);
  const start = new Uint32Array(new SharedArrayBuffer(country.routes.start.byteLength));
  start.set(country.routes.start);
  const lines: RouteLines = { lonLat, start };
  const schoolCount = country.schools.lon.length;
  const newTask = () =>
    routeTask(
      buildScaledGrid(accidents, ROUTE_CELL_METRES),
      lines,
      groupAfterGroup(inGroups(country.routes.school, schoolCount), inNeighbourhoods(country.schools)),
    );
  let task = newTask();
  const single = await leastSeconds(5, () => {
    task = newTask();
    accidentsAlongRoutes(task, [[0, start.length - 1]]);
  });
  const double = await withScreeningThread(async (thread) => {
    await thread.routes(task);
    return leastSeconds(5, async () => {
      task = newTask();
      await thread.routes(task);
    });
  });
  const reference = await projectedRouteSeconds(db);
  const sample = await geographySample(db, country, task.found.accidents);
  report({
    what: `routes: ${thousands(start.length - 1)} routes × ${thousands(accidents.lon.length)} accidents within 30 m, arrays in memory, 2 cores (1 core: ${shown(single)} s)`,
    seconds: double,
    reference: 'PostGIS ST_DWithin in UTM, default plan',
    referenceSeconds: reference,
    leastRatio: 12,
    checks: [
      {
        what: `${thousands(sample.routes)} routes of each 50: ${thousands(sample.own)} pairs, PostGIS geography ${thousands(sample.theirs)}`,
        holds: sample.own === sample.theirs,
      },
    ],
  });
  geography.routes = sample.seconds * 50;
  note(`geography for all routes, from that fiftieth: ${shown(geography.routes)} s`);
}

/** Everything from the tables of the database back into them, into an empty result table. */
export async function recomputeBench({ country, db, scale, geography }: World): Promise<void> {
  const recompute = () =>
    withSystemScope(db, (tx) => recomputeScreening(tx, benchNow, besideTransactions(db)));
  const own = await leastSeconds(3, async () => {
    await db.raw('truncate school_screening');
    await recompute();
  });
  const again = await seconds(recompute);
  const reference = await bestSqlSeconds(db);
  report({
    what: `recompute: ${thousands(country.schools.lon.length)} schools and ${thousands(country.routes.school.length)} routes, database to database`,
    seconds: own,
    reference: `best SQL, its results not stored (schools by hashed cells ${shown(reference.schools)} s, routes by ST_DWithin in UTM ${shown(reference.routes)} s; tables of cells and projected columns made before)`,
    referenceSeconds: reference.schools + reference.routes,
    leastRatio: 4,
  });
  note(`again, with nothing to write: ${shown(again)} s`);
  const { schools, routes } = geography;
  if (schools === undefined || routes === undefined) {
    note('not compared with geography, which `schools` and `routes` measure');
    return;
  }
  const ratio = (schools + routes) / own;
  const what = `${shown(ratio)} times as fast as PostGIS geography, its routes from a fiftieth`;
  if (isWhole(scale)) gate({ what: `${what}: ≥ ${GEOGRAPHY_RATIO}`, holds: ratio >= GEOGRAPHY_RATIO });
  else note(what);
}

/** One accident recorded, with the screening of its schools and routes, committed. */
export async function accidentBench({ country, db, scale }: World): Promise<void> {
  await withSystemScope(db, (tx) => recomputeScreening(tx, benchNow, besideTransactions(db)));
  const times: number[] = [];
  const count = 1_000;
  for (let i = 0; i < count; i++) {
    const like = Math.floor((i / count) * country.accidents.lon.length);
    const accident = [
      crypto.randomUUID(),
      country.accidents.lon[like]! + 1e-5,
      country.accidents.lat[like]!,
      `new ${i}`,
    ];
    times.push(
      await seconds(() =>
        db.raw(
          `insert into accident (id, occurred_on, time_precision, trip_window, location, location_quality, slight, source, source_key)
           values (?, '2026-11-01', 'day', 'other', ST_Point(?, ?, 4326), 'exact', 1, 'bench', ?)`,
          accident,
        ),
      ),
    );
  }
  const followed = await screeningCounts(db);
  await withSystemScope(db, (tx) => recomputeScreening(tx, benchNow, besideTransactions(db)));
  const full = await screeningCounts(db);
  const reference = await bestSqlSeconds(db);
  report({
    what: `accident: one recorded, screened and committed, median of ${thousands(count)}; p95 ${shown(quantile(times, 0.95) * 1_000)} ms, p99 ${shown(quantile(times, 0.99) * 1_000)} ms`,
    seconds: quantile(times, 0.5),
    reference: 'best SQL for everything',
    referenceSeconds: reference.schools + reference.routes,
    ...(isWhole(scale) && { leastRatio: 10_000 }),
    checks: [{ what: `followed = computed anew (${full})`, holds: followed === full }],
  });
}

/** A digest of all counts by school and route. */
async function screeningCounts(db: Knex): Promise<string> {
  const { rows } = await db.raw<{ rows: { digest: string }[] }>(
    `select md5(string_agg(id || ' ' || accidents, ',' order by id)) as digest
       from (select school_id as id, accidents from school_screening
             union all select r.* from school_screening s, unnest(s.route_ids, s.route_accidents) r) t`,
  );
  return rows[0]?.digest ?? '';
}
