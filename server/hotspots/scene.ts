// Accidents laid on the roads: what every method looks at. The roads are laid once and serve several sets of accidents.
import { RoadClass, type Severity, type TripWindow } from '../../contract/codes.ts';
import { buildGraph, type Graph, nodeDegree } from '../network/graph.ts';
import type { RoadNetwork } from '../network/road-network.ts';
import { buildSegmentGrid, type SegmentGrid } from '../network/segment-grid.ts';
import { type SnappedPoints, snapPoints } from '../network/snap.ts';

/** Accidents of the data window with an exact place, ordered by id; one array element each. */
export type HotspotAccidents = {
  ids: string[];
  /** Metric frame of the territory, rounded to 0.01 m. */
  xs: Float64Array;
  ys: Float64Array;
  severities: Severity[];
  days: string[];
  windows: TripWindow[];
  units: (string | null)[];
  provinces: (string | null)[];
  urban: boolean[];
  invented: boolean[];
};

export type Roads = { network: RoadNetwork; graph: Graph; grid: SegmentGrid };

export type Scene = Roads & {
  accidents: HotspotAccidents;
  /** Place of each accident on the roads; edge -1 farther than 50 m from every road. */
  snapped: SnappedPoints;
};

/** An accident farther from every road stays unsnapped and is searched in the plane (our choice: GPS error plus road width). */
const snapMetres = 50;

export function layRoads(network: RoadNetwork): Roads {
  const graph = buildGraph(network.edges);
  return { network, graph, grid: buildSegmentGrid(graph) };
}

export function layAccidents(roads: Roads, accidents: HotspotAccidents): Scene {
  const snapped = snapPoints(roads.grid, accidents.xs, accidents.ys, { limitMetres: snapMetres });
  return { ...roads, accidents, snapped };
}

/** The accidents of a scene that `keep` wants, on the same roads. */
export function accidentsWhere(
  accidents: HotspotAccidents,
  keep: (accident: number) => boolean,
): HotspotAccidents {
  const kept = accidents.ids.map((_, i) => i).filter(keep);
  const of = <T>(values: readonly T[]): T[] => kept.map((i) => values[i]!);
  return {
    ids: of(accidents.ids),
    xs: Float64Array.from(kept, (i) => accidents.xs[i]!),
    ys: Float64Array.from(kept, (i) => accidents.ys[i]!),
    severities: of(accidents.severities),
    days: of(accidents.days),
    windows: of(accidents.windows),
    units: of(accidents.units),
    provinces: of(accidents.provinces),
    urban: of(accidents.urban),
    invented: of(accidents.invented),
  };
}

const pathClass = RoadClass.options.indexOf('path');

/** Nodes where three or more road ends meet, footpaths aside, in the metric frame. */
export function junctionPlaces(graph: Graph): { xs: number[]; ys: number[] } {
  const { pathStart, pathXy, halfEdge, firstHalf, roadClass } = graph;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let node = 0; node < graph.nodeCount; node++) {
    if (nodeDegree(graph, node) < 3) continue;
    let roads = 0;
    for (let half = firstHalf[node]!; half < firstHalf[node + 1]!; half++) {
      if (roadClass[halfEdge[half]!] !== pathClass) roads++;
    }
    if (roads < 3) continue;
    const edge = halfEdge[firstHalf[node]!]!;
    const vertex = graph.from[edge] === node ? pathStart[edge]! : pathStart[edge + 1]! - 1;
    xs.push(pathXy[vertex * 2]!);
    ys.push(pathXy[vertex * 2 + 1]!);
  }
  return { xs, ys };
}
