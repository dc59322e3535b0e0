// One hotspot computation from plain data to plain results; runs in a worker thread, the same on every database.

import { RoadClass, type Severity } from '../../contract/codes.ts';
import type { HotspotParameters } from '../../contract/run.ts';
import { chainage, roadChains } from '../network/chains.ts';
import { buildGraph, type Graph, labelComponents, nodeDegree } from '../network/graph.ts';
import type { RoadNetwork } from '../network/road-network.ts';
import { buildSegmentGrid } from '../network/segment-grid.ts';
import { type SnappedPoints, snapPoints } from '../network/snap.ts';
import type { Progress } from '../runs/analysis.ts';
import { bufferedHull, clusterShape, type Position } from './cluster-shape.ts';
import { dbscan, ROLE_CORE } from './dbscan.ts';
import { assignJunctions } from './legal-passes.ts';
import type { AccidentSeverity, LegalRule } from './legal-rule.ts';
import { type LegalAccident, type LegalPlace, legalSpots } from './legal-spots.ts';

/** Accidents of the data window with an exact place, ordered by id; one array element each. */
export type HotspotAccidents = {
  ids: string[];
  /** Metric frame of the territory, rounded to 0.01 m. */
  xs: Float64Array;
  ys: Float64Array;
  severities: Severity[];
  days: string[];
  units: (string | null)[];
  urban: boolean[];
  invented: boolean[];
};

export type HotspotInput = {
  parameters: HotspotParameters;
  rule: LegalRule | null;
  accidents: HotspotAccidents;
  /** Accidents of the window that stay out because their place is not exact or not known. */
  leftOut: { street: number; area: number; unlocated: number };
  network: RoadNetwork;
};

export type HotspotMember = { accident: number; role: 'core' | 'border' | 'member' | 'nearby' };

export type ComputedHotspot = {
  pass: 'cluster' | 'junction' | 'road' | 'planar';
  status: 'proposed' | 'near_miss';
  members: HotspotMember[];
  /** Index of the member the place is anchored at. */
  anchor: number;
  /** Closed outline in the metric frame. */
  outline: Position[];
  extentMetres: number;
  isCorridor: boolean;
  roadName: string | null;
  clause: string | null;
  margin: number | null;
  severityIndex: number;
};

export type HotspotOutput = {
  hotspots: ComputedHotspot[];
  accidents: HotspotAccidents;
  notes: Record<string, unknown>;
};

/** Fatal equivalents of the ranking: the shipped severity weights (damage only counts nothing). */
const fatalEquivalents: Record<Severity, number> = { fatal: 1, serious: 0.25, slight: 0.02, property: 0 };

/** An accident farther from every road stays unsnapped and is searched in the plane (our choice: GPS error plus road width). */
const snapMetres = 50;

/** Places nearer than this along no road are shaped like clusters of this radius. */
const shapeRadiusMetres = 75;

const pathClass = RoadClass.options.indexOf('path');

/** Computes hotspots, worst first: most deaths, then most accidents, then the index, then the smallest accident id. */
export function computeHotspots(input: HotspotInput, progress: Progress): HotspotOutput {
  const { accidents, network, parameters } = input;
  progress('network', 0, 3);
  const graph = buildGraph(network.edges);
  const snapped = snapPoints(buildSegmentGrid(graph), accidents.xs, accidents.ys, {
    limitMetres: snapMetres,
  });
  progress('hotspots', 1, 3);
  const found =
    parameters.method === 'dbscan'
      ? clusters(input, parameters.epsMetres, parameters.minPoints, parameters.reportFrom)
      : legalPlaces(input, graph, snapped);
  progress('shape', 2, 3);
  const hotspots = found
    .map((place) => shape(place, input, snapped))
    .sort((a, b) => compareWorst(a, b, accidents));
  const components = labelComponents(graph);
  const largest = components.largest < 0 ? 0 : (components.lengthMetres[components.largest] ?? 0);
  const length = components.lengthMetres.reduce((sum, metres) => sum + metres, 0);
  return {
    hotspots,
    accidents,
    notes: {
      accidents: accidents.ids.length,
      leftOut: input.leftOut,
      unsnapped: snapped.edge.reduce((count, edge) => count + (edge < 0 ? 1 : 0), 0),
      roads: {
        edges: graph.edgeCount,
        islands: Math.max(0, components.count - 1),
        shareOutsideLargest: length > 0 ? 1 - largest / length : 0,
      },
    },
  };
}

type Place = Pick<ComputedHotspot, 'pass' | 'status' | 'members' | 'clause' | 'margin'> & {
  extentMetres: number | null;
};

function clusters(input: HotspotInput, epsMetres: number, minPoints: number, reportFrom: number): Place[] {
  const { xs, ys, severities } = input.accidents;
  const { label, role, clusterCount } = dbscan(xs, ys, epsMetres, minPoints);
  const members: HotspotMember[][] = Array.from({ length: clusterCount }, () => []);
  label.forEach((cluster, accident) => {
    if (cluster > 0)
      members[cluster - 1]?.push({ accident, role: role[accident] === ROLE_CORE ? 'core' : 'border' });
  });
  return members
    .filter(
      (group) =>
        group.length >= reportFrom ||
        group.filter(({ accident }) => severities[accident] === 'fatal').length >= 2,
    )
    .map((group) => ({
      pass: 'cluster',
      status: 'proposed',
      members: group,
      clause: null,
      margin: null,
      extentMetres: null,
    }));
}

function legalPlaces(input: HotspotInput, graph: Graph, snapped: SnappedPoints): Place[] {
  const { accidents, rule, parameters } = input;
  if (rule === null || parameters.method !== 'legal_rule') throw new Error('the legal rule needs its preset');
  const isBuiltUp = accidents.urban.map((urban) => urban || parameters.builtUp === 'everywhere');
  const places = junctionPlaces(graph);
  const radius = accidents.ids.map((_, i) =>
    isBuiltUp[i] === true ? rule.junctionRadiusMetresBuiltUp : rule.junctionRadiusMetresElsewhere,
  );
  const junctions = assignJunctions(accidents.xs, accidents.ys, radius, places.xs, places.ys);
  const chains = roadChains(graph, input.network.roadKey);
  const index = new Map(accidents.ids.map((id, i) => [id, i]));
  const rows = accidents.ids.map((id, i): LegalAccident => {
    const edge = snapped.edge[i] ?? -1;
    const along =
      edge < 0
        ? { chain: -1, chainageMetres: 0 }
        : chainage(chains, graph, edge, snapped.offsetMetres[i] ?? 0);
    return {
      id,
      date: accidents.days[i] ?? '',
      severity: ruleSeverity(accidents.severities[i]),
      x: accidents.xs[i] ?? Number.NaN,
      y: accidents.ys[i] ?? Number.NaN,
      isBuiltUp: isBuiltUp[i] === true,
      junction: junctions[i] ?? -1,
      route: along.chain,
      chainageMetres: along.chainageMetres,
    };
  });
  const result = legalSpots(rows, rule, parameters.asOf);
  const at = (id: string): number => index.get(id) ?? -1;
  const place = (spot: LegalPlace, status: Place['status'], nearby: string[]): Place => ({
    pass: spot.pass === 'route' ? 'road' : spot.pass,
    status,
    members: [
      ...spot.members.map((id) => ({ accident: at(id), role: 'member' as const })),
      ...nearby.map((id) => ({ accident: at(id), role: 'nearby' as const })),
    ],
    clause: null,
    margin: null,
    extentMetres: spot.extentMetres,
  });
  return [
    ...result.spots.map((spot) => {
      // The gravest clause that fired names the spot; the rule lists them from the gravest.
      const [first] = spot.fired;
      return {
        ...place(spot, 'proposed', spot.nearby),
        clause: first?.clause ?? null,
        margin: first?.spare ?? null,
      };
    }),
    ...result.nearMisses.map((spot) => place(spot, 'near_miss', [])),
  ];
}

function ruleSeverity(severity: Severity | undefined): AccidentSeverity {
  if (severity === 'fatal') return 'fatal';
  return severity === 'property' ? 'property_only' : 'injury';
}

/** Nodes where three or more road ends meet, footpaths aside, in the metric frame. */
function junctionPlaces(graph: Graph): { xs: number[]; ys: number[] } {
  const { pathStart, pathXy, halfEdge, firstHalf, roadClass } = graph;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let node = 0; node < graph.nodeCount; node++) {
    if (nodeDegree(graph, node) < 3) continue;
    let roads = 0;
    for (let half = firstHalf[node] ?? 0; half < (firstHalf[node + 1] ?? 0); half++) {
      if (roadClass[halfEdge[half] ?? 0] !== pathClass) roads++;
    }
    if (roads < 3) continue;
    const edge = halfEdge[firstHalf[node] ?? 0] ?? 0;
    const vertex = graph.from[edge] === node ? (pathStart[edge] ?? 0) : (pathStart[edge + 1] ?? 0) - 1;
    xs.push(pathXy[vertex * 2] ?? 0);
    ys.push(pathXy[vertex * 2 + 1] ?? 0);
  }
  return { xs, ys };
}

function shape(
  place: Place,
  { accidents, network, parameters }: HotspotInput,
  snapped: SnappedPoints,
): ComputedHotspot {
  const counted = place.members.filter(({ role }) => role !== 'nearby').map(({ accident }) => accident);
  const radius = parameters.method === 'dbscan' ? parameters.epsMetres : shapeRadiusMetres;
  const { medoid, hull, extentMetres, isCorridor } = clusterShape(
    accidents.xs,
    accidents.ys,
    counted,
    radius,
  );
  const edge = snapped.edge[medoid] ?? -1;
  return {
    pass: place.pass,
    status: place.status,
    members: place.members,
    clause: place.clause,
    margin: place.margin,
    anchor: medoid,
    outline: bufferedHull(hull),
    extentMetres: Math.round((place.extentMetres ?? extentMetres) * 100) / 100,
    isCorridor,
    roadName: edge < 0 ? null : network.roadNames[edge] || null,
    severityIndex: counted
      .map((accident) => fatalEquivalents[accidents.severities[accident] ?? 'property'])
      .sort((a, b) => a - b)
      .reduce((sum, weight) => sum + weight, 0),
  };
}

function compareWorst(a: ComputedHotspot, b: ComputedHotspot, { severities }: HotspotAccidents): number {
  const counted = (place: ComputedHotspot) => place.members.filter(({ role }) => role !== 'nearby');
  const fatal = (place: ComputedHotspot) =>
    counted(place).filter(({ accident }) => severities[accident] === 'fatal').length;
  const first = (place: ComputedHotspot) => Math.min(...counted(place).map(({ accident }) => accident));
  return (
    Number(a.status === 'near_miss') - Number(b.status === 'near_miss') ||
    fatal(b) - fatal(a) ||
    counted(b).length - counted(a).length ||
    b.severityIndex - a.severityIndex ||
    first(a) - first(b)
  );
}
