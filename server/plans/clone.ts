// A plan's elements at another gate: moved from gate to gate and turned from road to road. Pure.
import type { Position } from '../../contract/geometry.ts';
import type { PlanElement } from '../../contract/plan-element.ts';
import { type Drawn, metresTo, type Plane, planeAt, segmentsOf, shapeOf, type Xy } from './plane.ts';

/** A gate and the roads around it. */
export type Anchor = { at: Position; roads: readonly Drawn[] };

/**
 * Elements at another gate, each under the id that `newId` gives for its own. They turn by the angle between the
 * directions from each gate square to its nearest road, so that what lay on the road lies on the road; without a road
 * at either gate they are only moved. Signs and directions turn with them. Places are rounded to about a centimetre.
 */
export function elementsAt(
  elements: readonly PlanElement[],
  from: Anchor,
  to: Anchor,
  newId: (id: string) => string,
): PlanElement[] {
  const [old, plane] = [planeAt(from.at), planeAt(to.at)];
  const [before, after] = [towardsRoad(from, old), towardsRoad(to, plane)];
  const turn = before === null || after === null ? 0 : after - before;
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const move = (place: Position): Position => {
    const [x, y] = old.toPlane(place);
    const [lon, lat] = plane.toPlace([x * cosine - y * sine, x * sine + y * cosine]);
    return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
  };
  return elements.map((element) => moved(element, move, turn, newId(element.id)));
}

function moved(
  element: PlanElement,
  move: (place: Position) => Position,
  turn: number,
  id: string,
): PlanElement {
  switch (element.type) {
    case 'sign': {
      const clockwise = (turn * -180) / Math.PI;
      const facingDegrees = (((element.properties.facingDegrees + clockwise) % 360) + 360) % 360;
      return {
        ...element,
        id,
        geometry: point(element, move),
        properties: { ...element.properties, facingDegrees },
      };
    }
    case 'lighting':
    case 'camera':
    case 'team_post':
      return { ...element, id, geometry: point(element, move) };
    case 'pick_up_bay':
    case 'class_queue':
    case 'motorbike_rows':
    case 'refuge':
    case 'bus_bay':
    case 'keeping_area':
      return {
        ...element,
        id,
        geometry: {
          type: 'Polygon',
          coordinates: element.geometry.coordinates.map((ring) => ring.map(move)),
        },
      };
    default:
      return {
        ...element,
        id,
        geometry: { type: 'LineString', coordinates: element.geometry.coordinates.map(move) },
      };
  }
}

function point(
  { geometry }: { geometry: { coordinates: Position } },
  move: (place: Position) => Position,
): { type: 'Point'; coordinates: Position } {
  return { type: 'Point', coordinates: move(geometry.coordinates) };
}

/** Angle from the gate square to its nearest road, radians counter-clockwise from east; null without a road. */
function towardsRoad({ roads }: Anchor, plane: Plane): number | null {
  const gate: Xy = [0, 0];
  let best: { metres: number; angle: number } | null = null;
  for (const road of roads) {
    for (const [a, b] of segmentsOf(shapeOf(road, plane).points)) {
      const metres = metresTo({ kind: 'LineString', points: [a, b] }, gate);
      if (best !== null && metres >= best.metres) continue;
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      // The normal of the road that points from the gate to it.
      const side = Math.sign(a[0] * -dy + a[1] * dx) || 1;
      best = { metres, angle: Math.atan2(side * dx, side * -dy) };
    }
  }
  return best?.angle ?? null;
}
