// Which roads run through an outline, and how far. Apart because it is plain geometry.
import { type SegmentGrid, visitSegmentsNear } from '../network/segment-grid.ts';
import type { Position } from './cluster-shape.ts';

/**
 * Length of road inside a closed outline by road class code, metres of the metric frame, rising codes; paths are cut
 * where they cross the outline. Empty when no road comes inside.
 */
export function roadsInside(grid: SegmentGrid, outline: readonly Position[]): Map<number, number> {
  const { pathXy, roadClass } = grid.graph;
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const [west, east] = [least(xs), -least(xs.map((x) => -x))];
  const [south, north] = [least(ys), -least(ys.map((y) => -y))];
  const near = new Set<number>();
  const reach = Math.max(east - west, north - south) / 2;
  visitSegmentsNear(
    grid,
    (west + east) / 2,
    (south + north) / 2,
    () => reach,
    (vertex) => near.add(vertex),
  );
  const metres = new Map<number, number>();
  for (const vertex of [...near].sort((a, b) => a - b)) {
    const edge = grid.edgeOfVertex[vertex]!;
    const inside = lengthInside(
      [pathXy[vertex * 2]!, pathXy[vertex * 2 + 1]!],
      [pathXy[vertex * 2 + 2]!, pathXy[vertex * 2 + 3]!],
      outline,
    );
    if (inside > 0) metres.set(roadClass[edge]!, (metres.get(roadClass[edge]!) ?? 0) + inside);
  }
  return new Map([...metres].sort(([a], [b]) => a - b));
}

/** Length of the segment from `a` to `b` inside a closed outline. */
function lengthInside(a: Position, b: Position, outline: readonly Position[]): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const cuts = [0, 1];
  for (let k = 0; k + 1 < outline.length; k++) {
    const [p, q] = [outline[k]!, outline[k + 1]!];
    const [ex, ey] = [q[0] - p[0], q[1] - p[1]];
    const cross = dx * ey - dy * ex;
    if (cross === 0) continue;
    const along = ((p[0] - a[0]) * ey - (p[1] - a[1]) * ex) / cross;
    const across = ((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) / cross;
    if (along > 0 && along < 1 && across >= 0 && across <= 1) cuts.push(along);
  }
  cuts.sort((s, t) => s - t);
  let share = 0;
  for (let k = 0; k + 1 < cuts.length; k++) {
    const middle = (cuts[k]! + cuts[k + 1]!) / 2;
    if (isInside(a[0] + dx * middle, a[1] + dy * middle, outline)) share += cuts[k + 1]! - cuts[k]!;
  }
  return share * Math.sqrt(dx * dx + dy * dy);
}

/** Whether a ray to the east leaves the outline (Shimrat 1962). */
function isInside(x: number, y: number, outline: readonly Position[]): boolean {
  let inside = false;
  for (let k = 0; k + 1 < outline.length; k++) {
    const [p, q] = [outline[k]!, outline[k + 1]!];
    if (p[1] > y !== q[1] > y && x < p[0] + ((y - p[1]) * (q[0] - p[0])) / (q[1] - p[1])) inside = !inside;
  }
  return inside;
}

function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
}
