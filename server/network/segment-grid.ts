// Spatial index of path segments: a hashed grid, so that memory follows the number of
// segments and not the extent of the country. Apart because snapping and map matching ask it
// different questions.
import type { Graph } from './graph.ts';

/**
 * Entries of bucket b are bucketStart[b] .. bucketStart[b + 1] - 1; each is the index of the
 * first vertex of a segment. A bucket may hold segments of several cells: callers measure.
 */
export type SegmentGrid = {
  graph: Graph;
  cellMetres: number;
  bucketMask: number;
  bucketStart: Uint32Array;
  entryVertex: Uint32Array;
  /** Edge of every path vertex. */
  edgeOfVertex: Int32Array;
};

/**
 * Indexes all path segments of a graph. `cellMetres` only changes speed: 64 m (our choice)
 * makes the usual search within 30 to 65 m touch at most nine to twenty-five cells.
 */
export function buildSegmentGrid(graph: Graph, cellMetres = 64): SegmentGrid {
  const { pathStart, edgeCount, pathXy } = graph;
  const edgeOfVertex = new Int32Array(pathXy.length / 2);
  for (let edge = 0; edge < edgeCount; edge++)
    edgeOfVertex.fill(edge, pathStart[edge]!, pathStart[edge + 1]!);

  let entryCount = 0;
  eachSegmentCell(graph, cellMetres, () => entryCount++);
  let buckets = 1;
  while (buckets < entryCount) buckets *= 2;
  const bucketMask = buckets - 1;
  const bucketStart = new Uint32Array(buckets + 1);
  eachSegmentCell(graph, cellMetres, (column, row) => bucketStart[hashCell(column, row, bucketMask) + 1]!++);
  for (let b = 0; b < buckets; b++) bucketStart[b + 1]! += bucketStart[b]!;
  const next = bucketStart.slice();
  const entryVertex = new Uint32Array(entryCount);
  eachSegmentCell(graph, cellMetres, (column, row, vertex) => {
    entryVertex[next[hashCell(column, row, bucketMask)]!++] = vertex;
  });
  return { graph, cellMetres, bucketMask, bucketStart, entryVertex, edgeOfVertex };
}

/**
 * Calls `visit` with the first vertex of every segment that may lie within reach of the
 * point (x, y), ring of cells by ring of cells outwards; a segment may come more than once.
 * `reach` is asked again before every ring: the search ends once all nearer cells are done.
 */
export function visitSegmentsNear(
  grid: SegmentGrid,
  x: number,
  y: number,
  reach: () => number,
  visit: (vertex: number) => void,
): void {
  const { cellMetres, bucketMask, bucketStart, entryVertex } = grid;
  const column = Math.floor(x / cellMetres);
  const row = Math.floor(y / cellMetres);
  const insideX = x - column * cellMetres;
  const insideY = y - row * cellMetres;
  const margin = Math.min(insideX, cellMetres - insideX, insideY, cellMetres - insideY);
  const visitCell = (c: number, r: number): void => {
    const bucket = hashCell(c, r, bucketMask);
    for (let k = bucketStart[bucket]!; k < bucketStart[bucket + 1]!; k++) visit(entryVertex[k]!);
  };
  for (let ring = 0; ring === 0 || (ring - 1) * cellMetres + margin <= reach(); ring++) {
    for (let r = row - ring; r <= row + ring; r++) {
      const isEdgeRow = r === row - ring || r === row + ring;
      const step = isEdgeRow || ring === 0 ? 1 : ring * 2;
      for (let c = column - ring; c <= column + ring; c += step) visitCell(c, r);
    }
  }
}

function hashCell(column: number, row: number, mask: number): number {
  let hash = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 7) & mask;
}

/** Rounding of a cell border may move it by less than this, metres. */
const BORDER_SLACK = 1e-6;

function eachSegmentCell(
  graph: Graph,
  cell: number,
  visit: (column: number, row: number, vertex: number) => void,
): void {
  const { pathXy, pathStart, edgeCount } = graph;
  for (let edge = 0; edge < edgeCount; edge++) {
    for (let v = pathStart[edge]!; v + 1 < pathStart[edge + 1]!; v++) {
      const x0 = pathXy[v * 2]!;
      const y0 = pathXy[v * 2 + 1]!;
      const x1 = pathXy[v * 2 + 2]!;
      const y1 = pathXy[v * 2 + 3]!;
      const left = Math.min(x0, x1) - BORDER_SLACK;
      const right = Math.max(x0, x1) + BORDER_SLACK;
      const firstRow = Math.floor((Math.min(y0, y1) - BORDER_SLACK) / cell);
      const lastRow = Math.floor((Math.max(y0, y1) + BORDER_SLACK) / cell);
      for (let row = firstRow; row <= lastRow; row++) {
        let low = left;
        let high = right;
        if (firstRow !== lastRow && y0 !== y1) {
          // The stretch of the segment inside this row of cells.
          const slope = (x1 - x0) / (y1 - y0);
          const atBottom = x0 + (row * cell - y0) * slope;
          const atTop = x0 + ((row + 1) * cell - y0) * slope;
          low = Math.max(left, Math.min(atBottom, atTop) - BORDER_SLACK);
          high = Math.min(right, Math.max(atBottom, atTop) + BORDER_SLACK);
          // Almost level segments overflow the slope: fall back to the whole extent.
          if (!(low <= high)) {
            low = left;
            high = right;
          }
        }
        const lastColumn = Math.floor(high / cell);
        for (let column = Math.floor(low / cell); column <= lastColumn; column++) visit(column, row, v);
      }
    }
  }
}
