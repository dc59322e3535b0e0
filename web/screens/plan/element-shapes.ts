// Shapes of elements in metres: how large they are, where one stands that is placed by key, moving and turning them. Pure.
import type { PlanElement } from '../../../contract/plan.ts';
import type { DrawShape, MapMiddle } from '../../map/plan-map-types.ts';
import {
  extentAcross,
  lengthOf,
  longAngle,
  moved,
  planeAt,
  rectangle,
  type Xy,
} from '../../map/plan-plane.ts';

/** The longer and the shorter side of an area, metres. */
export function sidesOf(geometry: Extract<PlanElement['geometry'], { type: 'Polygon' }>): {
  length: number;
  width: number;
} {
  const [ring = []] = geometry.coordinates;
  const origin = ring[0];
  if (origin === undefined) return { length: 0, width: 0 };
  const points = ring.map(planeAt(origin).toPlane);
  const angle = longAngle(points);
  return { length: extentAcross(points, angle + Math.PI / 2), width: extentAcross(points, angle) };
}

/** Metres of a line. */
export function metresOf(geometry: Extract<PlanElement['geometry'], { type: 'LineString' }>): number {
  const origin = geometry.coordinates[0];
  return origin === undefined ? 0 : lengthOf(geometry.coordinates.map(planeAt(origin).toPlane));
}

/** Where a shape of a size (metres along the road and across it) stands when it is placed by key: in the middle of the map, along or across the road there. */
export function geometryAt(
  { shape, size }: { shape: Exclude<DrawShape, 'polygon'>; size: readonly [number, number] },
  { place, road }: MapMiddle,
): PlanElement['geometry'] {
  const [length, width] = size;
  const plane = planeAt(place);
  const angle = road?.angle ?? 0;
  const ends = (at: Xy, way: number, metres: number) => ({
    type: 'LineString' as const,
    coordinates: [moved(at, way, -metres / 2), moved(at, way, metres / 2)].map(plane.toPlace),
  });
  if (shape === 'point') return { type: 'Point', coordinates: place };
  if (shape === 'rectangle') {
    return { type: 'Polygon', coordinates: [rectangle([0, 0], angle, length, width).map(plane.toPlace)] };
  }
  if (shape === 'line') return ends([0, 0], angle, length);
  const onRoad = road === null ? ([0, 0] as const) : plane.toPlane(road.place);
  return ends(onRoad, angle + Math.PI / 2, road?.widthMetres ?? width);
}

/** A shape moved by metres east and north, and turned around its middle by degrees against the clock. */
export function shifted(
  geometry: PlanElement['geometry'],
  [east, north]: Xy,
  turnDegrees: number,
): PlanElement['geometry'] {
  const places =
    geometry.type === 'Point'
      ? [geometry.coordinates]
      : geometry.type === 'LineString'
        ? geometry.coordinates
        : geometry.coordinates.flat();
  const origin = places[0];
  if (origin === undefined) return geometry;
  const plane = planeAt(origin);
  const points = places.map(plane.toPlane);
  const middle: Xy = [
    points.reduce((sum, [x]) => sum + x, 0) / points.length,
    points.reduce((sum, [, y]) => sum + y, 0) / points.length,
  ];
  const turn = (turnDegrees * Math.PI) / 180;
  const move = (place: (typeof places)[number]) => {
    const [x, y] = plane.toPlane(place);
    const [dx, dy] = [x - middle[0], y - middle[1]];
    return plane.toPlace([
      middle[0] + dx * Math.cos(turn) - dy * Math.sin(turn) + east,
      middle[1] + dx * Math.sin(turn) + dy * Math.cos(turn) + north,
    ]);
  };
  if (geometry.type === 'Point') return { ...geometry, coordinates: move(geometry.coordinates) };
  if (geometry.type === 'LineString') return { ...geometry, coordinates: geometry.coordinates.map(move) };
  return { ...geometry, coordinates: geometry.coordinates.map((ring) => ring.map(move)) };
}
