// KDE+ on a network: stretches across junctions that hold more accidents than chance would put
// there. Apart from the section test because clusters here branch and have no chainage.
import type { Graph } from '../network/graph.ts';
import { mulberry32 } from '../network/random.ts';
import { SECTION_TEST, type SectionTest, thresholdPosition } from './kde-plus.ts';
import { buildLixels, type Lixels } from './lixels.ts';
import { createNetworkDensity, type NetworkEvents } from './network-kde.ts';
import { nthSmallest } from './nth-smallest.ts';

export type NetworkCluster = {
  /** Lixels of the cluster, by rising index. */
  lixels: number[];
  /** Indices of the events on them, by rising index. */
  members: number[];
  lengthMetres: number;
  area: number;
  thresholdArea: number;
  strength: number;
  excess: number;
  p: number;
};

export type StratumResult = {
  lixels: Lixels;
  density: Float64Array;
  threshold: Float64Array;
  /** By falling excess (tie: smallest lixel). */
  clusters: NetworkCluster[];
};

export type StratumTest = Partial<SectionTest> & {
  /** 1 for edges of the stratum (one class of road in one commune); all when left out. */
  inStratum?: Uint8Array;
  /** 1 for nodes where the data were cut: densities never turn back there. */
  cutNode?: Uint8Array;
};

/** Most simulated densities held at once: 400 MB (our choice). */
const MOST_VALUES = 5e7;

/**
 * Tests a stratum of roads with the equal-split density against as many events thrown evenly
 * by length on the stratum. Kernels run over the whole graph; densities are told and clusters
 * found on the stratum alone, and events off it are left out. Clusters are connected parts of
 * the lixels above the threshold; strength, excess and p as in the section test.
 *
 * Throws RangeError when the stratum is too long to be simulated at once: split it.
 */
export function testStratum(
  graph: Graph,
  events: NetworkEvents,
  seed: number,
  options: StratumTest = {},
): StratumResult {
  const test = { ...SECTION_TEST, ...options };
  const { inStratum, cutNode, simulations } = test;
  const lixels = buildLixels(graph, test.lixelMetres, inStratum);
  const count = lixels.centreMetres.length;
  const { bandwidthMetres, kernel } = test;
  const run = createNetworkDensity(graph, lixels, {
    bandwidthMetres,
    kernel,
    ...(cutNode === undefined ? {} : { cutNode }),
  });
  const members: number[] = [];
  for (let i = 0; i < events.edge.length; i++) {
    if (inStratum === undefined || inStratum[events.edge[i]!] === 1) members.push(i);
  }
  const density = run({
    edge: members.map((i) => events.edge[i]!),
    offsetMetres: members.map((i) => events.offsetMetres[i]!),
  }).density;
  const threshold = new Float64Array(count);
  if (members.length === 0 || count === 0) return { lixels, density, threshold, clusters: [] };
  if (simulations * count > MOST_VALUES) {
    throw new RangeError(`KDE+: ${count} pieces of road are too many to simulate at once`);
  }

  const thrower = createThrower(graph, lixels, mulberry32(seed));
  const simulated = Array.from({ length: simulations }, () => run(thrower(members.length)).density);
  const position = thresholdPosition(simulations, test.level);
  const column = new Float64Array(simulations);
  for (let k = 0; k < count; k++) {
    for (let b = 0; b < simulations; b++) column[b] = simulated[b]![k]!;
    threshold[k] = nthSmallest(column, position);
  }

  const connect = createConnector(graph, lixels);
  const greatestExcess = simulated.map((values) => {
    const excess = excessByRoot(connect(values, threshold), values, threshold, lixels);
    return excess.reduce((most, value) => Math.max(most, value), 0);
  });
  const root = connect(density, threshold);
  const excess = excessByRoot(root, density, threshold, lixels);
  const clusterOf = new Map<number, NetworkCluster>();
  for (let k = 0; k < count; k++) {
    const r = root[k]!;
    if (r < 0) continue;
    const cluster = clusterOf.get(r) ?? emptyCluster(excess[r]!, greatestExcess);
    clusterOf.set(r, cluster);
    cluster.lixels.push(k);
    cluster.lengthMetres += lixels.lengthMetres[k]!;
    cluster.area += density[k]! * lixels.lengthMetres[k]!;
    cluster.thresholdArea += threshold[k]! * lixels.lengthMetres[k]!;
  }
  for (const event of members) {
    const lixel = lixelOf(lixels, events.edge[event]!, events.offsetMetres[event]!, test.lixelMetres);
    if (lixel >= 0) clusterOf.get(root[lixel]!)?.members.push(event);
  }
  const clusters = [...clusterOf.values()];
  for (const cluster of clusters) cluster.strength = cluster.excess / cluster.area;
  clusters.sort((a, b) => b.excess - a.excess || a.lixels[0]! - b.lixels[0]!);
  return { lixels, density, threshold, clusters };
}

function emptyCluster(excess: number, greatestExcess: readonly number[]): NetworkCluster {
  const asGreat = greatestExcess.filter((other) => other >= excess).length;
  const p = (1 + asGreat) / (greatestExcess.length + 1);
  return { lixels: [], members: [], lengthMetres: 0, area: 0, thresholdArea: 0, strength: 0, excess, p };
}

/** Lixel of a place, -1 on an edge without lixels. */
function lixelOf({ first }: Lixels, edge: number, offsetMetres: number, lixelMetres: number): number {
  const count = first[edge + 1]! - first[edge]!;
  if (count === 0) return -1;
  return first[edge]! + Math.min(count - 1, Math.max(0, Math.floor(offsetMetres / lixelMetres)));
}

/** Throws events evenly by length on the edges that have lixels. */
function createThrower(graph: Graph, { first }: Lixels, random: () => number) {
  const edges: number[] = [];
  const ends: number[] = [];
  let metres = 0;
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    if (first[edge + 1] === first[edge]) continue;
    edges.push(edge);
    metres += graph.lengthMetres[edge]!;
    ends.push(metres);
  }
  return (count: number): NetworkEvents => {
    const edge = new Int32Array(count);
    const offsetMetres = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const at = random() * metres;
      let low = 0;
      let high = ends.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle]! > at) high = middle;
        else low = middle + 1;
      }
      edge[i] = edges[low]!;
      offsetMetres[i] = at - (low > 0 ? ends[low - 1]! : 0);
    }
    return { edge, offsetMetres };
  };
}

/** Gives for every lixel above the threshold the smallest lixel it hangs together with, else -1. */
function createConnector(graph: Graph, { first, centreMetres }: Lixels) {
  const { edgeCount, nodeCount, from, to } = graph;
  const root = new Int32Array(centreMetres.length);
  const lixelAtNode = new Int32Array(nodeCount);
  function find(start: number): number {
    let k = start;
    while (root[k] !== k) {
      root[k] = root[root[k]!]!;
      k = root[k]!;
    }
    return k;
  }
  function join(a: number, b: number): void {
    const [low, high] = [find(a), find(b)].sort((x, y) => x - y);
    root[high!] = low!;
  }
  return (density: Float64Array, threshold: Float64Array): Int32Array => {
    lixelAtNode.fill(-1);
    for (let k = 0; k < root.length; k++) root[k] = density[k]! > threshold[k]! ? k : -1;
    const touch = (node: number, lixel: number): void => {
      if (root[lixel] === -1) return;
      if (lixelAtNode[node] === -1) lixelAtNode[node] = lixel;
      else join(lixelAtNode[node]!, lixel);
    };
    for (let edge = 0; edge < edgeCount; edge++) {
      const start = first[edge]!;
      const end = first[edge + 1]!;
      if (end === start) continue;
      touch(from[edge]!, start);
      touch(to[edge]!, end - 1);
      for (let k = start + 1; k < end; k++) if (root[k] !== -1 && root[k - 1] !== -1) join(k - 1, k);
    }
    return root.map((value, k) => (value === -1 ? -1 : find(k)));
  };
}

/** Integral of density over threshold of each connected part, at its smallest lixel. */
function excessByRoot(
  root: Int32Array,
  density: Float64Array,
  threshold: Float64Array,
  { lengthMetres }: Lixels,
): Float64Array {
  const excess = new Float64Array(root.length);
  for (let k = 0; k < root.length; k++) {
    if (root[k]! >= 0) excess[root[k]!]! += (density[k]! - threshold[k]!) * lengthMetres[k]!;
  }
  return excess;
}
