// Chains: the edges of one road joined end to end, so that places along the road can be told
// by chainage. Apart from the graph because which edges are one road is the caller's rule.
import type { Graph } from './graph.ts';

export type RoadChains = {
  count: number;
  /** Members of chain c are firstMember[c] .. firstMember[c + 1] - 1, in walking order. */
  firstMember: Int32Array;
  memberEdge: Int32Array;
  /** 1 where the chain walks the edge from its `to` end to its `from` end. */
  memberReversed: Uint8Array;
  /** Chainage at which each member begins, stored metres. */
  memberStartMetres: Float64Array;
  lengthMetres: Float64Array;
  /** 1 where the chain closes on itself. */
  isRing: Uint8Array;
  chainOfEdge: Int32Array;
  memberOfEdge: Int32Array;
};

/**
 * Joins edges with the same `roadKey` (one integer per edge: name or number of the road, or
 * its class when unnamed) into maximal chains. Two edges join at a node where exactly two
 * edge ends of that key meet, whatever other roads touch the node; a negative key joins
 * nothing, so each such edge is a chain of its own.
 *
 * Every edge is in one chain. A chain starts at its smaller end node (tie: smaller edge); a
 * ring starts with its smallest edge, from the smaller node of it. Chains are numbered by
 * their smallest edge.
 */
export function roadChains(graph: Graph, roadKey: Int32Array): RoadChains {
  const { edgeCount, from, to, lengthMetres: edgeLength } = graph;
  const partner = partnerEnds(graph, roadKey);
  const chains: RoadChains = {
    count: 0,
    firstMember: new Int32Array(edgeCount + 1),
    memberEdge: new Int32Array(edgeCount),
    memberReversed: new Uint8Array(edgeCount),
    memberStartMetres: new Float64Array(edgeCount),
    lengthMetres: new Float64Array(edgeCount),
    isRing: new Uint8Array(edgeCount),
    chainOfEdge: new Int32Array(edgeCount).fill(-1),
    memberOfEdge: new Int32Array(edgeCount).fill(-1),
  };
  const nodeOf = (end: number): number => (end % 2 === 0 ? from[end >> 1]! : to[end >> 1]!);
  let members = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (chains.chainOfEdge[edge] !== -1) continue;
    const start = startEnd(edge, partner, nodeOf);
    const chain = chains.count++;
    chains.firstMember[chain] = members;
    let metres = 0;
    let end = start;
    for (;;) {
      const current = end >> 1;
      chains.memberEdge[members] = current;
      chains.memberReversed[members] = end % 2;
      chains.memberStartMetres[members] = metres;
      chains.chainOfEdge[current] = chain;
      chains.memberOfEdge[current] = members++;
      metres += edgeLength[current]!;
      const next = partner[end ^ 1]!;
      if (next === start) chains.isRing[chain] = 1;
      if (next === -1 || next === start) break;
      end = next;
    }
    chains.lengthMetres[chain] = metres;
  }
  chains.firstMember[chains.count] = members;
  return {
    ...chains,
    firstMember: chains.firstMember.slice(0, chains.count + 1),
    lengthMetres: chains.lengthMetres.slice(0, chains.count),
    isRing: chains.isRing.slice(0, chains.count),
  };
}

/** Chain of an edge and chainage (stored metres) of the place `offsetMetres` along that edge. */
export function chainage(
  chains: RoadChains,
  graph: Graph,
  edge: number,
  offsetMetres: number,
): { chain: number; chainageMetres: number } {
  const member = chains.memberOfEdge[edge]!;
  const walked =
    chains.memberReversed[member] === 1 ? graph.lengthMetres[edge]! - offsetMetres : offsetMetres;
  return { chain: chains.chainOfEdge[edge]!, chainageMetres: chains.memberStartMetres[member]! + walked };
}

/** Place `chainageMetres` along a chain in the metric frame; places beyond its ends are at the ends. */
export function pointOnChain(
  chains: RoadChains,
  graph: Graph,
  chain: number,
  chainageMetres: number,
): { x: number; y: number } {
  const { firstMember, memberStartMetres, memberEdge, memberReversed } = chains;
  let member = firstMember[chain]!;
  while (member + 1 < firstMember[chain + 1]! && memberStartMetres[member + 1]! <= chainageMetres) member++;
  const edge = memberEdge[member]!;
  const length = graph.lengthMetres[edge]!;
  const walked = Math.min(Math.max((chainageMetres - memberStartMetres[member]!) / length || 0, 0), 1);
  const share = memberReversed[member] === 1 ? 1 - walked : walked;
  // Stored lengths are geodesic, the path is plane: shares of either agree.
  const { pathStart, pathXy, alongMetres } = graph;
  const last = pathStart[edge + 1]! - 1;
  const along = share * alongMetres[last]!;
  let vertex = pathStart[edge]! + 1;
  while (vertex < last && alongMetres[vertex]! < along) vertex++;
  const span = alongMetres[vertex]! - alongMetres[vertex - 1]!;
  const between = span > 0 ? (along - alongMetres[vertex - 1]!) / span : 0;
  const at = (axis: 0 | 1): number => {
    const from = pathXy[(vertex - 1) * 2 + axis]!;
    return from + between * (pathXy[vertex * 2 + axis]! - from);
  };
  return { x: at(0), y: at(1) };
}

/**
 * For every edge end (edge * 2 for `from`, edge * 2 + 1 for `to`) the end it joins, or -1.
 */
function partnerEnds(graph: Graph, roadKey: Int32Array): Int32Array {
  const { nodeCount, firstHalf, halfEdge, from, edgeCount } = graph;
  const partner = new Int32Array(edgeCount * 2).fill(-1);
  for (let node = 0; node < nodeCount; node++) {
    const ends: number[] = [];
    for (let h = firstHalf[node]!; h < firstHalf[node + 1]!; h++) {
      const edge = halfEdge[h]!;
      // The second half of a loop stands right behind the first.
      const isSecond = h > firstHalf[node]! && halfEdge[h - 1] === edge;
      if (roadKey[edge]! >= 0) ends.push(edge * 2 + (isSecond || from[edge] !== node ? 1 : 0));
    }
    ends.sort((a, b) => roadKey[a >> 1]! - roadKey[b >> 1]! || a - b);
    for (let k = 0; k < ends.length; ) {
      let after = k + 1;
      while (after < ends.length && roadKey[ends[after]! >> 1] === roadKey[ends[k]! >> 1]) after++;
      if (after - k === 2) {
        partner[ends[k]!] = ends[k + 1]!;
        partner[ends[k + 1]!] = ends[k]!;
      }
      k = after;
    }
  }
  return partner;
}

/** The end at which the chain through `edge` starts; `edge` is the smallest of its chain. */
function startEnd(edge: number, partner: Int32Array, nodeOf: (end: number) => number): number {
  const outward = [edge * 2, edge * 2 + 1].map((first) => {
    let end = first;
    while (partner[end] !== -1) {
      end = partner[end]! ^ 1;
      if (end === first) return -1;
    }
    return end;
  });
  const [a = -1, b = -1] = outward;
  const left = a === -1 ? edge * 2 : a;
  const right = b === -1 ? edge * 2 + 1 : b;
  const nearer = nodeOf(left) - nodeOf(right) || left - right;
  return nearer <= 0 ? left : right;
}
