// The demo town can be opened on a day of choice, and nothing else can.
import { expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { processClock } from '../../server/installation/process-clock.ts';

test('the clock of the demo town starts at eight on the day of choice, and goes on', () => {
  let real = new Date('2031-02-03T22:11:00Z');
  const clock = processClock('2026-11-20', () => real);
  expect(clock()).toEqual(new Date('2026-11-20T01:00:00Z'));
  real = new Date('2031-02-03T22:12:30Z');
  expect(clock()).toEqual(new Date('2026-11-20T01:01:30Z'));
});

test('without a day of choice it is the real time', () => {
  const real = new Date('2031-02-03T22:11:00Z');
  expect(processClock(undefined, () => real)()).toBe(real);
});

test('a day of choice is refused where no demo town is wanted, and where it is no day', () => {
  expect(readConfig({ DEMO_TODAY: '2026-11-20' }).demoToday).toBe('2026-11-20');
  const refused = /DEMO_TODAY: only the invented demo town/;
  expect(() => readConfig({ DEMO_TODAY: '2026-11-20', DEMO_TOWN: 'false' })).toThrow(refused);
  expect(() => readConfig({ DEMO_TODAY: '2026-11-20', TERRITORY: 'leeds' })).toThrow(refused);
  expect(() => readConfig({ DEMO_TODAY: '2026-11-31' })).toThrow(/DEMO_TODAY/);
});
