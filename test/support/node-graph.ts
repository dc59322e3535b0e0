// Road graphs from node numbers and lengths, for tests that need no real geometry.
import { buildGraph, type Graph } from '../../server/network/graph.ts';

/** Two node numbers and a length in metres; equal numbers make a loop. */
export type NumberedEdge = readonly [from: number, to: number, lengthMetres: number, roadClass?: number];

/** Builds the graph; every number is a place of its own, so node order is the order of numbers. */
export function graphOfNodes(edges: readonly NumberedEdge[]): Graph {
  return buildGraph({
    lengthMetres: Float64Array.from(edges, ([, , length]) => length),
    pathXy: Float64Array.from(edges.flatMap(([from, to]) => [from, 0, to, 0])),
    pathStart: Int32Array.from({ length: edges.length + 1 }, (_, k) => k * 2),
    ends: Int32Array.from(edges.flatMap(([from, to]) => [from, 0, to, 0])),
    roadClass: Uint8Array.from(edges, ([, , , roadClass]) => roadClass ?? 0),
    walkable: new Uint8Array(edges.length).fill(1),
  });
}
