// What a comparison shows at first, and how it names places and ranks; links read back what they wrote.
import { expect, test } from 'vitest';
import type { ComparedSchool } from '../../../contract/comparison.ts';
import { enWords, viWords } from '../../text/words.fixture.ts';
import { readComparison, writeComparison } from './compare-link.ts';
import { hotspotName, isShownAtFirst, rankChangeText } from './compare-words.ts';

test('places that changed are shown first, all of them where none did', () => {
  expect([...isShownAtFirst({ same: 4, new: 1, moved: 2, gone: 0 })]).toEqual(['new', 'moved']);
  expect(isShownAtFirst({ same: 4 }).size).toBe(5);
});

test('a place without a record on either side still has a name', () => {
  const place = {
    change: 'gone',
    cause: null,
    before: null,
    after: null,
    sharedAccidents: 0,
    movedMetres: null,
  } as const;
  expect(hotspotName(place, viWords)).toBe('Chưa rõ');
});

test('a rank that grows is a risk that grows', () => {
  const school = (rankChange: number | null): ComparedSchool => ({
    schoolId: '00000000-0000-4000-8000-000000000000',
    schoolName: 'An Bình',
    unitId: 'ZZ-01',
    unitName: 'An Bình',
    change: 'changed',
    cause: 'data',
    before: null,
    after: null,
    rankChange,
    scoreChange: null,
    rateChange: null,
    isMeaningful: null,
  });
  expect(rankChangeText(school(3), viWords)).toBe('nguy cơ tăng 3 bậc');
  expect(rankChangeText(school(-2), enWords)).toBe('2 places safer');
  expect(rankChangeText(school(0), viWords)).toBe('giữ hạng');
  expect(rankChangeText(school(null), viWords)).toBe('–');
});

test('a link keeps kind and runs, and leaves out what it cannot understand', () => {
  const state = {
    kind: 'risk' as const,
    before: '7b29ca1e-ecea-46bc-8e3a-ccfd7d4c6eb4',
    after: '7b29ca1e-ecea-46bc-8e3a-ccfd7d4c6eb5',
  };
  expect(readComparison(writeComparison(state))).toEqual(state);
  expect(readComparison({ kind: 'x', a: 'y' })).toEqual({ kind: 'hotspots', before: null, after: null });
});
