// Shapes and properties as a vector tile. Pure: the same features give the same bytes, on either database, which
// ST_AsMVT (missing in the embedded one) would not.
import type { TileShape } from './shape.ts';
import { geometryType, LayerWriter, type TileValue } from './tile-writer.ts';

export type TileFeature = {
  shape: TileShape;
  /** Null and numbers that are not finite are left out: a vector tile has no null. */
  properties: Record<string, TileValue | null>;
};

const command = { moveTo: 1, lineTo: 2, closePath: 7 };

/**
 * One tile with one layer. Features whose geometry vanishes in whole tile units (a line of one point, a ring without
 * area) are dropped; exterior rings get a positive and holes a negative area by the surveyor's formula with y down, as
 * the specification demands. No feature gives zero bytes, which is a valid empty tile.
 */
export function encodeTile(layerName: string, features: Iterable<TileFeature>): Buffer {
  const layer = new LayerWriter(layerName);
  for (const { shape, properties } of features) {
    const geometry = encodeGeometry(shape);
    if (geometry.length === 0) continue;
    const tags: number[] = [];
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || (typeof value === 'number' && !Number.isFinite(value))) continue;
      tags.push(layer.key(key), layer.value(value));
    }
    layer.feature(geometryType[shape.type], geometry, tags);
  }
  return layer.finish();
}

/** The command stream of one point. */
export function pointGeometry(x: number, y: number, into: number[]): void {
  into[0] = (1 << 3) | command.moveTo;
  into[1] = zigzag(x);
  into[2] = zigzag(y);
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
