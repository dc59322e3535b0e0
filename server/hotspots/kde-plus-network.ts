// KDE+ on a network: stretches across junctions that hold more accidents than chance would put
// there. Apart from the section test because clusters here branch and have no chainage.
import type { Graph } from '../network/graph.ts';
import { mulberry32 } from '../network/random.ts';
import { SECTION_TEST, type SectionTest, thresholdPosition } from './kde-plus.ts';
import { type LixelReach, lixelReach } from './lixel-reach.ts';
import { buildLixels, type Lixels } from './lixels.ts';
import { nthSmallest } from './nth-smallest.ts';

export type NetworkCluster = {
  /** Lixels of the cluster, by rising index. */
  lixels: number[];
  /** Lixel of the greatest density (tie: smallest). */
  peak: number;
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
  density: Float64Array;
  threshold: Float64Array;
  /** Those asked for with p up to `pAtMost`, by falling excess (tie: smallest lixel). */
  clusters: NetworkCluster[];
};

export type StratumTest = {
  lixels: Lixels;
  /**
   * Tests events (any order; those off the stratum are left out) against as many thrown evenly
   * by length, `simulations` times from `seed`. Clusters that `isWanted` refuses are not told of;
   * simulating ends early when no other can have p up to `pAtMost` any more (Besag & Clifford 1991).
   */
  run(
    events: { edge: ArrayLike<number>; offsetMetres: ArrayLike<number> },
    seed: number,
    run: { simulations: number; pAtMost?: number; isWanted?: (cluster: NetworkCluster) => boolean },
  ): StratumResult;
};

export type StratumOptions = Partial<Omit<SectionTest, 'simulations'>> & {
  /** 1 for edges of the stratum (one class of road in one neighbourhood); all when left out. */
  inStratum?: Uint8Array;
};

/**
 * Thresholds have simulations of their own (our choice: they tell the level to 1.5 per cent), so
 * that what they are compared with afterwards is new to them, as the observation is.
 */
const THRESHOLD_SIMULATIONS = 199;

/** Most lixels of a stratum: 160 MB of simulated densities (our choice). */
export const MOST_LIXELS = 1e5;

/** Lixels whose simulated densities are looked through at a time: a cache line or two. */
const BLOCK_LIXELS = 16;

/** Densities below this share of the neighbour's threshold are first left aside (speed only). */
const GUESS_SHARE = 0.8;

/**
 * Prepares tests of a stratum of roads with the equal-split density. Kernels run over the whole
 * graph; densities are told and clusters found on the stratum alone. Every event, observed or
 * thrown, stands at the centre of its lixel, so that both are compared alike. Clusters are
 * connected parts of the lixels above the threshold; strength, excess and p as in the section
 * test. Throws RangeError for a stratum of more than `MOST_LIXELS`.
 */
export function createStratumTest(graph: Graph, options: StratumOptions = {}): StratumTest {
  const { bandwidthMetres, kernel, lixelMetres, level, inStratum } = { ...SECTION_TEST, ...options };
  const lixels = buildLixels(graph, lixelMetres, inStratum);
  const { lengthMetres } = lixels;
  const count = lengthMetres.length;
  if (count > MOST_LIXELS) throw new RangeError(`KDE+: ${count} pieces of road are too many to simulate`);
  const reach = lixelReach(graph, lixels, { bandwidthMetres, kernel });
  const connect = createConnector(graph, lixels);
  const throwLixel = createThrower(lixels);

  const run: StratumTest['run'] = (events, seed, { simulations, pAtMost = 1, isWanted = () => true }) => {
    const members: { event: number; lixel: number }[] = [];
    for (let event = 0; event < events.edge.length; event++) {
      const lixel = lixelOf(lixels, events.edge[event]!, events.offsetMetres[event]!, lixelMetres);
      if (lixel >= 0) members.push({ event, lixel });
    }
    const density = new Float64Array(count);
    for (const lixel of Int32Array.from(members, (member) => member.lixel).sort()) {
      addReach(density, reach, lixel);
    }
    if (members.length === 0) return { density, threshold: new Float64Array(count), clusters: [] };

    const random = mulberry32(seed);
    const simulate = (row: Float64Array): void => {
      for (let i = 0; i < members.length; i++) addReach(row, reach, throwLixel(random()));
    };
    const first = new Float64Array(THRESHOLD_SIMULATIONS * count);
    for (let b = 0; b < THRESHOLD_SIMULATIONS; b++) simulate(first.subarray(b * count, (b + 1) * count));
    const threshold = thresholds(first, count, thresholdPosition(THRESHOLD_SIMULATIONS, level));

    const parts = connect(density, threshold);
    const clusterOf = clustersByRoot(parts, density, threshold, lengthMetres);
    for (const { event, lixel } of members) {
      if (density[lixel]! > threshold[lixel]!) clusterOf.get(parts.rootOf(lixel))?.members.push(event);
    }
    let open = [...clusterOf.values()].filter(isWanted).map((cluster) => ({ cluster, asGreat: 0 }));
    const row = new Float64Array(count);
    for (let b = 0; b < simulations && open.length > 0; b++) {
      simulate(row.fill(0));
      const { greatestExcess } = connect(row, threshold);
      for (const each of open) if (greatestExcess >= each.cluster.excess) each.asGreat++;
      open = open.filter(({ asGreat }) => (1 + asGreat) / (simulations + 1) <= pAtMost);
    }
    const clusters = open.map(({ cluster, asGreat }) => ({
      ...cluster,
      p: (1 + asGreat) / (simulations + 1),
    }));
    clusters.sort((a, b) => b.excess - a.excess || a.lixels[0]! - b.lixels[0]!);
    return { density, threshold, clusters };
  };
  return { lixels, run };
}

function addReach(density: Float64Array, { first, lixel, density: of }: LixelReach, from: number): void {
  const end = first[from + 1]!;
  for (let i = first[from]!; i < end; i++) density[lixel[i]!]! += of[i]!;
}

/** The value at `position` (0 = smallest) of every column of the simulated densities, none below 0. */
function thresholds(simulated: Float64Array, count: number, position: number): Float64Array {
  const simulations = simulated.length / count;
  const threshold = new Float64Array(count);
  const great = new Float64Array(BLOCK_LIXELS * simulations);
  const found = new Int32Array(BLOCK_LIXELS);
  for (let first = 0; first < count; first += BLOCK_LIXELS) {
    const size = Math.min(BLOCK_LIXELS, count - first);
    // Neighbours have alike thresholds: what is far below the last one need not be sorted.
    const guess = first === 0 ? 0 : GUESS_SHARE * threshold[first - 1]!;
    const collect = (atLeast: number): void => {
      found.fill(0);
      for (let b = 0; b < simulations; b++) {
        for (let k = 0; k < size; k++) {
          const value = simulated[b * count + first + k]!;
          if (value > atLeast) great[k * simulations + found[k]!++] = value;
        }
      }
    };
    collect(guess);
    const isEnough = (number: number): boolean => number >= simulations - position;
    if (guess > 0 && !found.subarray(0, size).every(isEnough)) collect(0);
    for (let k = 0; k < size; k++) {
      if (!isEnough(found[k]!)) continue;
      const values = great.subarray(k * simulations, k * simulations + found[k]!);
      threshold[first + k] = nthSmallest(values, position - (simulations - found[k]!));
    }
  }
  return threshold;
}

/** Lixel of a place, -1 on an edge without lixels. */
function lixelOf({ first }: Lixels, edge: number, offsetMetres: number, lixelMetres: number): number {
  const count = first[edge + 1]! - first[edge]!;
  if (count === 0) return -1;
  return first[edge]! + Math.min(count - 1, Math.max(0, Math.floor(offsetMetres / lixelMetres)));
}

/** Gives the lixel that holds the place at a share (0 up to, not including, 1) of the whole length. */
function createThrower({ lengthMetres }: Lixels): (share: number) => number {
  const ends = new Float64Array(lengthMetres.length);
  let metres = 0;
  for (const [k, length] of lengthMetres.entries()) {
    metres += length;
    ends[k] = metres;
  }
  // The lixel at the start of each of as many equal parts: one step on and the place is found.
  const startOf = new Int32Array(ends.length);
  for (let part = 1, k = 0; part < startOf.length; part++) {
    while (ends[k]! <= (part / startOf.length) * metres) k++;
    startOf[part] = k;
  }
  return (share) => {
    const at = share * metres;
    let k = startOf[Math.floor(share * startOf.length)]!;
    while (k < ends.length - 1 && ends[k]! <= at) k++;
    return k;
  };
}

type Parts = {
  /** Lixels above the threshold, rising. */
  above: Int32Array;
  /** Smallest lixel that a lixel above the threshold hangs together with. */
  rootOf: (lixel: number) => number;
  /** Integral of density over threshold of the connected part with this smallest lixel. */
  excessAt: (root: number) => number;
  greatestExcess: number;
};

/** Tells which lixels above the threshold hang together. What it gave ends with the next call. */
function createConnector({ nodeCount, from, to }: Graph, lixels: Lixels) {
  const { lengthMetres } = lixels;
  const count = lengthMetres.length;
  const edgeOf = edgesOfLixels(lixels);
  const aboveBuffer = new Int32Array(count);
  const root = new Int32Array(count);
  const excess = new Float64Array(count);
  // The call in which a lixel was above, or a node had a lixel above: nothing needs clearing.
  const lixelSeen = new Uint32Array(count);
  const nodeSeen = new Uint32Array(nodeCount);
  const lixelAtNode = new Int32Array(nodeCount);
  let call = 0;
  function find(start: number): number {
    let k = start;
    while (root[k] !== k) {
      root[k] = root[root[k]!]!;
      k = root[k]!;
    }
    return k;
  }
  function join(a: number, b: number): void {
    const rootA = find(a);
    const rootB = find(b);
    root[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }
  function touch(node: number, lixel: number): void {
    if (nodeSeen[node] === call) join(lixelAtNode[node]!, lixel);
    else {
      nodeSeen[node] = call;
      lixelAtNode[node] = lixel;
    }
  }
  return (density: Float64Array, threshold: Float64Array): Parts => {
    call++;
    let size = 0;
    for (let k = 0; k < count; k++) if (density[k]! > threshold[k]!) aboveBuffer[size++] = k;
    const above = aboveBuffer.subarray(0, size);
    for (let i = 0; i < size; i++) {
      const k = above[i]!;
      root[k] = k;
      excess[k] = 0;
      lixelSeen[k] = call;
      const edge = edgeOf[k]!;
      if (k === 0 || edgeOf[k - 1] !== edge) touch(from[edge]!, k);
      else if (lixelSeen[k - 1] === call) join(k - 1, k);
      if (k === count - 1 || edgeOf[k + 1] !== edge) touch(to[edge]!, k);
    }
    let greatestExcess = 0;
    for (let i = 0; i < size; i++) {
      const k = above[i]!;
      const r = find(k);
      excess[r]! += (density[k]! - threshold[k]!) * lengthMetres[k]!;
      if (excess[r]! > greatestExcess) greatestExcess = excess[r]!;
    }
    return { above, rootOf: find, excessAt: (r) => excess[r]!, greatestExcess };
  };
}

/** Edge of every lixel. */
export function edgesOfLixels({ first, centreMetres }: Lixels): Int32Array {
  const edges = new Int32Array(centreMetres.length);
  for (let edge = 0; edge + 1 < first.length; edge++) edges.fill(edge, first[edge], first[edge + 1]);
  return edges;
}

/** The connected parts with everything but their members and p, by their smallest lixel. */
function clustersByRoot(
  { above, rootOf, excessAt }: Parts,
  density: Float64Array,
  threshold: Float64Array,
  lengthMetres: Float64Array,
): Map<number, NetworkCluster> {
  const clusterOf = new Map<number, NetworkCluster>();
  for (const k of above) {
    const root = rootOf(k);
    const cluster = clusterOf.get(root) ?? {
      lixels: [],
      peak: k,
      members: [],
      lengthMetres: 0,
      area: 0,
      thresholdArea: 0,
      strength: 0,
      excess: excessAt(root),
      p: 1,
    };
    clusterOf.set(root, cluster);
    cluster.lixels.push(k);
    cluster.lengthMetres += lengthMetres[k]!;
    cluster.area += density[k]! * lengthMetres[k]!;
    cluster.thresholdArea += threshold[k]! * lengthMetres[k]!;
    if (density[k]! > density[cluster.peak]!) cluster.peak = k;
  }
  for (const cluster of clusterOf.values()) cluster.strength = cluster.excess / cluster.area;
  return clusterOf;
}
