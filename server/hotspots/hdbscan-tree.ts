// The cluster tree of HDBSCAN: from a spanning tree to the clusters that last longest. Apart
// from the distances because this part is about the tree alone.

/** Clusters of the condensed tree, parents before children; cluster 0 is the whole set. */
export type CondensedTree = {
  pointCount: number;
  parent: number[];
  stability: number[];
  /** Cluster each point was last in before it fell out. */
  lastCluster: Int32Array;
};

type Merge = { children: number[]; size: number; density: number };

/** Points in one place are as dense as a centimetre can tell (coordinates are kept to 0.01 m). */
const LEAST_SQUARED = 1;
const CENTIMETRES_PER_METRE = 100;

/**
 * Condenses the hierarchy of a spanning tree (squared lengths in square centimetres): going up
 * in density, a part smaller than `leastSize` falls out of its cluster, and a cluster that
 * breaks into two or more parts of that size ends. Densities are 1 / distance, per metre. A
 * part that falls out counts for the stability of its cluster until its points part one by
 * one, as in R's dbscan, so that ties do not take a cluster's core away from it.
 */
export function condense(
  pointCount: number,
  { a, b, squared }: { a: Uint32Array; b: Uint32Array; squared: Float64Array },
  leastSize: number,
): CondensedTree {
  const merges = mergeByDistance(pointCount, a, b, squared);
  const tree: CondensedTree = {
    pointCount,
    parent: [-1],
    stability: [0],
    lastCluster: new Int32Array(pointCount),
  };
  const birth = [0];
  const sizeOf = (node: number): number => (node < pointCount ? 1 : merges[node - pointCount]!.size);
  // Densities at which the points of each cluster leave it one by one.
  const exits: number[][] = [[]];
  const drop = (start: number, startDensity: number, cluster: number): void => {
    const nodes: [node: number, density: number][] = [[start, startDensity]];
    for (let next = nodes.pop(); next !== undefined; next = nodes.pop()) {
      const [node, density] = next;
      if (node < pointCount) {
        tree.lastCluster[node] = cluster;
        exits[cluster]!.push(density);
      } else {
        const merge = merges[node - pointCount]!;
        for (const child of merge.children) nodes.push([child, merge.density]);
      }
    }
  };
  const waiting: [node: number, cluster: number][] = [[pointCount + merges.length - 1, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, cluster] = next;
    const { children, density } = merges[node - pointCount]!;
    const lasting = children.filter((child) => sizeOf(child) >= leastSize);
    let goingOn = 0;
    for (const child of children) {
      if (sizeOf(child) < leastSize) drop(child, density, cluster);
      else if (lasting.length === 1) waiting.push([child, cluster]);
      else {
        waiting.push([child, tree.parent.length]);
        tree.parent.push(cluster);
        tree.stability.push(0);
        birth.push(density);
        exits.push([]);
        goingOn += sizeOf(child);
      }
    }
    tree.stability[cluster]! += goingOn * (density - birth[cluster]!);
  }
  for (const [cluster, densities] of exits.entries()) {
    // By rising density: the same sum for any order of the rows.
    for (const density of densities.sort((x, y) => x - y)) {
      tree.stability[cluster]! += density - birth[cluster]!;
    }
  }
  return tree;
}

/** All merges of the hierarchy by falling density; links of one length merge all they touch at once. */
function mergeByDistance(n: number, a: Uint32Array, b: Uint32Array, squared: Float64Array): Merge[] {
  const order = Uint32Array.from(squared, (_, i) => i).sort((i, j) => squared[i]! - squared[j]!);
  const parent = Uint32Array.from({ length: n }, (_, i) => i);
  // Node of the hierarchy that each root stands for.
  const nodeOfRoot = Uint32Array.from({ length: n }, (_, i) => i);
  const root = (start: number): number => {
    let i = start;
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]!]!;
      i = parent[i]!;
    }
    return i;
  };
  const merges: Merge[] = [];
  for (let first = 0; first < order.length; ) {
    const length = squared[order[first]!]!;
    let end = first;
    const touched = new Set<number>();
    for (; end < order.length && squared[order[end]!] === length; end++) {
      touched.add(root(a[order[end]!]!)).add(root(b[order[end]!]!));
    }
    for (let k = first; k < end; k++) {
      parent[root(a[order[k]!]!)] = root(b[order[k]!]!);
    }
    const merged = new Map<number, number[]>();
    for (const old of touched) {
      const members = merged.get(root(old));
      if (members === undefined) merged.set(root(old), [nodeOfRoot[old]!]);
      else members.push(nodeOfRoot[old]!);
    }
    const density = CENTIMETRES_PER_METRE / Math.sqrt(Math.max(length, LEAST_SQUARED));
    for (const [top, children] of merged) {
      const size = children.reduce((sum, node) => sum + (node < n ? 1 : merges[node - n]!.size), 0);
      nodeOfRoot[top] = n + merges.length;
      merges.push({ children, size, density });
    }
    first = end;
  }
  return merges;
}

/**
 * The disjoint clusters with the greatest summed stability (excess of mass); a cluster wins
 * over its parts when they are equal. Labels run 1.. by smallest point, 0 is noise.
 */
export function selectClusters(
  { pointCount, parent, stability, lastCluster }: CondensedTree,
  allowOneCluster: boolean,
): { label: Int32Array; stability: Float64Array } {
  const children: number[][] = parent.map(() => []);
  for (let c = 1; c < parent.length; c++) children[parent[c]!]!.push(c);
  const best = [...stability];
  const isSelected = new Uint8Array(parent.length);
  for (let c = parent.length - 1; c >= 0; c--) {
    // Summed by rising value: the order of the children is no matter.
    const below = children[c]!.map((child) => best[child]!).sort((x, y) => x - y);
    const sum = below.reduce((total, value) => total + value, 0);
    if ((c > 0 || allowOneCluster) && stability[c]! >= sum) isSelected[c] = 1;
    else best[c] = sum;
  }
  // The topmost selected cluster on the way up takes the points of all below it.
  const owner = new Int32Array(parent.length);
  for (let c = 0; c < parent.length; c++) {
    const above = c > 0 ? owner[parent[c]!]! : -1;
    owner[c] = above >= 0 ? above : isSelected[c] === 1 ? c : -1;
  }
  const label = new Int32Array(pointCount);
  const labelOf = new Map<number, number>();
  for (let i = 0; i < pointCount; i++) {
    const cluster = owner[lastCluster[i]!]!;
    if (cluster < 0) continue;
    if (!labelOf.has(cluster)) labelOf.set(cluster, labelOf.size + 1);
    label[i] = labelOf.get(cluster)!;
  }
  return { label, stability: Float64Array.from(labelOf.keys(), (cluster) => stability[cluster]!) };
}
