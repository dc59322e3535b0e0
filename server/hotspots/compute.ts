// One hotspot computation from plain data to plain results; runs in a worker thread, the same on every database.
import type { HotspotParameters } from '../../contract/run-parameters.ts';
import { labelComponents } from '../network/graph.ts';
import type { RoadNetwork } from '../network/road-network.ts';
import type { BySeverity } from '../risk/parameters.ts';
import type { Progress } from '../runs/analysis.ts';
import { bufferedHull, clusterShape, type Position } from './cluster-shape.ts';
import { findDbscanPlaces } from './find-dbscan.ts';
import { findGiStarPlaces } from './find-gi-star.ts';
import { findHdbscanPlaces } from './find-hdbscan.ts';
import { findLegalPlaces } from './find-legal.ts';
import { findNetworkKdePlaces, type StrataTest } from './find-network-kde.ts';
import { createJudge, type Judgement } from './judge.ts';
import { compareKeys } from './legal-passes.ts';
import type { LegalRule } from './legal-rule.ts';
import { countedMembers, type DensityPiece, type Found, type HexagonCell, type Place } from './place.ts';
import { type HotspotAccidents, layAccidents, layRoads, type Scene } from './scene.ts';

export type HotspotInput = {
  parameters: HotspotParameters;
  rule: LegalRule | null;
  /** Length of the window of accidents, years. */
  years: number;
  /** Fatal equivalents by which places of equal deaths and accidents are ordered. */
  severityWeights: BySeverity;
  accidents: HotspotAccidents;
  /** For the legal rule: the accidents of twelve more months before, and those of the window. */
  history?: HotspotAccidents;
  /** Accidents of the window that stay out because their place is not exact or not known. */
  leftOut: { street: number; area: number; unlocated: number };
  network: RoadNetwork;
};

export type ComputedHotspot = Omit<Place, 'outline' | 'extentMetres'> &
  Judgement & {
    /** Index of the member the place is anchored at. */
    anchor: number;
    /** Closed outline in the metric frame. */
    outline: Position[];
    extentMetres: number;
    isCorridor: boolean;
    roadName: string | null;
    severityIndex: number;
  };

export type HotspotOutput = {
  hotspots: ComputedHotspot[];
  density: DensityPiece[];
  cells: HexagonCell[];
  accidents: HotspotAccidents;
  notes: Record<string, unknown>;
};

/** Reach of one accident in places that no length of their method shapes (our choice: as the clusters of a town). */
const shapeRadiusMetres = 75;

/** The length by which a place is called a corridor: how far its method links one accident to the next. */
function radiusOf(parameters: HotspotParameters): number {
  if (parameters.method === 'dbscan') return parameters.epsMetres;
  return parameters.method === 'gi_star' ? parameters.edgeMetres : shapeRadiusMetres;
}

/**
 * Computes hotspots, worst first: most deaths, then most accidents, then the index, then the smallest accident id.
 * `strataTest` is the way strata are tested, on this thread when left out.
 */
export async function computeHotspots(
  input: HotspotInput,
  progress: Progress,
  strataTest?: StrataTest,
): Promise<HotspotOutput> {
  const { accidents, severityWeights, years } = input;
  progress('network', 0, 3);
  const roads = layRoads(input.network);
  const scene = layAccidents(roads, accidents);
  progress('hotspots', 1, 3);
  const found = await find(scene, input, progress, strataTest);
  const judge = createJudge(scene, { years, severityWeights });
  const hotspots = found.places.map((place, i): ComputedHotspot => {
    progress('shape', i, found.places.length);
    const shaped = { ...place, ...shape(place, scene, input) };
    return { ...shaped, ...judge(shaped) };
  });
  const components = labelComponents(roads.graph);
  const largest = components.largest < 0 ? 0 : (components.lengthMetres[components.largest] ?? 0);
  const length = components.lengthMetres.reduce((sum, metres) => sum + metres, 0);
  return {
    hotspots: worstFirst(hotspots, accidents),
    density: found.density,
    cells: found.cells,
    accidents,
    notes: {
      ...found.notes,
      accidents: accidents.ids.length,
      leftOut: input.leftOut,
      unsnapped: scene.snapped.edge.reduce((count, edge) => count + (edge < 0 ? 1 : 0), 0),
      roads: {
        edges: roads.graph.edgeCount,
        islands: Math.max(0, components.count - 1),
        shareOutsideLargest: length > 0 ? 1 - largest / length : 0,
      },
    },
  };
}

function find(
  scene: Scene,
  { parameters, rule, history, years }: HotspotInput,
  progress: Progress,
  strataTest: StrataTest | undefined,
): Found | Promise<Found> {
  switch (parameters.method) {
    case 'legal_rule':
      if (rule === null) throw new Error('the legal rule needs its preset');
      return findLegalPlaces(scene, rule, parameters, history && layAccidents(scene, history));
    case 'network_kde':
      return findNetworkKdePlaces(scene, parameters, years, progress, strataTest);
    case 'dbscan':
      return findDbscanPlaces(scene.accidents, parameters);
    case 'gi_star':
      return findGiStarPlaces(scene, parameters);
    case 'hdbscan':
      return findHdbscanPlaces(scene, parameters);
  }
}

function shape(
  place: Place,
  { accidents, network, snapped }: Scene,
  { parameters, severityWeights }: HotspotInput,
): Pick<
  ComputedHotspot,
  'anchor' | 'outline' | 'extentMetres' | 'isCorridor' | 'roadName' | 'severityIndex'
> {
  const counted = countedMembers(place);
  const { medoid, hull, extentMetres, isCorridor } = clusterShape(
    accidents.xs,
    accidents.ys,
    counted,
    radiusOf(parameters),
  );
  const edge = snapped.edge[medoid] ?? -1;
  const weight = (accident: number): number => {
    const severity = accidents.severities[accident] ?? 'property';
    return severity === 'property' ? 0 : severityWeights[severity];
  };
  return {
    anchor: medoid,
    outline: place.outline ?? bufferedHull(hull),
    extentMetres: Math.round((place.extentMetres ?? extentMetres) * 100) / 100,
    isCorridor,
    roadName: edge < 0 ? null : network.roadNames[network.roadKey[edge]!] || null,
    severityIndex: counted
      .map(weight)
      .sort((a, b) => a - b)
      .reduce((sum, each) => sum + each, 0),
  };
}

function worstFirst(
  hotspots: readonly ComputedHotspot[],
  { severities }: HotspotAccidents,
): ComputedHotspot[] {
  const keyed = hotspots.map((place) => {
    const counted = countedMembers(place);
    const fatal = counted.filter((accident) => severities[accident] === 'fatal').length;
    const first = counted.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
    const isNearMiss = Number(place.status === 'near_miss');
    return { place, key: [isNearMiss, -fatal, -counted.length, -place.severityIndex, first] };
  });
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ place }) => place);
}
