// Kernel density of events along a road network. Apart and on typed arrays because it walks
// millions of road pieces; nothing here knows what the events are.
import type { Graph } from '../network/graph.ts';
import { createSearch, type NetworkPoint } from '../network/shortest-path.ts';
import { createSplitSpread } from './equal-split.ts';
import { createDeposit, type NetworkDensity, type NetworkKdeOptions, type Spread } from './kde-deposit.ts';
import { checkBandwidth } from './kernels.ts';
import type { Lixels } from './lixels.ts';

/** Events in any order; equal input in another order gives the same bits. */
export type NetworkEvents = {
  edge: ArrayLike<number>;
  /** Along the edge, stored metres. */
  offsetMetres: ArrayLike<number>;
  /** One per event; all 1 when left out. */
  weight?: ArrayLike<number>;
};

/**
 * Density of the events at the lixel centres.
 *
 * `esd` with `reflect` (the defaults) keeps every event's mass at its weight but for
 * `lostWeight`; a loop is left by each of its two ends, parallel edges are told apart. Events
 * on an edge the graph does not have are refused, offsets outside the edge are moved to its end.
 * Throws RangeError for a bad bandwidth, edge, offset or weight.
 */
export function networkDensity(
  graph: Graph,
  lixels: Lixels,
  events: NetworkEvents,
  options: NetworkKdeOptions,
): NetworkDensity {
  return createNetworkDensity(graph, lixels, options)(events);
}

/** As `networkDensity`, with the working arrays kept between runs on the same network. */
export function createNetworkDensity(
  graph: Graph,
  lixels: Lixels,
  options: NetworkKdeOptions,
): (events: NetworkEvents) => NetworkDensity {
  checkBandwidth(options.bandwidthMetres);
  const addEvent =
    options.split === 'simple'
      ? createNearestSpread(graph, lixels, options)
      : createSplitSpread(graph, lixels, options);
  return (events) => {
    const result: NetworkDensity = {
      density: new Float64Array(lixels.centreMetres.length),
      totalWeight: 0,
      lostWeight: 0,
      absorbedWeight: 0,
    };
    const { edge, offset, weight } = sortEvents(graph, events);
    for (let i = 0; i < edge.length; ) {
      let sum = weight[i]!;
      let after = i + 1;
      // Events at one place walk together.
      while (after < edge.length && edge[after] === edge[i] && offset[after] === offset[i]) {
        sum += weight[after++]!;
      }
      result.totalWeight += sum;
      if (sum > 0) addEvent(edge[i]!, offset[i]!, sum, result);
      i = after;
    }
    return result;
  };
}

function createNearestSpread(graph: Graph, lixels: Lixels, options: NetworkKdeOptions): Spread {
  const { firstHalf, halfEdge, halfNode, lengthMetres, from } = graph;
  const { first, centreMetres } = lixels;
  const bandwidth = options.bandwidthMetres;
  const search = createSearch(graph);
  const { at, along, constant } = createDeposit(graph, lixels, options);
  const source: NetworkPoint = { edge: 0, offsetMetres: 0 };
  const sources = [source];

  return (edge0, offset, weight, { density }) => {
    const scale = weight * constant;
    source.edge = edge0;
    source.offsetMetres = offset;
    const reached = search.run(sources, bandwidth);
    const length0 = lengthMetres[edge0]!;
    const from0 = search.nodeDistance(from[edge0]!);
    const to0 = search.nodeDistance(graph.to[edge0]!);
    for (let k = first[edge0]!; k < first[edge0 + 1]!; k++) {
      const s = centreMetres[k]!;
      at(density, k, Math.min(Math.abs(s - offset), from0 + s, to0 + length0 - s), scale);
    }
    for (let r = 0; r < reached.length; r++) {
      const v = reached[r]!;
      const metres = search.nodeDistance(v);
      for (let half = firstHalf[v]!; half < firstHalf[v + 1]!; half++) {
        const edge = halfEdge[half]!;
        if (edge === edge0) continue;
        const other = search.nodeDistance(halfNode[half]!);
        if (other === Infinity) {
          along(density, edge, from[edge] === v, metres, scale);
          continue;
        }
        // Reached from both ends: done once, from its `from` end (the first half of a loop).
        const isSecondHalf = half > firstHalf[v]! && halfEdge[half - 1] === edge;
        if (from[edge] !== v || isSecondHalf) continue;
        const length = lengthMetres[edge]!;
        for (let k = first[edge]!; k < first[edge + 1]!; k++) {
          const s = centreMetres[k]!;
          at(density, k, Math.min(metres + s, other + length - s), scale);
        }
      }
    }
  };
}

/** Events by edge, offset and weight, so that sums do not depend on the order of the rows. */
function sortEvents(graph: Graph, events: NetworkEvents) {
  const n = events.edge.length;
  const { edgeCount, lengthMetres } = graph;
  const end = new Uint32Array(edgeCount + 1);
  for (let i = 0; i < n; i++) {
    const edge = events.edge[i]!;
    if (!(Number.isInteger(edge) && edge >= 0 && edge < edgeCount)) {
      throw new RangeError(`network density: event ${i} is on edge ${edge}`);
    }
    end[edge + 1]!++;
  }
  for (let edge = 0; edge < edgeCount; edge++) end[edge + 1]! += end[edge]!;
  const sorted = {
    edge: new Int32Array(n),
    offset: new Float64Array(n),
    weight: new Float64Array(n),
  };
  // Put where its edge begins, each event moves the beginning on: in the end it is the edge's end.
  for (let i = 0; i < n; i++) {
    const edge = events.edge[i]!;
    const offset = events.offsetMetres[i]!;
    const weight = events.weight?.[i] ?? 1;
    if (Number.isNaN(offset)) throw new RangeError(`network density: event ${i} has no offset`);
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`network density: event ${i} has weight ${weight}`);
    }
    const at = end[edge]!++;
    sorted.edge[at] = edge;
    sorted.offset[at] = Math.min(Math.max(offset, 0), lengthMetres[edge]!);
    sorted.weight[at] = weight;
  }
  for (let first = 0; first < n; first = end[sorted.edge[first]!]!) {
    sortStretch(sorted.offset, sorted.weight, first, end[sorted.edge[first]!]!);
  }
  return sorted;
}

/** Up to so many events on an edge are put in order where they lie, which asks for no memory (our choice). */
const FEW = 16;

/** Sorts the places first .. end - 1 of both arrays by offset, then weight. */
function sortStretch(offset: Float64Array, weight: Float64Array, first: number, end: number): void {
  if (end - first <= FEW) sortFew(offset, weight, first, end);
  else sortMany(offset, weight, first, end);
}

/** By insertion: as quick as can be for a few, hopeless for many. */
function sortFew(offset: Float64Array, weight: Float64Array, first: number, end: number): void {
  for (let i = first + 1; i < end; i++) {
    const itsOffset = offset[i]!;
    const itsWeight = weight[i]!;
    let at = i;
    for (; at > first; at--) {
      const before = offset[at - 1]!;
      if (before < itsOffset || (before === itsOffset && weight[at - 1]! <= itsWeight)) break;
      offset[at] = before;
      weight[at] = weight[at - 1]!;
    }
    offset[at] = itsOffset;
    weight[at] = itsWeight;
  }
}

function sortMany(offset: Float64Array, weight: Float64Array, first: number, end: number): void {
  const order = Array.from({ length: end - first }, (_, k) => first + k);
  order.sort((a, b) => offset[a]! - offset[b]! || weight[a]! - weight[b]!);
  const offsets = order.map((i) => offset[i]!);
  const weights = order.map((i) => weight[i]!);
  offset.set(offsets, first);
  weight.set(weights, first);
}
