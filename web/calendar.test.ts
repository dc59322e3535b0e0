// Arithmetic of days; expected days are counted by hand.
import { describe, expect, it } from 'vitest';
import { dayAfter, daysBetween, monthsBefore, periodUpTo } from './calendar.ts';

describe('monthsBefore', () => {
  it.each([
    ['2026-10-31', 12, '2025-10-31'],
    ['2026-03-31', 1, '2026-02-28'],
    ['2024-03-31', 1, '2024-02-29'],
    ['2026-01-15', 1, '2025-12-15'],
    ['2026-11-21', 60, '2021-11-21'],
  ])('%s less %d months is %s', (day, months, expected) => {
    expect(monthsBefore(day, months)).toBe(expected);
  });
});

it('dayAfter passes the ends of months and years', () => {
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  expect(dayAfter('2024-02-28')).toBe('2024-02-29');
});

it('periodUpTo leaves out the day that is already the full period away', () => {
  // (2025-11-21, 2026-11-21] as whole days.
  expect(periodUpTo('2026-11-21', 12)).toEqual({ from: '2025-11-22', to: '2026-11-21' });
});

it('daysBetween counts whole days in both directions', () => {
  expect(daysBetween('2026-10-15', '2026-11-21')).toBe(37);
  expect(daysBetween('2026-11-21', '2026-11-20')).toBe(-1);
});
