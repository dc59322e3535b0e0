// Strata: the roads of one class in one neighbourhood, on which accidents would lie evenly if
// only chance placed them. Apart from the test because how a country is cut up is our own rule.
import { RoadClass } from '../../contract/codes.ts';
import type { Graph } from '../network/graph.ts';
import { fnv1a32 } from '../network/random.ts';
import type { Position } from './cluster-shape.ts';
import { type EdgeStretch, stretchPath } from './edge-path.ts';
import { createNeighbourhoods, type Neighbourhood } from './graph-part.ts';
import { LEAST_EVENTS, withAdjustedP } from './kde-plus.ts';
import { createStratumTest, edgesOfLixels, MOST_LIXELS, type NetworkCluster } from './kde-plus-network.ts';
import { LIXEL_METRES, type Lixels } from './lixels.ts';

/**
 * Side of the square blocks of the metric frame that neighbourhoods are made of, metres (our
 * choice: a ward. The graph does not know communes; a line drawn through the accidents
 * themselves would make the test depend on what it tests).
 */
const BLOCK_METRES = 2000;

/** A neighbourhood is its block with this many bandwidths around it: no block edge cuts a cluster. */
const HALO_BANDWIDTHS = 2;

/** Lixels are not shorter than this share of the bandwidth: 20 m at 100 m, a GPS error (our choice). */
const LEAST_LIXEL_SHARE = 0.2;

export type StratumCluster = {
  /** Code of the class of road. */
  roadClass: number;
  /** Indices of the events, by rising index. */
  members: number[];
  stretches: EdgeStretch[];
  lengthMetres: number;
  strength: number;
  p: number;
  q: number;
};

export type StrataResult = {
  tested: number;
  simulated: number;
  /** Strata too long to be simulated at all. */
  leftOut: number;
  /** With q up to `qAtMost`; by falling strength (tie: smallest edge). */
  clusters: StratumCluster[];
};

export type Events = { edge: ArrayLike<number>; offsetMetres: ArrayLike<number> };

type Stratum = { roadClass: number; column: number; row: number; events: number[]; edges: number[] };

/** What `testStrata` is told beside the roads and the events. */
export type StrataRun = {
  bandwidthMetres: number;
  simulations: number;
  qAtMost: number;
  progress?: (done: number, total: number) => void;
};

/** What the test of one stratum gives: its clusters that could still be significant, or why it has none. */
export type StratumOutcome = 'left_out' | 'no_crowd' | (Omit<StratumCluster, 'q'> & { firstEdge: number })[];

/** The strata of a network, each of which can be tested by itself, in any order and on any thread. */
export type StrataTests = { count: number; test(stratum: number): StratumOutcome };

/**
 * Tests every stratum whose own block holds an event and its neighbourhood three. A cluster
 * belongs to the block in which its peak lies, so that neighbourhoods that overlap do not list it
 * twice. The seed of a stratum is its class and block.
 */
export function testStrata(graph: Graph, events: Events, run: StrataRun): StrataResult {
  const { count, test } = createStrataTests(graph, events, run);
  const outcomes = Array.from({ length: count }, (_, stratum) => {
    run.progress?.(stratum, count);
    return test(stratum);
  });
  return strataResult(outcomes, run.qAtMost);
}

/** Prepares the tests of `testStrata`. */
export function createStrataTests(graph: Graph, events: Events, run: StrataRun): StrataTests {
  const { bandwidthMetres, simulations, qAtMost } = run;
  const lixelMetres = Math.max(LIXEL_METRES, LEAST_LIXEL_SHARE * bandwidthMetres);
  const middles = edgeMiddles(graph);
  const strata = gatherStrata(graph, middles, events, HALO_BANDWIDTHS * bandwidthMetres);
  const neighbourhood = createNeighbourhoods(graph, bandwidthMetres);

  const test = (index: number): StratumOutcome => {
    const stratum = strata[index]!;
    const { roadClass, column, row, edges } = stratum;
    if (!hasCrowd(graph, events, stratum.events, 2 * bandwidthMetres)) return 'no_crowd';
    // Every edge may end in a lixel that is not full.
    const metres = edges.reduce((sum, edge) => sum + graph.lengthMetres[edge]!, 0);
    if (metres / lixelMetres + edges.length > MOST_LIXELS) return 'left_out';
    const part = neighbourhood(edges);
    const one = createStratumTest(part.graph, { bandwidthMetres, lixelMetres, inStratum: part.isOwn });
    const seed = fnv1a32(`${RoadClass.options[roadClass]} ${column} ${row}`);
    const local = {
      edge: stratum.events.map((event) => part.edgeInPart(events.edge[event]!)),
      offsetMetres: stratum.events.map((event) => events.offsetMetres[event]!),
    };
    const edgeOfLixel = edgesOfLixels(one.lixels);
    const isWanted = ({ members, peak }: NetworkCluster): boolean => {
      const edge = part.edges[edgeOfLixel[peak]!]!;
      return members.length >= LEAST_EVENTS && middles.column[edge] === column && middles.row[edge] === row;
    };
    const found = one.run(local, seed, { simulations, pAtMost: qAtMost, isWanted }).clusters;
    return found.map(({ lixels, members, lengthMetres, strength, p }) => {
      const stretches = stretchesOf(part, one.lixels, edgeOfLixel, lixels);
      return {
        roadClass,
        members: members.map((k) => stratum.events[k]!),
        stretches,
        lengthMetres,
        strength,
        p,
        firstEdge: stretches[0]!.edge,
      };
    });
  };
  return { count: strata.length, test };
}

/** The outcomes of all strata, in their order, as one result. */
export function strataResult(outcomes: readonly StratumOutcome[], qAtMost: number): StrataResult {
  const simulated = outcomes.filter((outcome) => typeof outcome !== 'string');
  const leftOut = outcomes.filter((outcome) => outcome === 'left_out').length;
  const withoutCluster =
    outcomes.length - leftOut - simulated.filter((clusters) => clusters.length > 0).length;
  const ranked = withAdjustedP(simulated.flat(), withoutCluster).filter(({ q }) => q <= qAtMost);
  ranked.sort((a, b) => b.strength - a.strength || a.firstEdge - b.firstEdge);
  return {
    tested: outcomes.length - leftOut,
    simulated: simulated.length,
    leftOut,
    clusters: ranked,
  };
}

type Middles = { x: Float64Array; y: Float64Array; column: Int32Array; row: Int32Array };

/** The middle of every edge, and the block that the edge belongs to by it. */
function edgeMiddles(graph: Graph): Middles {
  const { edgeCount, lengthMetres } = graph;
  const middles: Middles = {
    x: new Float64Array(edgeCount),
    y: new Float64Array(edgeCount),
    column: new Int32Array(edgeCount),
    row: new Int32Array(edgeCount),
  };
  for (let edge = 0; edge < edgeCount; edge++) {
    const [x, y] = placeOn(graph, edge, lengthMetres[edge]! / 2);
    middles.x[edge] = x;
    middles.y[edge] = y;
    middles.column[edge] = Math.floor(x / BLOCK_METRES);
    middles.row[edge] = Math.floor(y / BLOCK_METRES);
  }
  return middles;
}

function placeOn(graph: Graph, edge: number, offsetMetres: number): Position {
  return stretchPath(graph, { edge, fromMetres: offsetMetres, toMetres: offsetMetres })[0]!;
}

/** Strata with enough events and their edges, by class, column and row. */
function gatherStrata(graph: Graph, middles: Middles, events: Events, haloMetres: number): Stratum[] {
  const { roadClass, edgeCount } = graph;
  const keyOf = (edge: number, column: number, row: number): string => `${roadClass[edge]} ${column} ${row}`;
  /** Calls `visit` with every block whose neighbourhood holds the middle of an edge. */
  const blocksAround = (edge: number, visit: (column: number, row: number) => void): void => {
    const block = (metres: number): number => Math.floor(metres / BLOCK_METRES);
    const x = middles.x[edge]!;
    const y = middles.y[edge]!;
    for (let row = block(y - haloMetres); row <= block(y + haloMetres); row++) {
      for (let column = block(x - haloMetres); column <= block(x + haloMetres); column++) visit(column, row);
    }
  };
  const strata = new Map<string, Stratum>();
  // A stratum is looked at for what happens in its own block.
  for (let event = 0; event < events.edge.length; event++) {
    const edge = events.edge[event]!;
    const column = middles.column[edge]!;
    const row = middles.row[edge]!;
    strata.set(keyOf(edge, column, row), {
      roadClass: roadClass[edge]!,
      column,
      row,
      events: [],
      edges: [],
    });
  }
  for (let event = 0; event < events.edge.length; event++) {
    const edge = events.edge[event]!;
    blocksAround(edge, (column, row) => strata.get(keyOf(edge, column, row))?.events.push(event));
  }
  const wanted = new Map([...strata].filter(([, { events: held }]) => held.length >= LEAST_EVENTS));
  for (let edge = 0; edge < edgeCount && wanted.size > 0; edge++) {
    blocksAround(edge, (column, row) => wanted.get(keyOf(edge, column, row))?.edges.push(edge));
  }
  return [...wanted.values()].sort(
    (a, b) => a.roadClass - b.roadClass || a.column - b.column || a.row - b.row,
  );
}

/** Whether three of the events could make a cluster: one has two others within `metres`. */
function hasCrowd(
  graph: Graph,
  { edge, offsetMetres }: Events,
  of: readonly number[],
  metres: number,
): boolean {
  // Distances along roads are not shorter than in the plane, but for the scale of the frame.
  const reach = metres * 1.01 + 2 * LIXEL_METRES;
  const places = of
    .map((event) => placeOn(graph, edge[event]!, offsetMetres[event]!))
    .sort((a, b) => a[0] - b[0]);
  const near = new Uint8Array(places.length);
  for (const [i, a] of places.entries()) {
    for (let j = i + 1; j < places.length && places[j]![0] - a[0] <= reach; j++) {
      if (Math.abs(places[j]![1] - a[1]) > reach) continue;
      if (++near[i]! >= LEAST_EVENTS - 1 || ++near[j]! >= LEAST_EVENTS - 1) return true;
    }
  }
  return false;
}

/** Lixels in a row on one edge as one stretch of the whole graph. */
function stretchesOf(
  part: Neighbourhood,
  lixels: Lixels,
  edgeOfLixel: Int32Array,
  cluster: readonly number[],
): EdgeStretch[] {
  const stretches: EdgeStretch[] = [];
  let before = -2;
  for (const lixel of cluster) {
    const edge = part.edges[edgeOfLixel[lixel]!]!;
    const half = lixels.lengthMetres[lixel]! / 2;
    const toMetres = lixels.centreMetres[lixel]! + half;
    const last = stretches.at(-1);
    if (last !== undefined && before === lixel - 1 && last.edge === edge) last.toMetres = toMetres;
    else stretches.push({ edge, fromMetres: lixels.centreMetres[lixel]! - half, toMetres });
    before = lixel;
  }
  return stretches;
}
