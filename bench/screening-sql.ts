// The references of the screening: the same joins in SQL, as fast as we know how to write them. Tables with projected
// columns and with cells are made once, outside the measured time.
import type { Knex } from 'knex';
import type { Country } from './country/generate.ts';
import { id } from './country/load.ts';
import { leastSeconds, seconds } from './report.ts';

async function ensureMetric(db: Knex): Promise<void> {
  if (await db.schema.hasTable('bench_accident')) return;
  for (const sql of [
    `create table bench_accident as
       select id, screening_weight(deaths, serious, slight) as w, ST_Transform(location, 32648) as g from accident`,
    'create index on bench_accident using gist (g)',
    'create table bench_route as select id, ST_Transform(path, 32648) as g from route',
    'create index on bench_route using gist (g)',
    `create table bench_accident_cell as
       select floor(ST_Y(g) / 1000)::int * 4096 + floor(ST_X(g) / 1000)::int as cell, ST_X(g) as x, ST_Y(g) as y, w::real as w
         from bench_accident order by 1`,
    `create table bench_school_cell as
       select id, floor(ST_X(g) / 1000)::int as cx, floor(ST_Y(g) / 1000)::int as cy, ST_X(g) as x, ST_Y(g) as y
         from (select id, ST_Transform(location, 32648) as g from school) s`,
    'analyze bench_accident, bench_route, bench_accident_cell, bench_school_cell',
  ]) {
    await db.raw(sql);
  }
}

/** Seconds of accidents within 30 m of routes in the plane of the territory, as PostgreSQL plans it. */
export async function projectedRouteSeconds(db: Knex): Promise<number> {
  await ensureMetric(db);
  return leastSeconds(5, () =>
    db.raw(
      `select count(*), sum(c), sum(w) from (
         select r.id, count(*) as c, sum(a.w) as w from bench_route r join bench_accident a on ST_DWithin(r.g, a.g, 30)
          group by r.id) t`,
    ),
  );
}

/** Seconds of the fastest SQL for both joins: cells of 1 km hashed, in parallel; and the plane for routes. */
export async function bestSqlSeconds(db: Knex): Promise<{ schools: number; routes: number }> {
  await ensureMetric(db);
  const schools = await db.transaction(async (tx) => {
    await tx.raw(`set local work_mem = '512MB'; set local jit = off; set local parallel_setup_cost = 0;
      set local parallel_tuple_cost = 0; set local min_parallel_table_scan_size = 0`);
    return leastSeconds(5, () =>
      tx.raw(
        `select count(*), sum(c), sum(w) from (
           select id, count(*) as c, sum(w * (1 - sqrt(d2) / 1000)) as w from (
             select s.id, a.w, (s.x - a.x) * (s.x - a.x) + (s.y - a.y) * (s.y - a.y) as d2
               from (select s.*, (cy + dy) * 4096 + cx + dx as cell
                       from bench_school_cell s, generate_series(-1, 1) dx, generate_series(-1, 1) dy) s
               join bench_accident_cell a using (cell)) q
            where d2 <= 1e6 group by id) t`,
      ),
    );
  });
  return { schools, routes: await projectedRouteSeconds(db) };
}

/** Every fiftieth route on the ellipsoid: pairs found by PostGIS and by us, and the seconds it took PostGIS. */
export async function geographySample(
  db: Knex,
  country: Country,
  own: ArrayLike<number>,
): Promise<{ routes: number; own: number; theirs: number; seconds: number }> {
  const chosen: number[] = [];
  for (let route = 0; route < country.routes.school.length; route += 50) chosen.push(route);
  let theirs = 0;
  const taken = await seconds(async () => {
    const { rows } = await db.raw<{ rows: { pairs: number }[] }>(
      `select count(*) as pairs from route r join accident a
           on ST_DWithin(r.path::geography, a.location::geography, 30) where r.id = any (:ids::uuid[])`,
      { ids: chosen.map((route) => id('route', route)) },
    );
    theirs = rows[0]?.pairs ?? 0;
  });
  const found = chosen.reduce((total, route) => total + (own[route] ?? 0), 0);
  return { routes: chosen.length, own: found, theirs, seconds: taken };
}
