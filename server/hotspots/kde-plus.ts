// KDE+ (Bíl, Andrášik & Janoška 2013): which stretches of a road section hold more accidents
// than chance would put there. Apart from the density because chance is simulated here.
import { chainage, type RoadChains } from '../network/chains.ts';
import type { Graph } from '../network/graph.ts';
import { fnv1a32, mulberry32 } from '../network/random.ts';
import { adjustedP } from './multiple-testing.ts';
import { nthSmallest } from './nth-smallest.ts';
import {
  addEventDensity,
  gammaThreshold,
  SECTION_SCALE,
  type SectionLixels,
  type SectionScale,
  sectionDensity,
  sectionLixels,
} from './section-density.ts';

export type SectionTest = SectionScale & {
  /** Number of simulations, 999 (199 where a person waits). */
  simulations: number;
  /** Share of simulations a density must exceed. */
  level: number;
};

export const SECTION_TEST: SectionTest = { ...SECTION_SCALE, simulations: 999, level: 0.95 };

/**
 * Fewer events than this on a section are not tested, and a stretch with fewer is not told of
 * (our choice: two accidents in some years are no pattern anybody should be sent to).
 */
export const LEAST_EVENTS = 3;

/** Simulations of the first look, before the full number is spent (our choice). */
const FIRST_SIMULATIONS = 99;

/** Among 99 simulations a share up to 0.5 is told to this, at three standard errors. */
const FIRST_LOOK_SLACK = 0.15;

/**
 * Clusters of at least three events with p at most `pAtMost`, from a test that may be repeated
 * with more simulations: those that 99 show to be hopeless are not simulated further (in the
 * spirit of Besag & Clifford 1991). Leaving the others out changes no adjusted p up to
 * `pAtMost`, as long as their tests are counted as p = 1.
 */
export function clustersWorthTelling<C extends { p: number }>(
  simulations: number,
  pAtMost: number,
  eventsIn: (cluster: C) => number,
  look: (simulations: number) => C[],
): C[] {
  const upTo = (most: number, found: C[]): C[] =>
    found.filter((cluster) => eventsIn(cluster) >= LEAST_EVENTS && cluster.p <= most);
  const isLong = simulations > 2 * FIRST_SIMULATIONS;
  if (isLong && upTo(pAtMost + FIRST_LOOK_SLACK, look(FIRST_SIMULATIONS)).length === 0) return [];
  return upTo(pAtMost, look(simulations));
}

/** A stretch whose density exceeds the threshold of chance all along. */
export type SectionCluster = {
  fromMetres: number;
  toMetres: number;
  eventCount: number;
  /** Integrals of the density and of the threshold over the stretch, events. */
  area: number;
  thresholdArea: number;
  /** (area - thresholdArea) / area, in (0, 1]: how much of the density chance does not explain. */
  strength: number;
  /** area - thresholdArea. */
  excess: number;
  /** Share of simulations with a stretch of at least this excess, the observation counted. */
  p: number;
};

export type SectionResult = {
  density: Float64Array;
  threshold: Float64Array;
  /** By rising chainage. */
  clusters: SectionCluster[];
};

/** Lixels simulated at a time: bounds memory on long sections. */
const BLOCK_LIXELS = 512;

/**
 * Tests one section against events thrown evenly on it, `simulations` times from `seed`.
 *
 * Positions are chainages in metres, in any order, weights none: one fatal accident is never a
 * significant cluster by its weight. A section without events or shorter than one lixel has no
 * clusters: there is nothing on it to be told apart.
 * Throws RangeError for a position off the section.
 */
export function testSection(
  positionsMetres: ArrayLike<number>,
  sectionMetres: number,
  seed: number,
  options: Partial<SectionTest> = {},
): SectionResult {
  const test = { ...SECTION_TEST, ...options };
  const positions = Float64Array.from(positionsMetres).sort();
  for (const at of positions) {
    if (!(at >= 0 && at <= sectionMetres)) throw new RangeError(`section: ${at} m is off the section`);
  }
  const lixels = sectionLixels(sectionMetres, test);
  const density = sectionDensity(positions, sectionMetres, test);
  if (positions.length === 0 || sectionMetres < test.lixelMetres) {
    return { density, threshold: new Float64Array(density.length), clusters: [] };
  }
  const { threshold, greatestExcess } = simulate(positions.length, sectionMetres, seed, lixels, test);
  const clusters = runsAbove(density, threshold).map(([first, end]): SectionCluster => {
    const fromMetres = first * test.lixelMetres;
    const toMetres = end === density.length ? sectionMetres : end * test.lixelMetres;
    const area = integral(density, lixels, first, end);
    const thresholdArea = integral(threshold, lixels, first, end);
    const excess = area - thresholdArea;
    const isLast = end === density.length;
    const inside = positions.filter((at) => at >= fromMetres && (at < toMetres || isLast));
    const asGreat = greatestExcess.reduce((count, other) => count + (other >= excess ? 1 : 0), 0);
    const p = (1 + asGreat) / (test.simulations + 1);
    const eventCount = inside.length;
    return { fromMetres, toMetres, eventCount, area, thresholdArea, strength: excess / area, excess, p };
  });
  return { density, threshold, clusters };
}

/** Position (0 = smallest) of the threshold among the simulated densities of a place. */
export function thresholdPosition(simulations: number, level: number): number {
  const position = Math.ceil(level * (simulations + 1) - 1e-9) - 1;
  if (!(position >= 0 && position < simulations)) {
    throw new RangeError(`KDE+: ${simulations} simulations cannot tell level ${level}`);
  }
  return position;
}

function simulate(
  eventCount: number,
  sectionMetres: number,
  seed: number,
  lixels: SectionLixels,
  test: SectionTest,
): { threshold: Float64Array; greatestExcess: Float64Array } {
  const { simulations } = test;
  const position = thresholdPosition(simulations, test.level);
  const random = mulberry32(seed);
  const thrown = Float64Array.from({ length: simulations * eventCount }, () => random() * sectionMetres);
  const count = lixels.centreMetres.length;
  const threshold = new Float64Array(count);
  const running = new Float64Array(simulations);
  const greatestExcess = new Float64Array(simulations);
  const column = new Float64Array(simulations);
  for (let first = 0; first < count; first += BLOCK_LIXELS) {
    const size = Math.min(BLOCK_LIXELS, count - first);
    const block = new Float64Array(simulations * size);
    for (let b = 0; b < simulations; b++) {
      const row = block.subarray(b * size, (b + 1) * size);
      for (let i = b * eventCount; i < (b + 1) * eventCount; i++) {
        addEventDensity(row, first, lixels, sectionMetres, thrown[i]!, test);
      }
    }
    for (let k = 0; k < size; k++) {
      for (let b = 0; b < simulations; b++) column[b] = block[b * size + k]!;
      const limit = nthSmallest(column, position);
      threshold[first + k] = limit;
      const metres = lixels.lengthMetres[first + k]!;
      for (let b = 0; b < simulations; b++) {
        const over = block[b * size + k]! - limit;
        // Stretches go on over the edge of a block.
        running[b] = over > 0 ? running[b]! + over * metres : 0;
        if (running[b]! > greatestExcess[b]!) greatestExcess[b] = running[b]!;
      }
    }
  }
  return { threshold, greatestExcess };
}

/** Maximal runs [first, end) of lixels whose density is above the threshold. */
function runsAbove(density: Float64Array, threshold: Float64Array): [number, number][] {
  const runs: [number, number][] = [];
  for (let k = 0; k < density.length; ) {
    let end = k;
    while (end < density.length && density[end]! > threshold[end]!) end++;
    if (end > k) runs.push([k, end]);
    k = end + 1;
  }
  return runs;
}

function integral(values: Float64Array, lixels: SectionLixels, first: number, end: number): number {
  let sum = 0;
  for (let k = first; k < end; k++) sum += values[k]! * lixels.lengthMetres[k]!;
  return sum;
}

/**
 * Screening keeps a section whose density passes this share of the gamma threshold (our choice:
 * the approximation was found up to 16 % too high with three events on 1.5 km). Where events
 * are rarer still, the density at any event passes by itself.
 */
const SCREEN_MARGIN = 0.8;

/**
 * Whether a section is worth simulating: three events in a row have kernels that touch, and the
 * density comes near the threshold somewhere.
 */
export function passesScreen(
  positionsMetres: ArrayLike<number>,
  sectionMetres: number,
  options: Partial<SectionTest> = {},
): boolean {
  const test = { ...SECTION_TEST, ...options };
  if (sectionMetres < test.lixelMetres) return false;
  const positions = Float64Array.from(positionsMetres).sort();
  const reach = 2 * test.bandwidthMetres + test.lixelMetres;
  const touches = (k: number): boolean => k > 0 && positions[k]! - positions[k - 1]! < reach;
  if (!positions.some((_, k) => touches(k) && touches(k - 1))) return false;
  const threshold = gammaThreshold(positions.length, sectionMetres, test, test.level);
  const density = sectionDensity(positions, sectionMetres, test);
  return density.some((value, k) => value > SCREEN_MARGIN * threshold[k]!);
}

export type RankedCluster = SectionCluster & {
  section: number;
  /** Indices of the events in the stretch, by rising index. */
  members: number[];
  /** p adjusted for the number of sections tested (Benjamini & Hochberg 1995). */
  q: number;
};

/**
 * Tests all sections that hold at least three events. `keyOf` names a section for its seed, so
 * that it is simulated alike whatever else is in the run. Sections without a cluster worth
 * telling count as tested with p = 1. Clusters with q up to `qAtMost` come by falling strength
 * (ties: section, then chainage).
 */
export function testSections(
  graph: Graph,
  sections: RoadChains,
  events: { edge: ArrayLike<number>; offsetMetres: ArrayLike<number> },
  run: {
    qAtMost: number;
    keyOf: (section: number) => string;
    test?: Partial<SectionTest>;
    progress?: (done: number, total: number) => void;
  },
): { tested: number; simulated: number; clusters: RankedCluster[] } {
  const { qAtMost, keyOf, test = {}, progress } = run;
  const simulations = test.simulations ?? SECTION_TEST.simulations;
  const eventsOf = new Map<number, { event: number; at: number }[]>();
  for (let event = 0; event < events.edge.length; event++) {
    const place = chainage(sections, graph, events.edge[event]!, events.offsetMetres[event]!);
    const at = Math.min(Math.max(place.chainageMetres, 0), sections.lengthMetres[place.chain]!);
    const members = eventsOf.get(place.chain);
    if (members === undefined) eventsOf.set(place.chain, [{ event, at }]);
    else members.push({ event, at });
  }
  const tested = [...eventsOf]
    .filter(([, members]) => members.length >= LEAST_EVENTS)
    .sort(([a], [b]) => a - b);
  const clusters: RankedCluster[] = [];
  let withoutCluster = 0;
  let simulated = 0;
  for (const [done, [section, members]] of tested.entries()) {
    progress?.(done, tested.length);
    const sectionMetres = sections.lengthMetres[section]!;
    const positions = members.map(({ at }) => at);
    let found: SectionCluster[] = [];
    if (passesScreen(positions, sectionMetres, test)) {
      simulated++;
      const seed = fnv1a32(keyOf(section));
      found = clustersWorthTelling(
        simulations,
        qAtMost,
        ({ eventCount }) => eventCount,
        (times) => testSection(positions, sectionMetres, seed, { ...test, simulations: times }).clusters,
      );
    }
    if (found.length === 0) withoutCluster++;
    for (const cluster of found) {
      const { fromMetres, toMetres } = cluster;
      const isLast = toMetres === sectionMetres;
      const inside = members.filter(({ at }) => at >= fromMetres && (at < toMetres || isLast));
      clusters.push({ ...cluster, section, members: inside.map(({ event }) => event), q: 1 });
    }
  }
  const ranked = withAdjustedP(clusters, withoutCluster).filter(({ q }) => q <= qAtMost);
  ranked.sort((a, b) => b.strength - a.strength || a.section - b.section || a.fromMetres - b.fromMetres);
  return { tested: tested.length, simulated, clusters: ranked };
}

/** Clusters with their p adjusted among all tests; `withoutCluster` tests found none and count as p = 1. */
export function withAdjustedP<C extends { p: number }>(
  clusters: readonly C[],
  withoutCluster: number,
): (C & { q: number })[] {
  const nothing = Array.from({ length: withoutCluster }, () => 1);
  const q = adjustedP([...clusters.map(({ p }) => p), ...nothing]);
  return clusters.map((cluster, k) => ({ ...cluster, q: q[k]! }));
}
