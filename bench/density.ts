// Density of accidents along a country's roads: ours against the same estimator written plainly, with objects and maps.

import { buildLixels } from '../server/hotspots/lixels.ts';
import { createNetworkDensity, type NetworkEvents } from '../server/hotspots/network-kde.ts';
import { buildGraph, type Graph } from '../server/network/graph.ts';
import { buildAccidents } from './country/facts.ts';
import { buildCommunes } from './country/land.ts';
import { buildRoads, type Roads } from './country/roads.ts';
import { gate, leastSeconds, report, seconds, shown } from './report.ts';

const BANDWIDTH_METRES = 300;
/** Events of the plain reference; its time is taken per event. */
const SAMPLE = 500;

/**
 * Seconds for each event of spatstat.linnet 3.0.6, equal split with discontinuities, on 2,737 lines and two such cores:
 * measured apart, for R is not among what the project needs. A different estimator, so only the order tells something.
 */
const SPATSTAT_EVENT_SECONDS = 0.056;
const LEAST_SPATSTAT_RATIO = 1_000;

export async function densityBench(scale: number): Promise<void> {
  const roads = buildRoads(buildCommunes(scale, 1), Math.round(3_000_000 * scale), 2);
  const { edge, offsetMetres } = buildAccidents(roads, Math.round(1_000_000 * scale), 4);
  const graph = buildGraph(edgeInput(roads));
  // One piece for each edge: no edge is longer.
  const lixels = buildLixels(graph, 400);
  const events = { edge, offsetMetres };
  const density = createNetworkDensity(graph, lixels, {
    bandwidthMetres: BANDWIDTH_METRES,
    split: 'simple',
  });
  const own = await leastSeconds(3, () => density(events));

  const step = Math.floor(edge.length / SAMPLE);
  const sample = {
    edge: Array.from({ length: SAMPLE }, (_, i) => edge[i * step]!),
    offsetMetres: Array.from({ length: SAMPLE }, (_, i) => offsetMetres[i * step]!),
  };
  const plain = plainGraph(graph);
  let theirs = new Map<number, number>();
  const sampled = await seconds(() => {
    theirs = plainDensity(plain, sample);
  });
  const ours = density(sample).density;
  let difference = 0;
  ours.forEach((value, lixel) => {
    difference = Math.max(difference, Math.abs(value - (theirs.get(lixel) ?? 0)));
  });
  report({
    what: `density: ${edge.length.toLocaleString('en')} accidents on ${graph.edgeCount.toLocaleString('en')} road edges, kernel of the shortest path, ${BANDWIDTH_METRES} m, 1 core`,
    seconds: own,
    reference: `the same with maps and objects, from ${SAMPLE} of the accidents`,
    referenceSeconds: (sampled / SAMPLE) * edge.length,
    leastRatio: 10,
    ...(scale >= 1 && { mostSeconds: 3 }),
    checks: [
      {
        what: `greatest difference on those accidents: ${difference.toExponential(1)}`,
        holds: difference < 1e-12 && theirs.size > SAMPLE,
      },
    ],
  });
  const spatstat = SPATSTAT_EVENT_SECONDS / (own / edge.length);
  gate({
    what: `an accident ${shown(spatstat)} times as fast as in spatstat.linnet, measured apart: ≥ ${LEAST_SPATSTAT_RATIO}`,
    holds: spatstat >= LEAST_SPATSTAT_RATIO,
  });
}

function edgeInput({ lon, lat, from, to, lengthMetres }: Roads) {
  const count = from.length;
  const pathXy = new Float64Array(count * 4);
  const ends = new Int32Array(count * 4);
  for (let edge = 0; edge < count; edge++) {
    [from[edge]!, to[edge]!].forEach((node, end) => {
      // The density never looks at these; any plane will do.
      pathXy[edge * 4 + end * 2] = lon[node]! * 111_000;
      pathXy[edge * 4 + end * 2 + 1] = lat[node]! * 111_000;
      ends[edge * 4 + end * 2] = Math.round(lon[node]! * 1e7);
      ends[edge * 4 + end * 2 + 1] = Math.round(lat[node]! * 1e7);
    });
  }
  return {
    lengthMetres,
    pathXy,
    pathStart: Int32Array.from({ length: count + 1 }, (_, edge) => edge * 2),
    ends,
    roadClass: new Uint8Array(count),
    walkable: new Uint8Array(count).fill(1),
  };
}

type PlainEdge = { number: number; from: number; to: number; metres: number };
type PlainGraph = { edges: PlainEdge[]; edgesOf: Map<number, PlainEdge[]> };

function plainGraph(graph: Graph): PlainGraph {
  const edges: PlainEdge[] = [];
  const edgesOf = new Map<number, PlainEdge[]>();
  for (let number = 0; number < graph.edgeCount; number++) {
    const edge = {
      number,
      from: graph.from[number]!,
      to: graph.to[number]!,
      metres: graph.lengthMetres[number]!,
    };
    edges.push(edge);
    for (const node of [edge.from, edge.to]) {
      const known = edgesOf.get(node);
      if (known === undefined) edgesOf.set(node, [edge]);
      else known.push(edge);
    }
  }
  return { edges, edgesOf };
}

/** Density at the middle of each edge that the events reach: Dijkstra's algorithm from every event (Xie & Yan 2008). */
function plainDensity({ edges, edgesOf }: PlainGraph, events: NetworkEvents): Map<number, number> {
  const density = new Map<number, number>();
  const add = (edge: PlainEdge, metres: number): void => {
    if (metres >= BANDWIDTH_METRES) return;
    const rest = 1 - (metres / BANDWIDTH_METRES) ** 2;
    const value = ((15 / 16) * rest * rest) / BANDWIDTH_METRES;
    density.set(edge.number, (density.get(edge.number) ?? 0) + value);
  };
  for (let event = 0; event < events.edge.length; event++) {
    const own = edges[events.edge[event]!]!;
    const offset = Math.min(Math.max(events.offsetMetres[event]!, 0), own.metres);
    const metresTo = new Map<number, number>();
    const waiting: { node: number; metres: number }[] = [];
    const reach = (node: number, metres: number): void => {
      if (metres > BANDWIDTH_METRES || metres >= (metresTo.get(node) ?? Infinity)) return;
      metresTo.set(node, metres);
      push(waiting, { node, metres });
    };
    reach(own.from, offset);
    reach(own.to, own.metres - offset);
    for (let next = pop(waiting); next !== undefined; next = pop(waiting)) {
      if (next.metres > (metresTo.get(next.node) ?? Infinity)) continue;
      for (const edge of edgesOf.get(next.node) ?? []) {
        reach(edge.from === next.node ? edge.to : edge.from, next.metres + edge.metres);
      }
    }
    const touched = new Set<PlainEdge>();
    for (const node of metresTo.keys()) for (const edge of edgesOf.get(node) ?? []) touched.add(edge);
    touched.delete(own);
    const viaEnds = (edge: PlainEdge): number =>
      Math.min(metresTo.get(edge.from) ?? Infinity, metresTo.get(edge.to) ?? Infinity) + edge.metres / 2;
    for (const edge of touched) add(edge, viaEnds(edge));
    add(own, Math.min(Math.abs(own.metres / 2 - offset), viaEnds(own)));
  }
  return density;
}

/** A binary heap on an array, nearest first. */
function push(heap: { node: number; metres: number }[], item: { node: number; metres: number }): void {
  heap.push(item);
  for (let i = heap.length - 1; i > 0; ) {
    const above = (i - 1) >> 1;
    if (heap[above]!.metres <= heap[i]!.metres) return;
    [heap[above], heap[i]] = [heap[i]!, heap[above]!];
    i = above;
  }
}

function pop(heap: { node: number; metres: number }[]): { node: number; metres: number } | undefined {
  const nearest = heap[0];
  const last = heap.pop();
  if (nearest === undefined || last === undefined || heap.length === 0) return nearest;
  heap[0] = last;
  for (let i = 0; ; ) {
    let below = i * 2 + 1;
    if (below >= heap.length) return nearest;
    if (below + 1 < heap.length && heap[below + 1]!.metres < heap[below]!.metres) below++;
    if (heap[below]!.metres >= heap[i]!.metres) return nearest;
    [heap[below], heap[i]] = [heap[i]!, heap[below]!];
    i = below;
  }
}
