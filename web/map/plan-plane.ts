// Metres around a gate: what turns a drawn line into a strip, an area into its hatching, a place into one a step away.
// Pure, so that the map, the paper and the tests see the same drawing.
import type { Position } from '../../contract/geometry.ts';

/** Metres east and north of an origin. */
export type Xy = readonly [number, number];
export type Plane = { toPlane(place: Position): Xy; toPlace(at: Xy): Position };

/** Metres of one degree of latitude on the sphere of web maps; a plan is a few hundred metres wide. */
const metresPerDegree = (Math.PI * 6_378_137) / 180;

/** A plane that touches the ground at `origin`; places come back with seven decimals, about a centimetre. */
export function planeAt(origin: Position): Plane {
  const [lon, lat] = origin;
  const east = metresPerDegree * Math.cos((lat * Math.PI) / 180);
  return {
    toPlane: ([x, y]) => [(x - lon) * east, (y - lat) * metresPerDegree],
    toPlace: ([x, y]) => [rounded(lon + x / east), rounded(lat + y / metresPerDegree)],
  };
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

export function metresBetween(a: Xy, b: Xy): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

function segmentsOf(points: readonly Xy[]): [Xy, Xy][] {
  return points.slice(1).flatMap((to, i): [Xy, Xy][] => {
    const from = points[i];
    return from === undefined || metresBetween(from, to) < 1e-6 ? [] : [[from, to]];
  });
}

export function lengthOf(points: readonly Xy[]): number {
  return segmentsOf(points).reduce((sum, [from, to]) => sum + metresBetween(from, to), 0);
}

/** A point `metres` along a line and the direction there, radians from east; the end when the line is shorter. */
export function along(points: readonly Xy[], metres: number): { at: Xy; angle: number } {
  let left = metres;
  let last = { at: points[0] ?? ([0, 0] as const), angle: 0 };
  for (const [from, to] of segmentsOf(points)) {
    const length = metresBetween(from, to);
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    if (left <= length) return { at: moved(from, angle, left), angle };
    left -= length;
    last = { at: to, angle };
  }
  return last;
}

export function moved([x, y]: Xy, angle: number, metres: number): Xy {
  return [x + Math.cos(angle) * metres, y + Math.sin(angle) * metres];
}

/** A rectangle with its middle at `at`, `length` metres along `angle` and `width` across; a closed ring. */
export function rectangle(at: Xy, angle: number, length: number, width: number): Xy[] {
  const corner = (a: number, b: number) =>
    moved(moved(at, angle, (a * length) / 2), angle + Math.PI / 2, (b * width) / 2);
  const first = corner(-1, -1);
  return [first, corner(1, -1), corner(1, 1), corner(-1, 1), first];
}

/** The closed ring of a band as wide as `width` along a line; sharp turns are cut at twice the width. */
export function strip(points: readonly Xy[], width: number): Xy[] {
  const segments = segmentsOf(points);
  const angles = segments.map(([from, to]) => Math.atan2(to[1] - from[1], to[0] - from[0]));
  const corners = [...segments.map(([from]) => from), ...segments.slice(-1).map(([, to]) => to)];
  const side = (sign: 1 | -1) =>
    corners.map((at, i): Xy => {
      const before = angles[Math.max(0, i - 1)] ?? 0;
      const after = angles[Math.min(i, angles.length - 1)] ?? before;
      const half = Math.atan2(Math.sin(after - before), Math.cos(after - before)) / 2;
      const reach = Math.min(2, 1 / Math.max(0.1, Math.cos(half))) * (width / 2);
      return moved(at, before + half + (sign * Math.PI) / 2, reach);
    });
  const ring = [...side(1), ...side(-1).reverse()];
  const first = ring[0];
  return first === undefined ? [] : [...ring, first];
}

/** Direction of the longest side of a ring, radians. */
export function longAngle(ring: readonly Xy[]): number {
  let longest = 0;
  let angle = 0;
  for (const [from, to] of segmentsOf(ring)) {
    const metres = metresBetween(from, to);
    // Of sides alike the first one, whatever the last bits of their lengths are.
    if (metres <= longest + 1e-6) continue;
    longest = metres;
    angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  }
  return angle;
}

/** Metres that a ring reaches across a direction. */
export function extentAcross(ring: readonly Xy[], angle: number): number {
  const across = ring.map(([x, y]) => y * Math.cos(angle) - x * Math.sin(angle));
  return Math.max(...across) - Math.min(...across);
}

/** Parallel lines inside a ring, `spacing` metres apart, along `angle`: where each line is inside by the even-odd rule. */
export function hatch(ring: readonly Xy[], angle: number, spacing: number): [Xy, Xy][] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = ring.map(([x, y]): Xy => [x * cos + y * sin, y * cos - x * sin]);
  const heights = turned.map(([, y]) => y);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const count = Math.min(400, Math.floor((high - low) / spacing));
  const start = low + (high - low - (count - 1) * spacing) / 2;
  const back = ([x, y]: Xy): Xy => [x * cos - y * sin, x * sin + y * cos];
  return Array.from({ length: count }, (_, i) => start + i * spacing).flatMap((height) => {
    const hits = segmentsOf(turned)
      .flatMap(([[ax, ay], [bx, by]]) =>
        ay > height === by > height ? [] : [ax + ((height - ay) / (by - ay)) * (bx - ax)],
      )
      .sort((a, b) => a - b);
    return hits.flatMap((from, k): [Xy, Xy][] => {
      const to = hits[k + 1];
      return k % 2 === 1 || to === undefined ? [] : [[back([from, height]), back([to, height])]];
    });
  });
}

/** Square metres inside a ring. */
export function areaOf(ring: readonly Xy[]): number {
  return Math.abs(
    ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]?.[0] ?? 0) * y - x * (ring[i]?.[1] ?? 0), 0) / 2,
  );
}

/** The middle of the box around some points. */
export function middleOf(points: readonly Xy[]): Xy {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
