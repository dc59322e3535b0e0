// The window of a run in days.
import { expect, it } from 'vitest';
import { runPeriod } from './run-period.ts';

it('starts on the day after the open end of the window', () => {
  expect(runPeriod({ windowFrom: '2021-10-31', asOf: '2026-10-31' })).toBe('01/11/2021–31/10/2026');
});

it('is absent for a run without a window', () => {
  expect(runPeriod({ windowFrom: null, asOf: '2026-10-31' })).toBeNull();
});
