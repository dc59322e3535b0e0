// How often a school comes first, what speaks for it, and which go together: against vectors made by other code, an
// exact case, and the properties that shares of draws keep.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mulberry32 } from '../../server/network/random.ts';
import { chooseSet, isTie, type SetCandidate } from '../../server/pilots/choose-set.ts';
import { computePilots, type PilotSchool } from '../../server/pilots/compute.ts';
import * as criteria from '../../server/pilots/criteria.ts';
import { acceptabilities } from '../../server/pilots/smaa.ts';

type Vectors = {
  alts: Record<string, number[]>;
  sd: number;
  roc_centroid: number[];
  rank_acceptability: Record<string, number[]>;
  first_rank_free_weights_no_noise: Record<string, number>;
  two_criteria_exact: { alts: Record<string, number[]>; P: number; Q: number; R: number };
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/pilot_vectors.json', import.meta.url), 'utf8'),
);
const alternatives = (values: Record<string, number[]>, sd: number) =>
  Object.entries(values).map(([id, own]) => ({ id, values: own, sds: own.map(() => sd) }));
const first = (found: { id: string; ranks: number[] }[]) =>
  Object.fromEntries(found.map(({ id, ranks }) => [id, ranks[0] ?? -1]));

describe('acceptabilities', () => {
  it('agrees with the vectors, ordered weights and unsure criteria', () => {
    const found = acceptabilities(alternatives(vectors.alts, vectors.sd), { seed: 'a', draws: 40_000 });
    for (const { id, ranks } of found) {
      ranks.forEach((share, rank) => {
        expect(Math.abs(share - vectors.rank_acceptability[id]![rank]!)).toBeLessThan(0.01);
      });
    }
  });

  it('agrees with them for free weights and sure criteria, and with the exact case', () => {
    const free = { seed: 'b', draws: 40_000, weights: 'free' } as const;
    const found = first(acceptabilities(alternatives(vectors.alts, 0), free));
    for (const [id, share] of Object.entries(vectors.first_rank_free_weights_no_noise)) {
      expect(Math.abs(found[id]! - share)).toBeLessThan(0.01);
    }
    const { P, Q, R, alts } = vectors.two_criteria_exact;
    const exact = first(acceptabilities(alternatives(alts, 0), free));
    for (const [id, share] of Object.entries({ P, Q, R }))
      expect(Math.abs(exact[id]! - share)).toBeLessThan(0.01);
  });

  it('draws weights whose mean is the centroid of the ordered simplex', () => {
    const [only] = acceptabilities([{ id: 'x', values: [1, 1, 1], sds: [0, 0, 0] }], { seed: 'c' });
    expect(only).toMatchObject({ ranks: [1], holistic: 1, confidence: 1 });
    only?.centralWeights?.forEach((weight, i) => {
      expect(Math.abs(weight - vectors.roc_centroid[i]!)).toBeLessThan(0.01);
    });
  });

  it('adds up to 1 over ranks and over schools; one that is worse in everything is never first', () => {
    const random = mulberry32(3);
    const some = Array.from({ length: 8 }, (_, i) => ({
      id: `s${i}`,
      values: [0.2 + 0.7 * random(), 0.2 + 0.7 * random(), 0.2 + 0.7 * random()],
      sds: [0, 0, 0],
    }));
    const worse = { id: 'worse', values: some[0]!.values.map((value) => value - 0.1), sds: [0, 0, 0] };
    const found = acceptabilities([...some, worse], { seed: 'd', draws: 2_000 });
    for (const { ranks } of found) expect(ranks.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    for (let rank = 0; rank < found.length; rank++) {
      expect(found.reduce((sum, { ranks }) => sum + ranks[rank]!, 0)).toBeCloseTo(1, 9);
    }
    expect(found.at(-1)).toMatchObject({ centralWeights: null, confidence: null });
    expect(found.at(-1)?.ranks[0]).toBe(0);
  });

  it('shares the ranks of schools that are equal, and gives the same bytes in any order', () => {
    const twins = alternatives({ a: [0.5, 0.5, 0.5], b: [0.5, 0.5, 0.5] }, 0);
    for (const { ranks } of acceptabilities(twins, { seed: 'e', draws: 1_000 }))
      expect(ranks).toEqual([0.5, 0.5]);
    const some = alternatives(vectors.alts, vectors.sd);
    const one = acceptabilities(some, { seed: 'f', draws: 1_000 });
    expect(acceptabilities(some.toReversed(), { seed: 'f', draws: 1_000 }).toReversed()).toEqual(one);
  });

  it('refuses criteria that differ in number, and an id twice', () => {
    const a = { id: 'a', values: [1], sds: [0] };
    expect(() => acceptabilities([a, { ...a, id: 'b', sds: [] }], { seed: '' })).toThrow(RangeError);
    expect(() => acceptabilities([a, a], { seed: '' })).toThrow(RangeError);
  });
});

describe('criteria', () => {
  const facts = {
    manager: 'commune',
    hasWaitingSpace: true,
    commitment: 'both',
    needsLandClearance: false,
    costMillionVnd: 100,
    budgetMillionVnd: 300,
  } as const;

  const feasible = (of: criteria.Feasibility) => criteria.estimateOf(criteria.feasibility(of));

  it('takes need from the score, as unsure as its interval', () => {
    // 90 % of a normal value lie within 1.645 standard deviations of it.
    const { value, sd } = criteria.need({ value: 60, low: 60 - 16.449, high: 60 + 16.449 });
    expect([value, sd]).toEqual([0.6, expect.closeTo(0.1, 4)]);
  });

  it('takes feasibility as the mean of five answers', () => {
    expect(feasible(facts)).toEqual({ value: 1, sd: 0 });
    // (0.3 + 0 + 0.5 + 0 + 300 / 600) / 5
    const hard = {
      ...facts,
      manager: 'national',
      hasWaitingSpace: false,
      commitment: 'one',
      needsLandClearance: true,
      costMillionVnd: 600,
    } as const;
    expect(feasible(hard).value).toBeCloseTo(0.26, 12);
  });

  it('puts what is not known in the middle and says that it is unsure', () => {
    const { value, sd } = feasible({ ...facts, commitment: null, costMillionVnd: null });
    expect(value).toBeCloseTo(0.8, 12);
    // Two answers uniform on 0 … 1: √(2 / 12) / 5.
    expect(sd).toBeCloseTo(Math.sqrt(2 / 12) / 5, 12);
  });

  it('takes replicability from likeness, cheapness and data', () => {
    const parts = criteria.replicability({ gateTypeShare: 1, costPercentile: 0, dataCoverage: 0.5 });
    expect(criteria.estimateOf(parts)).toEqual({ value: 0.9, sd: 0 });
    expect(criteria.typeShares(['x', 'x', 'y'])).toEqual(
      new Map([
        ['x', 1],
        ['y', 0.5],
      ]),
    );
    expect(criteria.costPercentiles([10, 30, null, 20])).toEqual([0, 1, null, 0.5]);
    expect(criteria.costPercentiles([10, null])).toEqual([null, null]);
  });

  it('names every check that fails', () => {
    const good = {
      isRanked: true,
      topProbability: 0.5,
      minTopProbability: 0.1,
      surveyAgeMonths: 12,
      pilotYears: [2023],
      year: 2026,
    };
    expect(criteria.failedChecks(good)).toEqual([]);
    const bad = { ...good, topProbability: 0.05, surveyAgeMonths: null, pilotYears: [2022, 2024] };
    expect(criteria.failedChecks(bad)).toEqual(['low_need', 'survey_old', 'recent_pilot']);
    expect(criteria.failedChecks({ ...good, isRanked: false })).toEqual(['not_ranked']);
  });

  it.each([
    [2023, []],
    [2024, ['recent_pilot']],
    [2025, ['recent_pilot']],
    // Chosen this year already: a later ranking of the same year still has it as a candidate.
    [2026, []],
    [2027, ['recent_pilot']],
  ])('a pilot of %d as one of 2026: %j', (pilotYear, failed) => {
    const school = { isRanked: true, topProbability: 1, minTopProbability: 0.1, surveyAgeMonths: 1 };
    expect(criteria.failedChecks({ ...school, pilotYears: [pilotYear], year: 2026 })).toEqual(failed);
  });
});

describe('chooseSet', () => {
  const one = (schoolId: string, more: Partial<SetCandidate> = {}): SetCandidate => ({
    schoolId,
    unitId: schoolId,
    first: 0.5,
    topProbability: 1,
    isDisadvantaged: false,
    isUrban: schoolId.startsWith('u'),
    ...more,
  });

  it('takes the best sum with at most one school in a commune', () => {
    const primary = [one('u1', { first: 0.6, unitId: 'X' }), one('u2', { first: 0.4 })];
    const secondary = [one('r1', { first: 0.7, unitId: 'X' }), one('r2', { first: 0.3 })];
    expect(chooseSet({ primary, secondary })).toEqual({
      schools: { primary: 'u2', secondary: 'r1' },
      total: expect.closeTo(1.1, 12),
      relaxed: [],
    });
  });

  it('takes in a disadvantaged school that has a fair chance, and not one that has none', () => {
    const behind = (share: number) => ({
      primary: [one('u1', { first: 0.9 }), one('r1', { first: share, isDisadvantaged: true })],
      secondary: [one('r2')],
    });
    expect(chooseSet(behind(0.06))?.schools.primary).toBe('r1');
    expect(chooseSet(behind(0.04))?.schools.primary).toBe('u1');
  });

  it('says which rule no set can keep', () => {
    const sets = chooseSet({
      primary: [one('u1', { unitId: 'X' })],
      secondary: [one('u2', { unitId: 'X' })],
    });
    expect(sets?.relaxed).toEqual(['one_per_commune', 'urban_and_rural']);
    expect(chooseSet({ primary: [] })).toBeNull();
  });

  it('breaks a tie for the disadvantaged, then the riskier, then by id', () => {
    const two = (more: Partial<SetCandidate>) =>
      chooseSet({ primary: [one('a'), one('b', more)] })?.schools.primary;
    expect(two({})).toBe('a');
    expect(two({ isDisadvantaged: true })).toBe('b');
  });

  it('calls shares a tie when draws cannot tell them apart', () => {
    // 2 √(0.3 × 0.7 / 10 000) = 0.0092
    expect([isTie(0.3, 0.292, 10_000), isTie(0.3, 0.29, 10_000), isTie(0, 0, 100)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('computePilots', () => {
  const school = (schoolId: string, more: Partial<PilotSchool> = {}): PilotSchool => ({
    schoolId,
    unitId: `unit ${schoolId}`,
    provinceId: 'province',
    levels: ['primary'],
    isRanked: true,
    rate: 0.05,
    variance: 0.001,
    score: 50,
    scoreLow: 35,
    scoreHigh: 65,
    missingShare: 0.2,
    surveyAgeMonths: 3,
    isDisadvantaged: false,
    isUrban: false,
    roadClass: 'commune',
    lanes: 2,
    footpath: 'footpath_none',
    hasWaitingSpace: true,
    commitment: 'both',
    needsLandClearance: false,
    costMillionVnd: null,
    pilotYears: [],
    ...more,
  });
  const compute = (schools: PilotSchool[]) =>
    computePilots(
      {
        riskRunId: 'run',
        year: 2026,
        schools,
        budgetMillionVnd: 300,
        topRank: 30,
        minTopProbability: 0.1,
        draws: 2_000,
      },
      () => {},
    );

  it('orders candidates, lists the others with their reason, and suggests one per level', () => {
    const schools = [
      school('a', { score: 80, scoreLow: 70, scoreHigh: 90 }),
      school('b', { score: 20, scoreLow: 10, scoreHigh: 30 }),
      school('c', { surveyAgeMonths: 30 }),
      school('d', { levels: ['preschool'], isUrban: true }),
    ];
    const { candidates, notes } = compute(schools);
    const ofProvince = candidates.filter(({ forUnit }) => forUnit === 'province');
    const row = (id: string) => ofProvince.find(({ schoolId }) => schoolId === id);
    expect(row('a')).toMatchObject({ place: 1, failed: [], isSuggested: true, unknown: ['plan_cost'] });
    expect(row('b')).toMatchObject({ place: 2, isSuggested: false });
    expect(row('c')).toMatchObject({ place: null, failed: ['survey_old'], criteria: null, ranks: null });
    expect(row('d')).toMatchObject({ level: 'preschool', place: 1, isSuggested: true });
    expect(notes).toMatchObject({ schools: 4, relaxed: { province: [] } });
    expect(compute(schools.toReversed()).notes).toEqual(notes);
  });

  it('places the schools of a commune among themselves, by the same criteria', () => {
    const better = { score: 80, scoreLow: 70, scoreHigh: 90 };
    const schools = [
      school('a', { ...better, unitId: 'east' }),
      school('b', { unitId: 'west' }),
      school('c', { unitId: 'west', score: 20, scoreLow: 10, scoreHigh: 30 }),
    ];
    const rows = compute(schools).candidates;
    const placesFor = (unit: string) =>
      rows.filter(({ forUnit }) => forUnit === unit).map(({ schoolId, place }) => [schoolId, place]);
    expect(placesFor('province')).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    expect(placesFor('west')).toEqual([
      ['b', 1],
      ['c', 2],
    ]);
    expect(placesFor('east')).toEqual([['a', 1]]);
    const [inProvince, inCommune] = rows.filter(({ schoolId }) => schoolId === 'b');
    expect(inCommune?.criteria).toEqual(inProvince?.criteria);
    expect(inCommune?.ranks?.[0]).toBeGreaterThan(inProvince?.ranks?.[0] ?? 1);
    // A suggestion for the province and one for each commune.
    expect(rows.filter(({ isSuggested }) => isSuggested).map(({ forUnit }) => forUnit)).toEqual([
      'province',
      'east',
      'west',
    ]);
  });

  it('tells the parts that its criteria are made of, and nothing of a school that is none', () => {
    const schools = [
      school('a', { commitment: null, costMillionVnd: 600 }),
      school('b', { surveyAgeMonths: 30 }),
    ];
    const [told, other] = compute(schools).candidates;
    expect(told?.costMillionVnd).toBe(600);
    for (const name of ['feasibility', 'replicability'] as const) {
      const parts = told?.parts?.[name] ?? [];
      expect(parts.length).toBeGreaterThan(2);
      const sum = parts.reduce((total, { value, weight }) => total + weight * (value ?? 0.5), 0);
      expect(sum).toBeCloseTo(told?.criteria?.[name].value ?? Number.NaN, 12);
    }
    expect(told?.parts?.feasibility.filter(({ value }) => value === null)).toMatchObject([
      { input: 'commitment' },
    ]);
    expect(other?.parts).toBeNull();
  });

  it('says of the pilot of the year that it is', () => {
    const [chosen] = compute([school('a', { pilotYears: [2026] })]).candidates;
    expect(chosen).toMatchObject({ isPilot: true, failed: [], place: 1 });
  });

  it('calls twins a tie', () => {
    const sure = { scoreLow: 50, scoreHigh: 50, costMillionVnd: 100, hasWaitingSpace: false };
    const [a, b] = compute([school('a', sure), school('b', sure)]).candidates;
    expect([a?.tiedWith, b?.tiedWith]).toEqual([['b'], ['a']]);
  });

  it('gives nothing where there is nobody', () => {
    expect(compute([]).candidates).toEqual([]);
  });
});
