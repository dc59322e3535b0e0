// The full computation of the screening, database to database: everything out in binary, measured in memory, results
// back in binary. Between two of these the triggers of the database keep it current.
import type { Knex } from 'knex';
import { arrayFloats, copyIn, copyOut, rowFields } from '../db/copy.ts';
import {
  accidentsAlongRoutes,
  ROUTE_CELL_METRES,
  type RouteLines,
  type RouteScreening,
  routeTask,
} from './along-routes.ts';
import { accidentsNearSchools, SCHOOL_CELL_METRES, type SchoolScreening } from './near-schools.ts';
import { buildPlaceGrid, buildScaledGrid, type WeightedPlaces } from './place-grid.ts';
import { startRouteThreads } from './route-threads.ts';

/** Months of accidents that count (three years, as the shipped risk parameters). */
export const WINDOW_MONTHS = 36;

/** From this many route vertices a second thread gains more than its start takes (our choice: a large province). */
const VERTICES_FOR_THREADS = 1_000_000;

const ID_BYTES = 16;

const TODAY = 'select (:now::timestamptz at time zone time_zone)::date as day from territory';

/**
 * Computes the screening of every school and route as of the territory's day at `now`: accidents after 36 months before
 * it. Waits for transactions that are changing facts, and they wait for this one. System scope.
 */
export async function recomputeScreening(
  tx: Knex.Transaction,
  now: Date,
): Promise<{ accidents: number; schools: number; routes: number }> {
  await tx.raw("select pg_advisory_xact_lock(hashtext('screening'))");
  await tx.raw(
    `update screening_state set is_stale = false, as_of = d.day,
            window_from = (d.day - make_interval(months => :months::int))::date
       from (${TODAY}) d`,
    { now, months: WINDOW_MONTHS },
  );
  const routes = await readRoutes(tx);
  const threads = routes.lines.start.at(-1)! >= VERTICES_FOR_THREADS ? startRouteThreads(1) : undefined;
  try {
    const schools = await readSchools(tx);
    const accidents = await readAccidents(tx);
    const nearSchools = accidentsNearSchools(buildPlaceGrid(accidents, SCHOOL_CELL_METRES), schools);
    const task = routeTask(buildScaledGrid(accidents, ROUTE_CELL_METRES), routes.lines);
    if (threads === undefined) accidentsAlongRoutes(task, [[0, task.found.accidents.length]]);
    else await threads.run(task);
    await store(tx, 'school', schools.ids, nearSchools);
    await store(tx, 'route', routes.ids, task.found);
    return {
      accidents: accidents.weight.length,
      schools: nearSchools.accidents.length,
      routes: task.found.accidents.length,
    };
  } finally {
    await threads?.close();
  }
}

/** Computes the screening when it is stale or of another day than that of `now`. System scope. */
export async function refreshScreening(tx: Knex.Transaction, now: Date): Promise<void> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `select from screening_state s join (${TODAY}) d on d.day = s.as_of where not s.is_stale`,
    { now },
  );
  if (rows.length === 0) await recomputeScreening(tx, now);
}

const FLOAT_BYTES = 8;

/** All accidents in one row of three arrays: a million messages would cost more than what is in them. */
async function readAccidents(tx: Knex.Transaction): Promise<WeightedPlaces> {
  let found: WeightedPlaces | undefined;
  await copyOut(
    tx,
    `select array_agg(ST_X(location)), array_agg(ST_Y(location)), array_agg(screening_weight(deaths, serious, slight))
       from accident
      where is_screened(location, location_quality, occurred_on, (select window_from from screening_state))`,
    (row) => {
      const [lon, lat, weight] = rowFields(row);
      found = { lon: arrayFloats(lon), lat: arrayFloats(lat), weight: arrayFloats(weight) };
    },
  );
  if (found === undefined) throw new Error('an aggregate gave no row');
  return found;
}

async function readSchools(
  tx: Knex.Transaction,
): Promise<{ ids: Uint8Array; lon: Float64Array; lat: Float64Array }> {
  const ids = new Growing();
  const lon = new Growing();
  const lat = new Growing();
  await copyOut(tx, 'select id, ST_X(location), ST_Y(location) from school', (row) => {
    const [id, x, y] = rowFields(row);
    if (id === undefined || x === undefined || y === undefined) throw new Error('a school has no place');
    ids.addBytes(id);
    lon.addFloat(x.readDoubleBE());
    lat.addFloat(y.readDoubleBE());
  });
  return { ids: ids.bytes(), lon: lon.floats(), lat: lat.floats() };
}

async function readRoutes(tx: Knex.Transaction): Promise<{ ids: Uint8Array; lines: RouteLines }> {
  const ids = new Growing();
  const lonLat = new Growing();
  const start: number[] = [0];
  await copyOut(tx, "select id, ST_AsBinary(path, 'NDR') from route", (row) => {
    const [id, path] = rowFields(row);
    if (id === undefined || path === undefined) throw new Error('a route has no path');
    ids.addBytes(id);
    // Well-known binary: byte order, type (4 bytes), number of points (4), then longitude and latitude of each.
    lonLat.addBytes(path.subarray(9));
    start.push(lonLat.length / (2 * FLOAT_BYTES));
  });
  const sharedStart = new Uint32Array(new SharedArrayBuffer(4 * start.length));
  sharedStart.set(start);
  return { ids: ids.bytes(), lines: { lonLat: lonLat.floats(), start: sharedStart } };
}

/** Writes the results of one table: changed rows and missing ones. */
async function store(
  tx: Knex.Transaction,
  table: 'school' | 'route',
  ids: Uint8Array,
  { accidents, weight }: SchoolScreening | RouteScreening,
): Promise<void> {
  await tx.raw(
    'create temp table screened (id uuid, accidents integer, weight double precision) on commit drop',
  );
  const rowBytes = 2 + (4 + ID_BYTES) + (4 + 4) + (4 + FLOAT_BYTES);
  const put = (into: Buffer, at: number, row: number): void => {
    into.writeInt16BE(3, at);
    into.writeInt32BE(ID_BYTES, at + 2);
    into.set(ids.subarray(row * ID_BYTES, (row + 1) * ID_BYTES), at + 6);
    into.writeInt32BE(4, at + 22);
    into.writeInt32BE(accidents[row]!, at + 26);
    into.writeInt32BE(FLOAT_BYTES, at + 30);
    into.writeDoubleBE(weight[row]!, at + 34);
  };
  await copyIn(tx, 'screened', { count: accidents.length, rowBytes, put });
  const result = `${table}_screening`;
  const id = `${table}_id`;
  // Sums taken in another order differ in the last digits: that is no change.
  await tx.raw(
    `update ${result} s set accidents = t.accidents, weight = t.weight from screened t
      where t.id = s.${id} and (t.accidents <> s.accidents or abs(t.weight - s.weight) > 1e-12)`,
  );
  // Where statistics say that the table is empty, a nested loop would read it again for every row, while it grows.
  await tx.raw('set local enable_nestloop = off');
  await tx.raw(
    `insert into ${result} (${id}, accidents, weight) select id, accidents, weight from screened t
      where not exists (select from ${result} s where s.${id} = t.id) order by id`,
  );
  await tx.raw('set local enable_nestloop = on');
  await tx.raw('drop table screened');
}

/** A run of bytes whose length is not known beforehand, in memory that threads share. */
class Growing {
  length = 0;
  #buffer = new SharedArrayBuffer(1 << 16);
  #bytes = new Uint8Array(this.#buffer);
  #floats = new Float64Array(this.#buffer);

  addBytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  addFloat(value: number): void {
    this.#makeRoom(FLOAT_BYTES);
    this.#floats[this.length / FLOAT_BYTES] = value;
    this.length += FLOAT_BYTES;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  floats(): Float64Array {
    return this.#floats.subarray(0, this.length / FLOAT_BYTES);
  }

  #makeRoom(more: number): void {
    if (this.length + more <= this.#buffer.byteLength) return;
    const old = this.#bytes;
    this.#buffer = new SharedArrayBuffer(Math.max(this.#buffer.byteLength * 2, this.length + more));
    this.#bytes = new Uint8Array(this.#buffer);
    this.#floats = new Float64Array(this.#buffer);
    this.#bytes.set(old);
  }
}
