// Pieces of road that can be marked: every edge cut evenly. Apart because all methods are tested on the same pieces.
import type { Graph } from '../network/graph.ts';

/** Pieces of edge e are first[e] .. first[e + 1] - 1, equally long, from its `from` end. */
export type RoadPieces = {
  first: Uint32Array;
  /** Length of every piece, stored metres. */
  lengthMetres: Float64Array;
};

/**
 * Cuts every edge into as few equal pieces of at most `pieceMetres` as there can be; an edge of length 0 has none.
 * Throws RangeError for a length that is not positive.
 */
export function cutRoads({ edgeCount, lengthMetres }: Graph, pieceMetres: number): RoadPieces {
  if (!(pieceMetres > 0)) throw new RangeError(`pieces of road: ${pieceMetres} m is out of range`);
  const first = new Uint32Array(edgeCount + 1);
  for (let edge = 0; edge < edgeCount; edge++) {
    // A whole number of pieces must not become one more through rounding.
    first[edge + 1] = first[edge]! + Math.ceil(lengthMetres[edge]! / pieceMetres - 1e-9);
  }
  const pieceLength = new Float64Array(first[edgeCount]!);
  for (let edge = 0; edge < edgeCount; edge++) {
    const [from, end] = [first[edge]!, first[edge + 1]!];
    pieceLength.fill(lengthMetres[edge]! / (end - from), from, end);
  }
  return { first, lengthMetres: pieceLength };
}

/** The piece at an offset (stored metres) along an edge; -1 for no edge (-1) or one without pieces. */
export function pieceAt({ first, lengthMetres }: RoadPieces, edge: number, offsetMetres: number): number {
  if (edge < 0 || first[edge] === first[edge + 1]) return -1;
  const start = first[edge]!;
  const nth = Math.floor(offsetMetres / lengthMetres[start]!);
  return Math.min(start + Math.max(nth, 0), first[edge + 1]! - 1);
}

/** Middle of every piece along its path, in the metric frame of the graph. */
export function pieceMiddles(graph: Graph, { first, lengthMetres }: RoadPieces) {
  const { edgeCount, pathStart, pathXy, alongMetres } = graph;
  const xs = new Float64Array(lengthMetres.length);
  const ys = new Float64Array(lengthMetres.length);
  for (let edge = 0; edge < edgeCount; edge++) {
    const count = first[edge + 1]! - first[edge]!;
    const last = pathStart[edge + 1]! - 1;
    let vertex = pathStart[edge]! + 1;
    for (let k = 0; k < count; k++) {
      const along = (alongMetres[last]! * (k + 0.5)) / count;
      while (vertex < last && alongMetres[vertex]! < along) vertex++;
      const step = alongMetres[vertex]! - alongMetres[vertex - 1]!;
      const share = step > 0 ? (along - alongMetres[vertex - 1]!) / step : 0;
      const [x, y] = [pathXy[vertex * 2 - 2]!, pathXy[vertex * 2 - 1]!];
      xs[first[edge]! + k] = x + share * (pathXy[vertex * 2]! - x);
      ys[first[edge]! + k] = y + share * (pathXy[vertex * 2 + 1]! - y);
    }
  }
  return { xs, ys };
}
