// Equal-split spreading of one event over every path from it (Okabe, Satoh & Sugihara 2009).
// Apart and on an explicit stack because it is the inner loop of every network density.
import type { Graph } from '../network/graph.ts';
import { createDeposit, type NetworkKdeOptions, type Spread } from './kde-deposit.ts';
import { kernelTail } from './kernels.ts';
import type { Lixels } from './lixels.ts';

/** A path is given up below this share of its event (our choice: 0.1 %, reported as lost). */
const LEAST_SHARE = 1e-3;
/** Edges shorter than a coordinate can tell still take a path this much farther, so none circles for ever. */
const LEAST_STEP_METRES = 0.01;
/** An event this near to a node is on it: offsets differ by less only through rounding. */
const ON_NODE_METRES = 1e-6;
/** Steps after which one event's remaining paths are given up (our choice: about a second). */
const MOST_STEPS = 20_000_000;

/** Prepares the spreading of events by `options.split` 'esd' (default) or 'esc'. */
export function createSplitSpread(graph: Graph, lixels: Lixels, options: NetworkKdeOptions): Spread {
  const { firstHalf, halfEdge, halfNode, lengthMetres, from, to } = graph;
  const { bandwidthMetres: bandwidth, kernel = 'quartic', cutNode } = options;
  const isContinuous = options.split === 'esc';
  const doesReflect = options.deadEnd !== 'absorb';
  const halfOfEnd = halvesByEnd(graph);
  const { along, around, constant } = createDeposit(graph, lixels, options);
  // Half-edges walked to their far end, with the distance there and the share that arrives.
  let stackHalf = new Int32Array(1024);
  let stackMetres = new Float64Array(1024);
  let stackShare = new Float64Array(1024);
  let top = 0;
  let density: Float64Array = new Float64Array(0);
  let scale = 0;

  function wait(half: number, metres: number, share: number): void {
    if (metres >= bandwidth) return;
    if (top === stackHalf.length) {
      stackHalf = copied(stackHalf, new Int32Array(top * 2));
      stackMetres = copied(stackMetres, new Float64Array(top * 2));
      stackShare = copied(stackShare, new Float64Array(top * 2));
    }
    stackHalf[top] = half;
    stackMetres[top] = metres;
    stackShare[top++] = share;
  }

  function walk(half: number, metres: number, share: number): void {
    const edge = halfEdge[half]!;
    along(density, edge, halfOfEnd[edge * 2] === half, metres, scale * share);
    wait(half, metres + Math.max(lengthMetres[edge]!, LEAST_STEP_METRES), share);
  }

  /** Gives the mass that dead and cut ends take from an event on a node. */
  function leaveNode(node: number): number {
    const degree = firstHalf[node + 1]! - firstHalf[node]!;
    const isEnd = degree === 1 && (!doesReflect || cutNode?.[node] === 1);
    const share = degree === 1 && isEnd ? 1 : 2 / degree;
    for (let half = firstHalf[node]!; half < firstHalf[node + 1]!; half++) walk(half, 0, share);
    return isEnd ? kernelTail(kernel, 0) : 0;
  }

  return (edge0, offset, weight, result) => {
    density = result.density;
    scale = weight * constant;
    const length = lengthMetres[edge0]!;
    if (offset <= ON_NODE_METRES) result.absorbedWeight += weight * leaveNode(from[edge0]!);
    else if (length - offset <= ON_NODE_METRES) result.absorbedWeight += weight * leaveNode(to[edge0]!);
    else {
      around(density, edge0, offset, scale);
      wait(halfOfEnd[edge0 * 2 + 1]!, offset, 1);
      wait(halfOfEnd[edge0 * 2]!, length - offset, 1);
    }
    for (let steps = 0; top > 0; steps++) {
      top--;
      const came = stackHalf[top]!;
      const metres = stackMetres[top]!;
      const share = stackShare[top]!;
      const v = halfNode[came]!;
      const firstOut = firstHalf[v]!;
      const degree = firstHalf[v + 1]! - firstOut;
      if (cutNode?.[v] === 1 || (degree === 1 && !doesReflect)) {
        result.absorbedWeight += weight * share * kernelTail(kernel, metres / bandwidth);
        continue;
      }
      if (Math.abs(share) < LEAST_SHARE || steps >= MOST_STEPS) {
        result.lostWeight += weight * share * kernelTail(kernel, metres / bandwidth);
        continue;
      }
      const end = halfOfEnd[halfEdge[came]! * 2] === came ? 1 : 0;
      const back = halfOfEnd[halfEdge[came]! * 2 + end]!;
      if (degree === 1) {
        walk(back, metres, share);
        continue;
      }
      const onward = isContinuous ? (2 * share) / degree : share / (degree - 1);
      for (let half = firstOut; half < firstOut + degree; half++) {
        if (half !== back) walk(half, metres, onward);
        else if (isContinuous && degree > 2) walk(half, metres, (share * (2 - degree)) / degree);
      }
    }
  };
}

/** Half-edge that leaves each end (edge * 2 for `from`, edge * 2 + 1 for `to`). */
function halvesByEnd({ edgeCount, nodeCount, firstHalf, halfEdge, from }: Graph): Int32Array {
  const halves = new Int32Array(edgeCount * 2);
  for (let v = 0; v < nodeCount; v++) {
    for (let half = firstHalf[v]!; half < firstHalf[v + 1]!; half++) {
      const edge = halfEdge[half]!;
      const isSecond = half > firstHalf[v]! && halfEdge[half - 1] === edge;
      halves[edge * 2 + (from[edge] === v && !isSecond ? 0 : 1)] = half;
    }
  }
  return halves;
}

function copied<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
