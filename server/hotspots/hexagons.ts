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

/**
 * Corners of a cell, counter-clockwise from the west, in whole steps of half an edge along x and half a height along y:
 * cells that touch name the same corner by the same numbers.
 */
export function hexCorners({ column, row }: HexCell): [i: number, j: number][] {
  const [i, j] = [3 * column, 2 * row + (column & 1)];
  return [
    [i - 2, j],
    [i - 1, j - 1],
    [i + 1, j - 1],
    [i + 2, j],
    [i + 1, j + 1],
    [i - 1, j + 1],
  ];
}

/** Place of a corner, metres. */
export function cornerPlace([i, j]: readonly [number, number], edgeMetres: number): [x: number, y: number] {
  return [(i * edgeMetres) / 2, (j * edgeMetres * Math.sqrt(3)) / 2];
}

/** Closed ring of a cell, counter-clockwise from the west corner, metres. */
export function hexRing(cell: HexCell, edgeMetres: number): [x: number, y: number][] {
  const corners = hexCorners(cell);
  return [...corners, ...corners.slice(0, 1)].map((corner) => cornerPlace(corner, edgeMetres));
}

/** The six cells that share an edge with a cell, in the order of the edges of its ring. */
export function hexNeighbours({ column, row }: HexCell): HexCell[] {
  const low = (column & 1) === 0 ? row - 1 : row;
  return [
    { column: column - 1, row: low },
    { column, row: row - 1 },
    { column: column + 1, row: low },
    { column: column + 1, row: low + 1 },
    { column, row: row + 1 },
    { column: column - 1, row: low + 1 },
  ];
}

/**
 * Where the segment from x0, y0 to x1, y1 may pass from one cell into another: fractions of it between 0 and 1, rising.
 * Between two of them it lies in one cell. Every border of a cell lies on a line of one of three directions; some
 * places where such a line runs through a cell are among them.
 */
export function hexCuts(x0: number, y0: number, x1: number, y1: number, edgeMetres: number): number[] {
  const start = latticeOf(x0, y0, edgeMetres);
  const end = latticeOf(x1, y1, edgeMetres);
  const cuts: number[] = [];
  for (const [direction, from] of start.entries()) {
    const to = end[direction]!;
    const last = Math.floor(Math.max(from, to));
    for (let line = Math.ceil(Math.min(from, to)); line <= last; line++) {
      const cut = (line - from) / (to - from);
      if (cut > 0 && cut < 1) cuts.push(cut);
    }
  }
  return cuts.sort((a, b) => a - b);
}

/** Distance from the origin across each of the three directions of cell borders, in steps from line to line. */
function latticeOf(x: number, y: number, edgeMetres: number): [number, number, number] {
  const slant = y / Math.sqrt(3);
  return [(x - slant) / edgeMetres, (2 * slant) / edgeMetres, (-x - slant) / edgeMetres];
}

/** Numbers cells by column, then row; exact for columns and rows within 2^25 of the origin. */
export function hexKey({ column, row }: HexCell): number {
  return column * 2 ** 27 + row;
}

/** PostgreSQL rounds double precision halves to the even number; so must its twin. */
function roundHalfEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
}
