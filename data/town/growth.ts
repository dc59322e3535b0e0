// Grows lanes the way a settlement does: each starts on an older road, wanders, and either meets
// another road or ends. Kept apart from the ground plan because nothing here is drawn by hand.
import type { RoadClass } from '../../contract/codes.ts';
import {
  distance,
  headingOf,
  insideRing,
  type Line,
  nearestOnLine,
  pointAlong,
  step,
  type XY,
} from './plane.ts';

/** A road while it is being built: points in metres, `id` groups the pieces of one road. */
export interface Draft {
  readonly id: string;
  readonly class: RoadClass;
  readonly name?: string;
  readonly ref?: string;
  readonly points: Line;
}

const CELL_METRES = 40;
const SAMPLE_METRES = 6;
const STEP_METRES = 10;

/** Samples of every road drawn so far, found by place. */
export class RoadIndex {
  readonly drafts: Draft[] = [];
  readonly junctions: XY[] = [];
  readonly #cells = new Map<string, { readonly at: XY; readonly draft: Draft }[]>();

  add(draft: Draft): void {
    this.drafts.push(draft);
    for (let i = 1; i < draft.points.length; i++) {
      const a = draft.points[i - 1]!;
      const b = draft.points[i]!;
      const pieces = Math.max(1, Math.ceil(distance(a, b) / SAMPLE_METRES));
      for (let k = 0; k <= pieces; k++) {
        const at: XY = [a[0] + ((b[0] - a[0]) * k) / pieces, a[1] + ((b[1] - a[1]) * k) / pieces];
        const key = `${Math.floor(at[0] / CELL_METRES)},${Math.floor(at[1] / CELL_METRES)}`;
        const cell = this.#cells.get(key);
        if (cell) cell.push({ at, draft });
        else this.#cells.set(key, [{ at, draft }]);
      }
    }
  }

  /** Nearest sampled road within one cell size (40 m), the excluded road left out. */
  near(p: XY, exclude?: Draft): { metres: number; draft: Draft } | undefined {
    let best: { metres: number; draft: Draft } | undefined;
    const cx = Math.floor(p[0] / CELL_METRES);
    const cy = Math.floor(p[1] / CELL_METRES);
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const sample of this.#cells.get(`${cx + dx},${cy + dy}`) ?? []) {
          if (sample.draft === exclude) continue;
          const metres = distance(sample.at, p);
          if (!best || metres < best.metres) best = { metres, draft: sample.draft };
        }
      }
    }
    return best && best.metres <= CELL_METRES ? best : undefined;
  }
}

/** Where roads may not go. */
export interface Ground {
  readonly outline: Line;
  readonly river: Line;
  readonly riverClearanceMetres: number;
  readonly plots: readonly Line[];
  readonly quiet: readonly { readonly at: XY; readonly radius: number }[];
}

export const isQuiet = (ground: Ground, p: XY): boolean =>
  ground.quiet.some((circle) => distance(circle.at, p) < circle.radius);

const isFree = (ground: Ground, p: XY): boolean =>
  insideRing(ground.outline, p) &&
  nearestOnLine(ground.river, p).metres > ground.riverClearanceMetres &&
  !ground.plots.some((plot) => insideRing(plot, p));

export interface LaneStyle {
  readonly minMetres: number;
  readonly maxMetres: number;
  /** Nearest a lane comes to another road without meeting it. */
  readonly gapMetres: number;
  /** Chance that a lane that comes near another road meets it. */
  readonly join: number;
  /** How much the direction drifts per step, radians. */
  readonly bend: number;
}

/** One lane from a point of `parent`, or undefined when there is no room for it. */
export function growLane(
  index: RoadIndex,
  ground: Ground,
  parent: Draft,
  from: XY,
  heading: number,
  style: LaneStyle,
  random: () => number,
): XY[] | undefined {
  const target = style.minMetres + (style.maxMetres - style.minMetres) * random() ** 1.6;
  const drift = (random() - 0.5) * style.bend;
  const points: XY[] = [from];
  let direction = heading;
  for (let walked = STEP_METRES; walked <= target; walked += STEP_METRES) {
    direction += drift + (random() - 0.5) * style.bend * 1.3;
    const next = step(points[points.length - 1]!, direction, STEP_METRES);
    if (!isFree(ground, next)) break;
    const other = index.near(next, walked < 70 ? parent : undefined);
    if (other && other.metres < style.gapMetres) {
      if (walked < 30) return undefined;
      const meet = nearestOnLine(other.draft.points, next).point;
      const turn = Math.abs(Math.sin(headingOf(points[points.length - 1]!, meet) - direction));
      const crowded = index.junctions.some((junction) => distance(junction, meet) < 22);
      if (random() < style.join && turn < 0.8 && !crowded && !isQuiet(ground, meet)) {
        points.push(meet);
        index.junctions.push(meet);
      } else {
        points.splice(-1);
      }
      break;
    }
    points.push(next);
  }
  return points.length * STEP_METRES >= style.minMetres ? points : undefined;
}

/** Where a lane may leave its parent: a free, not crowded point and a direction to one side. */
export function laneStart(
  index: RoadIndex,
  ground: Ground,
  parent: Draft,
  along: number,
  random: () => number,
): { from: XY; heading: number } | undefined {
  const { point, heading } = pointAlong(parent.points, along);
  if (isQuiet(ground, point) || !insideRing(ground.outline, point)) return undefined;
  if (index.junctions.some((junction) => distance(junction, point) < 30)) return undefined;
  const side = random() < 0.5 ? 1 : -1;
  return { from: point, heading: heading + side * (Math.PI / 2 + (random() - 0.5) * 0.7) };
}
