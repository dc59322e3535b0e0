// Geometry of one feature in whole tile units, and reading it from WKB. Apart from the encoder so that shapes can come
// from the database and from a file alike.

/** Coordinates are flat: [x0, y0, x1, y1, …], y down. Of a polygon the first ring is the exterior; rings repeat their start. */
export type TileShape =
  | { type: 'point'; points: number[] }
  | { type: 'line'; lines: number[][] }
  | { type: 'polygon'; polygons: number[][][] };

type Parts = { points: number[]; lines: number[][]; polygons: number[][][] };

/** Largest coordinate that the zigzag deltas of a vector tile can carry in 32 bits. */
const furthest = 2 ** 29;

/**
 * Reads little-endian WKB or EWKB of two dimensions whose coordinates are tile units; they are rounded. Of a collection
 * only the parts of the highest dimension are kept: a polygon clipped at a corner leaves stray points and lines behind.
 * Gives undefined when nothing is left. Throws a RangeError for other byte orders, types and dimensions.
 */
export function shapeFromWkb(wkb: Uint8Array): TileShape | undefined {
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength);
  const parts: Parts = { points: [], lines: [], polygons: [] };
  readGeometry(view, 0, parts);
  return highestDimension(parts);
}

/** The shape of the parts with the highest dimension, or undefined when there are none. */
export function highestDimension({ points, lines, polygons }: Parts): TileShape | undefined {
  if (polygons.length > 0) return { type: 'polygon', polygons };
  if (lines.length > 0) return { type: 'line', lines };
  if (points.length > 0) return { type: 'point', points };
  return undefined;
}

/** Reads the geometry at `at` into `parts` and gives where the next one starts. */
function readGeometry(view: DataView, at: number, parts: Parts): number {
  if (view.getUint8(at) !== 1) throw new RangeError('WKB must be little-endian');
  const type = view.getUint32(at + 1, true);
  // EWKB's SRID flag; Z and M would be other bits or offsets of 1000.
  const hasSrid = (type & 0x20000000) !== 0;
  let next = at + 5 + (hasSrid ? 4 : 0);
  switch (type & ~0x20000000) {
    case 1:
      return readPositions(view, next, 1, parts.points);
    case 2: {
      const line: number[] = [];
      next = readPath(view, next, line);
      if (line.length > 0) parts.lines.push(line);
      return next;
    }
    case 3: {
      const rings: number[][] = [];
      const count = view.getUint32(next, true);
      next += 4;
      for (let i = 0; i < count; i++) {
        const ring: number[] = [];
        next = readPath(view, next, ring);
        rings.push(ring);
      }
      if (rings.length > 0) parts.polygons.push(rings);
      return next;
    }
    case 4:
    case 5:
    case 6:
    case 7: {
      const count = view.getUint32(next, true);
      next += 4;
      for (let i = 0; i < count; i++) next = readGeometry(view, next, parts);
      return next;
    }
    default:
      throw new RangeError(`WKB type ${type} is not a geometry of two dimensions`);
  }
}

function readPath(view: DataView, at: number, into: number[]): number {
  return readPositions(view, at + 4, view.getUint32(at, true), into);
}

/** An empty point is written with NaN; it and places out of any tile's reach are left out. */
function readPositions(view: DataView, at: number, count: number, into: number[]): number {
  for (let i = 0; i < count; i++) {
    const x = Math.round(view.getFloat64(at + i * 16, true));
    const y = Math.round(view.getFloat64(at + i * 16 + 8, true));
    if (Math.abs(x) <= furthest && Math.abs(y) <= furthest) into.push(x, y);
  }
  return at + count * 16;
}
