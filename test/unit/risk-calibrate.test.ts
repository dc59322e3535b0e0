// Calibration, rank stability and sensitivity over many schools.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fnv1a32, gammaDraw, mulberry32 } from '../../server/network/random.ts';
import type { SchoolAccident } from '../../server/risk/accident-weight.ts';
import {
  type CalibrationSchool,
  calibrate,
  referenceValues,
  scoreReference,
} from '../../server/risk/calibrate.ts';
import { schoolComponents } from '../../server/risk/components.ts';
import { flattenParameters, SEVERITIES } from '../../server/risk/parameters.ts';
import { type RankedSchool, rankStability } from '../../server/risk/rank.ts';
import { riskFromComponents } from '../../server/risk/score.ts';
import { kendallTauB, topOverlap, topShares } from '../../server/risk/sensitivity.ts';

const parameters = flattenParameters(
  JSON.parse(readFileSync(new URL('../../data/presets/risk-srs-vn-1.json', import.meta.url), 'utf8')),
);

/** `count` primary schools with slight accidents at the gate; communes of ten schools each. */
function province(provinceId: string, count: number, group = 'primary/urban'): CalibrationSchool[] {
  const random = mulberry32(fnv1a32(provinceId));
  return Array.from({ length: count }, (_, i) => {
    const schoolId = `${provinceId}-${String(i).padStart(4, '0')}`;
    const accidents = Array.from(
      { length: Math.floor(gammaDraw(random, 1.2) * 2) },
      (_unused, j): SchoolAccident => ({
        id: `${schoolId}-${j}`,
        severity: 'slight',
        occurredOn: '2026-06-01',
        distanceMetres: random() * 400,
        routeShare: null,
        timeClass: 'trip',
        pupilInvolved: 'yes',
        locationQuality: 'exact',
      }),
    );
    const components = schoolComponents(
      {
        schoolId,
        asOf: '2026-11-21',
        levels: ['primary'],
        pupils: 300 + 600 * random(),
        walkCycleShare: null,
        trafficKm: 1 + 3 * random(),
        isGateKnown: true,
        gates: [],
        routes: [],
        accidents,
        accidentCoverage: null,
        reference: { trafficKm: null, pupils: null },
      },
      parameters,
    );
    return { schoolId, group, provinceId, communeId: `${provinceId}-${Math.floor(i / 10)}`, components };
  });
}

describe('calibration', () => {
  const large = province('51', 60);
  const small = province('52', 8);
  const rural = province('51', 12, 'primary/rural').map((school) => ({
    ...school,
    schoolId: `r${school.schoolId}`,
  }));
  const priors = calibrate([...large, ...small, ...rural], parameters);

  test('recorded and predicted totals of a calibrated group agree', () => {
    let recorded = 0;
    let predicted = 0;
    for (const school of large) {
      const prior = priors.get(school.schoolId)!;
      expect(prior.slight.betaSource).toBe('province_group');
      expect(prior.slight.kSource).toBe('province_group');
      const { slight } = riskFromComponents(school.components, parameters, prior).bySeverity;
      recorded += slight.recorded;
      predicted += slight.predicted;
    }
    expect(recorded).toBeGreaterThan(20);
    expect(Math.abs(predicted / recorded - 1)).toBeLessThan(1e-9);
  });

  test('too small a group falls back step by step; severities without accidents to the shipped values', () => {
    expect(priors.get(small[0]!.schoolId)!.slight.betaSource).toBe('group');
    expect(priors.get(rural[0]!.schoolId)!.slight.betaSource).toBe('province');
    expect(priors.get(large[0]!.schoolId)!.fatal).toEqual({
      beta: 0.01,
      betaSource: 'shipped',
      k: 1,
      kSource: 'shipped',
    });
    const alone = calibrate(small, parameters).get(small[0]!.schoolId)!;
    expect(SEVERITIES.map((severity) => alone[severity].betaSource)).toEqual([
      'shipped',
      'shipped',
      'shipped',
    ]);
    const far = province('53', 5, 'preschool/rural');
    expect(calibrate([...large, ...far], parameters).get(far[0]!.schoolId)!.slight.betaSource).toBe(
      'national',
    );
  });

  test('k is never estimated from one commune, and stays within its bounds', () => {
    const oneCommune = large.map((school) => ({ ...school, communeId: 'one' }));
    const prior = calibrate(oneCommune, parameters).get(large[0]!.schoolId)!.slight;
    expect(prior).toMatchObject({ betaSource: 'province_group', kSource: 'shipped', k: 0.5 });
    const many = province('54', 240);
    const { k } = calibrate(many, parameters).get(many[0]!.schoolId)!.slight;
    expect(k).toBeGreaterThanOrEqual(parameters.calibration.minK);
    expect(k).toBeLessThanOrEqual(parameters.calibration.maxK);
  });

  test('the variance of a weighted count is the sum of squared weights, and k by moments uses it', () => {
    const { beta, k } = priors.get(large[0]!.schoolId)!.slight;
    let spread = 0;
    let squares = 0;
    for (const { components } of large) {
      const { recorded, exposure } = components.bySeverity.slight;
      const predicted = beta * components.effectiveYears * exposure;
      const countVariance = components.accidents.reduce((sum, { weight }) => sum + weight ** 2, 0);
      spread += (recorded - predicted) ** 2 - countVariance;
      squares += predicted ** 2;
    }
    expect(spread / squares).toBeGreaterThan(parameters.calibration.minK);
    expect(k).toBeCloseTo(spread / squares, 9);
  });

  test('the order of schools changes nothing, no schools are no error', () => {
    expect(calibrate([...large].reverse(), parameters).get('51-0003')).toEqual(
      calibrate(large, parameters).get('51-0003'),
    );
    expect(calibrate([], parameters).size).toBe(0);
  });

  test('reference values: mean traffic and median pupils of the group, else of all who know', () => {
    const schools = Array.from({ length: 31 }, (_, i) => ({
      schoolId: `s${i}`,
      group: 'primary/urban',
      provinceId: '51',
      communeId: '1',
      trafficKm: i === 0 ? null : i,
      pupils: i === 0 ? null : i * 10,
    }));
    const other = {
      schoolId: 'o',
      group: 'x',
      provinceId: '9',
      communeId: '2',
      trafficKm: null,
      pupils: null,
    };
    const values = referenceValues([...schools, other], parameters);
    expect(values.get('s0')).toEqual({ trafficKm: 15.5, pupils: 155 });
    expect(values.get('o')).toEqual({ trafficKm: 15.5, pupils: 155 });
    expect(referenceValues([other], parameters).get('o')).toEqual({ trafficKm: null, pupils: null });
  });

  test('score references are the 5th and 95th percentile', () => {
    const risks = Array.from({ length: 101 }, (_, i) => (i + 1) / 1000);
    const { low, high } = scoreReference(risks)!;
    expect(low).toBeCloseTo(0.006, 12);
    expect(high).toBeCloseTo(0.096, 12);
    expect(scoreReference([])).toBeNull();
    expect(scoreReference([0.1, 0.1])).toBeNull();
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
      const random = mulberry32(fnv1a32(`plain${schoolId}`));
      const { shape, rate } = distributions[0]!.distribution!;
      return Array.from({ length: draws }, () => gammaDraw(random, shape) / rate);
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
