// Map matching: which edges a recorded walk or ride followed, by a hidden Markov model
// (Newson and Krumm 2009). Apart from snapping because a single fix proves nothing: the way
// between fixes decides.
import type { Graph } from './graph.ts';
import { type SegmentGrid, visitSegmentsNear } from './segment-grid.ts';
import type { NetworkPoint, Search } from './shortest-path.ts';
import { projectOnSegment, storedOffset } from './snap.ts';

export type TrackFix = {
  /** Metric frame of the graph. */
  x: number;
  y: number;
  timeSeconds: number;
  /** Radius that holds the true place with probability 68 %, as phones report it. */
  accuracyMetres: number;
};

export type MatchedFix = NetworkPoint & { fix: number };

/** A stretch walked: from `fromMetres` to `toMetres` along the edge (falling when reversed). */
export type WalkedStretch = { edge: number; fromMetres: number; toMetres: number };

export type MatchedSection = {
  fixes: MatchedFix[];
  stretches: WalkedStretch[];
  logLikelihood: number;
};

export type MatchedTrack = {
  /** Unbroken stretches of the track, in order. */
  sections: MatchedSection[];
  /** Fixes dropped as inaccurate or impossibly fast. */
  droppedFixes: number[];
  /** Straight length between fixes used that no section joins, metres. */
  unmatchedMetres: number;
};

export type MatchOptions = {
  /** Fixed values for the standard deviation, search radius and route tolerance, metres. */
  sigmaMetres?: number;
  radiusMetres?: number;
  betaMetres?: number;
};

const WORST_ACCURACY_METRES = 50; // our choice: beyond it several streets fit
const FASTEST_METRES_PER_SECOND = 25; // our choice: 90 km/h, no survey drives faster
const LEAST_SIGMA_METRES = 4; // Newson and Krumm 2009 measured 4.07 m
// The 68 % radius of a two-dimensional normal error is sqrt(-2 ln 0.32) = 1.51 sigma.
const ACCURACY_PER_SIGMA = 1.515;
const LEAST_SPACING_METRES = 10; // our choice: standing still must not look like walking
const LEAST_RADIUS_METRES = 25;
const MOST_RADIUS_METRES = 60;
const MOST_CANDIDATES = 8; // our choice: a junction of four streets, both ends
const BETA_METRES = 5; // our choice, between the 2 and 10 of open routing engines
const MOST_GAP_SECONDS = 60;
const MOST_GAP_METRES = 200;
const DETOUR_FACTOR = 5;
const DETOUR_METRES = 50;

/**
 * Matches a track (fixes by rising time) to the network; `search` must belong to the same
 * graph as `grid`, and its last run is overwritten.
 *
 * Inaccurate and too fast fixes are dropped, the rest thinned to two standard deviations. Each
 * fix may lie on up to eight edges; Viterbi's algorithm finds the likeliest sequence, ties to
 * the smaller edge. The track breaks into sections where fixes are more than 60 s or 200 m apart
 * or no way joins them.
 */
export function matchTrack(
  grid: SegmentGrid,
  search: Search,
  fixes: readonly TrackFix[],
  options: MatchOptions = {},
): MatchedTrack {
  const { used, droppedFixes } = selectFixes(fixes, options);
  const beta = options.betaMetres ?? BETA_METRES;
  const sections: MatchedSection[] = [];
  let unmatchedMetres = 0;
  let steps: Step[] = [];
  const finish = (): void => {
    if (steps.length > 0) sections.push(traceBack(grid.graph, search, steps));
    steps = [];
  };
  for (const [k, { fix, breaksBefore }] of used.entries()) {
    const here = fixes[fix]!;
    const candidates = findCandidates(grid, here, options);
    const before = used[k - 1];
    const gap = before === undefined ? 0 : straightMetres(fixes[before.fix]!, here);
    const last = steps.at(-1);
    const joined =
      last === undefined || breaksBefore ? undefined : advance(search, last, candidates, gap, beta);
    if (joined !== undefined) {
      steps.push({ ...joined, fix });
      continue;
    }
    unmatchedMetres += gap;
    finish();
    if (candidates.length > 0) {
      steps = [{ fix, candidates, score: candidates.map((c) => c.emission), cameFrom: [], reachMetres: 0 }];
    }
  }
  finish();
  return { sections, droppedFixes, unmatchedMetres };
}

/** Metres of each edge covered by stretches, overlaps counted once. */
export function coveredMetres(stretches: readonly WalkedStretch[]): Map<number, number> {
  const ordered = stretches
    .map(({ edge, fromMetres, toMetres }) => ({
      edge,
      low: Math.min(fromMetres, toMetres),
      high: Math.max(fromMetres, toMetres),
    }))
    .sort((a, b) => a.edge - b.edge || a.low - b.low || a.high - b.high);
  const covered = new Map<number, number>();
  let reachedEdge = -1;
  let reached = 0;
  for (const { edge, low, high } of ordered) {
    if (edge !== reachedEdge) reached = low;
    reachedEdge = edge;
    const added = Math.max(0, high - Math.max(low, reached));
    covered.set(edge, (covered.get(edge) ?? 0) + added);
    reached = Math.max(reached, high);
  }
  return covered;
}

type Candidate = NetworkPoint & { emission: number };

type Step = {
  fix: number;
  /** By rising edge. */
  candidates: Candidate[];
  /** Log-likelihood of the best sequence up to each candidate. */
  score: number[];
  /** Candidate of the step before; empty at the start of a section. */
  cameFrom: number[];
  /** Longest way searched from the step before. */
  reachMetres: number;
};

function selectFixes(
  fixes: readonly TrackFix[],
  options: MatchOptions,
): { used: { fix: number; breaksBefore: boolean }[]; droppedFixes: number[] } {
  const used: { fix: number; breaksBefore: boolean }[] = [];
  const droppedFixes: number[] = [];
  let lastGood: TrackFix | undefined;
  let lastUsed: TrackFix | undefined;
  let isBroken = false;
  for (const [fix, here] of fixes.entries()) {
    const isPlace = [here.x, here.y, here.timeSeconds].every(Number.isFinite);
    if (!isPlace || !(here.accuracyMetres <= WORST_ACCURACY_METRES)) {
      droppedFixes.push(fix);
      continue;
    }
    if (lastGood !== undefined) {
      const metres = straightMetres(lastGood, here);
      const seconds = here.timeSeconds - lastGood.timeSeconds;
      if (metres > FASTEST_METRES_PER_SECOND * Math.max(seconds, 0)) {
        droppedFixes.push(fix);
        continue;
      }
      // Judged between all good fixes: standing still is no gap.
      if (seconds > MOST_GAP_SECONDS || metres > MOST_GAP_METRES) isBroken = true;
    }
    lastGood = here;
    const spacing = Math.max(2 * sigmaOf(here, options), LEAST_SPACING_METRES);
    if (lastUsed !== undefined && !isBroken && straightMetres(lastUsed, here) < spacing) continue;
    used.push({ fix, breaksBefore: isBroken });
    lastUsed = here;
    isBroken = false;
  }
  return { used, droppedFixes };
}

function sigmaOf({ accuracyMetres }: TrackFix, options: MatchOptions): number {
  return options.sigmaMetres ?? Math.max(LEAST_SIGMA_METRES, accuracyMetres / ACCURACY_PER_SIGMA);
}

function findCandidates(grid: SegmentGrid, fix: TrackFix, options: MatchOptions): Candidate[] {
  const sigma = sigmaOf(fix, options);
  const radius =
    options.radiusMetres ?? Math.min(Math.max(LEAST_RADIUS_METRES, 3 * sigma), MOST_RADIUS_METRES);
  const nearest = new Map<number, { distance: number; along: number }>();
  const hit = { distance: 0, along: 0 };
  visitSegmentsNear(
    grid,
    fix.x,
    fix.y,
    () => radius,
    (vertex) => {
      projectOnSegment(grid.graph.pathXy, vertex, fix.x, fix.y, hit);
      if (hit.distance > radius) return;
      const edge = grid.edgeOfVertex[vertex]!;
      const along = grid.graph.alongMetres[vertex]! + hit.along;
      const best = nearest.get(edge);
      const isBetter =
        best === undefined ||
        hit.distance < best.distance ||
        (hit.distance === best.distance && along < best.along);
      if (isBetter) nearest.set(edge, { distance: hit.distance, along });
    },
  );
  return [...nearest]
    .map(([edge, { distance, along }]) => ({ edge, distance, along }))
    .sort((a, b) => a.distance - b.distance || a.edge - b.edge)
    .slice(0, MOST_CANDIDATES)
    .sort((a, b) => a.edge - b.edge)
    .map(({ edge, distance, along }) => ({
      edge,
      offsetMetres: storedOffset(grid, edge, along),
      emission: -0.5 * (distance / sigma) ** 2 - Math.log(sigma * Math.sqrt(2 * Math.PI)),
    }));
}

/** The next Viterbi step, undefined when no way joins any two candidates. */
function advance(
  search: Search,
  last: Step,
  candidates: Candidate[],
  gapMetres: number,
  beta: number,
): Omit<Step, 'fix'> | undefined {
  const score = candidates.map(() => -Infinity);
  const cameFrom = candidates.map(() => -1);
  const reachMetres = DETOUR_FACTOR * gapMetres + DETOUR_METRES;
  for (const [p, from] of last.candidates.entries()) {
    if (last.score[p] === -Infinity) continue;
    search.run([from], reachMetres);
    for (const [c, to] of candidates.entries()) {
      const way = search.distanceToPoint(to.edge, to.offsetMetres);
      const transition = -Math.abs(gapMetres - way) / beta - Math.log(beta);
      const total = last.score[p]! + transition + to.emission;
      if (total > score[c]!) {
        score[c] = total;
        cameFrom[c] = p;
      }
    }
  }
  return score.some((value) => value > -Infinity) ? { candidates, score, cameFrom, reachMetres } : undefined;
}

function traceBack(graph: Graph, search: Search, steps: readonly Step[]): MatchedSection {
  const final = steps.at(-1)!;
  const logLikelihood = Math.max(...final.score);
  let chosen = final.score.indexOf(logLikelihood);
  const fixes: MatchedFix[] = [];
  for (const { fix, candidates, cameFrom } of steps.toReversed()) {
    const { edge, offsetMetres } = candidates[chosen]!;
    fixes.push({ fix, edge, offsetMetres });
    chosen = cameFrom[chosen] ?? 0;
  }
  fixes.reverse();
  const stretches = fixes.slice(1).flatMap((to, k) => {
    return walkBetween(graph, search, fixes[k]!, to, steps[k + 1]!.reachMetres);
  });
  return { fixes, stretches, logLikelihood };
}

/** The shortest walk between two places at most `reachMetres` apart, in order. */
function walkBetween(
  graph: Graph,
  search: Search,
  a: NetworkPoint,
  b: NetworkPoint,
  reachMetres: number,
): WalkedStretch[] {
  search.run([a], reachMetres);
  const { from, to, lengthMetres } = graph;
  const length = lengthMetres[b.edge]!;
  const direct = a.edge === b.edge ? Math.abs(a.offsetMetres - b.offsetMetres) : Infinity;
  const viaFrom = search.nodeDistance(from[b.edge]!) + b.offsetMetres;
  const viaTo = search.nodeDistance(to[b.edge]!) + length - b.offsetMetres;
  if (direct <= Math.min(viaFrom, viaTo)) {
    return [{ edge: a.edge, fromMetres: a.offsetMetres, toMetres: b.offsetMetres }];
  }
  const isViaFrom = viaFrom <= viaTo;
  const stretches: WalkedStretch[] = [
    { edge: b.edge, fromMetres: isViaFrom ? 0 : length, toMetres: b.offsetMetres },
  ];
  let node = isViaFrom ? from[b.edge]! : to[b.edge]!;
  for (const edge of search.edgesTo(node).slice(1).reverse()) {
    const isForward = to[edge] === node;
    const whole = lengthMetres[edge]!;
    stretches.push({ edge, fromMetres: isForward ? 0 : whole, toMetres: isForward ? whole : 0 });
    node = isForward ? from[edge]! : to[edge]!;
  }
  // Both ends of a loop are the same node: the shorter way to it was walked.
  const rest = lengthMetres[a.edge]! - a.offsetMetres;
  const leavesAtTo = to[a.edge] === node && (from[a.edge] !== node || rest <= a.offsetMetres);
  stretches.push({
    edge: a.edge,
    fromMetres: a.offsetMetres,
    toMetres: leavesAtTo ? lengthMetres[a.edge]! : 0,
  });
  return stretches.reverse().filter(({ fromMetres, toMetres }) => fromMetres !== toMetres);
}

function straightMetres(a: TrackFix, b: TrackFix): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
