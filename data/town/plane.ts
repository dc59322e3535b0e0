// Plane geometry of the invented town, in metres east and north of its origin, and the one
// place where metres become degrees. Kept apart so that every builder draws in the same frame.

/** A point in metres: east, north of the town's origin. */
export type XY = readonly [number, number];
export type Line = readonly XY[];

const ORIGIN_LON = 108.73;
const ORIGIN_LAT = 15.045;
// WGS 84 radii of curvature at the origin: over 3 km the plane is true to 0.02 %.
const SEMI_MAJOR_METRES = 6_378_137;
const E2 = 6.694379990141317e-3;
const SIN_LAT = Math.sin((ORIGIN_LAT * Math.PI) / 180);
const CURVE = 1 - E2 * SIN_LAT * SIN_LAT;
const METRES_PER_DEGREE_LAT = ((SEMI_MAJOR_METRES * (1 - E2)) / CURVE ** 1.5) * (Math.PI / 180);
const METRES_PER_DEGREE_LON =
  (SEMI_MAJOR_METRES / Math.sqrt(CURVE)) * Math.cos((ORIGIN_LAT * Math.PI) / 180) * (Math.PI / 180);

const round6 = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Longitude and latitude (WGS 84, six decimals: 0.1 m) of a town point. */
export function toLonLat([x, y]: XY): [number, number] {
  return [round6(ORIGIN_LON + x / METRES_PER_DEGREE_LON), round6(ORIGIN_LAT + y / METRES_PER_DEGREE_LAT)];
}

/** Town point in metres of a longitude and latitude (WGS 84). */
export function toMetres(lonLat: readonly number[]): XY {
  const [lon = Number.NaN, lat = Number.NaN] = lonLat;
  return [(lon - ORIGIN_LON) * METRES_PER_DEGREE_LON, (lat - ORIGIN_LAT) * METRES_PER_DEGREE_LAT];
}

/** Points written as "x,y x,y …", so that a hand-made line reads as one line. Throws on anything else. */
export function path(text: string): XY[] {
  return text.split(' ').map((pair) => {
    const [x = Number.NaN, y = Number.NaN] = pair.split(',').map(Number);
    if (Number.isNaN(x + y)) throw new Error(`not a point: ${pair}`);
    return [x, y];
  });
}

export const distance = (a: XY, b: XY): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The point `metres` away from `from` in direction `heading` (radians, anticlockwise from east). */
export const step = (from: XY, heading: number, metres: number): XY => [
  from[0] + Math.cos(heading) * metres,
  from[1] + Math.sin(heading) * metres,
];

export const headingOf = (a: XY, b: XY): number => Math.atan2(b[1] - a[1], b[0] - a[0]);

export function lengthOf(line: Line): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1]!, line[i]!);
  return sum;
}

/** Point and heading at `along` metres from the start of the line (clamped to its ends). */
export function pointAlong(line: Line, along: number): { point: XY; heading: number } {
  let left = Math.max(0, along);
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!;
    const b = line[i]!;
    const size = distance(a, b);
    if (left <= size || i === line.length - 1) {
      const t = size === 0 ? 0 : Math.min(1, left / size);
      return { point: [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t], heading: headingOf(a, b) };
    }
    left -= size;
  }
  throw new RangeError('pointAlong: a line needs two points');
}

/** Nearest place of a line to a point: its distance, position along the line, point and segment. */
export function nearestOnLine(
  line: Line,
  p: XY,
): { metres: number; along: number; point: XY; segment: number } {
  let best = { metres: Number.POSITIVE_INFINITY, along: 0, point: line[0]!, segment: 0 };
  let along = 0;
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!;
    const b = line[i]!;
    const size = distance(a, b);
    const dot = (p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1]);
    const t = size === 0 ? 0 : Math.max(0, Math.min(1, dot / (size * size)));
    const point: XY = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    const metres = distance(p, point);
    if (metres < best.metres) best = { metres, along: along + t * size, point, segment: i - 1 };
    along += size;
  }
  return best;
}

/** Where segments a-b and c-d cross, or undefined; parallel segments never cross. */
export function crossing(a: XY, b: XY, c: XY, d: XY): XY | undefined {
  const rx = b[0] - a[0];
  const ry = b[1] - a[1];
  const sx = d[0] - c[0];
  const sy = d[1] - c[1];
  const det = rx * sy - ry * sx;
  if (Math.abs(det) < 1e-9) return undefined;
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / det;
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / det;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? [a[0] + t * rx, a[1] + t * ry] : undefined;
}

/** Ray test (even-odd) of a point against a ring; the ring may be open or closed. */
export function insideRing(ring: Line, p: XY): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!;
    const b = ring[j]!;
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) {
      inside = !inside;
    }
  }
  return inside;
}

/** Centripetal-like smooth curve (Catmull-Rom 1974, tension one half) through every control point. */
export function smooth(controls: Line, spacingMetres: number, closed = false): XY[] {
  const n = controls.length;
  const pick = (i: number): XY =>
    closed ? controls[(i + n) % n]! : controls[Math.max(0, Math.min(n - 1, i))]!;
  const out: XY[] = [controls[0]!];
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [p0, p1, p2, p3] = [pick(i - 1), pick(i), pick(i + 1), pick(i + 2)];
    const pieces = Math.max(1, Math.round(distance(p1, p2) / spacingMetres));
    for (let k = 1; k <= pieces; k++) {
      if (k === pieces) {
        out.push(p2);
        continue;
      }
      const t = k / pieces;
      const blend = (a: number, b: number, c: number, d: number): number =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3);
      out.push([blend(p0[0], p1[0], p2[0], p3[0]), blend(p0[1], p1[1], p2[1], p3[1])]);
    }
  }
  return out;
}

/** Line without the vertices that bend it by less than `tolerance` metres (Douglas and Peucker 1973). */
export function simplify(line: Line, tolerance: number): XY[] {
  if (line.length < 3) return [...line];
  const first = line[0]!;
  const last = line[line.length - 1]!;
  let worst = 0;
  let at = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const off = nearestOnLine([first, last], line[i]!).metres;
    if (off > worst) [worst, at] = [off, i];
  }
  if (worst <= tolerance) return [first, last];
  return [...simplify(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplify(line.slice(at), tolerance)];
}

/** The line moved sideways; positive is to the left of its direction. */
export function offsetLine(line: Line, metres: number): XY[] {
  return line.map((p, i) => {
    const before = line[Math.max(0, i - 1)]!;
    const after = line[Math.min(line.length - 1, i + 1)]!;
    return step(p, headingOf(before, after) + Math.PI / 2, metres);
  });
}
