// Rolling-origin evaluation: mark roads with what was known then, and see what happened next.
// Apart from the measures because it says which years are compared, and in which words.
import { fnv1a32 } from '../network/random.ts';
import {
  type Accuracy,
  type AccuracyIntervals,
  bootstrapAccuracy,
  type CountedUnits,
  measureAccuracy,
} from './accuracy.ts';
import { randomByLengthScore, recentCountScore } from './baselines.ts';
import { markRoads, type RoadUnits, sumOfLengths } from './road-budget.ts';

/** Shares of the road length that are marked (our choice: what a patrol can watch). */
export const BUDGET_SHARES = [0.01, 0.02, 0.05, 0.1] as const;
/** Years tested, and years a baseline counts. */
const TEST_YEARS = 3;
const BASELINE_YEARS = 3;

export type Round = { trainThrough: number; testYear: number };

/** The last three whole years that have a year before them: train through Y - 1, test on Y. */
export function rollingRounds(firstYear: number, lastYear: number): Round[] {
  const rounds: Round[] = [];
  for (let year = Math.max(firstYear + 1, lastYear - TEST_YEARS + 1); year <= lastYear; year++) {
    rounds.push({ trainThrough: year - 1, testYear: year });
  }
  return rounds;
}

export type RoadHistory = RoadUnits & {
  firstYear: number;
  /** Accidents of every unit in each whole year, oldest first: accidentsOfYear[year][unit]. */
  accidentsOfYear: readonly ArrayLike<number>[];
};

/** A method scores units knowing the years through `trainThrough` alone; 0 marks nothing. */
export type ScoredMethod = { id: string; scoreThrough: (trainThrough: number) => ArrayLike<number> };

export type Evaluation = Round & {
  method: string;
  budgetShare: number;
  marked: number[];
  accuracy: Accuracy;
  intervals: AccuracyIntervals;
};

/**
 * Evaluates methods and, beside them, the two baselines `recent_count` (accidents of the last
 * three years) and `random_by_length`, for every round and budget. Pass the legal list as a
 * method of its own, and units in a fixed order (by id): lots are drawn along it. `seed` makes the lots and intervals repeatable, each its own stream.
 */
export function evaluateMethods(
  history: RoadHistory,
  methods: readonly ScoredMethod[],
  seed: string,
  budgetShares: readonly number[] = BUDGET_SHARES,
): Evaluation[] {
  const { firstYear, accidentsOfYear, lengthMetres } = history;
  const yearOf = (year: number): ArrayLike<number> => accidentsOfYear[year - firstYear]!;
  const totalMetres = sumOfLengths(lengthMetres);
  const baselines: ScoredMethod[] = [
    {
      id: 'recent_count',
      scoreThrough: (last) => {
        const from = Math.max(firstYear, last - BASELINE_YEARS + 1);
        return recentCountScore(accidentsOfYear.slice(from - firstYear, last - firstYear + 1));
      },
    },
    {
      id: 'random_by_length',
      scoreThrough: (last) => randomByLengthScore(history, fnv1a32(`${seed}/lot/${last}`)),
    },
  ];
  const evaluations: Evaluation[] = [];
  for (const round of rollingRounds(firstYear, firstYear + accidentsOfYear.length - 1)) {
    const known = accidentsOfYear.slice(0, round.testYear - firstYear);
    const units: CountedUnits = {
      lengthMetres,
      train: recentCountScore(known),
      test: yearOf(round.testYear),
    };
    for (const { id, scoreThrough } of [...methods, ...baselines]) {
      const score = scoreThrough(round.trainThrough);
      for (const budgetShare of budgetShares) {
        const marked = markRoads(history, score, budgetShare * totalMetres);
        const accuracy = measureAccuracy(units, marked);
        const stream = fnv1a32(`${seed}/${id}/${round.testYear}/${budgetShare}`);
        const intervals = bootstrapAccuracy(accuracy, stream);
        evaluations.push({ ...round, method: id, budgetShare, marked, accuracy, intervals });
      }
    }
  }
  return evaluations;
}

/** Numbers of "the 5 % of roads we marked in 2025 held 31 % (24-38) of 2026's accidents; chance would be 5 %". */
export type PredictionSentence = {
  markedYear: number;
  testYear: number;
  /** Per cent of the road length truly marked, which is also what chance would catch. */
  markedPercent: number;
  heldPercent: number;
  lowPercent: number;
  highPercent: number;
  chancePercent: number;
  accidents: number;
};

/** Numbers of the sentence; null when nothing was marked or nothing happened in the test year. */
export function predictionSentence({
  trainThrough,
  testYear,
  accuracy,
  intervals,
}: Evaluation): PredictionSentence | null {
  if (accuracy.hitRate === null || intervals.hitRate === null || !(accuracy.markedMetres > 0)) return null;
  const markedPercent = accuracy.lengthShare * 100;
  return {
    markedYear: trainThrough,
    testYear,
    markedPercent,
    heldPercent: accuracy.hitRate * 100,
    lowPercent: intervals.hitRate.low * 100,
    highPercent: intervals.hitRate.high * 100,
    chancePercent: markedPercent,
    accidents: accuracy.testTotal,
  };
}
