// Hot cells: where neighbouring hexagons together hold more accidents than the roads of the whole area lead one to
// expect, and how each cell has fared quarter by quarter. The overview of a province.
import type { EmergingClass } from '../../contract/codes.ts';
import type { HotspotParameters } from '../../contract/run-parameters.ts';
import { groupCells, outlineOfGroup } from './cell-group.ts';
import { emergingHotspots } from './emerging.ts';
import { type GiReason, type GiResult, giStar, indexCells, LEAST_ROAD_METRES_IN_CELL } from './gi-star.ts';
import { type HexCell, hexCellAt, hexKey, hexRing } from './hexagons.ts';
import { monthsBefore } from './legal-rule.ts';
import { type Found, type HexagonCell, type HotspotMember, noEvidence, type Place } from './place.ts';
import { cellsWithRoad } from './road-cells.ts';
import type { Scene } from './scene.ts';

type GiStarParameters = Extract<HotspotParameters, { method: 'gi_star' }>;

/** Cells handed on to the map: more than a screen can tell apart (our choice). */
const mostCells = 50_000;

/** One accident is no cluster: a group with fewer is hot only through its neighbours (our choice). */
const leastAccidents = 2;

/** Quarters of the history of a cell: three years, the window of the method. */
const quarterCount = 12;

/**
 * Hot places and the cells of one territory. Significance asks for counts of accidents, not for how grave they are.
 *
 * A place is a group of hot cells (10 % of false discoveries or fewer) joined by edges, with every accident in them, at
 * least two. When there is too little to test, there
 * are no places, and the cells have counts only.
 *
 * Notes: `cells` tested and `cellsDrawn` of them; `accidentsOutsideCells`, in cells with less than 50 m of road; `reason`
 * why there is no map, or null; `otherSize`: places found with cells of double the edge (null with its own `reason`),
 * for the size of cells is a choice; `emerging`: why cells have no history (`reason`, and the `quarterEnd` that was too
 * sparse), or null.
 */
export function findGiStarPlaces(scene: Scene, parameters: GiStarParameters): Found {
  const { edgeMetres } = parameters;
  const counts = countInCells(scene, edgeMetres);
  const result = giStar(counts);
  const history = result.ok ? readHistory(scene, counts, parameters) : noHistory;
  const cells = drawnCells(counts, result, history, edgeMetres);
  return {
    places: result.ok ? hotPlaces(counts, result, history, edgeMetres) : [],
    density: [],
    cells,
    notes: {
      cells: counts.cells.length,
      cellsDrawn: cells.length,
      accidentsOutsideCells: counts.cellOf.reduce((sum, cell) => sum + (cell < 0 ? 1 : 0), 0),
      reason: reasonOf(counts, result),
      otherSize: otherSize(scene, 2 * edgeMetres),
      emerging: history.refused,
    },
  };
}

type CellCounts = {
  /** By column, then row. */
  cells: HexCell[];
  column: Int32Array;
  row: Int32Array;
  /** Accidents of each cell. */
  value: Float64Array;
  /** Cell of each accident by position; -1 outside. */
  cellOf: Int32Array;
};

function countInCells({ graph, accidents }: Scene, edgeMetres: number): CellCounts {
  const cells = cellsWithRoad(graph, edgeMetres, LEAST_ROAD_METRES_IN_CELL);
  const column = Int32Array.from(cells, (cell) => cell.column);
  const row = Int32Array.from(cells, (cell) => cell.row);
  const value = new Float64Array(cells.length);
  const indexOf = indexCells({ column, row, value });
  const cellOf = Int32Array.from(
    accidents.xs,
    (x, i) => indexOf.get(hexKey(hexCellAt(x, accidents.ys[i]!, edgeMetres))) ?? -1,
  );
  for (const cell of cellOf) if (cell >= 0) value[cell]!++;
  return { cells, column, row, value, cellOf };
}

/** Groups of hot cells that hold accidents enough for a place: positions of cells, rising. */
function hotGroups({ cells, value }: CellCounts, giClass: ArrayLike<number>): number[][] {
  const hot = cells.map((_, i) => i).filter((i) => giClass[i]! >= 1);
  return groupCells(hot.map((i) => cells[i]!))
    .map((group) => group.map((k) => hot[k]!))
    .filter((group) => group.reduce((sum, i) => sum + value[i]!, 0) >= leastAccidents);
}

function reasonOf({ cells }: CellCounts, result: GiResult): GiReason | 'no_roads' | null {
  if (result.ok) return null;
  return cells.length === 0 ? 'no_roads' : result.reason;
}

function otherSize(
  scene: Scene,
  edgeMetres: number,
): { edgeMetres: number; places: number | null; reason: string | null } {
  const counts = countInCells(scene, edgeMetres);
  const result = giStar(counts);
  return {
    edgeMetres,
    places: result.ok ? hotGroups(counts, result.giClass).length : null,
    reason: reasonOf(counts, result),
  };
}

type History = {
  /** One per cell, or null when there is none. */
  emerging: EmergingClass[] | null;
  refused: { reason: string; quarterEnd: string | null } | null;
};

const noHistory: History = { emerging: null, refused: null };

/** The quarters that end at `asOf`, oldest first; each as half-open as the window of the run. */
function readHistory({ accidents }: Scene, counts: CellCounts, { asOf, months }: GiStarParameters): History {
  if (months < 3 * quarterCount) {
    return { emerging: null, refused: { reason: 'window_too_short', quarterEnd: null } };
  }
  const ends = Array.from({ length: quarterCount }, (_, k) => monthsBefore(asOf, 3 * (quarterCount - 1 - k)));
  const start = monthsBefore(asOf, 3 * quarterCount);
  const quarters = ends.map(() => new Float64Array(counts.cells.length));
  counts.cellOf.forEach((cell, accident) => {
    const day = accidents.days[accident]!;
    if (cell >= 0 && day > start) quarters[ends.findIndex((end) => day <= end)]![cell]!++;
  });
  const result = emergingHotspots({ ...counts, counts: quarters });
  if (result.ok) return { emerging: result.cells.map(({ emerging }) => emerging), refused: null };
  const quarterEnd = result.quarter === null ? null : ends[result.quarter]!;
  return { emerging: null, refused: { reason: result.reason, quarterEnd } };
}

/** From the most alarming: what grows or begins, then what lasts, then what comes and goes, then what eases (our choice). */
const alarm: readonly EmergingClass[] = [
  'intensifying',
  'new',
  'consecutive',
  'persistent',
  'oscillating',
  'sporadic',
  'diminishing',
  'historical',
  'none',
];

function hotPlaces(
  counts: CellCounts,
  { giClass, z, p, adjusted }: Extract<GiResult, { ok: true }>,
  { emerging }: History,
  edgeMetres: number,
): Place[] {
  const groups = hotGroups(counts, giClass);
  const groupOf = new Int32Array(counts.cells.length).fill(-1);
  for (const [k, group] of groups.entries()) for (const i of group) groupOf[i] = k;
  const members: HotspotMember[][] = groups.map(() => []);
  counts.cellOf.forEach((cell, accident) => {
    if (cell >= 0) members[groupOf[cell]!]?.push({ accident, role: 'member' });
  });
  return groups.map((group, k) => ({
    pass: 'cells',
    status: 'proposed',
    members: members[k]!,
    clause: null,
    margin: null,
    extentMetres: null,
    outline: outlineOfGroup(
      group.map((i) => counts.cells[i]!),
      edgeMetres,
    ),
    evidence: {
      ...noEvidence,
      z: group.reduce((most, i) => Math.max(most, z[i]!), 0),
      p: group.reduce((least, i) => Math.min(least, p[i]!), 1),
      q: group.reduce((least, i) => Math.min(least, adjusted[i]!), 1),
      emerging: emerging && (alarm.find((each) => group.some((i) => emerging[i] === each)) ?? null),
    },
  }));
}

/** The cells farthest from what chance gives, or without a test those with the most accidents. */
function drawnCells(
  { cells, value }: CellCounts,
  result: GiResult,
  { emerging }: History,
  edgeMetres: number,
): HexagonCell[] {
  const weight = result.ok ? result.z.map(Math.abs) : value;
  return cells
    .map((_, i) => i)
    .sort((a, b) => weight[b]! - weight[a]! || a - b)
    .slice(0, mostCells)
    .map((i) => ({
      ...cells[i]!,
      outline: hexRing(cells[i]!, edgeMetres),
      accidents: value[i]!,
      z: result.ok ? result.z[i]! : null,
      p: result.ok ? result.p[i]! : null,
      q: result.ok ? result.adjusted[i]! : null,
      giClass: result.ok ? result.giClass[i]! : 0,
      emerging: emerging === null ? null : emerging[i]!,
    }));
}
