// Road sections: stretches of one class of road from junction to junction, on which accidents
// can be told by one chainage. Apart because they are cut by traffic, not by road name.
import { type RoadChains, roadChains } from '../network/chains.ts';
import { buildGraph, type Graph, nodeDegree } from '../network/graph.ts';

/**
 * Maximal chains of edges of one road class between junctions (degree 3 or more), road ends
 * and changes of class: flow is taken as even along each (Bíl, Andrášik & Janoška 2013). Same
 * shape as `roadChains`, so `chainage` tells places on them; every edge is in one section.
 */
export function roadSections(graph: Graph): RoadChains {
  const { edgeCount, nodeCount, from, to, firstHalf, halfEdge, roadClass } = graph;
  const isThrough = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    if (nodeDegree(graph, node) !== 2) continue;
    const [a, b] = [halfEdge[firstHalf[node]!]!, halfEdge[firstHalf[node]! + 1]!];
    if (roadClass[a] === roadClass[b]) isThrough[node] = 1;
  }
  // The same roads with every other node pulled apart: what still hangs together is a section.
  const ends = new Int32Array(edgeCount * 4);
  for (let edge = 0; edge < edgeCount; edge++) {
    for (const [side, node] of [from[edge]!, to[edge]!].entries()) {
      const end = edge * 2 + side;
      ends[end * 2] = node;
      ends[end * 2 + 1] = isThrough[node] === 1 ? 0 : 1 + end;
    }
  }
  return roadChains(buildGraph({ ...graph, ends }), new Int32Array(edgeCount));
}
