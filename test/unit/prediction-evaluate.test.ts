import { describe, expect, test } from 'vitest';
import type { PredictionMethod } from '../../contract/prediction.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { measureAccuracy } from '../../server/prediction/accuracy.ts';
import { randomByLengthScore, recentCountScore } from '../../server/prediction/baselines.ts';
import { methodConsistency, rankMoves } from '../../server/prediction/consistency.ts';
import {
  evaluateMethods,
  latestSentences,
  predictionResult,
  type RoadHistory,
  type ScoredMethod,
  testRounds,
  type Years,
} from '../../server/prediction/evaluate.ts';
import { markRoads, sumOfLengths } from '../../server/prediction/road-budget.ts';

describe('rounds', () => {
  test('are the last three years with a year before them', () => {
    expect(testRounds(2019, 2025, null).map(({ testYear }) => testYear)).toEqual([2023, 2024, 2025]);
    expect(testRounds(2024, 2025, null)).toEqual([{ trainThrough: 2024, testYear: 2025 }]);
    expect(testRounds(2025, 2025, null)).toEqual([]);
  });

  test('are all years after a fixed year of marking', () => {
    expect(testRounds(2014, 2019, 2017)).toEqual([
      { trainThrough: 2017, testYear: 2018 },
      { trainThrough: 2017, testYear: 2019 },
    ]);
    expect(testRounds(2014, 2019, 2013)).toEqual([]);
    expect(testRounds(2014, 2019, 2019)).toEqual([]);
  });
});

describe('evaluation', () => {
  const random = mulberry32(60);
  const danger = Array.from({ length: 400 }, () => random() ** 8 * 4);
  const history: RoadHistory = {
    firstYear: 2021,
    lengthMetres: danger.map(() => 50 + random() * 100),
    accidentsOfYear: Array.from({ length: 5 }, () => danger.map((mean) => Math.floor(mean + random()))),
  };
  const seen: Years[] = [];
  const truth: ScoredMethod = {
    id: 'network_kde',
    memoryYears: 2,
    scoreOf: (years) => {
      seen.push(years);
      return danger;
    },
  };
  const rounds = testRounds(2021, 2025, null);
  const found = evaluateMethods(history, rounds, [truth], 'run 1');
  const meanHitRate = (id: PredictionMethod, share: number): number => {
    const rows = found.filter((row) => row.method === id && row.budgetShare === share);
    return rows.reduce((sum, { accuracy }) => sum + accuracy.hitRate!, 0) / rows.length;
  };

  test('marks with the years before the one tested alone, as far back as the method looks', () => {
    // The test year by itself is only asked what it would mark again.
    expect(seen).toEqual([
      { from: 2021, through: 2022 },
      { from: 2023, through: 2023 },
      { from: 2022, through: 2023 },
      { from: 2024, through: 2024 },
      { from: 2023, through: 2024 },
      { from: 2025, through: 2025 },
    ]);
    const blind: ScoredMethod = {
      ...truth,
      scoreOf: ({ from, through }) => danger.map((mean) => (from === through ? mean : 0)),
    };
    for (const row of evaluateMethods(history, rounds, [blind], 'run 1')) {
      if (row.method === 'network_kde') expect(row.marked).toEqual([]);
    }
  });

  test('knows only the fixed years in every round after them', () => {
    const fixed = evaluateMethods(history, testRounds(2021, 2025, 2023), [truth], 'run 1');
    const known = history.accidentsOfYear.slice(0, 3).flatMap((counts) => Array.from(counts));
    for (const { accuracy, trainThrough } of fixed) {
      expect(trainThrough).toBe(2023);
      expect(accuracy.trainTotal).toBe(known.reduce((sum, count) => sum + count, 0));
    }
    expect(new Set(fixed.map(({ testYear }) => testYear))).toEqual(new Set([2024, 2025]));
  });

  test('prints the baselines beside every method, for every round and budget', () => {
    expect(found).toHaveLength(3 * 3 * 4);
    expect(new Set(found.map((row) => row.method))).toEqual(
      new Set(['network_kde', 'recent_count', 'random_by_length']),
    );
    for (const { accuracy, budgetShare } of found)
      expect(accuracy.lengthShare).toBeLessThanOrEqual(budgetShare + 1e-9);
    expect(meanHitRate('network_kde', 0.1)).toBeGreaterThan(meanHitRate('random_by_length', 0.1) * 2);
    expect(meanHitRate('recent_count', 0.1)).toBeGreaterThan(meanHitRate('random_by_length', 0.1) * 2);
    expect(evaluateMethods(history, rounds, [truth], 'run 1')).toEqual(found);
  });

  test('a method that says the same again marks the same again', () => {
    for (const row of found) {
      expect(row.markedAgain).toBeLessThanOrEqual(row.marked.length);
      if (row.method !== 'network_kde') continue;
      expect(row).toMatchObject({ markedAgain: row.marked.length, totalRankDifference: 0 });
    }
    expect(found.some((row) => row.method === 'random_by_length' && row.totalRankDifference > 0)).toBe(true);
  });

  test('marking by lot catches what chance would, on average over lots', () => {
    const { lengthMetres } = history;
    // One accident for every 60 m or so: no road is worse than another.
    const even = () => Array.from(lengthMetres, (metres) => Math.floor(metres / 60 + random()));
    const units = { lengthMetres, train: even(), test: even() };
    const budget = 0.1 * sumOfLengths(lengthMetres);
    const pais = Array.from({ length: 400 }, (_, lot) => {
      const marked = markRoads(history, randomByLengthScore(history, lot), budget);
      return measureAccuracy(units, marked).pai!;
    });
    const mean = pais.reduce((sum, pai) => sum + pai, 0) / pais.length;
    expect(mean).toBeGreaterThan(0.98);
    expect(mean).toBeLessThan(1.02);
  });

  test('gives the numbers of the sentence for the latest year and 5 % of the roads', () => {
    const sentences = latestSentences(found.map(predictionResult));
    expect(sentences.map(({ method }) => method)).toEqual([
      'network_kde',
      'recent_count',
      'random_by_length',
    ]);
    const row = found.find(
      (r) => r.method === 'network_kde' && r.testYear === 2025 && r.budgetShare === 0.05,
    )!;
    const [sentence] = sentences;
    expect(sentence).toMatchObject({ markedYear: 2024, testYear: 2025, accidents: row.accuracy.testTotal });
    expect(sentence!.heldPercent).toBeCloseTo((100 * row.accuracy.hits) / row.accuracy.testTotal, 12);
    expect(sentence!.markedPercent).toBeGreaterThan(4.5);
    expect(sentence!.markedPercent).toBeLessThanOrEqual(5);
    expect(sentence!.chancePercent).toBe(sentence!.markedPercent);
    expect(sentence!.lowPercent).toBeLessThan(sentence!.heldPercent);
    expect(sentence!.highPercent).toBeGreaterThan(sentence!.heldPercent);
    const quiet = { ...history, accidentsOfYear: history.accidentsOfYear.map(() => danger.map(() => 0)) };
    expect(latestSentences(evaluateMethods(quiet, rounds, [truth], 'run 1').map(predictionResult))).toEqual(
      [],
    );
    const silent: ScoredMethod = { ...truth, scoreOf: () => danger.map(() => 0) };
    const [first] = latestSentences(
      evaluateMethods(history, rounds, [silent], 'run 1').map(predictionResult),
    );
    expect(first?.method).toBe('recent_count');
  });

  test('has no results without rounds, and no quotients without roads', () => {
    expect(
      evaluateMethods({ firstYear: 2025, lengthMetres: [], accidentsOfYear: [] }, [], [truth], 'x'),
    ).toEqual([]);
    const one = { firstYear: 2024, lengthMetres: [0], accidentsOfYear: [[1], [1]] };
    for (const { accuracy } of evaluateMethods(one, testRounds(2024, 2025, null), [], 'x')) {
      expect(accuracy).toMatchObject({ markedMetres: 0, hits: 0, pai: null });
    }
  });
});

describe('baselines', () => {
  test('count recent years', () => {
    expect([...recentCountScore([[1, 0, 2], Int32Array.of(0, 3, 1)])]).toEqual([1, 3, 3]);
    expect(recentCountScore([])).toHaveLength(0);
  });

  test('draw lots by length', () => {
    const units = { lengthMetres: [300, 100, 0] };
    let first = 0;
    for (let seed = 0; seed < 4000; seed++) {
      const score = randomByLengthScore(units, seed);
      expect(score[2]).toBe(0);
      if (score[0]! > score[1]!) first++;
    }
    expect(first / 4000).toBeCloseTo(0.75, 1);
    expect(first / 4000).toBeGreaterThan(0.72);
  });
});

describe('consistency', () => {
  test('of the method: units marked again', () => {
    expect(methodConsistency([0, 2, 5], [5, 0, 7])).toBe(2);
    expect(methodConsistency([], [1])).toBe(0);
  });

  test('of ranks: how far each unit moved, equal scores sharing their ranks', () => {
    // Ranks 1, 2, 3, 4, 5 become 3, 2, 1, 4, 5.
    expect([...rankMoves([9, 7, 5, 3, 1], [3, 8, 9, 1, 0])]).toEqual([2, 0, 2, 0, 0]);
    // All five share rank 3 in the second period; in the first the two of which nothing is said share 4.5.
    expect([...rankMoves([9, 7, 7, 0, 0], [0, 0, 0, 0, 0])]).toEqual([2, 0.5, 0.5, 1.5, 1.5]);
    expect(rankMoves([], [])).toHaveLength(0);
    expect(() => rankMoves([1], [Number.NaN])).toThrow(RangeError);
  });
});
