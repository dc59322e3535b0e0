// Hexagonal cells of the metric frame: which cell holds a point, and what a cell looks like.
// Apart so that the map, the statistics and the database grid agree on one closed form.

/**
 * A cell by column and row, equal to `ST_HexagonGrid`: flat top, origin at 0, 0 of the frame,
 * odd columns shifted up by half a cell. `edgeMetres` is the edge of the hexagon, not its width.
 */
export type HexCell = { column: number; row: number };

/** The cell that holds a point of the metric frame. Throws RangeError for a coordinate that is not finite. */
export function hexCellAt(x: number, y: number, edgeMetres: number): HexCell {
  if (!(edgeMetres > 0 && Number.isFinite(x) && Number.isFinite(y))) {
    throw new RangeError(`hexagon: no cell of ${edgeMetres} m at ${x}, ${y}`);
  }
  const qf = ((2 / 3) * x) / edgeMetres;
  const rf = (-x / 3 + (Math.sqrt(3) / 3) * y) / edgeMetres;
  const sf = -qf - rf;
  let q = roundHalfEven(qf);
  let r = roundHalfEven(rf);
  const s = roundHalfEven(sf);
  // The coordinate rounded farthest gives way, so that the three add to 0 again.
  const [dq, dr, ds] = [Math.abs(q - qf), Math.abs(r - rf), Math.abs(s - sf)];
  if (dq > dr && dq > ds) q = -r - s;
  else if (dr > ds) r = -q - s;
  // Adding 0 turns a negative zero into a plain one.
  return { column: q + 0, row: r + (q - (q & 1)) / 2 + 0 };
}

/** Centre of a cell, metres. */
export function hexCentre({ column, row }: HexCell, edgeMetres: number): [x: number, y: number] {
  const height = edgeMetres * Math.sqrt(3);
  return [1.5 * edgeMetres * column, height * (row + 0.5 * (column & 1))];
}

/** Closed ring of a cell, counter-clockwise from the west corner, metres. */
export function hexRing(cell: HexCell, edgeMetres: number): [x: number, y: number][] {
  const [x, y] = hexCentre(cell, edgeMetres);
  const half = edgeMetres / 2;
  const up = (edgeMetres * Math.sqrt(3)) / 2;
  return [
    [x - edgeMetres, y],
    [x - half, y - up],
    [x + half, y - up],
    [x + edgeMetres, y],
    [x + half, y + up],
    [x - half, y + up],
    [x - edgeMetres, y],
  ];
}

/** The six cells that share an edge with a cell. */
export function hexNeighbours({ column, row }: HexCell): HexCell[] {
  const low = (column & 1) === 0 ? row - 1 : row;
  return [
    { column, row: row - 1 },
    { column, row: row + 1 },
    { column: column - 1, row: low },
    { column: column - 1, row: low + 1 },
    { column: column + 1, row: low },
    { column: column + 1, row: low + 1 },
  ];
}

/** Numbers cells for maps; exact for columns and rows within 2^25 of the origin. */
export function hexKey({ column, row }: HexCell): number {
  return column * 2 ** 27 + row;
}

/** PostgreSQL rounds double precision halves to the even number; so must its twin. */
function roundHalfEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
}
