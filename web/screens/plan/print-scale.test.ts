// Which scale a sheet takes for a plan.
import { expect, it } from 'vitest';
import type { Position } from '../../../contract/geometry.ts';
import { moved, planeAt } from '../../map/plan-plane.ts';
import { fitsAt, middlePlace, scaleFor } from './print-scale.ts';

const gate: Position = [108.7146, 15.033];
const plane = planeAt(gate);
const spread = (metres: number): Position[] => [gate, plane.toPlace(moved([0, 0], 0, metres))];

it.each([
  [0, 200],
  [39, 200],
  [41, 250],
  [90, 500],
  [1_000, 2_000],
])('a plan %d m wide is drawn at 1:%d on 216 mm', (metres, scale) => {
  expect(scaleFor(spread(metres), 216, 168)).toBe(scale);
});

it('says when a plan does not fit at a scale', () => {
  expect(fitsAt(500, spread(100), 216, 168)).toBe(true);
  expect(fitsAt(500, spread(110), 216, 168)).toBe(false);
  expect(fitsAt(500, [], 216, 168)).toBe(true);
});

it('looks at the middle of the plan, or at the gate', () => {
  expect(middlePlace([], gate)).toEqual(gate);
  expect(middlePlace(spread(100), gate)[0]).toBeCloseTo(spread(50)[1]?.[0] ?? 0, 6);
});
