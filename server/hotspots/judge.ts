// What is said about a place whatever method found it: how far it lies above roads of its class, and how much of it
// happens on the way to school.
import { RoadClass } from '../../contract/codes.ts';
import { assumedTraffic, trafficClass } from '../network/traffic.ts';
import { type BySeverity, recordOf, SEVERITIES } from '../risk/parameters.ts';
import type { Position } from './cluster-shape.ts';
import { type ClassRates, classRates, excessOver, type RoadPiece } from './excess.ts';
import { countedMembers, type Place } from './place.ts';
import { roadSections } from './road-sections.ts';
import { roadsInside } from './roads-inside.ts';
import type { Scene } from './scene.ts';
import { schoolTimeShare } from './school-time.ts';

/**
 * Null where nothing can be said: the first five for a place off the roads or without casualties to compare with, the
 * last three where the province has no accidents on the trip, or no others.
 */
export type Judgement = {
  predicted: number | null;
  expected: number | null;
  excess: number | null;
  probabilityAbove: number | null;
  isLikelyRandom: boolean | null;
  tripAccidents: number;
  schoolTimeQuotient: number | null;
  schoolTimeProbability: number | null;
  isSchoolTime: boolean | null;
};

/** A place with the outline that is drawn and the member it is anchored at. */
export type ShapedPlace = Pick<Place, 'members'> & { outline: Position[]; anchor: number };

type Measures = {
  /** Length of the window of accidents. */
  years: number;
  severityWeights: BySeverity;
};

/**
 * Shorter places are judged as this length of their roads: 0.1 mile, the least segment of the Highway Safety Manual
 * (AASHTO 2010). A place is found where accidents stand closest, so its own few metres would prove anything.
 */
const leastMetres = 161;

/** Prepares the rates of the scene; the result judges one place after the other. */
export function createJudge(scene: Scene, measures: Measures): (place: ShapedPlace) => Judgement {
  const rates = ratesOf(scene, measures);
  const shareOf = tripShares(scene);
  return (place) => {
    const counted = countedMembers(place);
    return {
      ...excessOfPlace(scene, place, rates, measures),
      ...schoolTime(scene, counted, shareOf(place.anchor)),
    };
  };
}

/** Rates of all roads, section by section, from the accidents that lie on them. */
function ratesOf({ graph, accidents, snapped }: Scene, { years }: Measures): ClassRates {
  const sections = roadSections(graph);
  const counts = Array.from({ length: sections.count }, () => recordOf(SEVERITIES, () => 0));
  accidents.severities.forEach((severity, i) => {
    const edge = snapped.edge[i]!;
    if (edge >= 0 && severity !== 'property') counts[sections.chainOfEdge[edge]!]![severity]++;
  });
  return classRates(
    counts.map((of, section) => {
      const roadClass = graph.roadClass[sections.memberEdge[sections.firstMember[section]!]!]!;
      return { ...roadPiece(roadClass, sections.lengthMetres[section]!, years), counts: of };
    }),
  );
}

/** No traffic is counted, so that it weighs only where a class takes the rate of all classes. */
function roadPiece(roadClass: number, lengthMetres: number, years: number): RoadPiece {
  const name = RoadClass.options[roadClass];
  const traffic = name === undefined ? null : assumedTraffic[trafficClass[name]];
  return { roadClass, lengthMetres, years, traffic };
}

/** The excess of the members on roads over the roads inside the outline. */
function excessOfPlace(
  scene: Scene,
  place: ShapedPlace,
  rates: ClassRates,
  measures: Measures,
): Pick<Judgement, 'predicted' | 'expected' | 'excess' | 'probabilityAbove' | 'isLikelyRandom'> {
  const { accidents, snapped } = scene;
  const { years, severityWeights } = measures;
  const counts = recordOf(SEVERITIES, () => 0);
  for (const accident of countedMembers(place)) {
    const severity = accidents.severities[accident]!;
    if (snapped.edge[accident]! >= 0 && severity !== 'property') counts[severity]++;
  }
  const isOnRoads = counts.fatal + counts.serious + counts.slight > 0;
  const roads = isOnRoads ? roadsOf(scene, place, years) : [];
  const found = excessOver(counts, roads, rates, severityWeights);
  if (!(found.predicted > 0))
    return { predicted: null, expected: null, excess: null, probabilityAbove: null, isLikelyRandom: null };
  return {
    predicted: found.predicted,
    expected: found.expected,
    excess: found.weightedExcess,
    probabilityAbove: found.probabilityAboveClass,
    isLikelyRandom: found.isLikelyRandom,
  };
}

/** The roads a place is compared with, at least `leastMetres` of them in the proportions inside its outline. */
function roadsOf({ graph, grid, snapped }: Scene, place: ShapedPlace, years: number): RoadPiece[] {
  const inside = [...roadsInside(grid, place.outline)];
  const metres = inside.reduce((sum, [, each]) => sum + each, 0);
  if (metres > 0) {
    const scale = Math.max(1, leastMetres / metres);
    return inside.map(([roadClass, each]) => roadPiece(roadClass, each * scale, years));
  }
  // Members beside a road that does not touch the outline: the road of the first of them.
  const edge = countedMembers(place)
    .map((accident) => snapped.edge[accident]!)
    .find((each) => each >= 0);
  return edge === undefined ? [] : [roadPiece(graph.roadClass[edge]!, leastMetres, years)];
}

function schoolTime(
  { accidents }: Scene,
  counted: readonly number[],
  provinceShare: number,
): Pick<Judgement, 'tripAccidents' | 'schoolTimeQuotient' | 'schoolTimeProbability' | 'isSchoolTime'> {
  const tripAccidents = counted.filter((accident) => accidents.windows[accident] === 'trip').length;
  const share = schoolTimeShare(tripAccidents, counted.length, provinceShare);
  return {
    tripAccidents,
    schoolTimeQuotient: share?.quotient ?? null,
    schoolTimeProbability: share?.probabilityAbove ?? null,
    isSchoolTime: share?.isSchoolTime ?? null,
  };
}

/** Gives the share of trip accidents among all of the window in the province of an accident; NaN for one in no province. */
function tripShares({ accidents: { provinces, windows } }: Scene): (accident: number) => number {
  const counts = new Map<string, { trip: number; all: number }>();
  provinces.forEach((province, i) => {
    if (province === null) return;
    const count = counts.get(province) ?? { trip: 0, all: 0 };
    counts.set(province, count);
    count.all++;
    if (windows[i] === 'trip') count.trip++;
  });
  return (accident) => {
    const count = counts.get(provinces[accident] ?? '');
    return count === undefined ? Number.NaN : count.trip / count.all;
  };
}
