// When an interval is said in words instead of figures.
import { expect, it } from 'vitest';
import { scaleEnd } from './score-words.ts';

it.each([
  [100, 99.6, 100, 'top'],
  [0.2, 0, 0.4, 'bottom'],
  [100, 94.5, 100, null],
  [5.5, 0, 19.1, null],
  [45, 45, 45, null],
] as const)('score %d in %d–%d lies at the end: %s', (score, scoreLow, scoreHigh, end) => {
  expect(scaleEnd({ score, scoreLow, scoreHigh })).toBe(end);
});
