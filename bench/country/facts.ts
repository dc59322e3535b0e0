// Schools, accidents and routes to school on the roads of the invented country.
import { mulberry32, normalDraw } from '../../server/network/random.ts';
import { scaleAt } from '../../server/screening/ellipsoid.ts';
import type { Roads } from './roads.ts';

/** Places in degrees, one array element each. */
export type Schools = { lon: Float64Array; lat: Float64Array; commune: Int32Array; node: Int32Array };

export const SEVERITIES = ['property', 'slight', 'serious', 'fatal'] as const;

export type Accidents = {
  lon: Float64Array;
  lat: Float64Array;
  commune: Int32Array;
  /** Where it happened on the roads: edge, and metres from its first node. */
  edge: Int32Array;
  offsetMetres: Float64Array;
  /** Index into SEVERITIES. */
  severity: Uint8Array;
  /** Days before the last day of the data, 0 .. 1094. */
  daysBefore: Int16Array;
  minute: Int16Array;
};

export type Routes = {
  school: Int32Array;
  /** Longitude, latitude, longitude …; route r has vertices start[r] .. start[r + 1] - 1, from a home to the school. */
  lonLat: Float64Array;
  start: Uint32Array;
};

/** Errors of the recorded place along roads, and the size of a black spot (one standard deviation). */
const NOISE_METRES = 6;
const BLACK_SPOT_METRES = 25;

const degrees = (value: number): number => Math.round(value * 1e7) / 1e7;

/** Three schools of five stand on streets, the others by highways. */
export function buildSchools(roads: Roads, count: number, seed: number): Schools {
  const random = mulberry32(seed);
  const schools: Schools = {
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    commune: new Int32Array(count),
    node: new Int32Array(count),
  };
  for (let s = 0; s < count; s++) {
    const edge = someEdge(roads, random() < 0.6, random());
    const node = roads.from[edge]!;
    schools.node[s] = node;
    schools.commune[s] = roads.commune[edge]!;
    schools.lon[s] = degrees(roads.lon[node]! + (random() - 0.5) * 0.0005);
    schools.lat[s] = degrees(roads.lat[node]! + (random() - 0.5) * 0.0005);
  }
  return schools;
}

/** Three tenths lie on streets, six on highways, one in black spots at crossings. */
export function buildAccidents(roads: Roads, count: number, seed: number): Accidents {
  const random = mulberry32(seed);
  const accidents: Accidents = {
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    commune: new Int32Array(count),
    edge: new Int32Array(count),
    offsetMetres: new Float64Array(count),
    severity: new Uint8Array(count),
    daysBefore: new Int16Array(count),
    minute: new Int16Array(count),
  };
  const blackSpots = Math.max(4, Math.floor(count / 250));
  for (let a = 0; a < count; a++) {
    const kind = random();
    const isSpot = kind >= 0.9;
    // Some black spots are far worse than others.
    const where = isSpot ? (Math.floor(random() ** 2 * blackSpots) + 0.5) / blackSpots : random();
    const edge = someEdge(roads, isSpot || kind < 0.3, where);
    const length = roads.lengthMetres[edge]!;
    const spread = isSpot ? BLACK_SPOT_METRES : NOISE_METRES;
    const offset = isSpot ? Math.min(Math.abs(normalDraw(random)) * spread, length) : random() * length;
    const [from, to] = [roads.from[edge]!, roads.to[edge]!];
    const share = length > 0 ? offset / length : 0;
    const lat = roads.lat[from]! + (roads.lat[to]! - roads.lat[from]!) * share;
    const scale = scaleAt(lat);
    accidents.edge[a] = edge;
    accidents.offsetMetres[a] = offset;
    accidents.commune[a] = roads.commune[edge]!;
    accidents.lon[a] = degrees(
      roads.lon[from]! +
        (roads.lon[to]! - roads.lon[from]!) * share +
        (normalDraw(random) * NOISE_METRES) / scale.east,
    );
    accidents.lat[a] = degrees(lat + (normalDraw(random) * NOISE_METRES) / scale.north);
    const harm = random();
    accidents.severity[a] = harm < 0.2 ? 0 : harm < 0.8 ? 1 : harm < 0.97 ? 2 : 3;
    accidents.daysBefore[a] = Math.floor(random() * 1_095);
    accidents.minute[a] = Math.floor(random() * 1_440);
  }
  return accidents;
}

/** Walks away from the school until a home, mostly straight on, with a vertex at least every 125 m; then turned round. */
export function buildRoutes(roads: Roads, schools: Schools, count: number, seed: number): Routes {
  const random = mulberry32(seed);
  const { firstHalf, halfEdge } = halfEdges(roads);
  const school = new Int32Array(count);
  const start = new Uint32Array(count + 1);
  const lonLat = new Float64Array(count * 2 * (MOST_VERTICES + 2));
  let length = 0;
  const walk: number[] = [];
  for (let route = 0; route < count; route++) {
    const s = route % schools.node.length;
    school[route] = s;
    walkAway(roads, { firstHalf, halfEdge }, schools.node[s]!, 12 + Math.floor(random() * 21), random, walk);
    for (let v = walk.length / 2 - 1; v >= 0; v--) {
      lonLat[length++] = walk[v * 2]!;
      lonLat[length++] = walk[v * 2 + 1]!;
    }
    start[route + 1] = length / 2;
  }
  return { school, lonLat: lonLat.subarray(0, length), start };
}

const MOST_VERTICES = 33;

type Halves = { firstHalf: Uint32Array; halfEdge: Uint32Array };

function walkAway(
  { lon, lat, from, to, lengthMetres }: Roads,
  { firstHalf, halfEdge }: Halves,
  start: number,
  vertices: number,
  random: () => number,
  walk: number[],
): void {
  walk.length = 0;
  walk.push(lon[start]!, lat[start]!);
  let node = start;
  let came = -1;
  let [headingX, headingY] = [random() - 0.5, random() - 0.5];
  while (walk.length / 2 < vertices) {
    let chosen = -1;
    let best = -Infinity;
    for (let half = firstHalf[node]!; half < firstHalf[node + 1]!; half++) {
      const edge = halfEdge[half]!;
      if (edge === came) continue;
      const far = from[edge] === node ? to[edge]! : from[edge]!;
      const turn =
        ((lon[far]! - lon[node]!) * headingX + (lat[far]! - lat[node]!) * headingY) / lengthMetres[edge]!;
      const liking = turn + random() * 2e-6;
      if (liking > best) {
        best = liking;
        chosen = edge;
      }
    }
    if (chosen < 0) break;
    const far = from[chosen] === node ? to[chosen]! : from[chosen]!;
    [headingX, headingY] = [lon[far]! - lon[node]!, lat[far]! - lat[node]!];
    const norm = Math.hypot(headingX, headingY);
    [headingX, headingY] = [headingX / norm, headingY / norm];
    const pieces = Math.ceil(lengthMetres[chosen]! / 125);
    for (let piece = 1; piece <= pieces; piece++) {
      const share = piece / pieces;
      walk.push(
        degrees(lon[node]! + (lon[far]! - lon[node]!) * share),
        degrees(lat[node]! + (lat[far]! - lat[node]!) * share),
      );
    }
    node = far;
    came = chosen;
  }
  // A school in a blind corner still has a route: out and back a little.
  if (walk.length === 2) walk.push(degrees(lon[start]! + 0.0005), lat[start]!);
}

/** Edges at every node, as compressed rows. */
function halfEdges({ lon, from, to }: Roads): Halves {
  const firstHalf = new Uint32Array(lon.length + 1);
  for (let edge = 0; edge < from.length; edge++) {
    firstHalf[from[edge]!]!++;
    firstHalf[to[edge]!]!++;
  }
  for (let node = 0; node < lon.length; node++) firstHalf[node + 1]! += firstHalf[node]!;
  const halfEdge = new Uint32Array(from.length * 2);
  for (let edge = from.length - 1; edge >= 0; edge--) {
    halfEdge[--firstHalf[from[edge]!]!] = edge;
    halfEdge[--firstHalf[to[edge]!]!] = edge;
  }
  return { firstHalf, halfEdge };
}

/** An edge by a number in [0, 1): of the streets, or of the highways where there are any. */
function someEdge({ from, streetCount }: Roads, isStreet: boolean, at: number): number {
  const highways = from.length - streetCount;
  return isStreet || highways === 0 ? Math.floor(at * streetCount) : streetCount + Math.floor(at * highways);
}
