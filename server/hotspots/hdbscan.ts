// HDBSCAN (Campello, Moulavi & Sander 2013) for exploring accidents of uneven density. Apart
// from DBSCAN: it has no fixed scale, so its clusters are never an official list.
import { type CondensedTree, condense, selectClusters } from './hdbscan-tree.ts';

export type HdbscanResult = {
  /** Cluster of every point, 1.. by smallest point; 0 for noise. */
  label: Int32Array;
  /** 1 for the densest places of a cluster down to 0 at its rim and for noise (as in R's dbscan). */
  membership: Float64Array;
  /** Stability of each cluster, points per metre; entry 0 is cluster 1. */
  stability: Float64Array;
};

/** More points would take minutes: every pair is measured (about 20 s at this number). */
export const MOST_HDBSCAN_POINTS = 50_000;

/**
 * Clusters points of the metric frame, most stable first (excess of mass). `minPoints` is both
 * the neighbours, itself included, that set the density at a point and the least size of a
 * cluster. The whole set is never one cluster unless `allowOneCluster`.
 *
 * Memory follows the number of points: the spanning tree is grown from distances measured on
 * the way (Prim 1957). Equal distances split a cluster at once, so that the tree, and with it
 * the result, does not depend on the order of the rows. Coordinates count in whole
 * centimetres. Throws RangeError for too many points, `minPoints` below 2 or a coordinate that
 * is not finite.
 */
export function hdbscan(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  minPoints = 4,
  options: { allowOneCluster?: boolean } = {},
): HdbscanResult {
  const n = xs.length;
  if (n > MOST_HDBSCAN_POINTS) throw new RangeError(`hdbscan: ${n} points are too many`);
  if (!(minPoints >= 2)) throw new RangeError(`hdbscan: minPoints ${minPoints} is out of range`);
  const x = centimetres(xs);
  const y = centimetres(ys);
  const empty: HdbscanResult = {
    label: new Int32Array(n),
    membership: new Float64Array(n),
    stability: new Float64Array(0),
  };
  if (n < minPoints) return empty;
  const squaredCore = squaredCoreDistances(x, y, minPoints);
  const tree: CondensedTree = condense(n, spanningTree(x, y, squaredCore), minPoints);
  const { label, stability } = selectClusters(tree, options.allowOneCluster === true);
  const farthest = new Float64Array(stability.length + 1);
  for (let i = 0; i < n; i++) farthest[label[i]!] = Math.max(farthest[label[i]!]!, squaredCore[i]!);
  const membership = squaredCore.map((squared, i) => {
    if (label[i] === 0) return 0;
    const most = farthest[label[i]!]!;
    return most > 0 ? 1 - Math.sqrt(squared / most) : 1;
  });
  return { label, membership, stability };
}

function centimetres(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, (value) => {
    if (!Number.isFinite(value)) throw new RangeError(`hdbscan: a coordinate is ${value}`);
    return Math.round(value * 100);
  });
}

/** Squared distance to the `minPoints`-th nearest point, itself the first, by a sweep along x. */
function squaredCoreDistances(x: Float64Array, y: Float64Array, minPoints: number): Float64Array {
  const n = x.length;
  const order = Uint32Array.from(x, (_, i) => i).sort((a, b) => x[a]! - x[b]!);
  const core = new Float64Array(n);
  const nearest = new Float64Array(minPoints - 1);
  const last = minPoints - 2;
  for (let k = 0; k < n; k++) {
    const i = order[k]!;
    nearest.fill(Infinity);
    for (let step = -1; step <= 1; step += 2) {
      for (let o = k + step; o >= 0 && o < n; o += step) {
        const j = order[o]!;
        const dx = x[j]! - x[i]!;
        if (dx * dx >= nearest[last]!) break;
        const dy = y[j]! - y[i]!;
        const squared = dx * dx + dy * dy;
        if (squared >= nearest[last]!) continue;
        let at = last;
        for (; at > 0 && nearest[at - 1]! > squared; at--) nearest[at] = nearest[at - 1]!;
        nearest[at] = squared;
      }
    }
    core[i] = nearest[last]!;
  }
  return core;
}

/** Edges of a minimum spanning tree under squared mutual reachability, squared centimetres. */
export type SpanningTree = { a: Uint32Array; b: Uint32Array; squared: Float64Array };

function spanningTree(x: Float64Array, y: Float64Array, squaredCore: Float64Array): SpanningTree {
  const n = x.length;
  const tree: SpanningTree = {
    a: new Uint32Array(n - 1),
    b: new Uint32Array(n - 1),
    squared: new Float64Array(n - 1),
  };
  // Points outside the tree stand first in `outside`, with their shortest link to it.
  const outside = new Uint32Array(n - 1);
  for (let i = 1; i < n; i++) outside[i - 1] = i;
  const link = new Float64Array(n).fill(Infinity);
  const linkTo = new Uint32Array(n);
  let added = 0;
  for (let left = n - 1; left > 0; left--) {
    const [ax, ay, ac] = [x[added]!, y[added]!, squaredCore[added]!];
    let best = Infinity;
    let at = -1;
    for (let k = 0; k < left; k++) {
      const i = outside[k]!;
      const dx = x[i]! - ax;
      const dy = y[i]! - ay;
      let squared = dx * dx + dy * dy;
      if (ac > squared) squared = ac;
      if (squaredCore[i]! > squared) squared = squaredCore[i]!;
      if (squared < link[i]!) {
        link[i] = squared;
        linkTo[i] = added;
      }
      if (link[i]! < best) {
        best = link[i]!;
        at = k;
      }
    }
    const edge = n - 1 - left;
    const point = outside[at]!;
    tree.a[edge] = point;
    tree.b[edge] = linkTo[point]!;
    tree.squared[edge] = best;
    outside[at] = outside[left - 1]!;
    added = point;
  }
  return tree;
}
