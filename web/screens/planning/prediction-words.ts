// What a test of predictions says: the latest year tested, each method's share of accidents held, and the best of them.
import {
  PredictionMethod as Methods,
  type PredictionMethod,
  type PredictionResult,
} from '../../../contract/prediction.ts';
import { lowerFirst, type Words } from '../../text/words.ts';

/** Simple rules that a method must beat; they are shown as such. */
const baselines: readonly PredictionMethod[] = ['recent_count', 'random_by_length'];

export function isBaseline(method: PredictionMethod): boolean {
  return baselines.includes(method);
}

/** Results of the latest year tested: budgets from small to large, methods in the order of the product. */
export type LatestTest = {
  testYear: number;
  testTotal: number;
  budgets: number[];
  rows: { method: PredictionMethod; byBudget: ReadonlyMap<number, PredictionResult> }[];
  /** The end of the bars, a whole tenth from 0.1 to 1: no interval goes beyond. */
  scale: number;
};

/** Null when nothing was tested. */
export function latestTest(results: readonly PredictionResult[]): LatestTest | null {
  const testYear = Math.max(...results.map((result) => result.testYear));
  const latest = results.filter((result) => result.testYear === testYear);
  const [first] = latest;
  if (first === undefined) return null;
  const budgets = [...new Set(latest.map(({ budgetShare }) => budgetShare))].sort((a, b) => a - b);
  const rows = Methods.options
    .map((method) => ({
      method,
      byBudget: new Map(
        latest.filter((result) => result.method === method).map((result) => [result.budgetShare, result]),
      ),
    }))
    .filter(({ byBudget }) => byBudget.size > 0);
  const largest = Math.max(
    ...latest.flatMap(({ hitRate, hitRateInterval, lengthShare }) => [
      hitRate ?? 0,
      hitRateInterval?.high ?? 0,
      lengthShare,
    ]),
  );
  return {
    testYear,
    testTotal: first.testTotal,
    budgets,
    rows,
    scale: Math.min(1, Math.max(0.1, Math.ceil(largest * 10) / 10)),
  };
}

/** The budget that is spoken of: 5% of the roads, or the nearest to it. */
export function usualBudget(budgets: readonly number[]): number | null {
  const usual = 0.05;
  return budgets.toSorted((a, b) => Math.abs(a - usual) - Math.abs(b - usual))[0] ?? null;
}

/** "31%, khoảng 24–38; ngẫu nhiên 5%", for those who hear the bar instead of seeing it. */
export function resultText(result: PredictionResult, words: Words): string {
  const { hitRate, hitRateInterval } = result;
  if (hitRate === null) return words.t('prediction.cellNone');
  const chance = words.share(result.lengthShare);
  const held = words.share(hitRate);
  if (hitRateInterval === null) return words.t('prediction.cellPlain', { held, chance });
  return words.t('prediction.cell', { held, chance, ...intervalPercents(hitRateInterval, words) });
}

/** The ends of an interval as whole per cent without the sign. */
export function intervalPercents(
  { low, high }: { low: number; high: number },
  words: Words,
): { low: string; high: string } {
  return { low: words.count(low * 100), high: words.count(high * 100) };
}

/** "22% (14–30)", or "22%" without an interval. */
function heldText({ hitRate, hitRateInterval }: PredictionResult, words: Words): string {
  const held = words.share(hitRate ?? 0);
  if (hitRateInterval === null) return held;
  const { low, high } = intervalPercents(hitRateInterval, words);
  return `${held} (${low}–${high})`;
}

/**
 * In plain words: which method held the most at the usual budget, against the accidents of the last years and against
 * chance; and a warning while the intervals cannot tell it from them.
 */
export function headline(test: LatestTest, words: Words): string {
  const { t } = words;
  const budget = usualBudget(test.budgets);
  const results = test.rows
    .flatMap(({ byBudget }) => (budget === null ? [] : [byBudget.get(budget)]))
    .filter((result) => result !== undefined)
    .filter(({ hitRate }) => hitRate !== null);
  const [best] = results
    .filter(({ method }) => !isBaseline(method))
    .toSorted((a, b) => (b.hitRate ?? 0) - (a.hitRate ?? 0));
  const baseline = results.find(({ method }) => method === 'recent_count');
  if (best === undefined || baseline === undefined || budget === null)
    return t('prediction.noHeadline', { testYear: test.testYear });
  const sentence = t('prediction.headline', {
    marked: words.share(budget),
    method: t(`prediction.method.${best.method}`),
    held: heldText(best, words),
    testYear: test.testYear,
    baseline: lowerFirst(t(`prediction.method.${baseline.method}`)),
    baselineHeld: heldText(baseline, words),
    chance: words.share(budget),
  });
  const isUnclear = (best.hitRateInterval?.low ?? 0) <= (baseline.hitRate ?? 0);
  return isUnclear ? `${sentence} ${t('prediction.unclear')}` : sentence;
}
