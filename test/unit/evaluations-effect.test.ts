// Whether a pilot worked: accidents against vectors made by other code, surrogates by hand, and the word that is said.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { beforeAfter, comparisonGroup, expectedForPower } from '../../server/evaluations/before-after.ts';
import { type ComparableSchool, comparisonSchools } from '../../server/evaluations/comparison-schools.ts';
import {
  differenceInDifferences,
  estimateOf,
  normalCdf,
  verdict,
  type Watch,
} from '../../server/evaluations/surrogates.ts';

type Vectors = {
  before_after_eb: {
    sites: { x: number; mu: number; k: number; ratio: number; after: number }[];
    pi: number;
    var_pi: number;
    theta: number;
    var_theta: number;
    ci95: [number, number];
    naive_ratio: number;
    bayes_theta_q: [number, number, number];
    bayes_P_theta_lt_1: number;
  };
  comparison_group: {
    K: number;
    L: number;
    M: number;
    N: number;
    r_T: number;
    pi: number;
    var_pi: number;
    theta: number;
    se: number;
  };
  min_expected_for_80pct_power: Record<string, number>;
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/eb_vectors.json', import.meta.url), 'utf8'),
);

const sites = vectors.before_after_eb.sites.map(({ x, mu, k, ratio, after }) => ({
  recordedBefore: x,
  predicted: mu,
  overdispersion: k,
  ratio,
  recordedAfter: after,
}));

describe('beforeAfter', () => {
  it('agrees with the vectors, by the normal distribution and by Bayes', () => {
    const wanted = vectors.before_after_eb;
    const found = beforeAfter(sites);
    expect(found?.expected).toBeCloseTo(wanted.pi, 9);
    expect(found?.expectedVariance).toBeCloseTo(wanted.var_pi, 9);
    expect(found?.theta).toBeCloseTo(wanted.theta, 9);
    expect(found?.variance).toBeCloseTo(wanted.var_theta, 9);
    expect([found?.low, found?.high]).toEqual(wanted.ci95.map((value) => expect.closeTo(value, 7)));
    const { low, median, high, probabilityOfFall } = found!.bayes;
    expect([low, median, high]).toEqual(wanted.bayes_theta_q.map((value) => expect.closeTo(value, 7)));
    expect(probabilityOfFall).toBeCloseTo(wanted.bayes_P_theta_lt_1, 7);
    // The naive ratio sees more than there is: the sites were chosen because they were bad.
    expect(found!.theta).toBeGreaterThan(wanted.naive_ratio);
  });

  it('is unsure when nothing happened after, and says nothing when nothing was expected', () => {
    const none = beforeAfter(sites.map((site) => ({ ...site, recordedAfter: 0 })));
    expect(none?.theta).toBe(0);
    expect(none?.high).toBeGreaterThan(0.1);
    expect(none?.bayes.median).toBeGreaterThan(0);
    expect(beforeAfter([])).toBeNull();
    // A prediction taken as exact leaves the chance of the count alone.
    const exact = beforeAfter([
      { recordedBefore: 0, predicted: 5, overdispersion: 0, ratio: 1, recordedAfter: 5 },
    ]);
    expect(exact?.theta).toBe(1);
    expect(exact?.bayes.probabilityOfFall).toBeGreaterThan(0.4);
  });
});

describe('comparisonGroup', () => {
  it('agrees with the vectors', () => {
    const { K, L, M, N, ...wanted } = vectors.comparison_group;
    const found = comparisonGroup({ before: K, after: L, comparisonBefore: M, comparisonAfter: N });
    expect(found).toMatchObject({
      ratio: expect.closeTo(wanted.r_T, 9),
      expected: expect.closeTo(wanted.pi, 9),
      expectedVariance: expect.closeTo(wanted.var_pi, 9),
      theta: expect.closeTo(wanted.theta, 9),
    });
    expect(Math.sqrt(found!.variance)).toBeCloseTo(wanted.se, 9);
  });

  it('says nothing without counts to divide by', () => {
    expect(comparisonGroup({ before: 0, after: 1, comparisonBefore: 4, comparisonAfter: 4 })).toBeNull();
    expect(comparisonGroup({ before: 3, after: 1, comparisonBefore: 4, comparisonAfter: 0 })).toBeNull();
  });
});

describe('expectedForPower', () => {
  it.each(Object.entries(vectors.min_expected_for_80pct_power))('factor %s needs %d', (cmf, expected) => {
    expect(expectedForPower(Number(cmf))).toBe(expected);
  });

  it('gives up on effects that no pilot can show', () => {
    expect(expectedForPower(0.99)).toBe(Number.POSITIVE_INFINITY);
    expect(() => expectedForPower(1)).toThrow(RangeError);
  });
});

describe('differenceInDifferences', () => {
  const speeds = (mean: number, n = 112): Watch => ({ kind: 'mean', mean, sd: 8, n });
  const none = { before: speeds(40), after: speeds(40) };

  it('takes off the change that happened anyway', () => {
    // −5 at the pilot, −1 at its two comparison schools: −4, variance (64/112) (2 + 2·2/4).
    const others = [39, 39].map((after) => ({ before: speeds(40), after: speeds(after) }));
    const found = differenceInDifferences({ before: speeds(40), after: speeds(35) }, others, 'less');
    const sd = Math.sqrt((64 / 112) * 3);
    expect(found).toEqual({
      value: -4,
      low: expect.closeTo(-4 - 1.96 * sd, 9),
      high: expect.closeTo(-4 + 1.96 * sd, 9),
      probabilityImproved: expect.closeTo(normalCdf(4 / sd), 12),
    });
    expect(found!.probabilityImproved).toBeGreaterThan(0.99);
  });

  it('counts more as better where it is, and nothing as even odds', () => {
    const use = (yes: number): Watch => ({ kind: 'share', yes, n: 200 });
    const before = { before: use(60), after: use(60) };
    const found = differenceInDifferences({ before: use(60), after: use(120) }, [before], 'more');
    expect(found?.value).toBeCloseTo(0.3, 12);
    expect(found!.probabilityImproved).toBeGreaterThan(0.99);
    expect(differenceInDifferences(none, [none], 'less')?.probabilityImproved).toBeCloseTo(0.5, 9);
  });

  it('refuses too few watches and a pilot without comparison', () => {
    expect(estimateOf(speeds(40, 29))).toBeNull();
    expect(estimateOf({ kind: 'rate', events: 3, minutes: 59 })).toBeNull();
    expect(estimateOf({ kind: 'rate', events: 12, minutes: 60 })?.value).toBeCloseTo(2, 12);
    expect(differenceInDifferences(none, [], 'less')).toBeNull();
    expect(differenceInDifferences({ before: speeds(40, 5), after: speeds(35) }, [none], 'less')).toBeNull();
  });
});

describe('normalCdf', () => {
  it.each([
    [0, 0.5],
    [1.6448536269514722, 0.95],
    [-1.959963984540054, 0.025],
    [8, 1 - 6.22e-16],
  ])('at %d', (z, p) => {
    expect(normalCdf(z)).toBeCloseTo(p, 12);
  });
});

describe('verdict', () => {
  it.each([
    [{ speed: 0.99, stops: 0.96, accidents: 0.6 }, 'worked'],
    [{ speed: 0.99, stops: 0.96, accidents: 0.4 }, 'promising'],
    [{ speed: 0.99, stops: 0.96, accidents: null }, 'promising'],
    [{ speed: 0.99, stops: 0.5, accidents: 0.9 }, 'promising'],
    [{ speed: 0.8, stops: 0.6, accidents: 0.99 }, 'no_change'],
    [{ speed: 0.99, stops: 0.03, accidents: 0.9 }, 'worse'],
    [{ speed: null, stops: null, accidents: 0.999 }, 'too_few'],
  ])('%j: %s', (seen, word) => {
    expect(verdict(seen)).toBe(word);
  });
});

describe('comparisonSchools', () => {
  const pilot = { schoolId: 'p', level: 'primary' as const, score: 60, roadClass: 'commune', x: 0, y: 0 };
  const school = (schoolId: string, more: Partial<ComparableSchool> = {}): ComparableSchool => ({
    schoolId,
    levels: ['primary'],
    score: 60,
    roadClass: 'commune',
    x: 3_000,
    y: 0,
    isPilot: false,
    ...more,
  });

  it('takes the two nearest in score that keep every rule', () => {
    const schools = [
      school('far in score', { score: 71 }),
      school('c', { score: 66 }),
      school('b', { score: 55 }),
      school('a', { score: 65 }),
      school('near', { x: 1_999 }),
      school('other road', { roadClass: 'national' }),
      school('other level', { levels: ['preschool'] }),
      school('pilot', { isPilot: true }),
      school('p'),
    ];
    const chosen = { schoolIds: ['a', 'b'], isOtherRoad: false };
    expect(comparisonSchools(pilot, schools)).toEqual(chosen);
    expect(comparisonSchools(pilot, schools.toReversed())).toEqual(chosen);
  });

  it('takes one at another class of road where there is none at the same, and says so', () => {
    const schools = [school('national', { roadClass: 'national' }), school('near', { x: 1_999 })];
    expect(comparisonSchools(pilot, schools)).toEqual({ schoolIds: ['national'], isOtherRoad: true });
    expect(comparisonSchools(pilot, [...schools, school('same')])).toEqual({
      schoolIds: ['same'],
      isOtherRoad: false,
    });
  });

  it('takes none where none is alike', () => {
    const none = { schoolIds: [], isOtherRoad: false };
    expect(comparisonSchools(pilot, [])).toEqual(none);
    expect(comparisonSchools(undefined, [school('a')])).toEqual(none);
  });
});
