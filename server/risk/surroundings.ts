// What lies around the gates of a school on the road network: traffic within reach, and accidents with their distance.
import { RoadClass as RoadClasses } from '../../contract/codes.ts';
import { buildPointGrid } from '../hotspots/point-grid.ts';
import { type Graph, labelComponents } from '../network/graph.ts';
import { buildSegmentGrid, type SegmentGrid } from '../network/segment-grid.ts';
import { createSearch, type NetworkPoint } from '../network/shortest-path.ts';
import { snapPoints } from '../network/snap.ts';
import { trafficClass } from '../network/traffic.ts';
import { catchmentMetres, walkingDistanceMetres } from './accident-weight.ts';
import { trafficKilometres, trafficOf } from './exposure.ts';
import type { GateRow, RiskAccidents, RouteRow, SchoolRow } from './input.ts';
import type { RiskParameters } from './parameters.ts';

/** Our choice: GPS error of a gate; half a block for a school whose gate is unknown; GPS error plus road width. */
const gateSnapMetres = 30;
const schoolSnapMetres = 150;
const accidentSnapMetres = 50;
/** Steps at which a drawn route is laid on the network; an edge is walked when the steps on it span this much. */
const routeStepMetres = 10;
const routeSpanMetres = 20;

/** Accidents near one school, one element each: their index, the way to them, and the share of pupils who pass there. */
export type NearAccidents = {
  /** Rising. */
  accident: Int32Array;
  /** Infinity where no way is known. */
  distanceMetres: Float64Array;
  /** NaN for an accident on no surveyed route. */
  routeShare: Float64Array;
};

export type Surroundings = {
  /** Kernel-weighted traffic-kilometres; null when no gate stands near a road. */
  trafficKm: number | null;
  /** Length of road within the catchment. */
  catchmentMetres: number;
  /** Those within reach in a straight line. */
  accidents: NearAccidents;
};

/** A school with what stands for it on the map. */
export type SchoolPlaces = {
  school: SchoolRow;
  gates: readonly GateRow[];
  routes: readonly RouteRow[];
};

export type Survey = {
  around: (places: SchoolPlaces) => Surroundings;
  notes: Record<string, unknown>;
};

/** What surroundings are made of, as plain data that another thread can be given. */
export type Terrain = {
  graph: Graph;
  accidents: Pick<RiskAccidents, 'xs' | 'ys'>;
  parameters: RiskParameters;
};

/** Lays accidents on the network once; `around` then answers for one school after the other. */
export function surveyNetwork({ graph, accidents, parameters }: Terrain): Survey {
  const grid = buildSegmentGrid(graph);
  const search = createSearch(graph, { walkableOnly: true });
  const component = labelComponents(graph, { walkableOnly: true });
  const snapped = snapPoints(grid, accidents.xs, accidents.ys, {
    limitMetres: accidentSnapMetres,
    walkableOnly: true,
  });
  const points = buildPointGrid(accidents.xs, accidents.ys, 500);
  const islandOf = (edge: number): number => component.label[graph.from[edge] ?? 0] ?? -1;

  const around: Survey['around'] = ({ school, gates, routes }) => {
    const catchment = catchmentMetres(school.levels, parameters);
    const reach = routes.length > 0 ? Math.max(catchment, parameters.route.maxMetres) : catchment;
    const places = gates.length > 0 ? gates : [school];
    const sources = snapToNetwork(grid, places, gates.length > 0 ? gateSnapMetres : schoolSnapMetres);
    search.run(sources, reach);
    const stretches = search
      .catchmentStretches()
      .filter((stretch) => Math.min(stretch.startDistance, stretch.endDistance) < catchment);
    const shares = routeShares(grid, routes, parameters);
    const islands = new Set(sources.map(({ edge }) => islandOf(edge)));

    const near = new Map<number, number>();
    for (const place of places) {
      points.within(place.x, place.y, reach, (accident, metres) => {
        near.set(accident, Math.min(metres, near.get(accident) ?? Number.POSITIVE_INFINITY));
      });
    }
    const found: { accident: number; distanceMetres: number; routeShare: number | null }[] = [];
    for (const [accident, straight] of [...near].sort(([a], [b]) => a - b)) {
      const edge = snapped.edge[accident] ?? -1;
      // Off the network, or on an island no gate reaches: the straight line with the usual detour stands in.
      const isReachable = edge >= 0 && islands.has(islandOf(edge));
      const distanceMetres = isReachable
        ? search.distanceToPoint(edge, snapped.offsetMetres[accident] ?? 0)
        : walkingDistanceMetres(straight, parameters);
      const routeShare =
        edge >= 0 && (snapped.distanceMetres[accident] ?? 0) <= parameters.route.snapMetres
          ? (shares.get(edge) ?? null)
          : null;
      if (straight <= catchment || routeShare !== null) found.push({ accident, distanceMetres, routeShare });
    }
    return {
      trafficKm: sources.length === 0 ? null : trafficWithin(graph, stretches, catchment, parameters),
      catchmentMetres: stretches.reduce((sum, stretch) => sum + stretch.endOffset - stretch.startOffset, 0),
      accidents: {
        accident: Int32Array.from(found, ({ accident }) => accident),
        distanceMetres: Float64Array.from(found, ({ distanceMetres }) => distanceMetres),
        routeShare: Float64Array.from(found, ({ routeShare }) => routeShare ?? Number.NaN),
      },
    };
  };
  return {
    around,
    notes: {
      accidents: accidents.xs.length,
      unsnapped: snapped.edge.reduce((count, edge) => count + (edge < 0 ? 1 : 0), 0),
      roads: { edges: graph.edgeCount, islands: Math.max(0, component.count - 1) },
    },
  };
}

function snapToNetwork(
  grid: SegmentGrid,
  places: readonly { x: number; y: number }[],
  limitMetres: number,
): NetworkPoint[] {
  const { edge, offsetMetres } = snapPoints(
    grid,
    places.map(({ x }) => x),
    places.map(({ y }) => y),
    { limitMetres, walkableOnly: true },
  );
  return [...edge].flatMap((found, i) =>
    found < 0 ? [] : [{ edge: found, offsetMetres: offsetMetres[i] ?? 0 }],
  );
}

type Stretch = {
  edge: number;
  startOffset: number;
  endOffset: number;
  startDistance: number;
  endDistance: number;
};

function trafficWithin(
  graph: Graph,
  stretches: readonly Stretch[],
  catchment: number,
  parameters: RiskParameters,
): number {
  const edges = stretches.map((stretch) => ({
    lengthMetres: stretch.endOffset - stretch.startOffset,
    fromDistanceMetres: stretch.startDistance,
    toDistanceMetres: stretch.endDistance,
    traffic: trafficOf(
      trafficClass[RoadClasses.options[graph.roadClass[stretch.edge] ?? 0] ?? 'lane'],
      null,
      parameters,
    ),
  }));
  return trafficKilometres(edges, catchment, parameters);
}

/** Share of the school's pupils that walk each edge: the largest of the routes that follow it. */
function routeShares(
  grid: SegmentGrid,
  routes: readonly RouteRow[],
  parameters: RiskParameters,
): Map<number, number> {
  const shares = new Map<number, number>();
  for (const route of routes) {
    const share = route.share ?? 1 / routes.length;
    for (const edge of edgesOfPath(grid, route.path, parameters.route.snapMetres)) {
      shares.set(edge, Math.max(share, shares.get(edge) ?? 0));
    }
  }
  return shares;
}

/** Edges that a drawn path follows: those on which its steps, within the snap distance, span enough of their length. */
function edgesOfPath(grid: SegmentGrid, path: readonly [number, number][], limitMetres: number): number[] {
  const xs: number[] = [];
  const ys: number[] = [];
  path.forEach(([x, y], i) => {
    const next = path[i + 1];
    if (next === undefined) return;
    const length = Math.sqrt((next[0] - x) ** 2 + (next[1] - y) ** 2);
    const steps = Math.max(1, Math.ceil(length / routeStepMetres));
    for (let step = 0; step < steps; step++) {
      xs.push(x + ((next[0] - x) * step) / steps);
      ys.push(y + ((next[1] - y) * step) / steps);
    }
  });
  const { edge, offsetMetres } = snapPoints(grid, xs, ys, { limitMetres });
  const spans = new Map<number, [number, number]>();
  edge.forEach((found, i) => {
    if (found < 0) return;
    const offset = offsetMetres[i] ?? 0;
    const [low, high] = spans.get(found) ?? [offset, offset];
    spans.set(found, [Math.min(low, offset), Math.max(high, offset)]);
  });
  return [...spans]
    .filter(
      ([found, [low, high]]) =>
        high - low >= Math.min(routeSpanMetres, (grid.graph.lengthMetres[found] ?? 0) / 2),
    )
    .map(([found]) => found);
}
