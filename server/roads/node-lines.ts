// Noding: cuts road lines where they meet, so that every piece runs from junction to
// junction. Apart from the graph because an import stores the pieces, once, as edges.
import { orderByPair, quantiseDegrees, UNITS_PER_DEGREE } from './pair-order.ts';

export type SourceLine = { id: string; coordinates: readonly (readonly [number, number])[] };

/** Piece `part` (0, 1, ... along the line) of line `lineId`; at least two distinct vertices. */
export type LinePiece = { lineId: string; part: number; coordinates: [number, number][] };

/**
 * Cuts lines at the vertices they share.
 *
 * `coordinates` are [longitude, latitude] in degrees (EPSG:4326); vertices are equal when
 * they agree after rounding to 1e-7 degree, and pieces carry the rounded coordinates, so
 * that ends which meet are equal bit for bit. A line is cut at an interior vertex that is
 * also a vertex of another line (interior or end), or that it passes more than once itself.
 * Lines that merely cross without a common vertex are left whole: that is how OpenStreetMap
 * and surveyed networks draw bridges and underpasses.
 *
 * Repeated vertices are dropped, and so are lines without two distinct vertices. Pieces come
 * in the order of the input lines; which pieces a line gives does not depend on that order.
 * Throws RangeError for a coordinate that is not finite or not in -180..180.
 */
export function nodeLines(lines: readonly SourceLine[]): LinePiece[] {
  let capacity = 0;
  for (const line of lines) capacity += line.coordinates.length;
  const lon = new Int32Array(capacity);
  const lat = new Int32Array(capacity);
  const firstVertex = new Uint32Array(lines.length + 1);
  let count = 0;
  for (const [index, line] of lines.entries()) {
    firstVertex[index] = count;
    for (const [x, y] of line.coordinates) {
      const qx = quantiseDegrees(x);
      const qy = quantiseDegrees(y);
      const repeats = count > firstVertex[index]! && lon[count - 1] === qx && lat[count - 1] === qy;
      if (repeats) continue;
      lon[count] = qx;
      lat[count] = qy;
      count++;
    }
    // A lone vertex is no line, and must not cut other lines.
    if (count - firstVertex[index]! < 2) count = firstVertex[index]!;
  }
  firstVertex[lines.length] = count;

  const isShared = sharedVertices(lon.subarray(0, count), lat.subarray(0, count));
  const pieces: LinePiece[] = [];
  for (const [index, line] of lines.entries()) {
    const last = firstVertex[index + 1]! - 1;
    let part = 0;
    let coordinates: [number, number][] = [];
    for (let v = firstVertex[index]!; v <= last; v++) {
      const lonDegrees = lon[v]! / UNITS_PER_DEGREE;
      const latDegrees = lat[v]! / UNITS_PER_DEGREE;
      coordinates.push([lonDegrees, latDegrees]);
      if (v === last || (isShared[v] === 1 && coordinates.length > 1)) {
        pieces.push({ lineId: line.id, part: part++, coordinates });
        coordinates = [[lonDegrees, latDegrees]];
      }
    }
  }
  return pieces;
}

/** 1 for every vertex whose coordinate pair occurs at least twice. */
function sharedVertices(lon: Int32Array, lat: Int32Array): Uint8Array {
  const shared = new Uint8Array(lon.length);
  const order = orderByPair(lon, lat);
  for (let k = 1; k < order.length; k++) {
    const a = order[k - 1]!;
    const b = order[k]!;
    if (lon[a] === lon[b] && lat[a] === lat[b]) {
      shared[a] = 1;
      shared[b] = 1;
    }
  }
  return shared;
}
