// Watches as values and points, and what is missing for a difference.
import { expect, test } from 'vitest';
import type { PilotStudy, PilotWatch, WatchPeriod, WatchValue } from '../../../contract/evaluation.ts';
import { gapsOf, linesOf, pointOf, valueOfDraft } from './watch-values.ts';

const pilotId = '00000000-0000-4000-8000-000000000001';
const otherId = '00000000-0000-4000-8000-000000000002';

function watch(schoolId: string, period: WatchPeriod, value: WatchValue): PilotWatch {
  return {
    id: schoolId,
    decisionId: pilotId,
    schoolId,
    unitId: 'ZZ-01',
    period,
    observedOn: '2026-01-01',
    value,
    revision: 1,
  };
}

function study(watches: PilotWatch[]) {
  const decision: PilotStudy['decision'] = {
    id: pilotId,
    unitId: 'ZZ',
    level: 'primary',
    year: 2026,
    sequence: 1,
    isStanding: true,
    schoolId: pilotId,
    schoolName: 'A',
    runId: pilotId,
    place: 1,
    reason: '',
    decidedBy: null,
    decidedAt: '2026-01-01T00:00:00.000Z',
    sha256: '',
    sealed: 'intact',
    invented: true,
  };
  return { decision, comparisons: [{ schoolId: otherId, schoolName: 'B' }], watches };
}

const speed = (mean: number): WatchValue => ({ measure: 'speed', mean, sd: 8, p85: null, n: 64 });

test('a draft is a value once every number is there and none is impossible', () => {
  expect(valueOfDraft('speed', { mean: '31.50', sd: 8, p85: '', n: 112 })).toEqual({
    measure: 'speed',
    mean: 31.5,
    sd: 8,
    p85: null,
    n: 112,
  });
  expect(valueOfDraft('speed', { mean: 31.5, n: 112 })).toBeNull();
  expect(valueOfDraft('helmet', { yes: 31, n: 30 })).toBeNull();
});

test('points: a mean ± 1.96 standard errors, stops per 10 minutes, shares in per cent', () => {
  expect(pointOf(speed(30))).toEqual({ value: 30, low: 30 - 1.96, high: 30 + 1.96 });
  expect(pointOf({ measure: 'stops', events: 12, minutes: 60 }).value).toBeCloseTo(2, 12);
  const all = pointOf({ measure: 'helmet', yes: 40, n: 40 });
  expect(all.value).toBe(100);
  expect(all.low).toBeLessThan(97);
  expect(all.high).toBe(100);
});

test('the comparison has a point only where all its schools that are seen were watched', () => {
  const { pilot, comparison } = linesOf(
    study([
      watch(pilotId, 'before', speed(30)),
      watch(otherId, 'before', speed(34)),
      watch(pilotId, 'month_1', speed(25)),
    ]),
    'speed',
  );
  expect(pilot.map(({ period }) => period)).toEqual(['before', 'month_1']);
  expect(comparison).toEqual([{ period: 'before', value: 34, low: null, high: null }]);
});

test('gapsOf names who was not watched when', () => {
  const watches = [watch(pilotId, 'before', speed(30)), watch(otherId, 'month_1', speed(34))];
  expect(gapsOf(study(watches), 'speed', 'month_1')).toEqual([
    { schoolName: 'A', periods: ['month_1'] },
    { schoolName: 'B', periods: ['before'] },
  ]);
});
