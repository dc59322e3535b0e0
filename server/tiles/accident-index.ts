// Accidents in memory, laid out cell by cell of a square grid so that a tile reads runs of neighbours, and how a change
// makes the next layout from the last. Pure.
import {
  type AccidentRows,
  compareIds,
  copyRow,
  emptyRows,
  mercatorNorth,
  writeUuid,
} from './accident-rows.ts';

/** Never changed once made: a change makes another. */
export type AccidentIndex = {
  /** Cell by cell, row after row from south to north, west to east. */
  rows: AccidentRows;
  /** By row: its place in the order of ids; and by that place: the row. */
  rankOfRow: Int32Array;
  rowOfRank: Int32Array;
  /** Codes of units by their number in `rows.unit`; the first stands for none. */
  units: readonly string[];
  cells: Cells;
};

type Cells = {
  west: number;
  south: number;
  /** Degrees and metres of a cell. */
  width: number;
  height: number;
  columns: number;
  lines: number;
  /** Rows of cell c are start[c] .. start[c + 1] - 1. */
  start: Int32Array;
};

/** What lies strictly between: degrees east, and northing in Web Mercator metres. */
export type Bounds = { west: number; south: number; east: number; north: number };

/** Cells along a side at most: two million cells of four bytes hold a country in squares of about 1 km (our choice). */
const mostCells = 1_400;
/** Rows handled between two breaths of the event loop: a few milliseconds (our choice). */
const breathRows = 50_000;

export function emptyIndex(): AccidentIndex {
  const cells = { west: 0, south: 0, width: 1, height: 1, columns: 1, lines: 1, start: new Int32Array(2) };
  return {
    rows: emptyRows(0),
    rankOfRow: new Int32Array(0),
    rowOfRank: new Int32Array(0),
    units: [''],
    cells,
  };
}

/**
 * The index after a change: without the accidents `removed`, with those `added`, which stand in the order of their ids
 * and are not in the old index unless removed. `units` continues the old one's. Lets the event loop breathe.
 */
export async function changedIndex(
  old: AccidentIndex,
  { added, removed, units }: { added: AccidentRows; removed: readonly string[]; units: readonly string[] },
): Promise<AccidentIndex> {
  const origin = await mergedOrder(old, added, removed);
  const count = origin.length;
  const sourceOf = (from: number) => (from >= 0 ? old.rows : added);
  const rowOf = (from: number) => (from >= 0 ? from : -1 - from);

  const cells = await cellsAround(origin, old.rows, added);
  const cellOfRank = new Int32Array(count);
  for (let rank = 0; rank < count; rank++) {
    const from = origin[rank]!;
    const source = sourceOf(from);
    const cell = cellAt(cells, source.lon[rowOf(from)]!, source.north[rowOf(from)]!);
    cellOfRank[rank] = cell;
    cells.start[cell + 1]!++;
    if (rank % breathRows === 0) await breath();
  }
  for (let cell = 0; cell + 1 < cells.start.length; cell++) cells.start[cell + 1]! += cells.start[cell]!;

  const next = cells.start.slice();
  const rows = emptyRows(count);
  rows.count = count;
  const rankOfRow = new Int32Array(count);
  const rowOfRank = new Int32Array(count);
  for (let rank = 0; rank < count; rank++) {
    const from = origin[rank]!;
    const row = next[cellOfRank[rank]!]!++;
    copyRow(sourceOf(from), rowOf(from), rows, row);
    rankOfRow[row] = rank;
    rowOfRank[rank] = row;
    if (rank % breathRows === 0) await breath();
  }
  return { rows, rankOfRow, rowOfRank, units, cells };
}

/** In the order of ids: the row of the old index, or -1 - the row of `added`. */
async function mergedOrder(
  old: AccidentIndex,
  added: AccidentRows,
  removed: readonly string[],
): Promise<Int32Array> {
  const gone = new Set(removed.map((id) => rowById(old, id)).filter((row) => row >= 0));
  const order = new Int32Array(old.rows.count - gone.size + added.count);
  let filled = 0;
  let nextAdded = 0;
  for (let rank = 0; rank < old.rows.count; rank++) {
    const row = old.rowOfRank[rank]!;
    if (gone.has(row)) continue;
    while (nextAdded < added.count && compareIds(added.ids, nextAdded * 16, old.rows.ids, row * 16) < 0) {
      order[filled++] = -1 - nextAdded++;
    }
    order[filled++] = row;
    if (rank % breathRows === 0) await breath();
  }
  while (nextAdded < added.count) order[filled++] = -1 - nextAdded++;
  return order;
}

async function cellsAround(origin: Int32Array, old: AccidentRows, added: AccidentRows): Promise<Cells> {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let rank = 0; rank < origin.length; rank++) {
    const from = origin[rank]!;
    const source = from >= 0 ? old : added;
    const row = from >= 0 ? from : -1 - from;
    west = Math.min(west, source.lon[row]!);
    east = Math.max(east, source.lon[row]!);
    south = Math.min(south, source.north[row]!);
    north = Math.max(north, source.north[row]!);
    if (rank % breathRows === 0) await breath();
  }
  if (origin.length === 0) return emptyIndex().cells;
  const side = Math.min(mostCells, Math.ceil(Math.sqrt(origin.length)));
  const cells = {
    west,
    south,
    width: Math.max((east - west) / side, 1e-9),
    height: Math.max((north - south) / side, 1e-3),
    columns: side,
    lines: side,
  };
  return { ...cells, start: new Int32Array(side * side + 1) };
}

function cellAt(cells: Cells, lon: number, north: number): number {
  return lineOf(cells, north) * cells.columns + columnOf(cells, lon);
}

function columnOf({ west, width, columns }: Cells, lon: number): number {
  return Math.min(columns - 1, Math.max(0, Math.floor((lon - west) / width)));
}

function lineOf({ south, height, lines }: Cells, north: number): number {
  return Math.min(lines - 1, Math.max(0, Math.floor((north - south) / height)));
}

/** Calls `run` with each stretch of rows [from, to) whose cells meet the bounds. */
export function eachRun(
  { cells }: AccidentIndex,
  { west, south, east, north }: Bounds,
  run: (from: number, to: number) => void,
): void {
  const first = columnOf(cells, west);
  const last = columnOf(cells, east);
  for (let line = lineOf(cells, south); line <= lineOf(cells, north); line++) {
    const from = cells.start[line * cells.columns + first]!;
    const to = cells.start[line * cells.columns + last + 1]!;
    if (from < to) run(from, to);
  }
}

/** The row of an accident; -1 when it is not here. */
export function rowById(index: AccidentIndex, id: string): number {
  const wanted = new Uint8Array(16);
  writeUuid(id, wanted, 0);
  let low = 0;
  let high = index.rows.count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = index.rowOfRank[middle]!;
    const order = compareIds(index.rows.ids, row * 16, wanted, 0);
    if (order === 0) return row;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/**
 * The bounds within which the database's operator && finds points for a box [west, south, east, north] in degrees: it
 * compares boxes of single precision, rounded outwards, so a point up to a metre outside belongs to the box. Map, list
 * and file must find the same.
 */
export function asTheDatabase([west, south, east, north]: readonly [number, number, number, number]): Bounds {
  return {
    west: beforeFloat(west),
    south: mercatorNorth(beforeFloat(south)),
    east: afterFloat(east),
    north: mercatorNorth(afterFloat(north)),
  };
}

/** The float below the largest float that is no larger than x; what is above it may have a box that reaches x. */
function beforeFloat(x: number): number {
  const rounded = Math.fround(x);
  return floatBeside(rounded <= x ? rounded : floatBeside(rounded, -1), -1);
}

function afterFloat(x: number): number {
  const rounded = Math.fround(x);
  return floatBeside(rounded >= x ? rounded : floatBeside(rounded, 1), 1);
}

const bits = new Int32Array(1);
const single = new Float32Array(bits.buffer);

/** The float next to a finite one, above (1) or below (-1). */
function floatBeside(x: number, direction: 1 | -1): number {
  single[0] = x;
  if (x === 0) {
    bits[0] = 1;
    return direction * single[0];
  }
  bits[0]! += x > 0 === direction > 0 ? 1 : -1;
  return single[0];
}

function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
