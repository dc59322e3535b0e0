// Rank stability: how firm the order of schools is, given what is unsure about each risk. Draws
// every school's risk many times from its gamma distribution and ranks each draw. Built for the
// whole country at once: 41,000 schools × 2,000 draws.
import { fnv1a32, gammaDraw, mulberry32 } from '../network/random.ts';
import type { GammaDistribution } from './empirical-bayes.ts';
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

export const DEFAULT_DRAWS = 2000;
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
  const streams = schools.map((school) => mulberry32(fnv1a32(runSeed + school.schoolId)));
  const chunk = new Float64Array(DRAWS_PER_CHUNK * n);
  const order = drawOrder(n);
  for (let start = 0; start < draws; start += DRAWS_PER_CHUNK) {
    const size = Math.min(DRAWS_PER_CHUNK, draws - start);
    for (let i = 0; i < n; i++) {
      const random = streams[i]!;
      const { distributions } = schools[i]!;
      for (let j = 0; j < size; j++) {
        const entry = distributions[weightSets[start + j]!];
        chunk[j * n + i] = drawRisk(entry, random);
      }
    }
    for (let j = 0; j < size; j++) {
      order(chunk.subarray(j * n, (j + 1) * n), ranks.subarray((start + j) * n, (start + j + 1) * n));
    }
  }
  return ranks;
}

function drawRisk(entry: RankedSchool['distributions'][number] | undefined, random: () => number): number {
  if (entry === undefined) return 0;
  const { distribution } = entry;
  return distribution === null ? entry.mean : gammaDraw(random, distribution.shape) / distribution.rate;
}

/**
 * A function writing the ranks (1 the largest) of n non-negative values, ordering `values` in place.
 * Each value carries its school's number in the lowest bits of its mantissa, so that one plain
 * numeric sort gives the order: a fifth of the time of sorting indices by a comparison. With
 * 41,000 schools two values count as equal when they differ by less than 2^-36 of themselves.
 */
function drawOrder(n: number): (values: Float64Array, ranks: Uint16Array | Uint32Array) => void {
  const indexBits = Math.max(1, Math.ceil(Math.log2(n + 1)));
  const indexMask = 2 ** indexBits - 1;
  return (values, ranks) => {
    const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
    for (let i = 0; i < n; i++) {
      // Equal values: the school with the smaller id must come out larger.
      words[2 * i + LOW_WORD] = ((words[2 * i + LOW_WORD]! & ~indexMask) | (indexMask - i)) >>> 0;
    }
    values.sort();
    for (let place = 0; place < n; place++) {
      const i = indexMask - (words[2 * place + LOW_WORD]! & indexMask);
      ranks[i] = n - place;
    }
  };
}

/** Which 32-bit half of a double holds the lowest bits on this machine. */
const LOW_WORD = new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 0 : 1;

function summarise(
  schools: readonly RankedSchool[],
  ranks: Uint16Array | Uint32Array,
  draws: number,
  topRanks: readonly number[],
): RankStability[] {
  const n = schools.length;
  const at = (p: number): number => Math.max(0, Math.ceil(p * draws) - 1);
  const results: RankStability[] = [];
  for (let start = 0; start < n; start += SCHOOLS_PER_BLOCK) {
    const size = Math.min(SCHOOLS_PER_BLOCK, n - start);
    const block = new Uint32Array(size * draws);
    for (let draw = 0; draw < draws; draw++) {
      for (let i = 0; i < size; i++) block[i * draws + draw] = ranks[draw * n + start + i]!;
    }
    for (let i = 0; i < size; i++) {
      const sorted = block.subarray(i * draws, (i + 1) * draws).sort();
      results.push({
        schoolId: schools[start + i]!.schoolId,
        medianRank: sorted[at(0.5)]!,
        rankLow: sorted[at(0.05)]!,
        rankHigh: sorted[at(0.95)]!,
        topProbabilities: topRanks.map((rank) => ({ rank, probability: countUpTo(sorted, rank) / draws })),
      });
    }
  }
  return results;
}

/** How many of the sorted values are at most `limit`. */
function countUpTo(sorted: Uint32Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
