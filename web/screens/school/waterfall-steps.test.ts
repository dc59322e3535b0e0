// Steps of the waterfall: each starts where the last one ended, and the last one ends at the sum of all parts.
import { describe, expect, it } from 'vitest';
import type { RiskPart } from '../../../contract/risk.ts';
import { waterfall } from './waterfall-steps.ts';

const part = (kind: RiskPart['kind'], code: string, contribution: number): RiskPart => ({
  kind,
  code,
  contribution,
});

describe('waterfall', () => {
  const sums = waterfall([
    part('accident', 'a', 1),
    part('base', 'base', 2),
    part('accident', 'b', 3),
    part('attribute', 'gate.crossing_raised', -0.5),
    part('neighbour_accidents', 'unit', 0.25),
  ]);

  it('orders groups, and the largest part of a group first', () => {
    expect(sums.groups.map((group) => group.kind)).toEqual([
      'base',
      'attribute',
      'accident',
      'neighbour_accidents',
    ]);
    expect(sums.groups[2]?.steps.map((step) => step.part.code)).toEqual(['b', 'a']);
  });

  it('starts every step where the last one ended', () => {
    // 0 → 2 → 1.5 → 4.5 → 5.5 → 5.75
    const steps = sums.groups.flatMap((group) => group.steps);
    expect(steps.map(({ start, end }) => [start, end])).toEqual([
      [0, 2],
      [2, 1.5],
      [1.5, 4.5],
      [4.5, 5.5],
      [5.5, 5.75],
    ]);
    expect(sums.total).toBe(5.75);
  });

  it('bounds every bar, with zero on the axis', () => {
    expect([sums.low, sums.high]).toEqual([0, 5.75]);
    const falling = waterfall([part('base', 'base', 1), part('attribute', 'gate.speed', -3)]);
    expect([falling.low, falling.high]).toEqual([-2, 1]);
  });

  it('keeps the groups of conditions and accidents when they are empty, so that "none" is said', () => {
    expect(waterfall([]).groups.map((group) => group.kind)).toEqual(['attribute', 'accident']);
  });
});
