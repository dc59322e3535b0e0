// Lixels: the short pieces of road on which densities are told. Apart from the density because
// drawing, tests for chance and the density itself all walk the same pieces.
import type { Graph } from '../network/graph.ts';

/** Lixels of edge e are first[e] .. first[e + 1] - 1, by rising offset. */
export type Lixels = {
  first: Uint32Array;
  /** Offset of the centre along its edge, stored metres. */
  centreMetres: Float64Array;
  lengthMetres: Float64Array;
};

/** Length of a lixel, metres (Xie & Yan 2008 use 10 m in towns). */
export const LIXEL_METRES = 10;

/** Number of pieces a stretch is cut into; a stretch of length 0 has none. */
export function lixelCount(stretchMetres: number, lixelMetres: number): number {
  // A whole number of lixels must not become one more through rounding.
  return Math.ceil(stretchMetres / lixelMetres - 1e-9);
}

/**
 * Cuts edges into lixels of `lixelMetres` from their `from` end, the last one shorter. With
 * `onEdge` (one entry per edge), only edges marked 1 get lixels; edges of length 0 get none.
 * Throws RangeError for a lixel length that is not positive.
 */
export function buildLixels(graph: Graph, lixelMetres = LIXEL_METRES, onEdge?: Uint8Array): Lixels {
  if (!(lixelMetres > 0)) throw new RangeError(`lixels: length ${lixelMetres} m is out of range`);
  const { edgeCount, lengthMetres: edgeLength } = graph;
  const first = new Uint32Array(edgeCount + 1);
  for (let edge = 0; edge < edgeCount; edge++) {
    const wanted = onEdge === undefined || onEdge[edge] === 1;
    first[edge + 1] = first[edge]! + (wanted ? lixelCount(edgeLength[edge]!, lixelMetres) : 0);
  }
  const centreMetres = new Float64Array(first[edgeCount]!);
  const lengthMetres = new Float64Array(first[edgeCount]!);
  for (let edge = 0; edge < edgeCount; edge++) {
    const count = first[edge + 1]! - first[edge]!;
    for (let k = 0; k < count; k++) {
      const start = k * lixelMetres;
      const end = k === count - 1 ? edgeLength[edge]! : start + lixelMetres;
      centreMetres[first[edge]! + k] = (start + end) / 2;
      lengthMetres[first[edge]! + k] = end - start;
    }
  }
  return { first, centreMetres, lengthMetres };
}
