import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../../server/network/random.ts';
import { legalListScore, randomByLengthScore, recentCountScore } from '../../server/prediction/baselines.ts';
import {
  methodConsistency,
  siteConsistency,
  totalRankDifference,
} from '../../server/prediction/consistency.ts';
import {
  evaluateMethods,
  predictionSentence,
  type RoadHistory,
  rollingRounds,
} from '../../server/prediction/evaluate.ts';

describe('rounds', () => {
  test('are the last three years with a year before them', () => {
    expect(rollingRounds(2019, 2025).map(({ testYear }) => testYear)).toEqual([2023, 2024, 2025]);
    expect(rollingRounds(2024, 2025)).toEqual([{ trainThrough: 2024, testYear: 2025 }]);
    expect(rollingRounds(2025, 2025)).toEqual([]);
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
  const seen: number[] = [];
  const method = {
    id: 'truth',
    scoreThrough: (trainThrough: number) => {
      seen.push(trainThrough);
      return danger;
    },
  };
  const found = evaluateMethods(history, [method], 'run 1');
  const meanHitRate = (id: string, share: number): number => {
    const rows = found.filter((row) => row.method === id && row.budgetShare === share);
    return rows.reduce((sum, { accuracy }) => sum + accuracy.hitRate!, 0) / rows.length;
  };

  test('never lets a method see the year it is tested on', () => {
    expect(seen).toEqual([2022, 2023, 2024]);
    for (const { trainThrough, testYear } of found) expect(testYear).toBe(trainThrough + 1);
  });

  test('prints the baselines beside every method, for every round and budget', () => {
    expect(found).toHaveLength(3 * 3 * 4);
    expect(new Set(found.map((row) => row.method))).toEqual(
      new Set(['truth', 'recent_count', 'random_by_length']),
    );
    for (const { accuracy, budgetShare } of found)
      expect(accuracy.lengthShare).toBeLessThanOrEqual(budgetShare + 1e-9);
    expect(meanHitRate('truth', 0.1)).toBeGreaterThan(meanHitRate('random_by_length', 0.1) * 2);
    expect(meanHitRate('recent_count', 0.1)).toBeGreaterThan(meanHitRate('random_by_length', 0.1) * 2);
    expect(evaluateMethods(history, [method], 'run 1')).toEqual(found);
  });

  test('gives the numbers of the sentence', () => {
    const row = found.find((r) => r.method === 'truth' && r.testYear === 2025 && r.budgetShare === 0.05)!;
    const sentence = predictionSentence(row)!;
    expect(sentence).toMatchObject({ markedYear: 2024, testYear: 2025, accidents: row.accuracy.testTotal });
    expect(sentence.markedPercent).toBeGreaterThan(4.5);
    expect(sentence.markedPercent).toBeLessThanOrEqual(5);
    expect(sentence.chancePercent).toBe(sentence.markedPercent);
    expect(sentence.lowPercent).toBeLessThan(sentence.heldPercent);
    expect(sentence.highPercent).toBeGreaterThan(sentence.heldPercent);
    const quiet = { ...history, accidentsOfYear: history.accidentsOfYear.map(() => danger.map(() => 0)) };
    for (const evaluation of evaluateMethods(quiet, [], 'run 1'))
      expect(predictionSentence(evaluation)).toBeNull();
  });

  test('has no rounds without history, roads or accidents', () => {
    expect(
      evaluateMethods({ firstYear: 2025, lengthMetres: [], accidentsOfYear: [] }, [method], 'x'),
    ).toEqual([]);
    const one = { firstYear: 2024, lengthMetres: [0], accidentsOfYear: [[1], [1]] };
    for (const { accuracy } of evaluateMethods(one, [], 'x')) {
      expect(accuracy).toMatchObject({ markedMetres: 0, hits: 0, pai: null });
    }
  });
});

describe('baselines', () => {
  test('count recent years and the spots of the list', () => {
    expect([...recentCountScore([[1, 0, 2], Int32Array.of(0, 3, 1)])]).toEqual([1, 3, 3]);
    expect(recentCountScore([])).toHaveLength(0);
    const spots = [
      { unit: 2, accidents: 4 },
      { unit: 0, accidents: 3 },
      { unit: 2, accidents: 1 },
    ];
    expect([...legalListScore(3, spots)]).toEqual([3, 0, 5]);
    expect(() => legalListScore(2, spots)).toThrow(RangeError);
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
  const before = [9, 7, 5, 3, 1];
  const after = [3, 8, 9, 1, 0];

  test('of sites, of the method and of ranks', () => {
    expect(siteConsistency(before, [4, 2, 6, 8, 0], 2)).toBe(6);
    expect(methodConsistency(before, after, 2)).toBe(1);
    expect(methodConsistency(before, before, 3)).toBe(3);
    // Ranks 1, 2, 3 become 3, 2, 1.
    expect(totalRankDifference(before, after, 3)).toBe(4);
    expect(totalRankDifference(before, [0, 0, 0, 0, 0], 2)).toBe(3);
    expect(() => siteConsistency(before, after, 6)).toThrow(RangeError);
    expect([siteConsistency([], [], 0), totalRankDifference([], [], 0)]).toEqual([0, 0]);
  });
});
