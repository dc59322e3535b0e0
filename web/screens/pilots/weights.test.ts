// Weights keep their order whatever is moved.
import { expect, test } from 'vitest';
import { centreWeights, sharesOf, withWeight } from './weights.ts';

test('a lighter criterion moved up lifts those that should weigh more', () => {
  expect(withWeight(centreWeights, 'replicability', 40)).toEqual({
    need: 61,
    feasibility: 40,
    replicability: 40,
  });
});

test('need moved down lowers the others, and never all to nothing', () => {
  expect(withWeight(centreWeights, 'need', 20)).toEqual({ need: 20, feasibility: 20, replicability: 11 });
  expect(withWeight(centreWeights, 'need', 0)).toEqual({ need: 1, feasibility: 0, replicability: 0 });
});

test('the centre is 11 : 5 : 2 to a hundredth', () => {
  const { need, feasibility, replicability } = sharesOf(centreWeights);
  expect(need).toBeCloseTo(11 / 18, 2);
  expect(feasibility).toBeCloseTo(5 / 18, 2);
  expect(replicability).toBeCloseTo(2 / 18, 2);
});
