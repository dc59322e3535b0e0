// The plane around a gate: places in metres from it, and the few questions about points, lines and areas that rules ask.
// Apart from the map's frames because a plan spans some hundred metres anywhere on earth.
import type { Position } from '../../contract/geometry.ts';
import { scaleAt } from '../screening/ellipsoid.ts';

/** Metres east and north of the origin. */
export type Xy = readonly [number, number];

/** A figure in the plane; of a polygon only the outer ring counts. */
export type Shape = { kind: 'Point' | 'LineString' | 'Polygon'; points: readonly Xy[] };

export type Plane = { toPlane: (place: Position) => Xy; toPlace: (xy: Xy) => Position };

/** GeoJSON of one of the three kinds. */
export type Drawn =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'Polygon'; coordinates: Position[][] };

/** Plane with the scale of WGS 84 at the origin: below 1 cm off within 500 m. */
export function planeAt([lon, lat]: Position): Plane {
  const { east, north } = scaleAt(lat);
  return {
    toPlane: ([x, y]) => [(x - lon) * east, (y - lat) * north],
    toPlace: ([x, y]) => [lon + x / east, lat + y / north],
  };
}

export function shapeOf(drawn: Drawn, plane: Plane): Shape {
  switch (drawn.type) {
    case 'Point':
      return { kind: 'Point', points: [plane.toPlane(drawn.coordinates)] };
    case 'LineString':
      return { kind: 'LineString', points: drawn.coordinates.map(plane.toPlane) };
    case 'Polygon':
      return { kind: 'Polygon', points: (drawn.coordinates[0] ?? []).map(plane.toPlane) };
  }
}

/** Mean of the vertices, a closing vertex not counted twice: a place to point at. */
export function middleOf({ kind, points }: Shape): Xy {
  const vertices = kind === 'Polygon' ? points.slice(0, -1) : points;
  const n = Math.max(1, vertices.length);
  return [vertices.reduce((sum, [x]) => sum + x, 0) / n, vertices.reduce((sum, [, y]) => sum + y, 0) / n];
}

/** The place halfway along a line, which lies on it where the mean of its vertices need not. */
export function halfwayOf({ points }: Pick<Shape, 'points'>): Xy {
  const segments = segmentsOf(points);
  let left = segments.reduce((sum, [a, b]) => sum + metresBetween(a, b), 0) / 2;
  for (const [a, b] of segments) {
    const metres = metresBetween(a, b);
    if (metres > 0 && left <= metres) {
      const t = left / metres;
      return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    }
    left -= metres;
  }
  return points[0] ?? [0, 0];
}

/** Places along a line, `stepMetres` from each other on every segment, each segment from its first end. */
export function placesAlong(points: readonly Xy[], stepMetres: number): Xy[] {
  return segmentsOf(points).flatMap(([a, b]) => {
    const count = Math.max(1, Math.ceil(metresBetween(a, b) / stepMetres));
    return Array.from({ length: count }, (_, i): Xy => {
      const t = i / count;
      return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    });
  });
}

export function metresBetween([ax, ay]: Xy, [bx, by]: Xy): number {
  return Math.hypot(bx - ax, by - ay);
}

/** Pairs of neighbouring vertices. */
export function segmentsOf(points: readonly Xy[]): [Xy, Xy][] {
  return points.slice(1).map((end, i) => [points[i]!, end]);
}

/** Metres from a point to a figure; 0 inside an area. Asked thousands of times for one plan, so it makes no objects. */
export function metresTo({ kind, points }: Shape, p: Xy): number {
  const first = points[0];
  if (first === undefined) return Number.POSITIVE_INFINITY;
  if (kind === 'Polygon' && isInside(points, p)) return 0;
  const [px, py] = p;
  let ax = first[0];
  let ay = first[1];
  let least = (ax - px) ** 2 + (ay - py) ** 2;
  for (let i = 1; i < points.length; i++) {
    const b = points[i]!;
    const dx = b[0] - ax;
    const dy = b[1] - ay;
    const square = dx * dx + dy * dy;
    const along = square === 0 ? 0 : ((px - ax) * dx + (py - ay) * dy) / square;
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const gap = (ax + t * dx - px) ** 2 + (ay + t * dy - py) ** 2;
    if (gap < least) least = gap;
    ax = b[0];
    ay = b[1];
  }
  return Math.sqrt(least);
}

/** Least metres between two figures; 0 where they meet. */
export function metresApart(a: Shape, b: Shape): number {
  if (meetingOf(a, b) !== null) return 0;
  const from = (one: Shape, other: Shape): number =>
    other.points.reduce((least, p) => Math.min(least, metresTo(one, p)), Number.POSITIVE_INFINITY);
  return Math.min(from(a, b), from(b, a));
}

/** Whether a point lies inside a closed ring (even-odd rule). */
export function isInside(ring: readonly Xy[], [x, y]: Xy): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1]!;
    const b = ring[i]!;
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** West, south, east and north ends of a figure. */
export type Box = readonly [number, number, number, number];

export function boxOf({ points }: Pick<Shape, 'points'>): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  return [west, south, east, north];
}

/** Metres from a point to a box; nothing within the box is nearer. */
export function metresToBox([west, south, east, north]: Box, [x, y]: Xy): number {
  const dx = x < west ? west - x : x > east ? x - east : 0;
  const dy = y < south ? south - y : y > north ? y - north : 0;
  return Math.sqrt(dx * dx + dy * dy);
}

/** Whether two boxes come within `withinMetres` of each other; what lies in boxes further apart is further apart too. */
export function areBoxesNear(a: Box, b: Box, withinMetres: number): boolean {
  return (
    a[0] <= b[2] + withinMetres &&
    b[0] <= a[2] + withinMetres &&
    a[1] <= b[3] + withinMetres &&
    b[1] <= a[3] + withinMetres
  );
}

/** Twice the area of a triangle, above 0 when its corners turn left. */
function turn(p: Xy, q: Xy, r: Xy): number {
  return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
}

/** Where two segments cross, ends that only touch left out. */
function crossingOf([a, b]: [Xy, Xy], [c, d]: [Xy, Xy]): Xy | null {
  const [acd, bcd, abc, abd] = [turn(c, d, a), turn(c, d, b), turn(a, b, c), turn(a, b, d)];
  if (acd * bcd >= 0 || abc * abd >= 0) return null;
  const t = acd / (acd - bcd);
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

/** Whether a closed ring crosses itself, or runs back over itself through a corner. */
export function isSelfCrossing(ring: readonly Xy[]): boolean {
  const sides = segmentsOf(ring).filter(([a, b]) => metresBetween(a, b) > 0);
  return sides.some((side, i) =>
    sides.slice(i + 2).some((other, k) => {
      // The last side ends where the first begins.
      const isNeighbour = i === 0 && i + 2 + k === sides.length - 1;
      return !isNeighbour && isMet(side, other);
    }),
  );
}

/** Whether two sides cross, or one passes through an end of the other. */
function isMet([a, b]: [Xy, Xy], [c, d]: [Xy, Xy]): boolean {
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0]))
    return false;
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1]))
    return false;
  if (crossingOf([a, b], [c, d]) !== null) return true;
  const touches = (p: Xy, from: Xy, to: Xy): boolean =>
    metresTo({ kind: 'LineString', points: [from, to] }, p) < 1e-6;
  return touches(a, c, d) || touches(b, c, d) || touches(c, a, b) || touches(d, a, b);
}

/** Square metres inside a closed ring that does not cross itself. */
export function areaOf(ring: readonly Xy[]): number {
  return Math.abs(segmentsOf(ring).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0) / 2);
}

/** A place that lies in both figures; null where they only touch or stay apart. */
export function meetingOf(a: Shape, b: Shape): Xy | null {
  for (const one of segmentsOf(a.points)) {
    for (const other of segmentsOf(b.points)) {
      const place = crossingOf(one, other);
      if (place !== null) return place;
    }
  }
  const within = (inner: Shape, outer: Shape): Xy | null => {
    if (outer.kind !== 'Polygon') return null;
    return [middleOf(inner), ...inner.points].find((p) => isClearlyInside(outer.points, p)) ?? null;
  };
  return within(a, b) ?? within(b, a);
}

/** Our choice: areas drawn to a common border do not overlap by a finger's breadth. */
const BORDER_METRES = 0.1;

function isClearlyInside(ring: readonly Xy[], p: Xy): boolean {
  return isInside(ring, p) && metresTo({ kind: 'LineString', points: ring }, p) > BORDER_METRES;
}

/** The strip that a line of some width takes, from its first to its last vertex. */
export function stripOf(points: readonly Xy[], widthMetres: number): Shape {
  const [from, to] = [points[0], points.at(-1)];
  if (from === undefined || to === undefined) return { kind: 'Polygon', points: [] };
  const length = Math.max(1e-9, metresBetween(from, to));
  const [nx, ny] = [
    (-(to[1] - from[1]) / length) * (widthMetres / 2),
    ((to[0] - from[0]) / length) * (widthMetres / 2),
  ];
  const left: Xy = [from[0] + nx, from[1] + ny];
  return {
    kind: 'Polygon',
    points: [left, [to[0] + nx, to[1] + ny], [to[0] - nx, to[1] - ny], [from[0] - nx, from[1] - ny], left],
  };
}
