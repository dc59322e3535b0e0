// DBSCAN (Ester et al. 1996) on a grid, exact and free of row order. Apart and on typed arrays
// because it runs over every accident of the country at once: cutting it by province would
// break the clusters that straddle a border.

import { buildGrid, type DbscanGrid as Grid, POINT } from './dbscan-grid.ts';

export const ROLE_NOISE = 0;
export const ROLE_BORDER = 1;
export const ROLE_CORE = 2;

export type DbscanResult = {
  /** Cluster of every point, 1.. by smallest core point; 0 for noise. */
  label: Int32Array;
  /** ROLE_NOISE, ROLE_BORDER or ROLE_CORE. */
  role: Uint8Array;
  clusterCount: number;
};

/** Smallest radius, metres (our choice: below it the 0.01 m rounding of points would show). */
const LEAST_RADIUS_METRES = 0.5;

/**
 * Clusters points given in the metric frame and sorted by id.
 *
 * A core point has at least `minPoints` points (itself and duplicates included) at distance
 * <= `radiusMetres`. Clusters are the connected parts of the core points under that distance.
 * A border point goes to the cluster of its nearest core point, ties to the smallest index, so
 * that permuting equal input never moves a point. Coordinates and radius count in whole
 * centimetres: points exactly at the radius are inside whatever their binary rounding.
 *
 * Throws RangeError for a radius below 0.5 m, `minPoints` below 1 or a coordinate that is not
 * finite.
 */
export function dbscan(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  radiusMetres: number,
  minPoints: number,
): DbscanResult {
  if (!(radiusMetres >= LEAST_RADIUS_METRES && radiusMetres < Infinity)) {
    throw new RangeError(`dbscan: radius ${radiusMetres} m is out of range`);
  }
  if (!(minPoints >= 1)) throw new RangeError(`dbscan: minPoints ${minPoints} is out of range`);
  const result: DbscanResult = {
    label: new Int32Array(xs.length),
    role: new Uint8Array(xs.length),
    clusterCount: 0,
  };
  if (xs.length === 0) return result;
  const radius = wholeCentimetres(radiusMetres);
  const grid = buildGrid(xs, ys, radius);
  const isCore = findCore(grid, radius * radius, minPoints);
  const cores = coreBoxes(grid, isCore);
  const clusterOfCell = joinCells(grid, isCore, cores, radius * radius);
  labelCore(grid, isCore, cores, clusterOfCell, result);
  labelBorder(grid, isCore, cores, radius * radius, result);
  return result;
}

/** A radius written in centimetres is made whole; any other keeps its fraction. */
function wholeCentimetres(metres: number): number {
  const centimetres = metres * 100;
  const whole = Math.round(centimetres);
  return Math.abs(centimetres - whole) < 1e-6 ? whole : centimetres;
}

/** 1 for core points, in cell order. */
function findCore(grid: Grid, squaredRadius: number, minPoints: number): Uint8Array {
  const { points, cellCount, pointStart, nearFirst, nearCount } = grid;
  const isCore = new Uint8Array(pointStart[cellCount]!);
  for (let c = 0; c < cellCount; c++) {
    const first = pointStart[c]!;
    const end = pointStart[c + 1]!;
    if (end - first >= minPoints) {
      isCore.fill(1, first, end);
      continue;
    }
    let within = 0;
    for (let d = c * 5; d < c * 5 + 5; d++) {
      within += pointStart[nearFirst[d]! + nearCount[d]!]! - pointStart[nearFirst[d]!]!;
    }
    // Most of what is scattered over a country.
    if (within < minPoints) continue;
    for (let k = first; k < end; k++) {
      const px = points[k * POINT]!;
      const py = points[k * POINT + 1]!;
      let neighbours = end - first;
      counting: for (let d = 0; d < 5; d++) {
        for (let o = nearFirst[c * 5 + d]!; o < nearFirst[c * 5 + d]! + nearCount[c * 5 + d]!; o++) {
          if (o === c) continue;
          for (let j = pointStart[o]!; j < pointStart[o + 1]!; j++) {
            const dx = points[j * POINT]! - px;
            const dy = points[j * POINT + 1]! - py;
            if (dx * dx + dy * dy <= squaredRadius && ++neighbours >= minPoints) break counting;
          }
        }
      }
      if (neighbours >= minPoints) isCore[k] = 1;
    }
  }
  return isCore;
}

/** Bounding boxes of the core points of every cell; empty boxes have minX = Infinity. */
type Boxes = { minX: Float64Array; minY: Float64Array; maxX: Float64Array; maxY: Float64Array };

function coreBoxes({ points, cellCount, pointStart }: Grid, isCore: Uint8Array): Boxes {
  const boxes: Boxes = {
    minX: new Float64Array(cellCount).fill(Infinity),
    minY: new Float64Array(cellCount).fill(Infinity),
    maxX: new Float64Array(cellCount).fill(-Infinity),
    maxY: new Float64Array(cellCount).fill(-Infinity),
  };
  for (let c = 0; c < cellCount; c++) {
    for (let k = pointStart[c]!; k < pointStart[c + 1]!; k++) {
      if (isCore[k] === 0) continue;
      boxes.minX[c] = Math.min(boxes.minX[c]!, points[k * POINT]!);
      boxes.minY[c] = Math.min(boxes.minY[c]!, points[k * POINT + 1]!);
      boxes.maxX[c] = Math.max(boxes.maxX[c]!, points[k * POINT]!);
      boxes.maxY[c] = Math.max(boxes.maxY[c]!, points[k * POINT + 1]!);
    }
  }
  return boxes;
}

function squaredDistanceToBox(boxes: Boxes, cell: number, px: number, py: number): number {
  const dx = Math.max(boxes.minX[cell]! - px, 0, px - boxes.maxX[cell]!);
  const dy = Math.max(boxes.minY[cell]! - py, 0, py - boxes.maxY[cell]!);
  return dx * dx + dy * dy;
}

/** Root cell of every cell after joining the cells whose core points are neighbours. */
function joinCells(grid: Grid, isCore: Uint8Array, cores: Boxes, squaredRadius: number): Uint32Array {
  const { cellCount, nearFirst, nearCount } = grid;
  const parent = new Uint32Array(cellCount);
  for (let c = 0; c < cellCount; c++) parent[c] = c;
  const root = (start: number): number => {
    let c = start;
    while (parent[c] !== c) {
      parent[c] = parent[parent[c]!]!;
      c = parent[c]!;
    }
    return c;
  };
  for (let c = 0; c < cellCount; c++) {
    if (cores.minX[c] === Infinity) continue;
    // The rows before and the cells to the left have already met this one.
    for (let d = 2; d < 5; d++) {
      const first = d === 2 ? c + 1 : nearFirst[c * 5 + d]!;
      for (let o = first; o < nearFirst[c * 5 + d]! + nearCount[c * 5 + d]!; o++) {
        if (cores.minX[o] === Infinity) continue;
        const a = root(c);
        const b = root(o);
        if (a === b || !areCellsNeighbours(grid, isCore, cores, c, o, squaredRadius)) continue;
        if (a < b) parent[b] = a;
        else parent[a] = b;
      }
    }
  }
  for (let c = 0; c < cellCount; c++) parent[c] = root(c);
  return parent;
}

function areCellsNeighbours(
  { points, pointStart }: Grid,
  isCore: Uint8Array,
  cores: Boxes,
  a: number,
  b: number,
  squaredRadius: number,
): boolean {
  for (let k = pointStart[a]!; k < pointStart[a + 1]!; k++) {
    const px = points[k * POINT]!;
    const py = points[k * POINT + 1]!;
    // Two crowded cells that are too far apart would else cost the product of their sizes.
    if (isCore[k] === 0 || squaredDistanceToBox(cores, b, px, py) > squaredRadius) continue;
    for (let j = pointStart[b]!; j < pointStart[b + 1]!; j++) {
      const dx = points[j * POINT]! - px;
      const dy = points[j * POINT + 1]! - py;
      if (isCore[j] === 1 && dx * dx + dy * dy <= squaredRadius) return true;
    }
  }
  return false;
}

function labelCore(
  { points, cellCount, pointStart }: Grid,
  isCore: Uint8Array,
  cores: Boxes,
  rootOfCell: Uint32Array,
  result: DbscanResult,
): void {
  const rootOfPoint = new Int32Array(isCore.length).fill(-1);
  for (let c = 0; c < cellCount; c++) {
    if (cores.minX[c] === Infinity) continue;
    for (let k = pointStart[c]!; k < pointStart[c + 1]!; k++) {
      if (isCore[k] === 1) rootOfPoint[points[k * POINT + 2]!] = rootOfCell[c]!;
    }
  }
  const labelOfRoot = new Int32Array(cellCount);
  for (let i = 0; i < rootOfPoint.length; i++) {
    const root = rootOfPoint[i]!;
    if (root < 0) continue;
    if (labelOfRoot[root] === 0) labelOfRoot[root] = ++result.clusterCount;
    result.label[i] = labelOfRoot[root]!;
    result.role[i] = ROLE_CORE;
  }
}

function labelBorder(
  { points, cellCount, pointStart, nearFirst, nearCount }: Grid,
  isCore: Uint8Array,
  cores: Boxes,
  squaredRadius: number,
  result: DbscanResult,
): void {
  // How many of the cells before each have core points: tells at once of a cell that none is near it.
  const coresBefore = new Uint32Array(cellCount + 1);
  for (let c = 0; c < cellCount; c++) coresBefore[c + 1] = coresBefore[c]! + +(cores.minX[c]! < Infinity);
  for (let c = 0; c < cellCount; c++) {
    let within = 0;
    for (let d = c * 5; d < c * 5 + 5; d++) {
      within += coresBefore[nearFirst[d]! + nearCount[d]!]! - coresBefore[nearFirst[d]!]!;
    }
    if (within === 0) continue;
    for (let k = pointStart[c]!; k < pointStart[c + 1]!; k++) {
      if (isCore[k] === 1) continue;
      let nearest = squaredRadius;
      let core = -1;
      for (let d = 0; d < 5; d++) {
        for (let o = nearFirst[c * 5 + d]!; o < nearFirst[c * 5 + d]! + nearCount[c * 5 + d]!; o++) {
          // Also skips cells without core points: their box is infinitely far.
          if (!(squaredDistanceToBox(cores, o, points[k * POINT]!, points[k * POINT + 1]!) <= nearest))
            continue;
          for (let j = pointStart[o]!; j < pointStart[o + 1]!; j++) {
            if (isCore[j] === 0) continue;
            const dx = points[j * POINT]! - points[k * POINT]!;
            const dy = points[j * POINT + 1]! - points[k * POINT + 1]!;
            const squared = dx * dx + dy * dy;
            if (squared > nearest || (squared === nearest && core >= 0 && points[j * POINT + 2]! > core))
              continue;
            nearest = squared;
            core = points[j * POINT + 2]!;
          }
        }
      }
      if (core < 0) continue;
      result.label[points[k * POINT + 2]!] = result.label[core]!;
      result.role[points[k * POINT + 2]!] = ROLE_BORDER;
    }
  }
}
