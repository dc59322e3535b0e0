// The geometry of a stretch of one edge, cut out by stored offsets. Apart because what is drawn
// is in the plane and what is computed is in stored metres.
import type { Graph } from '../network/graph.ts';
import type { Position } from './cluster-shape.ts';

/** A stretch of one edge, stored metres; walked backwards where `toMetres` is the smaller. */
export type EdgeStretch = { edge: number; fromMetres: number; toMetres: number };

/**
 * Path of a stretch in the metric frame, at least two positions (equal ones on an edge of length
 * 0). Offsets are scaled to the plane length, which differs a little from the stored one, and
 * moved onto the edge where they lie beyond it.
 */
export function stretchPath(graph: Graph, { edge, fromMetres, toMetres }: EdgeStretch): Position[] {
  if (fromMetres > toMetres) {
    return stretchPath(graph, { edge, fromMetres: toMetres, toMetres: fromMetres }).reverse();
  }
  const { pathStart, pathXy, alongMetres, lengthMetres } = graph;
  const first = pathStart[edge]!;
  const last = pathStart[edge + 1]! - 1;
  const stored = lengthMetres[edge]!;
  const scale = stored > 0 ? alongMetres[last]! / stored : 0;
  const start = Math.max(0, fromMetres * scale);
  const end = Math.min(alongMetres[last]!, toMetres * scale);
  const path: Position[] = [];
  for (let v = first; v < last; v++) {
    const at = alongMetres[v]!;
    const next = alongMetres[v + 1]!;
    if (path.length > 0) path.push([pathXy[v * 2]!, pathXy[v * 2 + 1]!]);
    else if (start < next || v === last - 1) path.push(between(pathXy, v, at, next, start));
    if (end <= next || v === last - 1) {
      path.push(between(pathXy, v, at, next, end));
      break;
    }
  }
  return path;
}

function between(xy: Float64Array, v: number, at: number, next: number, metres: number): Position {
  const share = next > at ? Math.min(1, Math.max(0, (metres - at) / (next - at))) : 0;
  return [
    xy[v * 2]! + share * (xy[v * 2 + 2]! - xy[v * 2]!),
    xy[v * 2 + 1]! + share * (xy[v * 2 + 3]! - xy[v * 2 + 1]!),
  ];
}
