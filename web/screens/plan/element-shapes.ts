// Shapes of elements in metres: how large they are, where one stands that is placed by key, moving and turning them. Pure.
import type { Position } from '../../../contract/geometry.ts';
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

/** The middle of a shape: the mean of its corners, a closing one not counted twice. */
export function middleOf(geometry: PlanElement['geometry']): Position {
  const { plane, middle } = framed(geometry);
  return plane.toPlace(middle);
}

function framed(geometry: PlanElement['geometry']) {
  const places =
    geometry.type === 'Point'
      ? [geometry.coordinates]
      : geometry.type === 'LineString'
        ? geometry.coordinates
        : (geometry.coordinates[0] ?? []).slice(0, -1);
  const plane = planeAt(places[0] ?? [0, 0]);
  const points = places.map(plane.toPlane);
  const count = Math.max(1, points.length);
  const middle: Xy = [
    points.reduce((sum, [x]) => sum + x, 0) / count,
    points.reduce((sum, [, y]) => sum + y, 0) / count,
  ];
  return { plane, points, middle };
}

/** Every corner of a shape put elsewhere; `put` works in metres from the shape's middle. */
function reshaped(geometry: PlanElement['geometry'], put: (at: Xy) => Xy): PlanElement['geometry'] {
  const { plane, middle } = framed(geometry);
  const move = (place: Position): Position => {
    const [x, y] = plane.toPlane(place);
    const [dx, dy] = put([x - middle[0], y - middle[1]]);
    return plane.toPlace([middle[0] + dx, middle[1] + dy]);
  };
  if (geometry.type === 'Point') return { ...geometry, coordinates: move(geometry.coordinates) };
  if (geometry.type === 'LineString') return { ...geometry, coordinates: geometry.coordinates.map(move) };
  return { ...geometry, coordinates: geometry.coordinates.map((ring) => ring.map(move)) };
}

/** A shape moved by metres east and north, and turned around its middle by degrees against the clock. */
export function shifted(
  geometry: PlanElement['geometry'],
  [east, north]: Xy,
  turnDegrees: number,
): PlanElement['geometry'] {
  const turn = (turnDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return reshaped(geometry, ([x, y]) => [x * cos - y * sin + east, x * sin + y * cos + north]);
}

/** A shape with its middle at a place. */
export function movedTo(geometry: PlanElement['geometry'], place: Position): PlanElement['geometry'] {
  const { plane, middle } = framed(geometry);
  const [x, y] = plane.toPlane(place);
  return shifted(geometry, [x - middle[0], y - middle[1]], 0);
}

/** A line `length` metres long with its bends kept, or an area `length` by `width` metres, about its middle; a point as it is. */
export function resized(
  geometry: PlanElement['geometry'],
  { length, width }: { length: number; width: number },
): PlanElement['geometry'] {
  if (geometry.type === 'Point') return geometry;
  if (geometry.type === 'LineString') {
    const factor = length / Math.max(1e-6, metresOf(geometry));
    return reshaped(geometry, ([x, y]) => [x * factor, y * factor]);
  }
  const now = sidesOf(geometry);
  const angle = longAngle(framed(geometry).points.concat([[0, 0]]));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [alongFactor, acrossFactor] = [
    length / Math.max(1e-6, now.length),
    width / Math.max(1e-6, now.width),
  ];
  return reshaped(geometry, ([x, y]) => {
    const [a, b] = [(x * cos + y * sin) * alongFactor, (y * cos - x * sin) * acrossFactor];
    return [a * cos - b * sin, a * sin + b * cos];
  });
}
