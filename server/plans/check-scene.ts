// What rules look at: a plan's elements in the plane with the gates, roads and junctions around. Pure.
import type { RoadClass } from '../../contract/codes.ts';
import type { LineString, Point, Position } from '../../contract/geometry.ts';
import type { Measure } from '../../contract/measure.ts';
import type { PlanContent, PlanFailure } from '../../contract/plan.ts';
import type { PlanElement } from '../../contract/plan-element.ts';
import type { PlanGround } from '../../contract/plan-ground.ts';
import {
  type Box,
  boxOf,
  metresBetween,
  metresTo,
  metresToBox,
  type Plane,
  planeAt,
  type Shape,
  shapeOf,
  type Xy,
} from './plane.ts';

/** What is around the gate, as read. */
export type Around = {
  /** The plan's gate, or the school. */
  anchor: Point;
  /** All gates of the school, the plan's own among them. */
  gates: { id: string; location: Point }[];
  roads: { id: string; class: RoadClass; lanes: number | null; path: LineString }[];
};

export type SceneRoad = { class: RoadClass; lanes: number; widthMetres: number; shape: Shape; box: Box };
export type SceneElement = { element: PlanElement; shape: Shape; box: Box };

export type Scene = {
  plan: PlanContent;
  plane: Plane;
  elements: SceneElement[];
  gates: Xy[];
  roads: SceneRoad[];
  /** The catalogue in force, with least widths that a province asks for. */
  measures: readonly Measure[];
  /** Places where three ends of roads or more meet, with half the width of the widest road there. */
  junctions: { at: Xy; halfWidthMetres: number }[];
};

/** Our choice, after TCVN 4054 and TCXDVN 104: lanes of main roads are wider, where a survey has no width. */
const LANE_METRES = { main: 3.5, other: 3 };
const mainClasses: readonly RoadClass[] = ['expressway', 'national', 'provincial', 'urban_main'];
/** Our choice: narrow ways have one lane unless it is known otherwise. */
const narrowClasses: readonly RoadClass[] = ['hamlet', 'lane', 'path'];

export function isMainRoad(roadClass: RoadClass): boolean {
  return mainClasses.includes(roadClass);
}

export function sceneOf(plan: PlanContent, around: Around, measures: readonly Measure[]): Scene {
  const plane = planeAt(around.anchor.coordinates);
  const roads = sceneRoads(around, plane);
  return {
    plan,
    plane,
    elements: plan.elements.map((element) => {
      const shape = shapeOf(element.geometry, plane);
      return { element, shape, box: boxOf(shape) };
    }),
    gates: around.gates.map(({ location }) => plane.toPlane(location.coordinates)),
    roads,
    measures,
    junctions: junctionsOf(around, plane, roads),
  };
}

function sceneRoads({ roads }: Pick<Around, 'roads'>, plane: Plane): SceneRoad[] {
  return roads.map(({ class: roadClass, lanes: known, path }) => {
    const lanes = known ?? (narrowClasses.includes(roadClass) ? 1 : 2);
    const widthMetres = lanes * (isMainRoad(roadClass) ? LANE_METRES.main : LANE_METRES.other);
    const shape = shapeOf(path, plane);
    return { class: roadClass, lanes, widthMetres, shape, box: boxOf(shape) };
  });
}

/** The ground as those who draw see it: the same roads and junctions that the rules look at. */
export function groundOf(around: Around): PlanGround {
  const plane = planeAt(around.anchor.coordinates);
  const roads = sceneRoads(around, plane);
  return {
    anchor: around.anchor,
    roads: around.roads.flatMap(({ path }, i) => {
      const road = roads[i];
      if (road === undefined) return [];
      const { class: roadClass, lanes, widthMetres } = road;
      return [{ class: roadClass, lanes, widthMetres, isMain: isMainRoad(roadClass), path }];
    }),
    junctions: junctionsOf(around, plane, roads).map(({ at, halfWidthMetres }) => ({
      place: { type: 'Point', coordinates: roundedPlace(plane.toPlace(at)) },
      halfWidthMetres,
    })),
  };
}

function junctionsOf(around: Around, plane: Plane, roads: readonly SceneRoad[]): Scene['junctions'] {
  const nodes = new Map<string, { at: Xy; ends: number; halfWidthMetres: number }>();
  around.roads.forEach(({ path: { coordinates } }, i) => {
    const halfWidthMetres = (roads[i]?.widthMetres ?? 0) / 2;
    for (const place of [coordinates[0], coordinates.at(-1)]) {
      if (place === undefined) continue;
      // Ends are one node when equal to a centimetre, which is what nodes of the road graph are told apart by.
      const key = place.map((degrees) => degrees.toFixed(7)).join();
      const node = nodes.get(key) ?? { at: plane.toPlane(place), ends: 0, halfWidthMetres: 0 };
      nodes.set(key, {
        at: node.at,
        ends: node.ends + 1,
        halfWidthMetres: Math.max(node.halfWidthMetres, halfWidthMetres),
      });
    }
  });
  return [...nodes.values()]
    .filter(({ ends }) => ends >= 3)
    .map(({ at, halfWidthMetres }) => ({ at, halfWidthMetres }));
}

/** The road whose middle line is nearest to a place; undefined where none is known. */
export function roadAt({ roads }: Scene, at: Xy): { road: SceneRoad; metres: number } | undefined {
  let best: { road: SceneRoad; metres: number } | undefined;
  for (const road of roads) {
    if (best !== undefined && metresToBox(road.box, at) >= best.metres) continue;
    const metres = metresTo(road.shape, at);
    if (best === undefined || metres < best.metres) best = { road, metres };
  }
  return best;
}

/** Least metres from a place to any of some places; infinite without any. */
export function nearest(places: readonly Xy[], at: Xy): number {
  return places.reduce((least, place) => Math.min(least, metresBetween(place, at)), Number.POSITIVE_INFINITY);
}

type Of<T extends PlanElement['type']> = Extract<PlanElement, { type: T }>;

/** The elements of some types, with their figures. */
export function elementsOf<T extends PlanElement['type']>(
  scene: Scene,
  ...types: readonly T[]
): { element: Of<T>; shape: Shape; box: Box }[] {
  const isOf = (element: PlanElement): element is Of<T> => types.some((type) => type === element.type);
  return scene.elements.flatMap(({ element, ...rest }) => (isOf(element) ? [{ element, ...rest }] : []));
}

/** A failure, its place given in the plane and its elements as they are. */
export function failure(
  scene: Scene,
  {
    at,
    of,
    ...rest
  }: Omit<PlanFailure, 'place' | 'elementIds'> & { at: Xy | null; of: readonly PlanElement[] },
): PlanFailure {
  return {
    ...rest,
    place: at && { type: 'Point', coordinates: roundedPlace(scene.plane.toPlace(at)) },
    elementIds: of.map(({ id }) => id),
  };
}

/** Seven decimals of a degree are about a centimetre. */
function roundedPlace([lon, lat]: Position): Position {
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}

/** One decimal as people write it. */
export function decimal(value: number, language: 'vi' | 'en'): string {
  const text = value.toFixed(1);
  return language === 'vi' ? text.replace('.', ',') : text;
}
