// Schools, their routes and the accidents of a country out of the database into typed arrays, in binary. Apart because a
// country's million rows must not become a million objects on the way.
import type { Knex } from 'knex';
import type { RowReader, Run } from '../db/binary-rows.ts';
import { copyOut } from '../db/copy.ts';
import type { RouteLines } from './along-routes.ts';
import { type Groups, inGroups } from './groups.ts';
import { ID_WORDS, IdNumbers } from './id-numbers.ts';
import { sharedFloats, type WeightedPlaces } from './place-grid.ts';

const FLOAT_BYTES = 8;

/** Well-known binary of a point, little-endian: byte order, type (4 bytes), longitude, latitude. */
const POINT_BYTES = 21;
const POINT_HEAD_BYTES = 5;

/** Well-known binary of a line: byte order, type (4 bytes), number of points (4), then longitude and latitude of each. */
const LINE_HEAD_BYTES = 9;

/** Memory that a run of numbers may grow into (our choice: a country's routes need an eighth of it). */
const MOST_BYTES = 2 ** 30;

/** One element per school; the id of school i is words i * 4 .. i * 4 + 3 of `ids`, `numbers` are the i by id. */
export type Schools = { ids: Int32Array; numbers: IdNumbers; lon: Float64Array; lat: Float64Array };

/** One element per route, ids as with schools; `ofSchools` are their numbers by school. */
export type Routes = { ids: Int32Array; ofSchools: Groups; lines: RouteLines };

/**
 * Accidents that are screened: those after `windowFrom` ("2023-11-02") with a place. All in one row of two runs of bytes:
 * a million messages would cost more than what is in them.
 */
export async function readAccidents(tx: Knex.Transaction, windowFrom: string): Promise<WeightedPlaces> {
  let found: WeightedPlaces | undefined;
  await copyOut(
    tx,
    `select coalesce(string_agg(ST_AsBinary(location, 'NDR'), ''), ''),
            coalesce(string_agg(float8send(screening_weight(deaths, serious, slight)), ''), '')
       from accident where is_screened(location, location_quality, occurred_on, date '${windowFrom}')`,
    (row) => {
      found = weightedPlaces(row);
    },
  );
  if (found === undefined) throw new Error('an aggregate gave no row');
  return found;
}

function weightedPlaces(row: RowReader): WeightedPlaces {
  const { bytes } = row;
  const places = row.run().start;
  const weights = row.run();
  const count = (weights.end - weights.start) / FLOAT_BYTES;
  const lon = sharedFloats(count);
  const lat = sharedFloats(count);
  const weight = sharedFloats(count);
  for (let i = 0; i < count; i++) {
    const at = places + i * POINT_BYTES + POINT_HEAD_BYTES;
    lon[i] = bytes.getFloat64(at, true);
    lat[i] = bytes.getFloat64(at + FLOAT_BYTES, true);
    weight[i] = bytes.getFloat64(weights.start + i * FLOAT_BYTES);
  }
  return { lon, lat, weight };
}

export async function readSchools(tx: Knex.Transaction): Promise<Schools> {
  const ids = new Growing(Int32Array);
  const lon: number[] = [];
  const lat: number[] = [];
  await copyOut(tx, 'select id, ST_X(location), ST_Y(location) from school', (row) => {
    addId(ids, row.bytes, row.run().start);
    lon.push(row.double());
    lat.push(row.double());
  });
  const found = ids.values();
  return {
    ids: found,
    numbers: new IdNumbers(found),
    lon: new Float64Array(lon),
    lat: new Float64Array(lat),
  };
}

/** All routes; `schools` are all schools, read before of the same state. */
export async function readRoutes(tx: Knex.Transaction, schools: Schools): Promise<Routes> {
  const ids = new Growing(Int32Array);
  const school: number[] = [];
  const lonLat = new Growing(Float64Array);
  const start: number[] = [0];
  await copyOut(tx, "select id, school_id, ST_AsBinary(path, 'NDR') from route", (row) => {
    addId(ids, row.bytes, row.run().start);
    const number = schools.numbers.get(row.bytes, row.run().start);
    if (number < 0) throw new Error('a route has no school');
    school.push(number);
    addLine(lonLat, row.bytes, row.run());
    start.push(lonLat.length / 2);
  });
  const sharedStart = new Uint32Array(new SharedArrayBuffer(4 * start.length));
  sharedStart.set(start);
  return {
    ids: ids.values(),
    ofSchools: inGroups(school, schools.numbers.size),
    lines: { lonLat: lonLat.values(), start: sharedStart },
  };
}

function addId(ids: Growing<Int32Array>, bytes: DataView, at: number): void {
  const words = ids.reserve(ID_WORDS);
  for (let i = 0; i < ID_WORDS; i++) words[ids.length++] = bytes.getInt32(at + 4 * i);
}

/** The points of a line in well-known binary, from `start` to `end` of `bytes`. */
function addLine(lonLat: Growing<Float64Array>, bytes: DataView, { start, end }: Run): void {
  const numbers = lonLat.reserve((end - start - LINE_HEAD_BYTES) / FLOAT_BYTES);
  let { length } = lonLat;
  for (let at = start + LINE_HEAD_BYTES; at < end; at += FLOAT_BYTES)
    numbers[length++] = bytes.getFloat64(at, true);
  lonLat.length = length;
}

/** Numbers whose count is not known beforehand, in memory that threads share and that grows where it lies. */
class Growing<Numbers extends Int32Array | Float64Array> {
  length = 0;
  #buffer = new SharedArrayBuffer(1 << 16, { maxByteLength: MOST_BYTES });
  #view: (length: number) => Numbers;
  #room: Numbers;

  constructor(Type: { new (buffer: SharedArrayBuffer, offset: number, length: number): Numbers }) {
    this.#view = (length) => new Type(this.#buffer, 0, length);
    this.#room = this.#view(1 << 13);
  }

  /** What there is, with room for `more` after it: of a fixed length, for one that grows is slower to write to. */
  reserve(more: number): Numbers {
    const length = this.length + more;
    if (length > this.#room.length) {
      const bytes = Math.max(length, 2 * this.length) * this.#room.BYTES_PER_ELEMENT;
      if (length * this.#room.BYTES_PER_ELEMENT > MOST_BYTES)
        throw new Error('more routes than memory is kept for');
      this.#buffer.grow(Math.min(bytes, MOST_BYTES));
      this.#room = this.#view(this.#buffer.byteLength / this.#room.BYTES_PER_ELEMENT);
    }
    return this.#room;
  }

  values(): Numbers {
    return this.#view(this.length);
  }
}
