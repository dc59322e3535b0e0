// What the counts around a school cover, in both languages.
import { describe, expect, test } from 'vitest';
import type { SchoolPattern } from '../../../contract/pattern.ts';
import { enWords, viWords } from '../../text/words.fixture.ts';
import { countClasses } from './count-classes.ts';
import { shownHours } from './hour-chart.ts';
import { fullestCell, halfHourText, patternSentence } from './pattern-words.ts';

const pattern: SchoolPattern = {
  schoolId: '00000000-0000-4000-8000-000000000000',
  withinMetres: 1000,
  from: '2021-11-22',
  to: '2026-11-21',
  days: 1826,
  total: 12,
  trip: 7,
  unknownTime: 0,
  hourOnly: 0,
  cells: [{ weekday: 5, halfHour: 33, accidents: 3 }],
  years: [],
  tripWindows: [],
};

describe('patternSentence', () => {
  test('names counts, radius and period', () => {
    expect(patternSentence(pattern, viWords)).toBe(
      '12 vụ trong 1.000 m, 22/11/2021–21/11/2026; 7 vụ vào giờ đến trường, tan trường.',
    );
    expect(patternSentence({ ...pattern, unknownTime: 1, hourOnly: 2 }, viWords)).toMatch(
      /1 vụ không rõ giờ\. 2 vụ chỉ biết giờ/,
    );
  });

  test('says that there is nothing', () => {
    expect(patternSentence({ ...pattern, total: 0 }, enWords)).toBe(
      'No accidents within 1,000 m, 22/11/2021–21/11/2026.',
    );
  });
});

test('fullestCell tells how many cells are as full', () => {
  expect(fullestCell(pattern, viWords)).toBe('3 vụ, 16:30–17:00 thứ Sáu');
  const two = { ...pattern, cells: [...pattern.cells, { weekday: 7, halfHour: 0, accidents: 3 }] };
  expect(fullestCell(two, viWords)).toBe('3 vụ, 16:30–17:00 thứ Sáu, và 1 nửa giờ khác cũng vậy');
  expect(fullestCell({ ...pattern, cells: [] }, viWords)).toBe('');
});

test('halfHourText ends the day at 24:00', () => {
  expect([halfHourText(0), halfHourText(47)]).toEqual(['0:00–0:30', '23:30–24:00']);
});

test('shownHours holds accidents and trip windows in whole hours', () => {
  const tripWindows = [{ weekday: 1, fromMinutes: 375, toMinutes: 435 }];
  expect(shownHours({ ...pattern, tripWindows })).toEqual({ from: 360, to: 1020 });
  expect(shownHours({ ...pattern, cells: [], tripWindows })).toEqual({ from: 360, to: 480 });
  expect(shownHours({ ...pattern, cells: [] })).toBeNull();
});

test('countClasses covers every count once, a class for each while there are few', () => {
  const spans = (most: number) => countClasses(most).map(({ from, to }) => [from, to]);
  expect(spans(0)).toEqual([]);
  expect(spans(2)).toEqual([
    [1, 1],
    [2, 2],
  ]);
  expect(spans(11)).toEqual([
    [1, 3],
    [4, 6],
    [7, 9],
    [10, 12],
  ]);
});
