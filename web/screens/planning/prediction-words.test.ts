// What is taken from a test of predictions: the latest year, its budgets and methods, and the best of them.
import { describe, expect, it } from 'vitest';
import type { PredictionResult } from '../../../contract/prediction.ts';
import { viWords } from '../../text/words.fixture.ts';
import { headline, latestTest, resultText, usualBudget } from './prediction-words.ts';

function result(part: Partial<PredictionResult>): PredictionResult {
  return {
    method: 'network_kde',
    trainThrough: 2024,
    testYear: 2025,
    budgetShare: 0.05,
    markedPieces: 50,
    markedMetres: 5_000,
    totalMetres: 100_000,
    lengthShare: 0.05,
    hits: 31,
    testTotal: 100,
    hitRate: 0.31,
    hitRateInterval: { low: 0.24, high: 0.38 },
    pai: 6.2,
    paiInterval: null,
    pei: null,
    isPeiExact: true,
    rri: null,
    rriInterval: null,
    hitsPerKm: 6.2,
    hitsPerKmInterval: null,
    markedAgain: 20,
    totalRankDifference: 100,
    ...part,
  };
}

describe('latestTest', () => {
  it('takes the last year, budgets from small to large, methods in the order of the product', () => {
    const test = latestTest([
      result({ method: 'random_by_length', hitRate: 0.04 }),
      result({ budgetShare: 0.1, hitRateInterval: { low: 0.4, high: 0.52 } }),
      result({}),
      result({ method: 'legal_rule', testYear: 2024 }),
    ]);
    expect(test?.testYear).toBe(2025);
    expect(test?.budgets).toEqual([0.05, 0.1]);
    expect(test?.rows.map(({ method }) => method)).toEqual(['network_kde', 'random_by_length']);
    expect(test?.scale).toBe(0.6);
  });

  it('is null when nothing was tested', () => {
    expect(latestTest([])).toBeNull();
  });
});

it('speaks of the budget nearest to 5%', () => {
  expect(usualBudget([0.01, 0.02, 0.05, 0.1])).toBe(0.05);
  expect(usualBudget([0.01, 0.02])).toBe(0.02);
  expect(usualBudget([])).toBeNull();
});

describe('resultText', () => {
  it('says share, interval and chance, and leaves out what is absent', () => {
    expect(resultText(result({}), viWords)).toBe('31%, khoảng 24–38; ngẫu nhiên 5%');
    expect(resultText(result({ hitRateInterval: null }), viWords)).toBe('31%; ngẫu nhiên 5%');
    expect(resultText(result({ hitRate: null, testTotal: 0 }), viWords)).toBe('không có vụ nào để thử');
  });
});

describe('headline', () => {
  const baseline = result({
    method: 'recent_count',
    hitRate: 0.2,
    hitRateInterval: { low: 0.12, high: 0.28 },
  });

  function headlineOf(...results: PredictionResult[]): string {
    const test = latestTest(results);
    return test === null ? '' : headline(test, viWords);
  }

  it('names the best method against the baseline and chance', () => {
    const worse = result({ method: 'dbscan', hitRate: 0.22 });
    expect(headlineOf(baseline, worse, result({}))).toBe(
      'Đánh dấu 5% đường: tốt nhất là Mật độ theo đường, chứa 31% (24–38) số vụ năm 2025; số vụ 3 năm gần nhất được 20% (12–28), chọn ngẫu nhiên được 5%.',
    );
  });

  it('warns while the interval reaches down to the baseline', () => {
    const unsure = result({ hitRateInterval: { low: 0.19, high: 0.4 } });
    expect(headlineOf(baseline, unsure)).toMatch(/chưa chắc hơn mốc so sánh\.$/);
  });

  it('names none when no accident could test it', () => {
    expect(headlineOf(baseline, result({ hitRate: null }))).toMatch(/^Năm 2025 có quá ít vụ/);
  });
});
