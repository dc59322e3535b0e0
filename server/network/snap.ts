// Snapping: which road edge a gate or an accident lies on, and how far along it. Apart from
// the index because the choice between edges is a rule people must be able to read.
import { type SegmentGrid, visitSegmentsNear } from './segment-grid.ts';

export type SnapOptions = {
  /** No edge farther than this is taken: 30 m for gates, 50 m for accidents (our choice). */
  limitMetres: number;
  /** Distances are compared after rounding to this step; the smallest edge wins a tie. */
  tieMetres?: number;
  /** Says whether an edge fits what the report says of point `pointIndex` (name, class). */
  preferred?: (pointIndex: number, edgeIndex: number) => boolean;
  /** How much farther than the nearest edge a preferred edge may lie and still win. */
  preferredToleranceMetres?: number;
  /** Leave edges closed to walkers out. */
  walkableOnly?: boolean;
};

export type SnappedPoints = {
  /** Edge of every point, -1 when none lies within the limit (a person must place it). */
  edge: Int32Array;
  /** Distance along the edge in stored metres (0 when unsnapped). */
  offsetMetres: Float64Array;
  /** Plane distance from the point to the edge, metres (Infinity when unsnapped). */
  distanceMetres: Float64Array;
};

/** Two distances in the same step are the same place: coordinates are kept to 0.01 m. */
const TIE_METRES = 0.01;

/** GPS error of a phone in a street (our choice): a named road this much farther still wins. */
const PREFERRED_TOLERANCE_METRES = 15;

/**
 * Snaps points (metric frame of the graph) to edges.
 *
 * The nearest edge wins, equal distances (to `tieMetres`) go to the smallest edge index; but
 * the nearest preferred edge wins when it lies at most `preferredToleranceMetres` farther than
 * the nearest. The limit holds for preferred edges too. The offset is the plane position
 * scaled to the stored length. Points that are not finite stay unsnapped.
 */
export function snapPoints(
  grid: SegmentGrid,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  options: SnapOptions,
): SnappedPoints {
  const { graph, edgeOfVertex } = grid;
  const { limitMetres, preferred, walkableOnly } = options;
  const tie = options.tieMetres ?? TIE_METRES;
  const extra =
    preferred === undefined ? 0 : (options.preferredToleranceMetres ?? PREFERRED_TOLERANCE_METRES);
  const n = xs.length;
  const result: SnappedPoints = {
    edge: new Int32Array(n).fill(-1),
    offsetMetres: new Float64Array(n),
    distanceMetres: new Float64Array(n).fill(Infinity),
  };
  const nearest = createBest(tie);
  const fitting = createBest(tie);
  const hit = { distance: 0, along: 0 };

  for (let point = 0; point < n; point++) {
    const x = xs[point]!;
    const y = ys[point]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    nearest.clear();
    fitting.clear();
    visitSegmentsNear(
      grid,
      x,
      y,
      () => Math.min(limitMetres, nearest.distance + extra + tie),
      (vertex) => {
        const edge = edgeOfVertex[vertex]!;
        if (walkableOnly === true && graph.walkable[edge] !== 1) return;
        projectOnSegment(graph.pathXy, vertex, x, y, hit);
        if (hit.distance > limitMetres) return;
        const along = graph.alongMetres[vertex]! + hit.along;
        nearest.offer(edge, hit.distance, along);
        if (fitting.mayTake(edge, hit.distance) && preferred?.(point, edge) === true) {
          fitting.offer(edge, hit.distance, along);
        }
      },
    );
    const fits = fitting.edge >= 0 && fitting.step * tie <= nearest.step * tie + extra + tie / 2;
    const best = fits ? fitting : nearest;
    if (best.edge < 0) continue;
    result.edge[point] = best.edge;
    result.distanceMetres[point] = best.distance;
    result.offsetMetres[point] = storedOffset(grid, best.edge, best.along);
  }
  return result;
}

/** Plane position along an edge, scaled to its stored length and kept inside it. */
export function storedOffset({ graph }: SegmentGrid, edge: number, alongMetres: number): number {
  const plane = graph.alongMetres[graph.pathStart[edge + 1]! - 1]!;
  if (plane === 0) return 0;
  return Math.min(1, alongMetres / plane) * graph.lengthMetres[edge]!;
}

/** Distance from (x, y) to the segment that starts at `vertex`, and where along it. */
export function projectOnSegment(
  pathXy: Float64Array,
  vertex: number,
  x: number,
  y: number,
  hit: { distance: number; along: number },
): void {
  const ax = pathXy[vertex * 2]!;
  const ay = pathXy[vertex * 2 + 1]!;
  const dx = pathXy[vertex * 2 + 2]! - ax;
  const dy = pathXy[vertex * 2 + 3]! - ay;
  const squared = dx * dx + dy * dy;
  const share = squared > 0 ? ((x - ax) * dx + (y - ay) * dy) / squared : 0;
  const inside = share < 0 ? 0 : share > 1 ? 1 : share;
  const ex = ax + inside * dx - x;
  const ey = ay + inside * dy - y;
  hit.distance = Math.sqrt(ex * ex + ey * ey);
  hit.along = inside * Math.sqrt(squared);
}

type Best = {
  edge: number;
  distance: number;
  along: number;
  /** Distance in tie steps. */
  step: number;
  clear(): void;
  mayTake(edge: number, distance: number): boolean;
  offer(edge: number, distance: number, along: number): void;
};

/** Keeps the best of the offers under a total order, so the order of offers is no matter. */
function createBest(tie: number): Best {
  return {
    edge: -1,
    distance: Infinity,
    along: 0,
    step: Infinity,
    clear() {
      this.edge = -1;
      this.distance = Infinity;
      this.along = 0;
      this.step = Infinity;
    },
    mayTake(edge, distance) {
      const step = Math.round(distance / tie);
      return step < this.step || (step === this.step && edge <= this.edge);
    },
    offer(edge, distance, along) {
      const step = Math.round(distance / tie);
      if (step > this.step) return;
      if (step === this.step) {
        if (edge > this.edge) return;
        if (edge === this.edge) {
          if (distance > this.distance) return;
          if (distance === this.distance && along >= this.along) return;
        }
      }
      this.edge = edge;
      this.distance = distance;
      this.along = along;
      this.step = step;
    },
  };
}
