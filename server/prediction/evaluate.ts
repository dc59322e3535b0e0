// Evaluation by years: mark roads with what was known then, and see what happened next.
// Apart from the measures because it says which years are compared, and in which words.
import type { PredictionMethod, PredictionResult, PredictiveRecord } from '../../contract/prediction.ts';
import { fnv1a32 } from '../network/random.ts';
import {
  type Accuracy,
  type AccuracyIntervals,
  bootstrapAccuracy,
  type CountedUnits,
  measureAccuracy,
} from './accuracy.ts';
import { randomByLengthScore, recentCountScore } from './baselines.ts';
import { methodConsistency, rankMoves } from './consistency.ts';
import { markRoads, type RoadUnits, sumOfLengths } from './road-budget.ts';

/** Shares of the road length that are marked (our choice: what a patrol can watch). */
export const BUDGET_SHARES = [0.01, 0.02, 0.05, 0.1] as const;
/** The share of which the sentence speaks. */
export const SENTENCE_SHARE = 0.05;
/** Years tested unless the year of marking is fixed (our choice: one alone may be an odd one). */
export const TEST_YEARS = 3;
/** Years that a baseline counts and most methods look back (our choice, as of the shipped hotspot runs). */
export const MEMORY_YEARS = 3;

export type Round = { trainThrough: number; testYear: number };

/**
 * What is tested with whole years `firstYear` to `lastYear`: each of the last three years that has a year before it,
 * marked with the years up to the one before; or, marked with the years through `trainThrough`, all years after it.
 */
export function testRounds(firstYear: number, lastYear: number, trainThrough: number | null): Round[] {
  const rounds: Round[] = [];
  if (trainThrough !== null && trainThrough < firstYear) return rounds;
  const from = trainThrough === null ? Math.max(firstYear, lastYear - TEST_YEARS) : trainThrough;
  for (let testYear = from + 1; testYear <= lastYear; testYear++) {
    rounds.push({ trainThrough: trainThrough ?? testYear - 1, testYear });
  }
  return rounds;
}

export type RoadHistory = RoadUnits & {
  firstYear: number;
  /** Accidents of every unit in each whole year, oldest first: accidentsOfYear[year][unit]. */
  accidentsOfYear: readonly ArrayLike<number>[];
};

/** Whole years, both included. */
export type Years = { from: number; through: number };

/** A method scores every unit from the accidents of some years alone; 0 marks nothing. */
export type ScoredMethod = {
  id: PredictionMethod;
  /** How many years it looks back. */
  memoryYears: number;
  scoreOf: (years: Years) => ArrayLike<number>;
};

export type Evaluation = Round & {
  method: PredictionMethod;
  budgetShare: number;
  marked: number[];
  accuracy: Accuracy;
  intervals: AccuracyIntervals;
  /** Marked units that the method would mark again from the test year alone. */
  markedAgain: number;
  /** Ranks by which the marked units differ between the two, summed. */
  totalRankDifference: number;
};

/** The simple rules beside every method: accidents of the last years, and lots drawn by length. */
function baselines({ firstYear, accidentsOfYear, lengthMetres }: RoadHistory, seed: string): ScoredMethod[] {
  return [
    {
      id: 'recent_count',
      memoryYears: MEMORY_YEARS,
      scoreOf: ({ from, through }) =>
        recentCountScore(accidentsOfYear.slice(from - firstYear, through - firstYear + 1)),
    },
    {
      id: 'random_by_length',
      memoryYears: MEMORY_YEARS,
      scoreOf: ({ from, through }) =>
        randomByLengthScore({ lengthMetres }, fnv1a32(`${seed}/lot/${from}-${through}`)),
    },
  ];
}

/**
 * Evaluates methods and, beside them, the two baselines, for every round and budget. Pass the legal list as a method of
 * its own, and units in a fixed order (by id): lots are drawn along it. `seed` makes the lots and intervals repeatable,
 * each its own stream.
 */
export function evaluateMethods(
  history: RoadHistory,
  rounds: readonly Round[],
  methods: readonly ScoredMethod[],
  seed: string,
  onRound: (done: number) => void = () => {},
): Evaluation[] {
  const { firstYear, accidentsOfYear, lengthMetres } = history;
  const totalMetres = sumOfLengths(lengthMetres);
  const known = new Map<string, ArrayLike<number>>();
  const scored = ({ id, scoreOf }: ScoredMethod, years: Years): ArrayLike<number> => {
    const key = `${id}/${years.from}-${years.through}`;
    const score = known.get(key) ?? scoreOf(years);
    known.set(key, score);
    return score;
  };
  const evaluations: Evaluation[] = [];
  for (const [done, round] of rounds.entries()) {
    const { trainThrough, testYear } = round;
    const units: CountedUnits = {
      lengthMetres,
      train: recentCountScore(accidentsOfYear.slice(0, trainThrough - firstYear + 1)),
      test: accidentsOfYear[testYear - firstYear]!,
    };
    for (const method of [...methods, ...baselines(history, seed)]) {
      const from = Math.max(firstYear, trainThrough - method.memoryYears + 1);
      const score = scored(method, { from, through: trainThrough });
      const scoreAfter = scored(method, { from: testYear, through: testYear });
      const moves = rankMoves(score, scoreAfter);
      for (const budgetShare of BUDGET_SHARES) {
        const marked = markRoads(history, score, budgetShare * totalMetres);
        const accuracy = measureAccuracy(units, marked);
        // One stream for all budgets: roads marked alike have one interval.
        const stream = fnv1a32(`${seed}/${method.id}/${testYear}`);
        evaluations.push({
          ...round,
          method: method.id,
          budgetShare,
          marked,
          accuracy,
          intervals: bootstrapAccuracy(accuracy, stream),
          markedAgain: methodConsistency(marked, markRoads(history, scoreAfter, budgetShare * totalMetres)),
          totalRankDifference: marked.reduce((sum, unit) => sum + moves[unit]!, 0),
        });
      }
    }
    onRound(done + 1);
  }
  return evaluations;
}

/** An evaluation as it is stored and sent. */
export function predictionResult({ marked, accuracy, intervals, ...row }: Evaluation): PredictionResult {
  return {
    method: row.method,
    trainThrough: row.trainThrough,
    testYear: row.testYear,
    budgetShare: row.budgetShare,
    markedPieces: marked.length,
    markedMetres: accuracy.markedMetres,
    totalMetres: accuracy.totalMetres,
    lengthShare: accuracy.lengthShare,
    hits: accuracy.hits,
    testTotal: accuracy.testTotal,
    hitRate: accuracy.hitRate,
    hitRateInterval: intervals.hitRate,
    pai: accuracy.pai,
    paiInterval: intervals.pai,
    pei: accuracy.pei,
    isPeiExact: accuracy.isMostExact,
    rri: accuracy.rri,
    rriInterval: intervals.rri,
    hitsPerKm: accuracy.hitsPerKm,
    hitsPerKmInterval: intervals.hitsPerKm,
    markedAgain: row.markedAgain,
    totalRankDifference: row.totalRankDifference,
  };
}

/** Numbers of "the 5 % of roads we marked in 2025 held 31 % (24-38) of 2026's accidents; chance would be 5 %". */
export type PredictionSentence = Omit<PredictiveRecord, 'runId' | 'asOf'>;

/** Numbers of the sentence; null when nothing was marked or nothing happened in the test year. */
export function predictionSentence(result: PredictionResult): PredictionSentence | null {
  const { hitRate, hitRateInterval, lengthShare } = result;
  if (hitRate === null || hitRateInterval === null || !(lengthShare > 0)) return null;
  return {
    method: result.method,
    markedYear: result.trainThrough,
    testYear: result.testYear,
    markedPercent: lengthShare * 100,
    heldPercent: hitRate * 100,
    lowPercent: hitRateInterval.low * 100,
    highPercent: hitRateInterval.high * 100,
    // By lot, road is hit in proportion to its length.
    chancePercent: lengthShare * 100,
    accidents: result.testTotal,
  };
}

/** The sentence of every method that has one, at 5 % of the road length in the latest test year. */
export function latestSentences(results: readonly PredictionResult[]): PredictionSentence[] {
  const latest = results.reduce((year, { testYear }) => Math.max(year, testYear), -Infinity);
  return results
    .filter(({ testYear, budgetShare }) => testYear === latest && budgetShare === SENTENCE_SHARE)
    .map(predictionSentence)
    .filter((sentence) => sentence !== null);
}
