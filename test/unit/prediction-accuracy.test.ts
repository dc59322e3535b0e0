import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../../server/network/random.ts';
import { bootstrapAccuracy, type CountedUnits, measureAccuracy } from '../../server/prediction/accuracy.ts';
import { markRoads, mostAccidents } from '../../server/prediction/road-budget.ts';

const vectors: {
  evaluation: {
    segments: [number, number, number][];
    budget_share: number;
    selected_len: number;
    hits: number;
    train_hits: number;
    hit_rate: number;
    PAI: number;
    PEI: number;
    RRI: number;
    max_hits: number;
    hits_per_km: number;
  };
} = JSON.parse(readFileSync(new URL('../fixtures/eval_vectors.json', import.meta.url), 'utf8'));

function unitsOf(rows: readonly (readonly [number, number, number])[]): CountedUnits {
  return {
    lengthMetres: rows.map(([length]) => length),
    train: rows.map(([, train]) => train),
    test: rows.map(([, , count]) => count),
  };
}

function randomUnits(random: () => number, count: number): CountedUnits {
  return unitsOf(
    Array.from({ length: count }, () => [
      random() < 0.1 ? 0 : 10 + random() * 90,
      Math.floor(random() ** 3 * 6),
      Math.floor(random() ** 3 * 6),
    ]),
  );
}

describe('accuracy of marked roads', () => {
  test('gives the reference measures', () => {
    const { evaluation } = vectors;
    const units = unitsOf(evaluation.segments);
    const total = evaluation.segments.reduce((sum, [length]) => sum + length, 0);
    const marked = markRoads(units, units.train, evaluation.budget_share * total);
    const accuracy = measureAccuracy(units, marked);
    expect(accuracy).toMatchObject({
      markedMetres: evaluation.selected_len,
      hits: evaluation.hits,
      trainHits: evaluation.train_hits,
      mostHits: evaluation.max_hits,
      isMostExact: true,
    });
    expect(accuracy.hitRate).toBeCloseTo(evaluation.hit_rate, 12);
    expect(accuracy.pai).toBeCloseTo(evaluation.PAI, 12);
    expect(accuracy.pei).toBeCloseTo(evaluation.PEI, 12);
    expect(accuracy.rri).toBeCloseTo(evaluation.RRI, 12);
    expect(accuracy.hitsPerKm).toBeCloseTo(evaluation.hits_per_km, 12);
  });

  test('stays within its bounds, and within the budget', () => {
    const random = mulberry32(50);
    for (let round = 0; round < 200; round++) {
      const units = randomUnits(random, 1 + Math.floor(random() * 30));
      const total = Array.from(units.lengthMetres).reduce((sum, metres) => sum + metres, 0);
      const budget = random() * total;
      const accuracy = measureAccuracy(units, markRoads(units, units.train, budget));
      expect(accuracy.markedMetres).toBeLessThanOrEqual(budget + 1e-6);
      expect(accuracy.pei ?? 0).toBeLessThanOrEqual(1);
      expect(accuracy.mostHits).toBeGreaterThanOrEqual(accuracy.hits);
      if (accuracy.pai !== null) {
        expect(accuracy.pai * accuracy.lengthShare).toBeCloseTo(accuracy.hits / accuracy.testTotal, 12);
      }
      for (const value of Object.values(accuracy)) expect(value).not.toBeNaN();
      // Hindsight catches all that can be caught with its own length when every unit is alike.
      const even = { ...units, lengthMetres: Array.from(units.test, () => 10) };
      const hindsight = measureAccuracy(even, markRoads(even, even.test, budget));
      if (hindsight.mostHits > 0) expect(hindsight.pei).toBe(1);
    }
  });

  test('does not depend on the order of the units', () => {
    const random = mulberry32(51);
    const units = randomUnits(random, 40);
    const order = Array.from({ length: 40 }, (_, i) => i).sort((a, b) => ((a * 17) % 40) - ((b * 17) % 40));
    const permuted: CountedUnits = {
      lengthMetres: order.map((i) => units.lengthMetres[i]!),
      train: order.map((i) => units.train[i]!),
      test: order.map((i) => units.test[i]!),
    };
    const of = (rows: CountedUnits) => measureAccuracy(rows, markRoads(rows, rows.train, 400));
    expect(of(permuted)).toEqual(of(units));
  });

  test('finds the best choice as trying all of them does', () => {
    const random = mulberry32(52);
    for (let round = 0; round < 60; round++) {
      const units = randomUnits(random, 10);
      const budget = random() * 300;
      let best = 0;
      for (let set = 0; set < 1024; set++) {
        let [metres, hits] = [0, 0];
        for (let unit = 0; unit < 10; unit++) {
          if (((set >> unit) & 1) === 0) continue;
          metres += units.lengthMetres[unit]!;
          hits += units.test[unit]!;
        }
        if (metres <= budget) best = Math.max(best, hits);
      }
      expect(mostAccidents(units, units.test, budget)).toEqual({ most: best, isExact: true });
    }
    const many = { lengthMetres: new Float64Array(9000).fill(10) };
    expect(mostAccidents(many, new Int32Array(9000).fill(1), 500)).toEqual({ most: 50, isExact: false });
  });

  test('marks by score, then the shorter, and never what a method says nothing of', () => {
    const units = { lengthMetres: [100, 50, 50, 300, 20, 0] };
    expect(markRoads(units, [2, 2, 2, 9, 0, 5], 200)).toEqual([0, 1, 2]);
    expect(markRoads(units, [2, 2, 2, 9, 0, 5], 100)).toEqual([1, 2]);
    expect(markRoads(units, [0, 0, 0, 0, 0, 0], 1000)).toEqual([]);
    expect(markRoads({ lengthMetres: [] }, [], 10)).toEqual([]);
    expect(() => markRoads(units, [1], 10)).toThrow(RangeError);
    expect(() => markRoads({ lengthMetres: [-1] }, [1], 10)).toThrow(RangeError);
  });

  test('says null, not a number, when nothing was marked or nothing happened', () => {
    const units = unitsOf([
      [100, 1, 0],
      [200, 0, 0],
    ]);
    expect(measureAccuracy(units, [0])).toMatchObject({
      hitRate: null,
      pai: null,
      pei: null,
      rri: null,
      hitsPerKm: 0,
    });
    const some = unitsOf([[100, 0, 3]]);
    expect(measureAccuracy(some, [])).toMatchObject({
      hitRate: 0,
      pai: null,
      pei: null,
      rri: null,
      hitsPerKm: null,
    });
    expect(measureAccuracy(unitsOf([]), [])).toMatchObject({ totalMetres: 0, hitRate: null });
    expect(() => measureAccuracy(unitsOf([[1, 0.5, 0]]), [])).toThrow(RangeError);
  });
});

describe('bootstrap', () => {
  const units = unitsOf([
    [100, 30, 30],
    [900, 70, 70],
  ]);

  test('gives the interval of a share, the same for the same seed', () => {
    const accuracy = measureAccuracy(units, [0]);
    const { hitRate, pai, rri, hitsPerKm } = bootstrapAccuracy(accuracy, 7);
    // 30 of 100: the 90 % interval of the binomial is 23 to 38.
    expect(hitRate!.low).toBeGreaterThan(0.2);
    expect(hitRate!.low).toBeLessThan(0.25);
    expect(hitRate!.high).toBeGreaterThan(0.35);
    expect(hitRate!.high).toBeLessThan(0.41);
    expect(pai!.low).toBeCloseTo(hitRate!.low / 0.1, 12);
    expect(rri!.high).toBeCloseTo(hitRate!.high / 0.3, 12);
    expect(hitsPerKm!.high).toBeCloseTo((hitRate!.high * 100) / 0.1, 9);
    expect(bootstrapAccuracy(accuracy, 7)).toEqual({ hitRate, pai, rri, hitsPerKm });
  });

  test('has none where the measure is none, and is a point when all or nothing was caught', () => {
    const none = bootstrapAccuracy(measureAccuracy(unitsOf([[100, 1, 0]]), [0]), 7);
    expect(none).toEqual({ hitRate: null, pai: null, rri: null, hitsPerKm: null });
    const all = bootstrapAccuracy(measureAccuracy(units, [0, 1]), 7);
    expect(all.hitRate).toEqual({ low: 1, high: 1 });
    const unmarked = bootstrapAccuracy(measureAccuracy(units, []), 7);
    expect(unmarked).toEqual({ hitRate: { low: 0, high: 0 }, pai: null, rri: null, hitsPerKm: null });
  });
});
