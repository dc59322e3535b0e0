// The cells DBSCAN works on: which points share a cell, and which cells lie within reach.
// Apart from the clustering because all of its speed, and none of its meaning, is here.

/** Numbers of one point in `DbscanGrid.points`. */
export const POINT = 3;

/**
 * Points in cells of side radius / sqrt 2: two points of a cell are always neighbours, and all
 * neighbours of a point lie within two cells of its own. Only occupied cells are stored, by
 * row, then column; the points of cell c are pointStart[c] .. pointStart[c + 1] - 1.
 */
export type DbscanGrid = {
  /**
   * Of point k x and y (centimetres) and input index, from k * POINT on: in cell order, indices
   * rising within a cell. What is known of a point lies together and moves together: looked up by
   * its number it would be somewhere else in memory each time.
   */
  points: Float64Array;
  cellCount: number;
  pointStart: Uint32Array;
  /**
   * Cells within reach of cell c in the five rows around it: nearCount[c * 5 + d] of them
   * from nearFirst[c * 5 + d] on; d = 2 is the cell's own row.
   */
  nearFirst: Uint32Array;
  nearCount: Uint8Array;
};

/**
 * Sorts points (metres) into cells for a radius given in centimetres. Throws RangeError for a
 * coordinate that is not finite.
 */
export function buildGrid(xs: ArrayLike<number>, ys: ArrayLike<number>, radius: number): DbscanGrid {
  const n = xs.length;
  // A hair below radius / sqrt 2, so that rounding cannot part the two corners of a cell.
  const side = (radius / Math.SQRT2) * (1 - 1e-9);
  const given = new Float64Array(n * POINT);
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < n; i++) {
    const x = Math.round(xs[i]! * 100);
    const y = Math.round(ys[i]! * 100);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      throw new RangeError(`dbscan: point ${i} has no finite coordinates`);
    }
    given[i * POINT] = x;
    given[i * POINT + 1] = y;
    given[i * POINT + 2] = i;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }

  // Two counting sorts, by column and then by row: no table of all cells, which over a whole
  // country would be nearly empty.
  const columns = Math.floor((maxX - minX) / side) + 1;
  const rows = Math.floor((maxY - minY) / side) + 1;
  const columnNext = new Uint32Array(columns + 1);
  const rowStart = new Uint32Array(rows + 1);
  for (let k = 0; k < given.length; k += POINT) {
    columnNext[Math.floor((given[k]! - minX) / side) + 1]!++;
    rowStart[Math.floor((given[k + 1]! - minY) / side) + 1]!++;
  }
  for (let c = 0; c < columns; c++) columnNext[c + 1]! += columnNext[c]!;
  for (let r = 0; r < rows; r++) rowStart[r + 1]! += rowStart[r]!;
  const byColumn = new Float64Array(n * POINT);
  for (let k = 0; k < given.length; k += POINT) {
    const at = columnNext[Math.floor((given[k]! - minX) / side)]!++ * POINT;
    byColumn[at] = given[k]!;
    byColumn[at + 1] = given[k + 1]!;
    byColumn[at + 2] = given[k + 2]!;
  }
  const rowNext = rowStart.slice();
  // Into the memory of the points as given, which are needed no more.
  const points = given;
  for (let k = 0; k < points.length; k += POINT) {
    const at = rowNext[Math.floor((byColumn[k + 1]! - minY) / side)]!++ * POINT;
    points[at] = byColumn[k]!;
    points[at + 1] = byColumn[k + 1]!;
    points[at + 2] = byColumn[k + 2]!;
  }

  const cellColumn = new Uint32Array(n);
  const cellRow = new Uint32Array(n);
  const pointStart = new Uint32Array(n + 1);
  const rowCell = new Uint32Array(rows + 1);
  let cellCount = 0;
  for (let row = 0; row < rows; row++) {
    rowCell[row] = cellCount;
    let last = -1;
    for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
      const column = Math.floor((points[k * POINT]! - minX) / side);
      if (column === last) continue;
      last = column;
      cellColumn[cellCount] = column;
      cellRow[cellCount] = row;
      pointStart[cellCount++] = k;
    }
  }
  rowCell[rows] = cellCount;
  pointStart[cellCount] = n;

  // The cells of a row come by rising column, so the reach in another row only moves forward.
  const nearFirst = new Uint32Array(cellCount * 5);
  const nearCount = new Uint8Array(cellCount * 5);
  for (let row = 0; row < rows; row++) {
    for (let d = 0; d < 5; d++) {
      const other = row + d - 2;
      if (other < 0 || other >= rows) continue;
      let first = rowCell[other]!;
      let end = first;
      const rowEnd = rowCell[other + 1]!;
      for (let c = rowCell[row]!; c < rowCell[row + 1]!; c++) {
        const column = cellColumn[c]!;
        while (first < rowEnd && cellColumn[first]! + 2 < column) first++;
        while (end < rowEnd && cellColumn[end]! <= column + 2) end++;
        nearFirst[c * 5 + d] = first;
        nearCount[c * 5 + d] = end - first;
      }
    }
  }
  return { points, cellCount, pointStart, nearFirst, nearCount };
}
