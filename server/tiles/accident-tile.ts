// One tile of accidents out of the index in memory: what the filter and the scope leave, as points or as counts of a
// grid. Pure.
import type { AccidentFilter } from '../../contract/filter.ts';
import { dayNumber, isoDay } from '../territory/days.ts';
import { type AccidentIndex, asTheDatabase, type Bounds, eachRun, rowById } from './accident-index.ts';
import { codesRange, isInvented, severityRank, unpackCodes } from './accident-rows.ts';
import { earthMetres, type Frame, type TileAddress, tileFrame } from './frame.ts';
import { encodeTile, pointGeometry, type TileFeature } from './mvt.ts';
import { geometryType, LayerWriter, tileExtent } from './tile-writer.ts';

/** Below this zoom accidents come as counts of a grid. */
const singleAccidentsFrom = 9;
/** More than these come as counts too: as single points they would cover each other (our choice: 300 KB of tile). */
export const mostSingleAccidents = 5_000;
/** Cells along a tile's side for those counts: 8 px of 512 each. */
const gridCells = 64;

/** What of the accidents a reader is shown. */
export type AccidentChoice = {
  /** Units whose accidents the reader may see; null: all, and those outside every unit. */
  readable: readonly string[] | null;
  /** Units that the filter asks for. */
  wanted: readonly string[] | null;
  /** Accidents near the school of the filter, which the database found. */
  near: readonly string[] | null;
  filter: Pick<AccidentFilter, 'from' | 'to' | 'severity' | 'pupil' | 'window' | 'bbox'>;
};

/** The tile, encoded. */
export function accidentTile(index: AccidentIndex, tile: TileAddress, choice: AccidentChoice): Buffer {
  const frame = tileFrame(tile);
  const found = chosenRows(index, frame, choice);
  // A part of the accidents would look like fewer accidents.
  return tile.z < singleAccidentsFrom || found.length > mostSingleAccidents
    ? encodeTile('accidents', countedFeatures(index, frame, found))
    : encodePoints(index, frame, found);
}

/** Rows of the frame, margin included, that the choice leaves. */
function chosenRows(index: AccidentIndex, frame: Frame, choice: AccidentChoice): Int32Array {
  const { lon, north, day, unit, codes } = index.rows;
  const { filter } = choice;
  const bounds = within(frame.degrees, filter.bbox);
  const from = filter.from === undefined ? -Infinity : dayNumber(filter.from);
  const to = filter.to === undefined ? Infinity : dayNumber(filter.to);
  const isCode = chosenCodes(filter);
  const isUnit = chosenUnits(index.units, choice);
  const near = choice.near === null ? null : new Set(choice.near.map((id) => rowById(index, id)));
  const found = scratch(index.rows.count);
  let count = 0;
  eachRun(index, bounds, (start, end) => {
    for (let i = start; i < end; i++) {
      if (lon[i]! <= bounds.west || lon[i]! >= bounds.east) continue;
      if (north[i]! <= bounds.south || north[i]! >= bounds.north) continue;
      if (isCode[codes[i]!] === 0 || day[i]! < from || day[i]! > to) continue;
      if (isUnit !== null && isUnit[unit[i]!] === 0) continue;
      if (near !== null && !near.has(i)) continue;
      found[count++] = i;
    }
  });
  return found.subarray(0, count);
}

let spare = new Int32Array(0);

/** Room for the rows of one tile, used again for the next: tiles are made one after the other. */
function scratch(count: number): Int32Array {
  if (spare.length < count) spare = new Int32Array(count);
  return spare;
}

function within(degrees: Frame['degrees'], bbox: AccidentFilter['bbox']): Bounds {
  const tile = asTheDatabase(degrees);
  if (bbox === undefined) return tile;
  const box = asTheDatabase(bbox);
  return {
    west: Math.max(tile.west, box.west),
    south: Math.max(tile.south, box.south),
    east: Math.min(tile.east, box.east),
    north: Math.min(tile.north, box.north),
  };
}

function chosenCodes({ severity, pupil, window }: AccidentChoice['filter']): Uint8Array {
  return Uint8Array.from({ length: codesRange }, (_, packed) => {
    const one = unpackCodes(packed);
    const isChosen =
      (severity?.includes(one.severity) ?? true) &&
      (pupil?.includes(one.pupil) ?? true) &&
      (window?.includes(one.window) ?? true);
    return isChosen ? 1 : 0;
  });
}

/** By unit number, whether its accidents are shown; null when all are. */
function chosenUnits(
  units: readonly string[],
  { readable, wanted }: Pick<AccidentChoice, 'readable' | 'wanted'>,
): Uint8Array | null {
  if (readable === null && wanted === null) return null;
  const mayRead = readable === null ? null : new Set(readable);
  const isWanted = wanted === null ? null : new Set(wanted);
  return Uint8Array.from(units, (unit, number) =>
    number > 0 && (mayRead?.has(unit) ?? true) && (isWanted?.has(unit) ?? true) ? 1 : 0,
  );
}

/** A point for each accident, in the order of their ids. */
function encodePoints(index: AccidentIndex, frame: Frame, found: Int32Array): Buffer {
  const { rows, rankOfRow, rowOfRank } = index;
  const ranks = found.map((row) => rankOfRow[row]!).sort();
  const layer = new LayerWriter('accidents');
  const names = ['id', 'severity', 'pupil', 'window', 'on', 'quality', 'invented'] as const;
  const keys = ranks.length === 0 ? [] : names.map((name) => layer.key(name));
  const tags: number[] = keys.flatMap((key) => [key, 0]);
  const geometry = [0, 0, 0];
  for (const rank of ranks) {
    const row = rowOfRank[rank]!;
    const codes = unpackCodes(rows.codes[row]!);
    tags[1] = layer.ownUuid(rows.ids, row * 16);
    tags[3] = layer.value(codes.severity);
    tags[5] = layer.value(codes.pupil);
    tags[7] = layer.value(codes.window);
    tags[9] = layer.value(dateOf(rows.day[row]!));
    tags[11] = layer.value(codes.quality);
    tags[13] = layer.value(codes.invented);
    pointGeometry(
      Math.round(unitsEast(frame, rows.lon[row]!)),
      Math.round(unitsSouth(frame, rows.north[row]!)),
      geometry,
    );
    layer.feature(geometryType.point, geometry, tags);
  }
  return layer.finish();
}

const dates = new Map<number, string>();

/** The day as a date; each is written once for all tiles: accidents share some thousand days. */
function dateOf(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    date = isoDay(day);
    dates.set(day, date);
  }
  return date;
}

/**
 * Accidents counted in a grid of 64 × 64 cells: a point at the mean place of each cell's accidents with `count`, the
 * worst `severity`, and `invented` when any of them is. Without the margin, so that neighbouring tiles do not count an
 * accident twice.
 */
function countedFeatures(index: AccidentIndex, frame: Frame, found: Int32Array): TileFeature[] {
  const { lon, north, codes } = index.rows;
  const unitsPerCell = tileExtent / gridCells;
  const cells = gridCells * gridCells;
  const count = new Int32Array(cells);
  const sumX = new Float64Array(cells);
  const sumY = new Float64Array(cells);
  /** The gravest by its place in the list, and whether any is invented. */
  const gravest = new Uint8Array(cells).fill(255);
  const invented = new Uint8Array(cells);
  for (const row of found) {
    const x = unitsEast(frame, lon[row]!);
    const y = unitsSouth(frame, north[row]!);
    if (x < 0 || x >= tileExtent || y < 0 || y >= tileExtent) continue;
    const cell = Math.floor(y / unitsPerCell) * gridCells + Math.floor(x / unitsPerCell);
    count[cell]!++;
    sumX[cell]! += x;
    sumY[cell]! += y;
    gravest[cell] = Math.min(gravest[cell]!, severityRank(codes[row]!));
    if (isInvented(codes[row]!)) invented[cell] = 1;
  }
  const features: TileFeature[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const accidents = count[cell]!;
    if (accidents === 0) continue;
    const points = [Math.round(sumX[cell]! / accidents), Math.round(sumY[cell]! / accidents)];
    const { severity } = unpackCodes(gravest[cell]!);
    const properties = { count: accidents, severity, invented: invented[cell] === 1 };
    features.push({ shape: { type: 'point', points }, properties });
  }
  return features;
}

function unitsEast({ left, unitMetres }: Frame, lon: number): number {
  return (((lon * Math.PI) / 180) * earthMetres - left) / unitMetres;
}

function unitsSouth({ top, unitMetres }: Frame, north: number): number {
  return (top - north) / unitMetres;
}
