// The road before a gate as a frame to draw in: metres along it from the gate, and across it from its middle line
// towards the gate. Pure.
import type { Position } from '../../../contract/geometry.ts';
import type { PlanGround } from '../../../contract/plan-ground.ts';
import { along, lengthOf, metresBetween, moved, planeAt, type Xy } from '../../map/plan-plane.ts';

export type RoadFrame = {
  road: PlanGround['roads'][number];
  /** Metres from the road's middle line to the gate. */
  gateMetres: number;
  /** Metres along the road from the gate (right of who leaves it: below 0), and across it (towards the gate: above 0). */
  place(alongMetres: number, acrossMetres: number): Position;
  /** The inverse of `place`, as if the road ran straight on. */
  read(place: Position): { alongMetres: number; acrossMetres: number };
  /** Degrees clockwise from north of the direction in which metres along grow. */
  bearing: number;
};

type Foot = { at: Xy; metres: number; alongMetres: number; angle: number };

/** The frame of the road nearest to a place; null where no road is known. */
export function roadFrame({ roads }: Pick<PlanGround, 'roads'>, gate: Position): RoadFrame | null {
  const plane = planeAt(gate);
  const nearest = roads
    .flatMap((road) => {
      const points = road.path.coordinates.map(plane.toPlane);
      const foot = footOn(points, [0, 0]);
      return foot === null ? [] : [{ road, points, foot }];
    })
    .reduce<{ road: RoadFrame['road']; points: Xy[]; foot: Foot } | null>(
      (best, one) => (best === null || one.foot.metres < best.foot.metres ? one : best),
      null,
    );
  if (nearest === null) return null;
  const { road, foot } = nearest;
  // The gate stands to the left of who goes along; else the line is read from its other end.
  const isLeft = Math.cos(foot.angle) * -foot.at[1] - Math.sin(foot.angle) * -foot.at[0] >= 0;
  const points = isLeft ? nearest.points : nearest.points.toReversed();
  const from = isLeft ? foot.alongMetres : lengthOf(points) - foot.alongMetres;
  const angle = isLeft ? foot.angle : foot.angle + Math.PI;
  const end = lengthOf(points);
  return {
    road,
    gateMetres: foot.metres,
    place: (alongMetres, acrossMetres) => {
      const metres = from + alongMetres;
      const within = along(points, Math.min(end, Math.max(0, metres)));
      const onLine = moved(within.at, within.angle, metres - Math.min(end, Math.max(0, metres)));
      return plane.toPlace(moved(onLine, within.angle + Math.PI / 2, acrossMetres));
    },
    read: (place) => {
      const [x, y] = plane.toPlane(place);
      const [dx, dy] = [x - foot.at[0], y - foot.at[1]];
      return {
        alongMetres: dx * Math.cos(angle) + dy * Math.sin(angle),
        acrossMetres: dy * Math.cos(angle) - dx * Math.sin(angle),
      };
    },
    bearing: (((90 - (angle * 180) / Math.PI) % 360) + 360) % 360,
  };
}

/** The place of a line nearest to a point; null for a line without length. */
function footOn(points: readonly Xy[], p: Xy): Foot | null {
  let best: Foot | null = null;
  let before = 0;
  for (const [i, to] of points.entries()) {
    const from = points[i - 1];
    if (from === undefined) continue;
    const length = metresBetween(from, to);
    if (length === 0) continue;
    const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    const t = Math.min(length, Math.max(0, (p[0] - from[0]) * ux + (p[1] - from[1]) * uy));
    const at: Xy = [from[0] + ux * t, from[1] + uy * t];
    const metres = metresBetween(at, p);
    if (best === null || metres < best.metres) {
      best = { at, metres, alongMetres: before + t, angle: Math.atan2(uy, ux) };
    }
    before += length;
  }
  return best;
}
