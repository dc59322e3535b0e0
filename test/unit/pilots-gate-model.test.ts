// Steps of a gate model through the register, and the day it is due.
import { describe, expect, it } from 'vitest';
import { dueAfter, mayTake, refusalOf, type Step, shownState } from '../../server/gate-models/transitions.ts';

const item = (code: string) => ({
  code,
  text: { vi: code, en: code },
  source: 'x',
  isSuggestion: true,
});
const checklist = { items: [item('light'), item('team')] };
const yes = (code: string) => ({ code, met: 'yes' as const, evidence: '' });
const step = (more: Partial<Step>): Step => ({
  from: 'proposed',
  to: 'assessed',
  answers: [yes('light'), { ...yes('team'), met: 'no' }],
  hasDocument: false,
  note: '',
  ...more,
});

describe('refusalOf', () => {
  it.each([
    ['assessed with every item answered, a "no" too', step({}), null],
    ['assessed with an item unanswered', step({ answers: [yes('light')] }), 'unanswered'],
    ['recognised before it is assessed', step({ to: 'recognised', hasDocument: true }), 'no_such_step'],
    ['recognised without a document', step({ from: 'assessed', to: 'recognised' }), 'no_document'],
    ['recognised by a document', step({ from: 'assessed', to: 'recognised', hasDocument: true }), null],
    ['assessed again after a year', step({ from: 'recognised' }), null],
    ['withdrawn without a reason', step({ from: 'recognised', to: 'withdrawn' }), 'no_reason'],
    ['anything after it was withdrawn', step({ from: 'withdrawn' }), 'no_such_step'],
  ])('%s', (_what, taken, refusal) => {
    expect(refusalOf(taken, checklist)).toBe(refusal);
  });
});

describe('mayTake', () => {
  const recorder = { record: true, recognise: false };
  const leader = { record: false, recognise: true };
  it.each([
    ['proposed', 'assessed', true, false],
    ['recognised', 'assessed', true, false],
    ['assessed', 'recognised', false, true],
    ['assessed', 'withdrawn', true, false],
    ['recognised', 'withdrawn', false, true],
  ] as const)('%s to %s: who records %s, a leader %s', (from, to, record, recognise) => {
    expect([mayTake({ from, to }, recorder), mayTake({ from, to }, leader)]).toEqual([record, recognise]);
  });
});

describe('dueAfter', () => {
  it.each([
    ['2026-11-21', '2027-11-20'],
    ['2027-01-01', '2027-12-31'],
    ['2028-02-29', '2029-02-28'],
  ])('%s holds to the end of %s', (day, due) => expect(dueAfter(day)).toBe(due));
});

describe('shownState', () => {
  it('lapses the day after it was due, and only what was recognised', () => {
    expect(shownState('recognised', '2026-11-20', '2026-11-20')).toBe('recognised');
    expect(shownState('recognised', '2026-11-20', '2026-11-21')).toBe('lapsed');
    expect(shownState('assessed', '2026-11-20', '2026-11-21')).toBe('assessed');
  });
});
