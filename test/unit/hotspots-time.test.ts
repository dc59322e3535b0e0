import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { emergingClass, emergingHotspots } from '../../server/hotspots/emerging.ts';
import { type ClassRates, classRates, excessOver, type RoadStretch } from '../../server/hotspots/excess.ts';
import { schoolTimeShare } from '../../server/hotspots/school-time.ts';
import { mannKendall } from '../../server/hotspots/trend.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { betaCdf, betaTail } from '../../server/risk/beta.ts';

type Vectors = { mann_kendall: { series: number[]; S: number; var: number; Z: number; p: number }[] };

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/eval_vectors.json', import.meta.url), 'utf8'),
);

describe('trend', () => {
  test('gives the reference values, ties included', () => {
    for (const { series, S, var: variance, Z, p } of vectors.mann_kendall) {
      const trend = mannKendall(series);
      expect([trend.s, trend.variance]).toEqual([S, variance]);
      expect(trend.z).toBeCloseTo(Z, 12);
      expect(trend.p).toBeCloseTo(p, 9);
    }
  });

  test('is none in a series of nothing or of one value', () => {
    for (const series of [[], [4]]) expect(mannKendall(series)).toEqual({ s: 0, variance: 0, z: 0, p: 1 });
    expect(() => mannKendall([1, Number.NaN])).toThrow(RangeError);
  });
});

describe('emerging hot spots', () => {
  const rising = { s: 10, variance: 10, z: 2.8, p: 0.005 };
  const flat = { s: 0, variance: 10, z: 0, p: 1 };
  const falling = { s: -10, variance: 10, z: -2.8, p: 0.005 };
  const history = (text: string): number[] => [...text].map((letter) => ({ h: 2, c: -1 })[letter] ?? 0);

  test('are named by their history', () => {
    const named: [string, typeof flat, string][] = [
      ['...........h', flat, 'new'],
      ['..c........h', flat, 'new'],
      ['........hhhh', flat, 'consecutive'],
      ['c.....hhhhhh', flat, 'consecutive'],
      ['hhhhhhhhhhhh', rising, 'intensifying'],
      ['hhhh.hhhhhhh', flat, 'persistent'],
      ['.hhhhhhhhhhh', flat, 'persistent'],
      ['hhhhhhhhhhhh', falling, 'diminishing'],
      ['..h...hh...h', flat, 'sporadic'],
      ['..h.....hhhh', flat, 'sporadic'],
      ['..h..c.....h', flat, 'oscillating'],
      ['hhhhhhhhhhh.', rising, 'historical'],
      ['h.h.h.h.h...', flat, 'none'],
      ['cccccccccccc', falling, 'none'],
      ['', flat, 'none'],
    ];
    for (const [text, trend, name] of named)
      expect([text, emergingClass(history(text), trend)]).toEqual([text, name]);
  });

  test('are found in counts, whatever the order of the cells', () => {
    const random = mulberry32(21);
    const cells = Array.from({ length: 144 }, (_, k) => ({ column: k % 12, row: Math.floor(k / 12) }));
    const quarters = Array.from({ length: 12 }, (_, quarter) =>
      cells.map(({ column, row }) => {
        const isOld = column >= 8 && row >= 8;
        const isNew = column < 4 && row < 4 && quarter >= 9;
        return Math.floor(random() * 3) + (isOld || isNew ? 6 : 0);
      }),
    );
    const of = (order: number[]) => {
      const result = emergingHotspots({
        column: order.map((k) => cells[k]!.column),
        row: order.map((k) => cells[k]!.row),
        counts: quarters.map((counts) => order.map((k) => counts[k]!)),
      });
      if (!result.ok) throw new Error(result.reason);
      return new Map(order.map((k, at) => [k, result.cells[at]!]));
    };
    const plain = cells.map((_, k) => k);
    const found = of(plain);
    const at = (column: number, row: number) => found.get(row * 12 + column)!.emerging;
    expect(at(2, 2)).toBe('consecutive');
    expect(['persistent', 'diminishing']).toContain(at(10, 10));
    expect(at(6, 2)).toBe('none');
    const permuted = of(plain.toSorted((a, b) => ((a * 89) % 144) - ((b * 89) % 144)));
    for (const k of plain) expect(permuted.get(k)).toEqual(found.get(k));
  });

  test('say which quarter is too sparse', () => {
    const column = Array.from({ length: 100 }, (_, k) => k % 10);
    const row = Array.from({ length: 100 }, (_, k) => Math.floor(k / 10));
    const full = column.map((c) => c % 3);
    const none = column.map(() => 0);
    expect(emergingHotspots({ column, row, counts: [full, full, none, full] })).toEqual({
      ok: false,
      reason: 'too_sparse',
      quarter: 2,
    });
    expect(emergingHotspots({ column, row, counts: [full] })).toMatchObject({ reason: 'too_few_quarters' });
  });
});

describe('school time', () => {
  test('flags a place only when its share is surely higher', () => {
    const strong = schoolTimeShare(14, 20, 0.2)!;
    expect(strong.quotient).toBeCloseTo((14 + 2) / 30 / 0.2, 12);
    expect(strong.isSchoolTime).toBe(true);
    const two = schoolTimeShare(2, 2, 0.2)!;
    expect(two.quotient).toBeCloseTo(4 / 12 / 0.2, 12);
    // Beta(4, 8) above .2: at most three of eleven at .2 each.
    expect(two.probabilityAbove).toBeCloseTo(0.8388608000000006, 12);
    expect(two.isSchoolTime).toBe(false);
    const none = schoolTimeShare(0, 0, 0.2)!;
    expect(none.quotient).toBeCloseTo(1, 12);
    expect(none.probabilityAbove).toBeLessThan(0.5);
    expect([schoolTimeShare(1, 2, 0), schoolTimeShare(1, 2, 1), schoolTimeShare(1, 2, Number.NaN)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(() => schoolTimeShare(3, 2, 0.2)).toThrow(RangeError);
  });

  test('beta integral meets its closed forms', () => {
    // Whole parameters: a binomial tail. B(1, b) and B(a, 1): powers. B(½, ½): the arcsine law.
    const binomialTail = (n: number, from: number, x: number): number => {
      let sum = 0;
      for (let k = from; k <= n; k++) {
        let ways = 1;
        for (let i = 0; i < k; i++) ways = (ways * (n - i)) / (i + 1);
        sum += ways * x ** k * (1 - x) ** (n - k);
      }
      return sum;
    };
    for (const x of [1e-6, 0.05, 0.3, 0.5, 0.77, 0.999]) {
      for (const [a, b] of [
        [1, 1],
        [2, 5],
        [7, 3],
        [20, 30],
      ] as const) {
        expect(betaCdf(a, b, x)).toBeCloseTo(binomialTail(a + b - 1, a, x), 12);
        expect(betaCdf(a, b, x) + betaTail(a, b, x)).toBeCloseTo(1, 14);
      }
      expect(betaCdf(0.5, 0.5, x)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12);
      expect(betaTail(1, 3.7, x) / (1 - x) ** 3.7).toBeCloseTo(1, 11);
      expect(betaCdf(2.3, 1, x) / x ** 2.3).toBeCloseTo(1, 11);
    }
    expect([betaCdf(2, 3, 0), betaCdf(2, 3, 1), betaTail(2, 3, 0), betaTail(2, 3, 1)]).toEqual([0, 1, 1, 0]);
    expect(() => betaCdf(0, 1, 0.5)).toThrow(RangeError);
    expect(() => betaTail(1, 1, 1.5)).toThrow(RangeError);
  });
});

describe('excess over the class of road', () => {
  const weights = { fatal: 1, serious: 0.25, slight: 0.02 };
  const random = mulberry32(33);
  const roads: RoadStretch[] = Array.from({ length: 80 }, (_, k) => ({
    roadClass: k % 2,
    lengthMetres: 200 + random() * 2000,
    years: 3,
    traffic: k % 5 === 0 ? null : 1000 + random() * 9000,
    counts: {
      fatal: Math.floor(random() * 1.3),
      serious: Math.floor(random() * 3),
      slight: Math.floor(random() * 5),
    },
  }));

  const excessOf = (stretch: RoadStretch, rates: ClassRates) =>
    excessOver(stretch.counts, [stretch], rates, weights);

  test('predicted and recorded totals of a class agree', () => {
    const rates = classRates(roads);
    for (const roadClass of [0, 1]) {
      const members = roads.filter((road) => road.roadClass === roadClass);
      const predicted = members.reduce((sum, road) => sum + excessOf(road, rates).predicted, 0);
      const recorded = members.flatMap(({ counts }) => Object.values(counts)).reduce((sum, n) => sum + n, 0);
      expect(predicted).toBeCloseTo(recorded, 9);
      expect(rates.byClass.get(roadClass)!.stretches).toBe(40);
    }
    const back = classRates(roads.toReversed());
    expect(back).toEqual(rates);
  });

  test('a crowd stands out, a single accident on a short road is likely chance', () => {
    const rates = classRates(roads);
    const spot = (fatal: number, serious: number, slight: number): RoadStretch => ({
      roadClass: 0,
      lengthMetres: 100,
      years: 3,
      traffic: 4000,
      counts: { fatal, serious, slight },
    });
    const one = excessOf(spot(1, 0, 0), rates);
    const crowd = excessOf(spot(2, 5, 6), rates);
    const none = excessOf(spot(0, 0, 0), rates);
    expect(crowd.isLikelyRandom).toBe(false);
    expect(crowd.expected).toBeLessThan(13);
    expect(crowd.expected).toBeGreaterThan(crowd.predicted);
    expect(none.excess).toBeLessThan(0);
    expect(none.weightedExcess).toBeLessThan(0);
    expect(one.weightedExcess).toBeGreaterThan(one.excess * 0.02);
    expect(one.probabilityAboveClass).toBeLessThan(crowd.probabilityAboveClass);
  });

  test('a place on several roads: predictions add up, and so does the weight of their rates', () => {
    const rates = classRates(roads);
    const piece = (roadClass: number): RoadStretch => ({ ...roads[0]!, roadClass, lengthMetres: 150 });
    const [first, second] = [excessOf(piece(0), rates), excessOf(piece(1), rates)];
    const counts = { fatal: 1, serious: 3, slight: 2 };
    const both = excessOver(counts, [piece(0), piece(1)], rates, weights);
    expect(both.predicted).toBeCloseTo(first.predicted + second.predicted, 12);
    const twice = excessOver(counts, [piece(0), piece(0)], rates, weights);
    expect(twice).toEqual(excessOver(counts, [{ ...piece(0), lengthMetres: 300 }], rates, weights));
    expect(twice.probabilityAboveClass).toBeLessThan(
      excessOver(counts, [piece(0)], rates, weights).probabilityAboveClass,
    );
  });

  test('copes with no roads, no exposure and a class never seen', () => {
    const nothing = classRates([]);
    const stretch = { ...roads[0]!, roadClass: 9, lengthMetres: 0 };
    for (const rates of [nothing, classRates(roads), classRates([stretch])]) {
      for (const value of Object.values(excessOf(stretch, rates))) expect(value).not.toBeNaN();
    }
    expect(() => excessOf({ ...stretch, years: Number.NaN }, nothing)).toThrow(RangeError);
  });
});
