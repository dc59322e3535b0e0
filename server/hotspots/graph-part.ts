// A part of the road graph as a graph of its own. Apart because a method that looks at one
// neighbourhood must not pay for the whole country each time.
import { buildGraph, type Graph } from '../network/graph.ts';
import { createSearch } from '../network/shortest-path.ts';

export type Neighbourhood = {
  graph: Graph;
  /** Edge of the whole graph for every edge of the part. */
  edges: Int32Array;
  /** 1 for the edges asked for, 0 for those that only lead kernels on. */
  isOwn: Uint8Array;
  /** Edge of the part for an edge of the whole graph that was asked for. */
  edgeInPart: (edge: number) => number;
};

/** Cuts edges out of the graph together with all that a kernel from them can walk, node degrees included. */
export function createNeighbourhoods(
  graph: Graph,
  bandwidthMetres: number,
): (edges: readonly number[]) => Neighbourhood {
  const search = createSearch(graph);
  const isOwnEdge = new Uint8Array(graph.edgeCount);
  const isTaken = new Uint8Array(graph.edgeCount);
  return (own) => {
    const taken: number[] = [];
    const take = (edge: number): void => {
      if (isTaken[edge] === 1) return;
      isTaken[edge] = 1;
      taken.push(edge);
    };
    for (const edge of own) {
      isOwnEdge[edge] = 1;
      take(edge);
    }
    const ends = own.flatMap((edge) => [
      { edge, offsetMetres: 0 },
      { edge, offsetMetres: graph.lengthMetres[edge]! },
    ]);
    for (const node of search.run(ends, bandwidthMetres)) {
      for (let h = graph.firstHalf[node]!; h < graph.firstHalf[node + 1]!; h++) take(graph.halfEdge[h]!);
    }
    const edges = Int32Array.from(taken).sort();
    const isOwn = Uint8Array.from(edges, (edge) => isOwnEdge[edge]!);
    const inPart = new Map(Array.from(edges, (edge, k) => [edge, k]));
    for (const edge of own) isOwnEdge[edge] = 0;
    for (const edge of edges) isTaken[edge] = 0;
    return { graph: graphPart(graph, edges), edges, isOwn, edgeInPart: (edge) => inPart.get(edge) ?? -1 };
  };
}

/** The edges given (by rising index) with their nodes; a node's degree counts these edges only. */
function graphPart(graph: Graph, edges: Int32Array): Graph {
  const { pathStart, pathXy } = graph;
  const start = new Int32Array(edges.length + 1);
  for (const [k, edge] of edges.entries()) {
    start[k + 1] = start[k]! + pathStart[edge + 1]! - pathStart[edge]!;
  }
  const xy = new Float64Array(start[edges.length]! * 2);
  const ends = new Int32Array(edges.length * 4);
  for (const [k, edge] of edges.entries()) {
    xy.set(pathXy.subarray(pathStart[edge]! * 2, pathStart[edge + 1]! * 2), start[k]! * 2);
    ends.set(graph.ends.subarray(edge * 4, edge * 4 + 4), k * 4);
  }
  return buildGraph({
    lengthMetres: Float64Array.from(edges, (edge) => graph.lengthMetres[edge]!),
    pathXy: xy,
    pathStart: start,
    ends,
    roadClass: Uint8Array.from(edges, (edge) => graph.roadClass[edge]!),
    walkable: Uint8Array.from(edges, (edge) => graph.walkable[edge]!),
  });
}
