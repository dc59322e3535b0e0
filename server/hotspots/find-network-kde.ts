// Network density: stretches of road that hold more accidents than chance would put there, between
// junctions and across them, and the density along the roads for the map.
import { RoadClass } from '../../contract/codes.ts';
import type { HotspotParameters } from '../../contract/run-parameters.ts';
import type { RoadChains } from '../network/chains.ts';
import type { Graph } from '../network/graph.ts';
import { assumedTraffic, trafficClass } from '../network/traffic.ts';
import type { Progress } from '../runs/analysis.ts';
import type { Position } from './cluster-shape.ts';
import { densityMap } from './density-pieces.ts';
import { type EdgeStretch, stretchPath } from './edge-path.ts';
import { LEAST_EVENTS, testSections } from './kde-plus.ts';
import { type Found, noEvidence, onlyPlaces, type Place } from './place.ts';
import { roadOutline } from './road-outline.ts';
import { roadSections } from './road-sections.ts';
import type { Scene } from './scene.ts';
import { type StrataResult, testStrata } from './strata.ts';

export type NetworkKdeParameters = Extract<HotspotParameters, { method: 'network_kde' }>;

export type StrataTest = (...given: Parameters<typeof testStrata>) => StrataResult | Promise<StrataResult>;

/** Progress is told in hundredths: how many sections and strata there are is not known beforehand. */
const progressSteps = 100;

/**
 * Places where accidents crowd along the roads: KDE+ (Bíl, Andrášik & Janoška 2013) on every
 * section between junctions, and, with `junctions`, on the roads of one class in one neighbourhood
 * across them. Both compare with the Epanechnikov kernel at the run's bandwidth; the other
 * parameters shape the density that is drawn.
 *
 * Accidents that lie on no road take no part. `years` is the length of the window, above 0. A
 * note `reason` says why there is nothing: 'no_roads', or 'too_little_data' for less than three
 * accidents on them. `strataTest` is the way strata are tested: all on this thread, or on several.
 */
export async function findNetworkKdePlaces(
  { graph, snapped }: Pick<Scene, 'graph' | 'snapped'>,
  parameters: NetworkKdeParameters,
  years: number,
  progress: Progress = () => {},
  strataTest: StrataTest = testStrata,
): Promise<Found> {
  if (graph.edgeCount === 0) return onlyPlaces([], { reason: 'no_roads' });
  const accidents = Array.from(snapped.edge.keys()).filter((i) => snapped.edge[i]! >= 0);
  if (accidents.length === 0) return onlyPlaces([], { reason: 'too_little_data' });
  const events = {
    edge: accidents.map((i) => snapped.edge[i]!),
    offsetMetres: accidents.map((i) => snapped.offsetMetres[i]!),
  };
  const { bandwidthMetres, simulations, qAtMost, junctions } = parameters;
  const parts = junctions ? 2 : 1;
  const progressOf = (part: number) => (done: number, total: number) =>
    progress('simulate', Math.floor(((part + done / total) / parts) * progressSteps), progressSteps);

  const chains = roadSections(graph);
  const sections = testSections(graph, chains, events, {
    qAtMost,
    keyOf: (section) => sectionKey(graph, chains, section),
    test: { bandwidthMetres, simulations },
    progress: progressOf(0),
  });
  const strata = junctions
    ? await strataTest(graph, events, { bandwidthMetres, simulations, qAtMost, progress: progressOf(1) })
    : null;
  const placeOf = createPlace(accidents, years);
  const places = withoutTwins(
    sections.clusters.map((cluster) => {
      const stretches = sectionStretches(graph, chains, cluster);
      return placeOf('section', {
        ...cluster,
        lengthMetres: cluster.toMetres - cluster.fromMetres,
        roadClass: graph.roadClass[chains.memberEdge[chains.firstMember[cluster.section]!]!]!,
        paths: [joined(stretches.map((stretch) => stretchPath(graph, stretch)))],
      });
    }),
    (strata?.clusters ?? []).map((cluster) =>
      placeOf('stratum', {
        ...cluster,
        paths: cluster.stretches.map((stretch) => stretchPath(graph, stretch)),
      }),
    ),
  );
  const { split, kernel, deadEnd } = parameters;
  const map = densityMap(graph, events, { bandwidthMetres, split, kernel, deadEnd }, years);
  return {
    places,
    density: map.pieces,
    cells: [],
    notes: {
      ...(accidents.length < LEAST_EVENTS ? { reason: 'too_little_data' } : {}),
      sections: { tested: sections.tested, simulated: sections.simulated },
      strata: strata && {
        tested: strata.tested,
        simulated: strata.simulated,
        leftOut: strata.leftOut,
      },
      density: {
        pieces: map.pieces.length,
        notDrawn: map.notDrawn,
        lostShare: map.lostShare,
        breaks: map.breaks,
      },
    },
  };
}

type Stretch = {
  /** Code of the class of road. */
  roadClass: number;
  /** Positions in the list of accidents on roads. */
  members: readonly number[];
  lengthMetres: number;
  paths: Position[][];
  strength: number;
  p: number;
  q: number;
};

/** Makes places of stretches; `accidents` tells which accident of the scene each member is. */
function createPlace(accidents: readonly number[], years: number) {
  return (pass: 'section' | 'stratum', stretch: Stretch): Place => {
    const { roadClass, members, lengthMetres, paths, strength, p, q } = stretch;
    const collective = members.length / (years * (lengthMetres / 1000));
    const name = RoadClass.options[roadClass];
    const individual = name === undefined ? null : collective / assumedTraffic[trafficClass[name]];
    return {
      pass,
      status: 'proposed',
      members: members.map((k) => ({ accident: accidents[k]!, role: 'member' })),
      clause: null,
      margin: null,
      extentMetres: lengthMetres,
      outline: roadOutline(paths),
      evidence: { ...noEvidence, strength, p, q, collective, individual },
    };
  };
}

/**
 * Both lists without the places that tell the other's story again: a stratum place most of whose
 * accidents are those of one section place gives way to it; a section place most of whose
 * accidents are those of a stratum place that stays is an arm of it, and gives way (our choice).
 */
function withoutTwins(sections: readonly Place[], strata: readonly Place[]): Place[] {
  const across = strata.filter((place) => !isMostlyInOneOf(place, sections));
  return [...sections.filter((place) => !isMostlyInOneOf(place, across)), ...across];
}

function isMostlyInOneOf({ members }: Place, others: readonly Place[]): boolean {
  return others.some((other) => {
    const its = new Set(other.members.map(({ accident }) => accident));
    return members.filter(({ accident }) => its.has(accident)).length * 2 > members.length;
  });
}

/** Names a section by where it ends and how long it is: the same in every run. */
function sectionKey(graph: Graph, chains: RoadChains, section: number): string {
  const { firstMember, memberEdge, memberReversed, lengthMetres } = chains;
  const nodeAt = (member: number, isEnd: boolean): number => {
    const edge = memberEdge[member]!;
    return (memberReversed[member] === 1) === isEnd ? graph.from[edge]! : graph.to[edge]!;
  };
  const ends = [nodeAt(firstMember[section]!, false), nodeAt(firstMember[section + 1]! - 1, true)];
  const places = ends.map((node) => `${graph.nodeLon[node]} ${graph.nodeLat[node]}`);
  return `${places.join(' ')} ${Math.round(lengthMetres[section]!)}`;
}

/** The edges of a section between two chainages, in walking order. */
function sectionStretches(
  graph: Graph,
  { firstMember, memberEdge, memberReversed, memberStartMetres }: RoadChains,
  { section, fromMetres, toMetres }: { section: number; fromMetres: number; toMetres: number },
): EdgeStretch[] {
  const stretches: EdgeStretch[] = [];
  for (let member = firstMember[section]!; member < firstMember[section + 1]!; member++) {
    const edge = memberEdge[member]!;
    const length = graph.lengthMetres[edge]!;
    const start = Math.max(0, fromMetres - memberStartMetres[member]!);
    const end = Math.min(length, toMetres - memberStartMetres[member]!);
    if (!(start < end)) continue;
    stretches.push(
      memberReversed[member] === 1
        ? { edge, fromMetres: length - start, toMetres: length - end }
        : { edge, fromMetres: start, toMetres: end },
    );
  }
  return stretches;
}

/** Paths that follow each other as one. */
function joined(paths: readonly (readonly Position[])[]): Position[] {
  return paths.flatMap((path, k) => (k === 0 ? path : path.slice(1)));
}
