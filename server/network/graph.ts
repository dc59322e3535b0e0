// The road graph in memory: edges between numbered nodes as compressed rows of typed
// arrays. Apart from the searches because every network method reads the same graph.
import { orderByPair } from '../roads/pair-order.ts';

/**
 * Edges in the caller's order (sorted by id: the index is what ties are broken by).
 * All arrays have one entry per edge unless said otherwise.
 */
export type EdgeInput = {
  /** Stored geodesic length, metres, finite and >= 0. */
  lengthMetres: Float64Array;
  /** Vertices of all paths as x, y, x, y... in the metric frame of the territory. */
  pathXy: Float64Array;
  /** Edge e has vertices pathStart[e] .. pathStart[e + 1] - 1 (edge count + 1 entries). */
  pathStart: Int32Array;
  /** Four per edge: from-longitude, from-latitude, to-longitude, to-latitude in 1e-7 degree. */
  ends: Int32Array;
  /** Code of the road class. */
  roadClass: Uint8Array;
  /** 1 where people may walk, else 0. */
  walkable: Uint8Array;
};

/**
 * Half-edges of node v are firstHalf[v] .. firstHalf[v + 1] - 1, by rising edge index; a loop
 * has two, parallel edges one each. Node numbers follow (longitude, latitude), so they do not
 * depend on the order of the edges.
 */
export type Graph = EdgeInput & {
  edgeCount: number;
  nodeCount: number;
  from: Int32Array;
  to: Int32Array;
  /** Quantised coordinates of every node, 1e-7 degree. */
  nodeLon: Int32Array;
  nodeLat: Int32Array;
  firstHalf: Int32Array;
  halfEdge: Int32Array;
  /** Node at the far end of the half-edge. */
  halfNode: Int32Array;
  /** Plane distance of every path vertex from the start of its edge, metres. */
  alongMetres: Float64Array;
};

/**
 * Builds the graph. Edges meet where the quantised coordinates of their ends are equal.
 *
 * Throws RangeError when the arrays disagree in size, a path has fewer than two vertices, or a
 * length or coordinate is not finite.
 */
export function buildGraph(input: EdgeInput): Graph {
  checkEdges(input);
  const edgeCount = input.lengthMetres.length;
  const endCount = edgeCount * 2;
  const endLon = new Int32Array(endCount);
  const endLat = new Int32Array(endCount);
  for (let end = 0; end < endCount; end++) {
    endLon[end] = input.ends[end * 2]!;
    endLat[end] = input.ends[end * 2 + 1]!;
  }
  const order = orderByPair(endLon, endLat);
  const nodeOfEnd = new Int32Array(endCount);
  const nodeLon = new Int32Array(endCount);
  const nodeLat = new Int32Array(endCount);
  const firstHalf = new Int32Array(endCount + 1);
  let nodeCount = 0;
  for (let k = 0; k < endCount; k++) {
    const end = order[k]!;
    const lon = endLon[end]!;
    const lat = endLat[end]!;
    if (nodeCount === 0 || nodeLon[nodeCount - 1] !== lon || nodeLat[nodeCount - 1] !== lat) {
      nodeLon[nodeCount] = lon;
      nodeLat[nodeCount] = lat;
      firstHalf[nodeCount] = k;
      nodeCount++;
    }
    nodeOfEnd[end] = nodeCount - 1;
  }
  firstHalf[nodeCount] = endCount;

  // The stable sort has already grouped the ends by node, each group by rising edge.
  const halfEdge = new Int32Array(endCount);
  const halfNode = new Int32Array(endCount);
  for (let k = 0; k < endCount; k++) {
    const end = order[k]!;
    halfEdge[k] = end >> 1;
    halfNode[k] = nodeOfEnd[end ^ 1]!;
  }
  const from = new Int32Array(edgeCount);
  const to = new Int32Array(edgeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    from[edge] = nodeOfEnd[edge * 2]!;
    to[edge] = nodeOfEnd[edge * 2 + 1]!;
  }
  return {
    ...input,
    edgeCount,
    nodeCount,
    from,
    to,
    nodeLon: nodeLon.slice(0, nodeCount),
    nodeLat: nodeLat.slice(0, nodeCount),
    firstHalf: firstHalf.slice(0, nodeCount + 1),
    halfEdge,
    halfNode,
    alongMetres: measurePaths(input),
  };
}

/** Number of edge ends at a node; a loop counts twice. */
export function nodeDegree(graph: Graph, node: number): number {
  return graph.firstHalf[node + 1]! - graph.firstHalf[node]!;
}

export type Components = {
  count: number;
  /** Component of every node, numbered 0.. by smallest node. */
  label: Int32Array;
  /** Per component: nodes, edges and summed stored length. */
  nodeCounts: Int32Array;
  edgeCounts: Int32Array;
  lengthMetres: Float64Array;
  /** Component with the greatest length (tie: smallest number), -1 when there is none. */
  largest: number;
};

/**
 * Connected components of the graph. With `walkableOnly`, edges closed to walkers neither
 * connect nor count, so nodes that only they touch become components of length 0.
 */
export function labelComponents(graph: Graph, options: { walkableOnly?: boolean } = {}): Components {
  const { nodeCount, edgeCount, from, to, walkable } = graph;
  const usable = (edge: number): boolean => options.walkableOnly !== true || walkable[edge] === 1;
  const parent = new Int32Array(nodeCount);
  for (let v = 0; v < nodeCount; v++) parent[v] = v;
  const root = (start: number): number => {
    let v = start;
    while (parent[v] !== v) {
      parent[v] = parent[parent[v]!]!;
      v = parent[v]!;
    }
    return v;
  };
  for (let edge = 0; edge < edgeCount; edge++) {
    if (!usable(edge)) continue;
    const a = root(from[edge]!);
    const b = root(to[edge]!);
    // The smaller root wins, so that roots are the smallest nodes of their components.
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  const label = new Int32Array(nodeCount);
  let count = 0;
  for (let v = 0; v < nodeCount; v++) {
    const r = root(v);
    label[v] = r === v ? count++ : label[r]!;
  }
  const nodeCounts = new Int32Array(count);
  const edgeCounts = new Int32Array(count);
  const lengthMetres = new Float64Array(count);
  for (let v = 0; v < nodeCount; v++) nodeCounts[label[v]!]!++;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (!usable(edge)) continue;
    const component = label[from[edge]!]!;
    edgeCounts[component]!++;
    lengthMetres[component]! += graph.lengthMetres[edge]!;
  }
  let largest = count > 0 ? 0 : -1;
  for (let c = 1; c < count; c++) if (lengthMetres[c]! > lengthMetres[largest]!) largest = c;
  return { count, label, nodeCounts, edgeCounts, lengthMetres, largest };
}

function measurePaths({ pathXy, pathStart }: EdgeInput): Float64Array {
  const along = new Float64Array(pathXy.length / 2);
  for (let edge = 0; edge + 1 < pathStart.length; edge++) {
    for (let v = pathStart[edge]! + 1; v < pathStart[edge + 1]!; v++) {
      const dx = pathXy[v * 2]! - pathXy[v * 2 - 2]!;
      const dy = pathXy[v * 2 + 1]! - pathXy[v * 2 - 1]!;
      along[v] = along[v - 1]! + Math.sqrt(dx * dx + dy * dy);
    }
  }
  return along;
}

function checkEdges(input: EdgeInput): void {
  const { lengthMetres, pathXy, pathStart, ends, roadClass, walkable } = input;
  const n = lengthMetres.length;
  const sizesAgree =
    pathStart.length === n + 1 && ends.length === n * 4 && roadClass.length === n && walkable.length === n;
  if (!sizesAgree || pathStart[0] !== 0 || pathStart[n]! * 2 !== pathXy.length) {
    throw new RangeError('graph: the edge arrays disagree in size');
  }
  for (let edge = 0; edge < n; edge++) {
    const length = lengthMetres[edge]!;
    if (!(length >= 0 && length < Infinity)) throw new RangeError(`graph: edge ${edge} has length ${length}`);
    if (pathStart[edge + 1]! - pathStart[edge]! < 2) {
      throw new RangeError(`graph: the path of edge ${edge} has fewer than two vertices`);
    }
  }
  for (const value of pathXy) {
    if (!Number.isFinite(value)) throw new RangeError('graph: a path coordinate is not finite');
  }
}
