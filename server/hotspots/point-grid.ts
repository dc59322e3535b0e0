// Points found by distance: a hashed grid over the metric frame. Apart because clusters,
// junctions and left-over accidents all ask which points are near a place.

export type PointGrid = {
  /** Calls `visit` with the index and distance of every point within `radius` (inclusive). */
  within(x: number, y: number, radius: number, visit: (index: number, metres: number) => void): void;
};

/** Distances in metres differ by less than this only through rounding. */
export const SAME_METRES = 1e-6;

/**
 * Indexes points for searches of about `cellMetres`. A search visits points in an order that
 * depends on the grid: callers must choose by a rule that does not. Distances up to
 * `SAME_METRES` above the radius count as inside.
 */
export function buildPointGrid(xs: ArrayLike<number>, ys: ArrayLike<number>, cellMetres: number): PointGrid {
  const n = xs.length;
  let buckets = 1;
  while (buckets < n) buckets *= 2;
  const start = new Uint32Array(buckets + 1);
  const cellX = new Float64Array(n);
  const cellY = new Float64Array(n);
  const bucketOf = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    cellX[i] = Math.floor(xs[i]! / cellMetres);
    cellY[i] = Math.floor(ys[i]! / cellMetres);
    const bucket = hashCell(cellX[i]!, cellY[i]!, buckets - 1);
    bucketOf[i] = bucket;
    start[bucket + 1]!++;
  }
  for (let b = 0; b < buckets; b++) start[b + 1]! += start[b]!;
  const next = start.slice();
  const entries = new Uint32Array(n);
  for (let i = 0; i < n; i++) entries[next[bucketOf[i]!]!++] = i;

  return {
    within(x, y, radius, visit) {
      const reach = radius + SAME_METRES;
      const lastColumn = Math.floor((x + reach) / cellMetres);
      const lastRow = Math.floor((y + reach) / cellMetres);
      for (let row = Math.floor((y - reach) / cellMetres); row <= lastRow; row++) {
        for (let column = Math.floor((x - reach) / cellMetres); column <= lastColumn; column++) {
          const bucket = hashCell(column, row, buckets - 1);
          for (let k = start[bucket]!; k < start[bucket + 1]!; k++) {
            const i = entries[k]!;
            // Another cell may share the bucket, and must not be visited twice.
            if (cellX[i] !== column || cellY[i] !== row) continue;
            const dx = xs[i]! - x;
            const dy = ys[i]! - y;
            const metres = Math.sqrt(dx * dx + dy * dy);
            if (metres <= reach) visit(i, metres);
          }
        }
      }
    },
  };
}

function hashCell(column: number, row: number, mask: number): number {
  let hash = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 7) & mask;
}
