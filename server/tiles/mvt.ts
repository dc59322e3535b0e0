// Mapbox Vector Tile 2.1, one layer per tile, written with pbf. Pure: the same features give the same bytes, on either
// database, which ST_AsMVT (missing in the embedded one) would not.
import { PbfWriter } from 'pbf';
import type { TileShape } from './shape.ts';

export type TileValue = string | number | boolean;
export type TileFeature = {
  shape: TileShape;
  /** Null and numbers that are not finite are left out: a vector tile has no null. */
  properties: Record<string, TileValue | null>;
};

/** Units along a tile's side; 4096 is what every client assumes. */
export const tileExtent = 4096;

// Field and type numbers of vector_tile.proto 2.1.
const tileLayer = 3;
const layerField = { name: 1, feature: 2, key: 3, value: 4, extent: 5, version: 15 };
const featureField = { tags: 2, type: 3, geometry: 4 };
const valueField = { string: 1, double: 3, uint: 5, sint: 6, bool: 7 };
const geometryType = { point: 1, line: 2, polygon: 3 };
const command = { moveTo: 1, lineTo: 2, closePath: 7 };

/**
 * One tile with one layer. Features whose geometry vanishes in whole tile units (a line of one point, a ring without
 * area) are dropped; exterior rings get a positive and holes a negative area by the surveyor's formula with y down, as
 * the specification demands. An empty layer gives zero bytes, which is a valid empty tile.
 */
export function encodeTile(layerName: string, features: Iterable<TileFeature>): Buffer {
  const keys = new Numbering<string>();
  const values = new Numbering<TileValue>();
  const encoded: { type: number; geometry: number[]; tags: number[] }[] = [];
  for (const { shape, properties } of features) {
    const geometry = encodeGeometry(shape);
    if (geometry.length === 0) continue;
    const tags: number[] = [];
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || (typeof value === 'number' && !Number.isFinite(value))) continue;
      tags.push(keys.numberOf(key), values.numberOf(value));
    }
    encoded.push({ type: geometryType[shape.type], geometry, tags });
  }
  if (encoded.length === 0) return Buffer.alloc(0);

  const tile = new PbfWriter();
  tile.writeMessage(
    tileLayer,
    (_, layer) => {
      layer.writeVarintField(layerField.version, 2);
      layer.writeStringField(layerField.name, layerName);
      for (const one of encoded) {
        layer.writeMessage(
          layerField.feature,
          ({ type, geometry, tags }, feature) => {
            feature.writePackedVarint(featureField.tags, tags);
            feature.writeVarintField(featureField.type, type);
            feature.writePackedVarint(featureField.geometry, geometry);
          },
          one,
        );
      }
      for (const key of keys.all) layer.writeStringField(layerField.key, key);
      for (const value of values.all) layer.writeMessage(layerField.value, writeValue, value);
      layer.writeVarintField(layerField.extent, tileExtent);
    },
    undefined,
  );
  return Buffer.from(tile.finish());
}

/** Numbers things in the order they first appear. A Map keeps 1, "1" and true apart. */
class Numbering<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<T, number>();

  numberOf(thing: T): number {
    let number = this.#numbers.get(thing);
    if (number === undefined) {
      number = this.all.length;
      this.#numbers.set(thing, number);
      this.all.push(thing);
    }
    return number;
  }
}

function writeValue(value: TileValue, pbf: PbfWriter): void {
  if (typeof value === 'string') pbf.writeStringField(valueField.string, value);
  else if (typeof value === 'boolean') pbf.writeBooleanField(valueField.bool, value);
  else if (!Number.isSafeInteger(value)) pbf.writeDoubleField(valueField.double, value);
  else if (value >= 0) pbf.writeVarintField(valueField.uint, value);
  else pbf.writeSVarintField(valueField.sint, value);
}

/** Command stream with zigzag deltas (specification 4.3); empty when nothing of the shape is left. */
function encodeGeometry(shape: TileShape): number[] {
  const pen = new Pen();
  if (shape.type === 'point') {
    pen.moveThrough(shape.points);
  } else if (shape.type === 'line') {
    for (const line of shape.lines) {
      const path = withoutRepeats(line);
      if (path.length >= 4) pen.draw(path);
    }
  } else {
    for (const [exterior, ...holes] of shape.polygons) {
      const outline = exterior && wound(exterior, 1);
      if (outline === undefined) continue;
      pen.drawRing(outline);
      for (const hole of holes) {
        const path = wound(hole, -1);
        if (path !== undefined) pen.drawRing(path);
      }
    }
  }
  return pen.commands;
}

class Pen {
  readonly commands: number[] = [];
  #x = 0;
  #y = 0;

  moveThrough(points: number[]): void {
    if (points.length === 0) return;
    this.#command(command.moveTo, points.length / 2);
    this.#deltas(points, 0);
  }

  draw(path: number[]): void {
    this.#command(command.moveTo, 1);
    this.#deltas(path.slice(0, 2), 0);
    this.#command(command.lineTo, path.length / 2 - 1);
    this.#deltas(path, 2);
  }

  drawRing(openRing: number[]): void {
    this.draw(openRing);
    this.#command(command.closePath, 1);
  }

  #command(id: number, count: number): void {
    this.commands.push((count << 3) | id);
  }

  #deltas(path: number[], from: number): void {
    for (let i = from; i + 1 < path.length; i += 2) {
      const x = path[i]!;
      const y = path[i + 1]!;
      this.commands.push(zigzag(x - this.#x), zigzag(y - this.#y));
      this.#x = x;
      this.#y = y;
    }
  }
}

function zigzag(n: number): number {
  return ((n << 1) ^ (n >> 31)) >>> 0;
}

function withoutRepeats(path: number[]): number[] {
  const kept: number[] = [];
  for (let i = 0; i + 1 < path.length; i += 2) {
    const x = path[i]!;
    const y = path[i + 1]!;
    if (kept.length === 0 || x !== kept.at(-2) || y !== kept.at(-1)) kept.push(x, y);
  }
  return kept;
}

/** The ring without its repeated end, turned so that its area has the sign wanted; undefined when it has no area. */
function wound(ring: number[], sign: 1 | -1): number[] | undefined {
  const path = withoutRepeats(ring);
  if (path[0] === path.at(-2) && path[1] === path.at(-1)) path.length -= 2;
  const area = twiceArea(path);
  if (area === 0) return undefined;
  if (Math.sign(area) === sign) return path;
  const turned: number[] = [];
  for (let i = path.length - 2; i >= 0; i -= 2) turned.push(path[i]!, path[i + 1]!);
  return turned;
}

function twiceArea(path: number[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < path.length; i += 2) {
    const j = (i + 2) % path.length;
    sum += path[i]! * path[j + 1]! - path[j]! * path[i + 1]!;
  }
  return sum;
}
