// The shape of a cluster: where to stand (anchor), how far it reaches, what to draw. Apart
// from the clustering because every kind of hotspot is drawn the same way.
import { buildPointGrid } from './point-grid.ts';

export type Position = [number, number];

export type ClusterShape = {
  /** Index of the member with the least summed distance to the others (tie: smallest). */
  medoid: number;
  /** Convex hull, counter-clockwise, not closed: one or two corners for degenerate clusters. */
  hull: Position[];
  /** Greatest distance between two members, metres. */
  extentMetres: number;
  /** True for chains along a street: extent above six radii (our choice). */
  isCorridor: boolean;
};

/** Up to this size the medoid is exact; beyond, the quadratic cost would be felt. */
const EXACT_MEDOID_MEMBERS = 5000;

/** Members tried as medoid of a larger cluster: those nearest to its geometric median. */
const MEDOID_CANDIDATES = 64;

const CORRIDOR_RADII = 6;

/** Distance by which the drawn outline stands off the members, metres (our choice). */
export const OUTLINE_METRES = 15;

const SEGMENTS_PER_QUARTER = 8;

/**
 * Shape of the cluster of `members` (indices into `xs`, `ys`, rising; metric frame), found
 * with radius `radiusMetres`. Throws RangeError for an empty cluster.
 */
export function clusterShape(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  members: readonly number[],
  radiusMetres: number,
): ClusterShape {
  const hull = convexHull(xs, ys, members);
  const extentMetres = diameter(hull);
  return {
    medoid: medoid(xs, ys, members),
    hull,
    extentMetres,
    isCorridor: extentMetres > CORRIDOR_RADII * radiusMetres,
  };
}

/**
 * Member with the least sum of distances to all members; sums within 1e-6 m are equal, the
 * smallest index wins. Exact up to 5,000 members. A larger cluster tries only the 64 members
 * nearest to its geometric median (Weiszfeld 1937): the sum is convex with its minimum there,
 * so the result is the medoid or misses its sum by a hair.
 */
export function medoid(xs: ArrayLike<number>, ys: ArrayLike<number>, members: readonly number[]): number {
  const [first] = members;
  if (first === undefined) throw new RangeError('medoid: the cluster has no members');
  const tried = members.length <= EXACT_MEDOID_MEMBERS ? members : nearMedian(xs, ys, members);
  let best = first;
  let least = Infinity;
  for (const candidate of tried) {
    const x = xs[candidate]!;
    const y = ys[candidate]!;
    let sum = 0;
    for (const other of members) {
      const dx = xs[other]! - x;
      const dy = ys[other]! - y;
      sum += Math.sqrt(dx * dx + dy * dy);
    }
    if (sum < least - 1e-6) {
      least = sum;
      best = candidate;
    }
  }
  return best;
}

function nearMedian(xs: ArrayLike<number>, ys: ArrayLike<number>, members: readonly number[]): number[] {
  let x = 0;
  let y = 0;
  for (const i of members) {
    x += xs[i]! / members.length;
    y += ys[i]! / members.length;
  }
  for (let step = 0; step < 50; step++) {
    let weight = 0;
    let sumX = 0;
    let sumY = 0;
    for (const i of members) {
      // Members at the median itself would weigh infinitely: 1 mm is below their rounding.
      const w = 1 / Math.max(Math.hypot(xs[i]! - x, ys[i]! - y), 1e-3);
      weight += w;
      sumX += w * xs[i]!;
      sumY += w * ys[i]!;
    }
    x = sumX / weight;
    y = sumY / weight;
  }
  const byDistance = members.map((i) => ({ i, metres: Math.hypot(xs[i]! - x, ys[i]! - y) }));
  byDistance.sort((a, b) => a.metres - b.metres || a.i - b.i);
  return byDistance
    .slice(0, MEDOID_CANDIDATES)
    .map(({ i }) => i)
    .sort((a, b) => a - b);
}

/** Convex hull of members, counter-clockwise from the leftmost, no repeated or straight corner. */
export function convexHull(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  members: readonly number[],
): Position[] {
  const points = members
    .map((i): Position => [xs[i]!, ys[i]!])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .filter((p, k, all) => k === 0 || p[0] !== all[k - 1]![0] || p[1] !== all[k - 1]![1]);
  if (points.length < 3) return points;
  const lower = halfHull(points);
  const upper = halfHull(points.toReversed());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

/** The right-hand boundary of points met in order (monotone chain, Andrew 1979). */
function halfHull(points: readonly Position[]): Position[] {
  const chain: Position[] = [];
  for (const p of points) {
    while (chain.length >= 2 && turn(chain.at(-2)!, chain.at(-1)!, p) <= 0) chain.pop();
    chain.push(p);
  }
  return chain;
}

function turn(a: Position, b: Position, c: Position): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** Greatest distance between two of the points, metres; 0 for fewer than two. */
export function diameter(points: readonly Position[]): number {
  let most = 0;
  for (const [k, a] of points.entries()) {
    for (let j = k + 1; j < points.length; j++) {
      const dx = points[j]![0] - a[0];
      const dy = points[j]![1] - a[1];
      most = Math.max(most, dx * dx + dy * dy);
    }
  }
  return Math.sqrt(most);
}

/**
 * Outline at `metres` around a convex hull (as `convexHull` gives it; one or two corners
 * give a disc or a capsule): a closed ring, counter-clockwise, rounded with 8 segments per
 * quarter turn. Throws RangeError for an empty hull.
 */
export function bufferedHull(hull: readonly Position[], metres: number = OUTLINE_METRES): Position[] {
  const [first] = hull;
  if (first === undefined) throw new RangeError('bufferedHull: the hull is empty');
  const ring: Position[] = [];
  const quarter = Math.PI / 2;
  for (const [k, corner] of hull.entries()) {
    const before = hull[(k + hull.length - 1) % hull.length]!;
    const after = hull[(k + 1) % hull.length]!;
    // The outward normal stands a quarter turn right of the walking direction.
    const isPoint = hull.length === 1;
    const arrive = isPoint ? 0 : Math.atan2(corner[1] - before[1], corner[0] - before[0]);
    const leave = isPoint ? 0 : Math.atan2(after[1] - corner[1], after[0] - corner[0]);
    const turned = isPoint ? 4 * quarter : (leave - arrive + 8 * quarter) % (4 * quarter);
    // No corner of a convex hull turns back: more than half a turn is a straight corner, rounded.
    const bend = !isPoint && turned > 2 * quarter + 1e-6 ? 0 : turned;
    const steps = Math.max(1, Math.ceil((bend / quarter) * SEGMENTS_PER_QUARTER - 1e-9));
    for (let step = 0; step < steps + (isPoint ? 0 : 1); step++) {
      const angle = arrive - quarter + (bend * step) / steps;
      ring.push([corner[0] + metres * Math.cos(angle), corner[1] + metres * Math.sin(angle)]);
    }
  }
  const [start] = ring;
  if (start !== undefined) ring.push([start[0], start[1]]);
  return ring;
}

/**
 * The k-distance curve that helps to choose a radius: for a regular sample of the points, the
 * distance within which each has `k` points, itself included (a point is core at exactly that
 * radius), falling. Distances above `mostMetres` are given as `mostMetres`; empty when there
 * are fewer than `k` points. Every ceil(n / sampleSize)-th point is sampled.
 */
export function kDistanceCurve(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  k: number,
  options: { sampleSize?: number; mostMetres?: number } = {},
): Float64Array {
  const { sampleSize = 500, mostMetres = 1000 } = options;
  const n = xs.length;
  if (n < k || n === 0) return new Float64Array(0);
  const grid = buildPointGrid(xs, ys, mostMetres / 8);
  const step = Math.ceil(n / sampleSize);
  const curve = new Float64Array(Math.ceil(n / step));
  for (let s = 0; s < curve.length; s++) {
    const i = s * step;
    let kth = Infinity;
    for (let radius = mostMetres / 16; radius <= mostMetres && kth === Infinity; radius *= 2) {
      const nearest: number[] = [];
      grid.within(xs[i]!, ys[i]!, radius, (_, metres) => insertAmongSmallest(nearest, metres, k));
      if (nearest.length === k) kth = nearest[k - 1]!;
    }
    curve[s] = Math.min(kth, mostMetres);
  }
  return curve.sort().reverse();
}

/** Keeps `smallest` the up to `k` smallest values, rising. */
function insertAmongSmallest(smallest: number[], value: number, k: number): void {
  if (smallest.length === k && value >= smallest[k - 1]!) return;
  if (smallest.length === k) smallest.pop();
  let at = smallest.length;
  while (at > 0 && smallest[at - 1]! > value) at--;
  smallest.splice(at, 0, value);
}
