// Rank stability and sensitivity over many schools, and the draws that both rest on.
import { describe, expect, test } from 'vitest';
import { fnv1a32, mulberry32 } from '../../server/network/random.ts';
import { gammaCdf } from '../../server/risk/gamma.ts';
import { fillGammaDraws } from '../../server/risk/gamma-draws.ts';
import { type RankedSchool, rankStability } from '../../server/risk/rank.ts';
import { kendallTauB, topOverlap, topShares } from '../../server/risk/sensitivity.ts';

describe('gamma draws by the many', () => {
  test.each([0.05, 0.4, 1, 2.5, 60])('follow the distribution of shape %d', (shape) => {
    const count = 20_000;
    const draws = new Float64Array(count);
    fillGammaDraws(draws, { from: 0, step: 1, count }, { shape, rate: 2 }, 7);
    const sorted = draws.sort();
    let farthest = 0;
    sorted.forEach((draw, i) => {
      farthest = Math.max(farthest, Math.abs(gammaCdf(shape, 2 * draw) - (i + 0.5) / count));
    });
    // Kolmogorov and Smirnov: 1.63 / √n is passed by one fair sample in a hundred.
    expect(farthest).toBeLessThan(1.63 / Math.sqrt(count));
  });

  test('a stream goes on where it stopped, wherever its draws are put', () => {
    const distribution = { shape: 0.7, rate: 3 };
    const whole = new Float64Array(500);
    const end = fillGammaDraws(whole, { from: 0, step: 1, count: 500 }, distribution, -5);
    const apart = new Float64Array(1_001);
    const middle = fillGammaDraws(apart, { from: 1, step: 2, count: 123 }, distribution, -5);
    expect(fillGammaDraws(apart, { from: 247, step: 2, count: 377 }, distribution, middle)).toBe(end);
    expect(apart.filter((_, i) => i % 2 === 1)).toEqual(whole);
  });

  test('the normal draws they rest on have the right peak and the right tail', () => {
    const count = 4_000_000;
    const draws = new Float64Array(count);
    // A gamma of a great shape is normal: mean 10⁶, standard deviation 10³.
    fillGammaDraws(draws, { from: 0, step: 1, count }, { shape: 1e6, rate: 1 }, 3);
    let peak = 0;
    let tail = 0;
    for (const draw of draws) {
      if (Math.abs(draw - 1e6) < 50) peak++;
      if (draw > 1e6 + 4_000) tail++;
    }
    const below = (sds: number) => gammaCdf(1e6, 1e6 + sds * 1_000);
    // Four standard errors.
    expect(Math.abs(peak / count - (below(0.05) - below(-0.05)))).toBeLessThan(4 * Math.sqrt(0.04 / count));
    expect(Math.abs(tail / (count * (1 - below(4))) - 1)).toBeLessThan(4 * 0.09);
  });
});

describe('rank stability', () => {
  const school = (schoolId: string, mean: number, shape = 4): RankedSchool => ({
    schoolId,
    distributions: [{ mean, distribution: { shape, rate: shape / mean } }],
  });
  const many = Array.from({ length: 300 }, (_, i) => school(`s${i}`, 0.01 * 1.01 ** ((i * 37) % 300)));

  test('equal schools share the first place evenly', () => {
    const ranks = rankStability([school('a', 1), school('b', 1), school('c', 1), school('d', 1)], {
      runSeed: 'even',
      draws: 20_000,
      topRanks: [1, 4],
    });
    for (const { topProbabilities, medianRank } of ranks) {
      expect(Math.abs(topProbabilities[0]!.probability - 0.25)).toBeLessThan(0.015);
      expect(topProbabilities[1]!.probability).toBe(1);
      expect([2, 3]).toContain(medianRank);
    }
  });

  test('ranks without spread are exact, equal ones by id', () => {
    const sure = (schoolId: string, mean: number): RankedSchool => ({
      schoolId,
      distributions: [{ mean, distribution: null }],
    });
    const ranks = rankStability([sure('c', 1), sure('b', 1), sure('a', 2), sure('z', 0), sure('y', 0)], {
      runSeed: 'x',
      draws: 10,
    });
    expect(ranks.map(({ schoolId, rankLow, rankHigh }) => [schoolId, rankLow, rankHigh])).toEqual([
      ['c', 3, 3],
      ['b', 2, 2],
      ['a', 1, 1],
      ['z', 5, 5],
      ['y', 4, 4],
    ]);
  });

  test('repeats to the byte, in any order of schools; another seed differs', () => {
    const options = { runSeed: 'run 1', draws: 500 };
    const first = rankStability(many, options);
    expect(rankStability(many, options)).toEqual(first);
    expect(rankStability([...many].reverse(), options).reverse()).toEqual(first);
    expect(rankStability(many, { ...options, runSeed: 'run 2' })).not.toEqual(first);
  });

  test('agrees with sorting every draw in the plain way', () => {
    const draws = 70;
    const values = many.map(({ schoolId, distributions }) => {
      const own = new Float64Array(draws);
      const place = { from: 0, step: 1, count: draws };
      fillGammaDraws(own, place, distributions[0]!.distribution!, fnv1a32(`plain${schoolId}`));
      return [...own];
    });
    const ranks = values.map((own) =>
      own.map((value, t) => 1 + values.filter((other) => other[t]! > value).length),
    );
    const stability = rankStability(many, { runSeed: 'plain', draws, topRanks: [10] });
    stability.forEach((result, i) => {
      const sorted = [...ranks[i]!].sort((a, b) => a - b);
      expect(result.medianRank).toBe(sorted[34]);
      expect(result.rankLow).toBe(sorted[3]);
      expect(result.rankHigh).toBe(sorted[66]);
      expect(result.topProbabilities[0]!.probability).toBe(
        sorted.filter((rank) => rank <= 10).length / draws,
      );
    });
  });

  test('crowded values and far ones are put in order all the same', () => {
    const sure = Array.from({ length: 3_000 }, (_, i): RankedSchool => {
      // All but one share the upper half of their bits; every value comes three times.
      const mean = i === 17 ? 1e200 : 1 + Math.floor(((i * 7) % 3_000) / 3) * 2 ** -50;
      return { schoolId: String(i).padStart(4, '0'), distributions: [{ mean, distribution: null }] };
    });
    const expected = [...sure].sort(
      (a, b) => b.distributions[0]!.mean - a.distributions[0]!.mean || (a.schoolId < b.schoolId ? -1 : 1),
    );
    const ranks = new Map(
      rankStability(sure, { runSeed: 'x', draws: 1 }).map(({ schoolId, medianRank }) => [
        medianRank,
        schoolId,
      ]),
    );
    expect(expected.map((_, i) => ranks.get(i + 1))).toEqual(expected.map(({ schoolId }) => schoolId));
  });

  test('mixed weight sets draw presets in half of the draws', () => {
    const sure = (schoolId: string, base: number, preset: number): RankedSchool => ({
      schoolId,
      distributions: [base, preset].map((mean) => ({ mean, distribution: null })),
    });
    const schools = [sure('a', 2, 1), sure('b', 1, 2)];
    const options = { runSeed: 'mix', draws: 4000, topRanks: [1] };
    const first = (weightSets: 'base' | 'mixed'): number =>
      rankStability(schools, { ...options, weightSets })[0]!.topProbabilities[0]!.probability;
    expect(first('base')).toBe(1);
    expect(Math.abs(first('mixed') - 0.5)).toBeLessThan(0.03);
  });

  test('nothing to rank, and what cannot be ranked', () => {
    expect(rankStability([], { runSeed: 'x', weightSets: 'mixed' })).toEqual([]);
    expect(() => rankStability([school('a', 1), school('a', 2)], { runSeed: 'x' })).toThrow(RangeError);
    expect(() => rankStability([school('a', 1)], { runSeed: 'x', draws: 0 })).toThrow(RangeError);
  });
});

describe('sensitivity', () => {
  test('tau b with ties, against counting all pairs', () => {
    const random = mulberry32(7);
    const a = Array.from({ length: 80 }, () => Math.floor(random() * 12));
    const b = a.map((value) => value + Math.floor(random() * 9));
    let concordance = 0;
    let untiedA = 0;
    let untiedB = 0;
    for (let i = 0; i < a.length; i++) {
      for (let j = 0; j < i; j++) {
        const x = Math.sign(a[i]! - a[j]!);
        const y = Math.sign(b[i]! - b[j]!);
        concordance += x * y;
        untiedA += x * x;
        untiedB += y * y;
      }
    }
    expect(kendallTauB(a, b)).toBeCloseTo(concordance / Math.sqrt(untiedA * untiedB), 12);
    expect(kendallTauB([1, 2, 3], [3, 2, 1])).toBe(-1);
    expect(kendallTauB([1, 1], [1, 2])).toBeNull();
    expect(kendallTauB([], [])).toBeNull();
    expect(() => kendallTauB([1], [1, 2])).toThrow(RangeError);
  });

  test('overlap and shares of top lists', () => {
    expect(topOverlap([4, 3, 2, 1], [1, 2, 3, 4], 2)).toBe(0);
    expect(topOverlap([4, 3, 2, 1], [4, 1, 3, 2], 2)).toBe(0.5);
    expect(topOverlap([], [], 3)).toBeNull();
    // Of equal risks the first.
    expect(topShares([[5, 1, 1, 1]], 2)).toEqual([1, 1, 0, 0]);
    expect(
      topShares(
        [
          [3, 2, 1],
          [3, 1, 2],
          [1, 3, 2],
          [3, 2, 1],
        ],
        1,
      ),
    ).toEqual([0.75, 0.25, 0]);
  });
});
