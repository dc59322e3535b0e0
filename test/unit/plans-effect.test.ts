// What measures do together and to a school's risk, against vectors made by other code, and the properties it keeps.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MeasureLibrary, MechanismGroup } from '../../contract/measure.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { combinedFactor, type GroupedFactor } from '../../server/plans/combine.ts';
import { factorsOf, planEffect, speedFactors } from '../../server/plans/effect.ts';
import { treatedShares } from '../../server/plans/treated.ts';
import { riskRatio } from '../../server/risk/hazard.ts';
import { flattenParameters } from '../../server/risk/parameters.ts';

type Vectors = {
  txdot: { cmfs: number[]; dcr: number };
  point: { FS: number; L: number };
  mc_FS: { q05: number; q50: number; q95: number; p_lt_1: number };
  speed_power: { v0: number; v1: number; F: number; S: number; L: number };
  after: { pi_zone: number; R_after: number };
};
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const vectors: Vectors = readJson('../fixtures/cmf_vectors.json');
const library: { value: unknown } = readJson('../../data/presets/measures-vn-1.json');
const riskPreset: unknown = readJson('../../data/presets/risk-srs-vn-1.json');

const { measures, floor } = MeasureLibrary.parse(library.value);
const measure = (code: string) => {
  const found = measures.find((one) => one.code === code);
  if (found === undefined) throw new Error(code);
  return found;
};
const groups = ['speed', 'crossing', 'parking', 'along'] as const;
const ofGroups = (factors: readonly number[]): GroupedFactor[] =>
  factors.map((factor, i) => ({ group: groups[i]!, factor }));
const before = { rate: 0.2, variance: 0.01, bySeverity: { fatal: 0.12, serious: 0.08, slight: 0 } };
const share = vectors.after.pi_zone;
const treated = { fatal: share, serious: share, slight: share };
const plan = ['hump', 'zone30_physical', 'no_stopping', 'footpath', 'guard'].map(measure);

describe('combinedFactor', () => {
  it('is that of dominant common residuals', () => {
    expect(combinedFactor(ofGroups(vectors.txdot.cmfs), floor)).toBeCloseTo(vectors.txdot.dcr, 6);
  });

  it('is 1 without measures, takes one per group, and never falls below the floor', () => {
    expect(combinedFactor([], floor)).toBe(1);
    const two: GroupedFactor[] = [
      { group: 'speed', factor: 0.6 },
      { group: 'speed', factor: 0.9 },
    ];
    expect(combinedFactor(two, floor)).toBe(combinedFactor(two.slice(0, 1), floor));
    expect(combinedFactor(ofGroups([0.4, 0.4, 0.4, 0.4]), floor)).toBe(floor);
  });

  it('credits one measure with its own factor', () => {
    for (const { group, fatalSerious } of measures)
      expect(combinedFactor([{ group, factor: fatalSerious }], floor)).toBeCloseTo(fatalSerious, 12);
  });

  it('does not hang on the order, and no measure below 1 takes away from what the others do', () => {
    const random = mulberry32(7);
    for (let round = 0; round < 4_000; round++) {
      const of = MechanismGroup.options.map((group) => ({ group, factor: 0.36 + 0.7 * random() }));
      const all = of.slice(0, 1 + Math.floor(random() * of.length));
      const [last, others] = [all.at(-1)!, all.slice(0, -1)];
      const combined = combinedFactor(all, floor);
      expect(combinedFactor(all.toReversed(), floor)).toBe(combined);
      const without = combinedFactor(others, floor);
      if (last.factor < 1) expect(combined).toBeLessThanOrEqual(without + 1e-12);
      else expect(combined).toBeGreaterThanOrEqual(without - 1e-12);
    }
  });

  it('makes no jump where a factor passes 1', () => {
    const at = (factor: number) => combinedFactor(ofGroups([0.6, factor]), floor);
    expect(Math.abs(at(1 + 1e-9) - at(1 - 1e-9))).toBeLessThan(1e-8);
  });
});

describe('planEffect', () => {
  it('agrees with the vectors: point, range and rate after', () => {
    const effect = planEffect(before, treated, factorsOf(plan, null), { floor, seed: 'a', draws: 40_000 });
    expect(effect.factor.fatal).toBeCloseTo(vectors.point.FS, 9);
    expect(effect.factor.slight).toBeCloseTo(vectors.point.L, 9);
    expect(effect.rateAfter).toBeCloseTo(vectors.after.R_after, 8);
    const { low, median, high, probabilityBelowOne } = effect.factorFatalSerious;
    expect(Math.abs(low - vectors.mc_FS.q05)).toBeLessThan(0.005);
    expect(Math.abs(median - vectors.mc_FS.q50)).toBeLessThan(0.005);
    expect(Math.abs(high - vectors.mc_FS.q95)).toBeLessThan(0.005);
    expect(Math.abs(probabilityBelowOne - vectors.mc_FS.p_lt_1)).toBeLessThan(0.01);
  });

  it('keeps the point inside the range, and one measure as wide as its own error', () => {
    const random = mulberry32(11);
    const of = (codes: readonly (typeof measures)[number][]) =>
      planEffect(before, treated, factorsOf(codes, null), { floor, seed: 'f', draws: 1_000 });
    for (let round = 0; round < 60; round++) {
      const { factor, factorFatalSerious } = of(measures.filter(() => random() < 0.4));
      expect(factorFatalSerious.low).toBeLessThanOrEqual(factor.fatal);
      expect(factorFatalSerious.high).toBeGreaterThanOrEqual(factor.fatal);
    }
    const hump = measure('hump');
    const { low, high } = of([hump]).factorFatalSerious;
    // From the 5 % to the 95 % point of a normal distribution are 3.29 standard errors.
    expect(Math.abs(Math.log(high / low) / (3.29 * hump.seLn) - 1)).toBeLessThan(0.1);
  });

  it('is the same to the byte for the same seed, whatever the order of measures', () => {
    const one = planEffect(before, treated, factorsOf(plan, null), { floor, seed: 'b' });
    const other = planEffect(before, treated, factorsOf(plan.toReversed(), null), { floor, seed: 'b' });
    expect(other).toEqual(one);
    expect(planEffect(before, treated, factorsOf(plan, null), { floor, seed: 'c' })).not.toEqual(one);
  });

  it('changes nothing without measures or without anything treated', () => {
    const none = planEffect(before, treated, [], { floor, seed: 'd' });
    expect([none.rateAfter, none.probabilityOfBenefit, none.avoided.high]).toEqual([before.rate, 0, 0]);
    const nowhere = { fatal: 0, serious: 0, slight: 0 };
    expect(planEffect(before, nowhere, factorsOf(plan, null), { floor, seed: 'd' }).ratio.low).toBe(1);
  });

  it('says that a crossing of many lanes alone does harm, and that a guard is as likely to do nothing', () => {
    const zebra = factorsOf([measure('crossing_multilane')], null);
    expect(planEffect(before, treated, zebra, { floor, seed: 'e' }).probabilityOfBenefit).toBeLessThan(0.01);
    const guard = factorsOf([measure('guard')], null);
    const { probabilityOfBenefit } = planEffect(before, treated, guard, { floor, seed: 'e' });
    expect(Math.abs(probabilityOfBenefit - 0.5)).toBeLessThan(0.05);
  });

  it('lets a measured speed take the place of assumed effects on speed', () => {
    const { v0, v1, F, S, L } = vectors.speed_power;
    const factors = speedFactors({ beforeKmh: v0, afterKmh: v1 });
    expect([factors.fatal, factors.serious]).toEqual([F, S]);
    expect(factors.slight).toBeCloseTo(L, 7);
    const codes = factorsOf(plan, { beforeKmh: v0, afterKmh: v1 }).map(({ code }) => code);
    expect(codes).toEqual(['footpath', 'guard', 'measured_speed', 'no_stopping']);
    expect(() => speedFactors({ beforeKmh: 0, afterKmh: 1 })).toThrow(RangeError);
  });
});

describe('the catalogue and the risk model', () => {
  const { attributes } = flattenParameters(riskPreset);
  const ratio = (code: keyof typeof attributes, severity: 'fatal' | 'slight' = 'fatal') =>
    riskRatio(attributes[code], 1, severity);

  it('see one table from two sides: a surveyed plan moves the score as it promised', () => {
    const pairs = [
      [measure('footpath'), ratio('footpath_ok') / ratio('footpath_none')],
      [measure('crossing_two_lanes'), ratio('crossing_marked') / ratio('crossing_none')],
      [measure('crossing_multilane'), ratio('crossing_multilane') / ratio('crossing_marked')],
      [measure('raised_crossing'), ratio('crossing_raised') / ratio('crossing_marked')],
      [measure('lighting'), ratio('lighting_ok') / ratio('lighting_none')],
    ] as const;
    for (const [{ fatalSerious }, changed] of pairs)
      expect(Math.abs(fatalSerious - changed)).toBeLessThan(0.02);
    const speed = (kmh: number) => riskRatio(attributes.speed, kmh, 'slight');
    expect(speedFactors({ beforeKmh: 48, afterKmh: 36 }).slight).toBeCloseTo(speed(36) / speed(48), 12);
  });

  it('names every measure once, with its source', () => {
    expect(new Set(measures.map(({ code }) => code)).size).toBe(measures.length);
    for (const { source, says } of measures) expect(source.length * says.vi.length).toBeGreaterThan(0);
  });
});

describe('treatedShares', () => {
  const risk = {
    gates: [[0, 0] as const, [500, 0] as const],
    routes: [
      { share: 0.5, path: [[0, 0] as const, [200, 0] as const] },
      { share: 0.5, path: [[0, 0] as const, [0, 200] as const] },
    ],
    accidents: [
      { at: [10, 0] as const, severity: 'fatal' as const, contribution: 0.03 },
      { at: [300, 0] as const, severity: 'fatal' as const, contribution: 0.02 },
      { at: null, severity: 'fatal' as const, contribution: 0.01 },
    ],
    bySeverity: {
      fatal: { rate: 0.1, predicted: 0.04 },
      serious: { rate: 0.05, predicted: 0.05 },
      slight: { rate: 0, predicted: 0 },
    },
  };
  const zone = { kind: 'LineString' as const, points: [[-20, 0] as const, [70, 0] as const] };

  it('adds accidents inside to the gates and routes inside', () => {
    // One gate of two: 0.4 / 2. Routes: 100 of 200 m of one and 30 of 200 m of the other.
    const shares = treatedShares([zone], risk, { gateShare: 0.4, withinMetres: 30 });
    const predicted = 0.2 + 0.6 * ((100 + 30) / 400);
    expect(shares.fatal).toBeCloseTo((0.03 + 0.04 * predicted) / 0.1, 9);
    expect(shares.serious).toBeCloseTo(predicted, 9);
    expect(shares.slight).toBe(0);
  });

  it('is nothing without elements', () => {
    expect(treatedShares([], risk, { gateShare: 0.4, withinMetres: 30 }).fatal).toBe(0);
  });
});
