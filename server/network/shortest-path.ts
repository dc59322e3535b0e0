// Bounded walking distances: Dijkstra's algorithm from all gates of a school at once. One
// search object keeps its arrays between runs, since a national run makes 40,000 of them.
import type { Graph } from './graph.ts';

/** A place on the network: `offsetMetres` along edge `edge` in stored metres. */
export type NetworkPoint = { edge: number; offsetMetres: number };

/** Edges reached by the last run, by rising edge index. */
export type Catchment = {
  edges: Int32Array;
  /** Distance of the two end nodes from the nearest source, Infinity beyond the limit. */
  fromMetres: Float64Array;
  toMetres: Float64Array;
};

/**
 * Stretches of edges inside the limit on which the distance runs straight from
 * `startDistance` (at `startOffset`) to `endDistance` (at `endOffset`), slope +1 or -1; their
 * union is the catchment, each place once. By rising edge, then offset.
 */
export type CatchmentStretch = {
  edge: number;
  startOffset: number;
  endOffset: number;
  startDistance: number;
  endDistance: number;
};

export type Search = {
  /**
   * Distances from the nearest source to every node within `limitMetres` (inclusive). Gives
   * the reached nodes by rising distance; the array is reused by the next run.
   */
  run(sources: readonly NetworkPoint[], limitMetres: number): Int32Array;
  /** Distance of a node in the last run, Infinity when not reached. */
  nodeDistance(node: number): number;
  /** Distance of a place in the last run, Infinity beyond the limit. */
  distanceToPoint(edge: number, offsetMetres: number): number;
  catchment(): Catchment;
  catchmentStretches(): CatchmentStretch[];
  /** Edges walked from the source to a node of the last run, in order (ties: smaller edge). */
  edgesTo(node: number): number[];
};

/**
 * Prepares searches on a graph. People walk both ways on every edge whatever the one-way
 * sign says; with `walkableOnly`, edges closed to walkers are left out, and sources on them
 * are ignored. All distances are in stored metres.
 */
export function createSearch(graph: Graph, options: { walkableOnly?: boolean } = {}): Search {
  const { nodeCount, firstHalf, halfEdge, halfNode, lengthMetres, from, to, walkable } = graph;
  const walkableOnly = options.walkableOnly === true;
  const distance = new Float64Array(nodeCount);
  const seenInRun = new Uint32Array(nodeCount);
  const isTaken = new Uint8Array(graph.edgeCount);
  // Edge walked last, or ~edge for a node reached straight from a source on that edge.
  const cameBy = new Int32Array(nodeCount);
  const heap = createHeap(distance);
  const settled = new Int32Array(nodeCount);
  let settledCount = 0;
  let runNumber = 0;
  let limit = 0;
  let sources: NetworkPoint[] = [];

  const usable = (edge: number): boolean => !walkableOnly || walkable[edge] === 1;

  function reach(node: number, metres: number, step: number, base: number): void {
    if (metres > limit) return;
    if (seenInRun[node] !== runNumber) {
      seenInRun[node] = runNumber;
      distance[node] = metres;
      cameBy[node] = step;
      heap.add(node);
    } else if (metres < distance[node]!) {
      distance[node] = metres;
      cameBy[node] = step;
      heap.lower(node);
    } else if (metres === distance[node] && base < metres && edgeOfStep(step) < edgeOfStep(cameBy[node]!)) {
      // An equally short walk; edges of length 0 are left out, or walks could run in circles.
      cameBy[node] = step;
    }
  }

  function run(points: readonly NetworkPoint[], limitMetres: number): Int32Array {
    // A wrapped run number could match a stamp of four thousand million runs ago.
    if (runNumber === 0xffffffff) {
      seenInRun.fill(0);
      runNumber = 0;
    }
    runNumber++;
    limit = limitMetres;
    settledCount = 0;
    heap.clear();
    sources = [];
    for (const { edge, offsetMetres } of points) {
      if (!(edge >= 0 && edge < graph.edgeCount) || !usable(edge)) continue;
      const length = lengthMetres[edge]!;
      const offset = Math.min(Math.max(offsetMetres, 0), length);
      sources.push({ edge, offsetMetres: offset });
      reach(from[edge]!, offset, ~edge, -1);
      reach(to[edge]!, length - offset, ~edge, -1);
    }
    while (heap.size() > 0) {
      const node = heap.takeNearest();
      settled[settledCount++] = node;
      const base = distance[node]!;
      for (let h = firstHalf[node]!; h < firstHalf[node + 1]!; h++) {
        const edge = halfEdge[h]!;
        if (usable(edge)) reach(halfNode[h]!, base + lengthMetres[edge]!, edge, base);
      }
    }
    return settled.subarray(0, settledCount);
  }

  function nodeDistance(node: number): number {
    return seenInRun[node] === runNumber && runNumber > 0 ? distance[node]! : Infinity;
  }

  function distanceToPoint(edge: number, offsetMetres: number): number {
    if (!(edge >= 0 && edge < graph.edgeCount) || !usable(edge)) return Infinity;
    const viaFrom = nodeDistance(from[edge]!) + offsetMetres;
    const viaTo = nodeDistance(to[edge]!) + lengthMetres[edge]! - offsetMetres;
    let best = Math.min(viaFrom, viaTo);
    for (const source of sources) {
      if (source.edge === edge) best = Math.min(best, Math.abs(offsetMetres - source.offsetMetres));
    }
    return best <= limit ? best : Infinity;
  }

  function catchment(): Catchment {
    const found: number[] = [];
    const take = (edge: number): void => {
      if (isTaken[edge] === 1 || !usable(edge)) return;
      isTaken[edge] = 1;
      found.push(edge);
    };
    for (let k = 0; k < settledCount; k++) {
      const node = settled[k]!;
      for (let h = firstHalf[node]!; h < firstHalf[node + 1]!; h++) take(halfEdge[h]!);
    }
    for (const source of sources) take(source.edge);
    const edges = Int32Array.from(found).sort();
    for (const edge of edges) isTaken[edge] = 0;
    return {
      edges,
      fromMetres: Float64Array.from(edges, (edge) => nodeDistance(from[edge]!)),
      toMetres: Float64Array.from(edges, (edge) => nodeDistance(to[edge]!)),
    };
  }

  function catchmentStretches(): CatchmentStretch[] {
    const { edges, fromMetres, toMetres } = catchment();
    const offsetsOnEdge = new Map<number, number[]>();
    for (const source of sources) {
      const offsets = offsetsOnEdge.get(source.edge);
      if (offsets === undefined) offsetsOnEdge.set(source.edge, [source.offsetMetres]);
      else offsets.push(source.offsetMetres);
    }
    const stretches: CatchmentStretch[] = [];
    for (const [k, edge] of edges.entries()) {
      const length = lengthMetres[edge]!;
      let offset = 0;
      let metres = fromMetres[k]!;
      for (const sourceOffset of (offsetsOnEdge.get(edge) ?? []).sort((a, b) => a - b)) {
        pushBetween(stretches, edge, offset, metres, sourceOffset, 0, limit);
        offset = sourceOffset;
        metres = 0;
      }
      pushBetween(stretches, edge, offset, metres, length, toMetres[k]!, limit);
    }
    return stretches;
  }

  function edgesTo(node: number): number[] {
    const edges: number[] = [];
    let v = node;
    while (nodeDistance(v) < Infinity) {
      const step = cameBy[v]!;
      edges.push(edgeOfStep(step));
      if (step < 0) break;
      v = from[step] === v ? to[step]! : from[step]!;
    }
    return edges.reverse();
  }

  return { run, nodeDistance, distanceToPoint, catchment, catchmentStretches, edgesTo };
}

function edgeOfStep(step: number): number {
  return step < 0 ? ~step : step;
}

/** Stretches between two places a <= b of one edge whose distances da and db are known. */
function pushBetween(
  stretches: CatchmentStretch[],
  edge: number,
  a: number,
  da: number,
  b: number,
  db: number,
  limit: number,
): void {
  const both = da < Infinity && db < Infinity;
  const meeting = both ? Math.min(b, Math.max(a, (a + b + db - da) / 2)) : da < Infinity ? b : a;
  const risingEnd = Math.min(meeting, a + limit - da);
  if (risingEnd > a) {
    const endDistance = da + risingEnd - a;
    stretches.push({ edge, startOffset: a, endOffset: risingEnd, startDistance: da, endDistance });
  }
  const fallingStart = Math.max(meeting, b - (limit - db));
  if (fallingStart < b) {
    const startDistance = db + b - fallingStart;
    stretches.push({ edge, startOffset: fallingStart, endOffset: b, startDistance, endDistance: db });
  }
}

type Heap = {
  clear(): void;
  size(): number;
  add(node: number): void;
  /** Restores order after the distance of a node in the heap became smaller. */
  lower(node: number): void;
  takeNearest(): number;
};

/** Binary heap of nodes by distance, then node number, with the place of every node known. */
function createHeap(distance: Float64Array): Heap {
  const nodes = new Int32Array(distance.length);
  const place = new Int32Array(distance.length);
  let size = 0;

  function rise(start: number, node: number): void {
    const metres = distance[node]!;
    let at = start;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = nodes[above]!;
      const otherMetres = distance[other]!;
      if (otherMetres < metres || (otherMetres === metres && other < node)) break;
      nodes[at] = other;
      place[other] = at;
      at = above;
    }
    nodes[at] = node;
    place[node] = at;
  }

  function sink(node: number): void {
    const metres = distance[node]!;
    let at = 0;
    for (;;) {
      let below = at * 2 + 1;
      if (below >= size) break;
      let other = nodes[below]!;
      let otherMetres = distance[other]!;
      if (below + 1 < size) {
        const right = nodes[below + 1]!;
        const rightMetres = distance[right]!;
        if (rightMetres < otherMetres || (rightMetres === otherMetres && right < other)) {
          below++;
          other = right;
          otherMetres = rightMetres;
        }
      }
      if (metres < otherMetres || (metres === otherMetres && node < other)) break;
      nodes[at] = other;
      place[other] = at;
      at = below;
    }
    nodes[at] = node;
    place[node] = at;
  }

  return {
    clear: () => {
      size = 0;
    },
    size: () => size,
    add: (node) => rise(size++, node),
    lower: (node) => rise(place[node]!, node),
    takeNearest: () => {
      const nearest = nodes[0]!;
      size--;
      if (size > 0) sink(nodes[size]!);
      return nearest;
    },
  };
}
