// Rank stability: how firm the order of schools is, given what is unsure about each risk. Draws
// every school's risk many times from its gamma distribution and ranks each draw. Built for the
// whole country at once: 41,000 schools × 2,000 draws.
import { fnv1a32, mulberry32 } from '../network/random.ts';
import type { GammaDistribution } from './empirical-bayes.ts';
import { fillGammaDraws } from './gamma-draws.ts';
import { compareText } from './hazard.ts';

/** Distribution of one school's risk, under the base severity weights and, after it, under other presets. */
export interface RankedSchool {
  schoolId: string;
  /** Null stands for a risk without spread. */
  distributions: readonly { mean: number; distribution: GammaDistribution | null }[];
}

export interface RankOptions {
  /** Names the run; each school draws from its own stream seeded by it, so neighbours never shift its draws. */
  runSeed: string;
  draws?: number;
  /** Ranks k for which P(rank ≤ k) is wanted, 1 the riskiest. */
  topRanks?: readonly number[];
  /**
   * base: the first distribution of every school in every draw. mixed: in half of the draws one of the
   * presets, uniformly, the same for all schools: how far the order survives other severity weights.
   */
  weightSets?: 'base' | 'mixed';
}

export interface RankStability {
  schoolId: string;
  medianRank: number;
  /** 90 % interval of the rank. */
  rankLow: number;
  rankHigh: number;
  topProbabilities: { rank: number; probability: number }[];
}

const DEFAULT_DRAWS = 2000;
const DEFAULT_TOP_RANKS = [1, 5, 10, 30];
/** Draws kept at a time before ranking; 32 × 41,000 doubles are 10 MB. */
const DRAWS_PER_CHUNK = 32;
/** Schools whose ranks are gathered at a time when quantiles are read. */
const SCHOOLS_PER_BLOCK = 256;

/**
 * Rank stability of each school, in the order given. The same schools, seed and draws give the same
 * result to the byte, in whatever order the schools come; equal risks rank by school id.
 * Keeps two bytes per school and draw up to 65,535 schools (four beyond), ordering one draw at a time.
 * Throws RangeError for repeated school ids or a draw count below 1.
 */
export function rankStability(schools: readonly RankedSchool[], options: RankOptions): RankStability[] {
  const draws = options.draws ?? DEFAULT_DRAWS;
  const topRanks = options.topRanks ?? DEFAULT_TOP_RANKS;
  if (!(draws >= 1)) throw new RangeError(`rankStability: draws must be at least 1, got ${draws}`);
  const ordered = [...schools].sort((a, b) => compareText(a.schoolId, b.schoolId));
  ordered.forEach((school, i) => {
    if (school.schoolId === ordered[i - 1]?.schoolId)
      throw new RangeError(`rankStability: school "${school.schoolId}" is given twice`);
  });
  const ranks = rankMatrix(ordered, draws, weightSetOfDraws(ordered, draws, options), options.runSeed);
  const results = summarise(ordered, ranks, draws, topRanks);
  const byId = new Map(results.map((result) => [result.schoolId, result]));
  return schools.flatMap(({ schoolId }) => byId.get(schoolId) ?? []);
}

/** Which of the distributions each draw uses. */
function weightSetOfDraws(schools: readonly RankedSchool[], draws: number, options: RankOptions): Uint8Array {
  const sets = new Uint8Array(draws);
  const presets = Math.min(...schools.map((school) => school.distributions.length)) - 1;
  if (options.weightSets !== 'mixed' || presets < 1 || !Number.isFinite(presets)) return sets;
  const random = mulberry32(fnv1a32(`${options.runSeed}/weight sets`));
  for (let draw = 0; draw < draws; draw++) {
    const isPreset = random() < 0.5;
    const preset = 1 + Math.floor(random() * presets);
    if (isPreset) sets[draw] = preset;
  }
  return sets;
}

/** Ranks by draw, then by school: ranks[draw × n + school]. */
function rankMatrix(
  schools: readonly RankedSchool[],
  draws: number,
  weightSets: Uint8Array,
  runSeed: string,
): Uint16Array | Uint32Array {
  const n = schools.length;
  const ranks = n < 65_536 ? new Uint16Array(n * draws) : new Uint32Array(n * draws);
  const streams = Int32Array.from(schools, (school) => fnv1a32(runSeed + school.schoolId));
  const chunk = new Float64Array(DRAWS_PER_CHUNK * n);
  const rankDraw = drawRanker(n);
  for (let start = 0; start < draws; start += DRAWS_PER_CHUNK) {
    const size = Math.min(DRAWS_PER_CHUNK, draws - start);
    for (let i = 0; i < n; i++) {
      // Draws that use one distribution are made in one go.
      for (let j = 0, end = 0; j < size; j = end) {
        const set = weightSets[start + j]!;
        for (end = j + 1; end < size && weightSets[start + end] === set; ) end++;
        const { mean, distribution } = schools[i]!.distributions[set] ?? NO_RISK;
        const place = { from: j * n + i, step: n, count: end - j };
        if (distribution !== null) streams[i] = fillGammaDraws(chunk, place, distribution, streams[i]!);
        else for (let t = j; t < end; t++) chunk[t * n + i] = mean;
      }
    }
    for (let j = 0; j < size; j++) {
      rankDraw(chunk.subarray(j * n, (j + 1) * n), ranks.subarray((start + j) * n, (start + j + 1) * n));
    }
  }
  return ranks;
}

const NO_RISK: RankedSchool['distributions'][number] = { mean: 0, distribution: null };

/** Our choice: beyond this many values in one bin, sorting by comparison is as fast. */
const CROWDED = 1_000;

/**
 * A function writing the ranks (1 the largest, equal ones by place) of n non-negative values. Counts them into bins by
 * the upper half of their bits, which grows with the value, and puts each bin in order by insertion.
 */
function drawRanker(n: number): (values: Float64Array, ranks: Uint16Array | Uint32Array) => void {
  const bins = new Uint32Array(2 ** Math.ceil(Math.log2(n + 1)));
  const binOf = new Uint32Array(n);
  const order = new Uint32Array(n);
  return (values, ranks) => {
    const words = new Uint32Array(values.buffer, values.byteOffset, 2 * n);
    let lowest = 0xffffffff;
    let highest = 0;
    for (let i = 0; i < n; i++) {
      const word = words[2 * i + HIGH_WORD]!;
      if (word < lowest) lowest = word;
      if (word > highest) highest = word;
    }
    const scale = (bins.length - 1) / Math.max(1, highest - lowest);
    bins.fill(0);
    for (let i = 0; i < n; i++) {
      const bin = ((words[2 * i + HIGH_WORD]! - lowest) * scale) | 0;
      binOf[i] = bin;
      bins[bin]!++;
    }
    let before = 0;
    let fullest = 0;
    for (let bin = 0; bin < bins.length; bin++) {
      const count = bins[bin]!;
      if (count > fullest) fullest = count;
      bins[bin] = before;
      before += count;
    }
    // From the last school to the first: of equal values the first must come out as the largest.
    for (let i = n - 1; i >= 0; i--) order[bins[binOf[i]!]!++] = i;
    if (fullest > CROWDED) order.sort((a, b) => values[a]! - values[b]! || b - a);
    else sortByInsertion(order, values);
    for (let place = 0; place < n; place++) ranks[order[place]!] = n - place;
  };
}

/** Puts places that are nearly in the order of their values into it; equal ones stay as they are. */
function sortByInsertion(order: Uint32Array, values: Float64Array): void {
  for (let place = 1; place < order.length; place++) {
    const i = order[place]!;
    const value = values[i]!;
    let to = place;
    for (; to > 0 && values[order[to - 1]!]! > value; to--) order[to] = order[to - 1]!;
    order[to] = i;
  }
}

/** Which 32-bit half of a double holds its sign and exponent on this machine. */
const HIGH_WORD = new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 1 : 0;

function summarise(
  schools: readonly RankedSchool[],
  ranks: Uint16Array | Uint32Array,
  draws: number,
  topRanks: readonly number[],
): RankStability[] {
  const n = schools.length;
  const place = (p: number): number => Math.max(0, Math.ceil(p * draws) - 1);
  const countRanks = rankCounter(n);
  const results: RankStability[] = [];
  for (let start = 0; start < n; start += SCHOOLS_PER_BLOCK) {
    const size = Math.min(SCHOOLS_PER_BLOCK, n - start);
    const block = new Uint32Array(size * draws);
    for (let draw = 0; draw < draws; draw++) {
      for (let i = 0; i < size; i++) block[i * draws + draw] = ranks[draw * n + start + i]!;
    }
    for (let i = 0; i < size; i++) {
      const counted = countRanks(block.subarray(i * draws, (i + 1) * draws));
      results.push({
        schoolId: schools[start + i]!.schoolId,
        // From the lowest rank on: each step of the counting serves what lies near.
        topProbabilities: topRanks.map((rank) => ({ rank, probability: counted.upTo(rank) / draws })),
        rankLow: counted.at(place(0.05)),
        medianRank: counted.at(place(0.5)),
        rankHigh: counted.at(place(0.95)),
      });
    }
  }
  return results;
}

type CountedRanks = {
  /** The rank at a place, from 0, of the sorted list. */
  at: (place: number) => number;
  /** How many ranks are at most this one. */
  upTo: (rank: number) => number;
};

/** A function counting ranks 1 to n: first in bins of 256, then, where it is asked, within one bin. */
function rankCounter(n: number): (ranks: Uint32Array) => CountedRanks {
  const bins = new Uint32Array((n >>> 8) + 1);
  const within = new Uint32Array(256);
  return (ranks) => {
    bins.fill(0);
    for (let i = 0; i < ranks.length; i++) bins[ranks[i]! >>> 8]!++;
    let opened = -1;
    const open = (bin: number): void => {
      if (bin === opened) return;
      opened = bin;
      within.fill(0);
      for (let i = 0; i < ranks.length; i++) if (ranks[i]! >>> 8 === bin) within[ranks[i]! & 255]!++;
    };
    return {
      at: (place) => {
        let before = 0;
        let bin = 0;
        while (before + bins[bin]! <= place) before += bins[bin++]!;
        open(bin);
        let rank = 0;
        while (before + within[rank]! <= place) before += within[rank++]!;
        return bin * 256 + rank;
      },
      upTo: (rank) => {
        const last = Math.min(rank, n);
        let count = 0;
        for (let bin = 0; bin < last >>> 8; bin++) count += bins[bin]!;
        if (bins[last >>> 8] === 0) return count;
        open(last >>> 8);
        for (let low = 0; low <= (last & 255); low++) count += within[low]!;
        return count;
      },
    };
  };
}
