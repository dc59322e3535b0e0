// A walk → the roads it followed and the metres of each route to school that it passed. Pure.
import {
  type PlaneLine,
  type PlaneRoute,
  passedStretches,
  type RouteStretch,
  roundDecimetre,
  sameRoadMetres,
  stepsAlong,
} from '../../contract/passed-stretches.ts';
import { buildGraph, type EdgeInput } from '../network/graph.ts';
import { type MatchedTrack, matchTrack, type TrackFix, type WalkedStretch } from '../network/map-matching.ts';
import { buildSegmentGrid } from '../network/segment-grid.ts';
import { createSearch } from '../network/shortest-path.ts';

export type MatchedWalk = {
  /** Pieces of road followed, each a line in the metric frame. */
  paths: PlaneLine[];
  matchedMetres: number;
  /** Of these: drawn by hand. */
  drawnMetres: number;
  unmatchedMetres: number;
  droppedFixes: number;
  stretches: RouteStretch[];
};

// Our choice: a finger draws as well as a fair phone locates.
const DRAWN_ACCURACY_METRES = 10;
const DRAWN_STEP_METRES = 15;
// Our choice: a brisk walk, so that a drawn way is never taken for a gap or a drive.
const DRAWN_METRES_PER_SECOND = 1.5;

/**
 * Matches the positions and the ways drawn by hand to the roads given, then to the routes. Between two tracks nothing is
 * known of the walk, and nothing is joined.
 */
export function matchWalk(
  edges: EdgeInput,
  tracks: readonly (readonly TrackFix[])[],
  drawn: readonly PlaneLine[],
  routes: readonly PlaneRoute[],
): MatchedWalk {
  const graph = buildGraph(edges);
  const grid = buildSegmentGrid(graph);
  const search = createSearch(graph);
  const matched = tracks.map((fixes) => matchTrack(grid, search, fixes));
  const drawings = drawn.map((line) => matchTrack(grid, search, drawnFixes(line)));
  const walked = matched.flatMap((track) => pathsOf(track, edges, graph.alongMetres));
  const added = drawings.flatMap((drawing) => pathsOf(drawing, edges, graph.alongMetres));
  const paths = [...walked, ...added];
  const lines = paths.map((path) => ({ path, reachMetres: sameRoadMetres }));
  const drawnMetres = added.reduce((sum, path) => sum + lengthOf(path), 0);
  return {
    paths,
    matchedMetres: roundDecimetre(walked.reduce((sum, path) => sum + lengthOf(path), 0) + drawnMetres),
    drawnMetres: roundDecimetre(drawnMetres),
    unmatchedMetres: roundDecimetre(
      [...matched, ...drawings].reduce((sum, track) => sum + track.unmatchedMetres, 0),
    ),
    droppedFixes: matched.reduce((sum, track) => sum + track.droppedFixes.length, 0),
    stretches: routes.flatMap((route) => passedStretches(route, lines)),
  };
}

function drawnFixes(line: PlaneLine): TrackFix[] {
  let timeSeconds = 0;
  return stepsAlong(line, DRAWN_STEP_METRES).map(({ x, y }, i, all) => {
    const before = all[i - 1];
    if (before !== undefined) {
      // Two points at one place would look like standing still, and time must rise.
      timeSeconds += Math.max(0.1, Math.hypot(x - before.x, y - before.y) / DRAWN_METRES_PER_SECOND);
    }
    return { x, y, timeSeconds, accuracyMetres: DRAWN_ACCURACY_METRES };
  });
}

function pathsOf(track: MatchedTrack, edges: EdgeInput, alongMetres: Float64Array): PlaneLine[] {
  return track.sections.flatMap(({ stretches }) =>
    stretches.map((stretch) => partOfEdge(stretch, edges, alongMetres)).filter((path) => path.length > 1),
  );
}

/** The piece of an edge's path between two offsets; offsets count stored metres, the path plane ones. */
function partOfEdge(
  { edge, fromMetres, toMetres }: WalkedStretch,
  { pathStart, pathXy, lengthMetres }: EdgeInput,
  alongMetres: Float64Array,
): PlaneLine {
  const first = pathStart[edge] ?? 0;
  const last = (pathStart[edge + 1] ?? first + 1) - 1;
  const whole = lengthMetres[edge] ?? 0;
  const scale = whole > 0 ? (alongMetres[last] ?? 0) / whole : 0;
  const low = Math.min(fromMetres, toMetres) * scale;
  const high = Math.max(fromMetres, toMetres) * scale;
  const path: [number, number][] = [];
  for (let v = first; v < last; v++) {
    const [a, b] = [alongMetres[v] ?? 0, alongMetres[v + 1] ?? 0];
    if (b < low || a > high || b <= a) continue;
    for (const at of [Math.max(a, low), Math.min(b, high)]) {
      const part = (at - a) / (b - a);
      const x = pathXy[v * 2]! + (pathXy[v * 2 + 2]! - pathXy[v * 2]!) * part;
      const y = pathXy[v * 2 + 1]! + (pathXy[v * 2 + 3]! - pathXy[v * 2 + 1]!) * part;
      const before = path.at(-1);
      if (before === undefined || Math.hypot(before[0] - x, before[1] - y) > 0.01) path.push([x, y]);
    }
  }
  return path;
}

function lengthOf(path: PlaneLine): number {
  return path.reduce((sum, [x, y], i) => {
    const next = path[i + 1];
    return next === undefined ? sum : sum + Math.hypot(next[0] - x, next[1] - y);
  }, 0);
}
