// When an interval is said in words instead of figures, and what stands in place of a rank.
import { expect, it } from 'vitest';
import { viWords } from '../../text/words.fixture.ts';
import { notRankedSentence, notRankedShort, perPupilSentence, scaleEnd } from './score-words.ts';

it.each([
  [100, 99.6, 100, 'top'],
  [0.2, 0, 0.4, 'bottom'],
  [100, 94.5, 100, null],
  [5.5, 0, 19.1, null],
  [45, 45, 45, null],
] as const)('score %d in %d–%d lies at the end: %s', (score, scoreLow, scoreHigh, end) => {
  expect(scaleEnd({ score, scoreLow, scoreHigh })).toBe(end);
});

it('says why a school is not ranked', () => {
  const risk = { locationQualityShare: 0.4 };
  expect(notRankedShort(risk, viWords)).toBe('Chưa xếp hạng: dưới 50% vụ có vị trí tin cậy');
  expect(notRankedSentence(risk, viWords)).toBe('Chưa xếp hạng: dưới 50% vụ có vị trí tin cậy (hiện 40%).');
  expect(notRankedShort({ locationQualityShare: null }, viWords)).toBe('Chưa xếp hạng');
});

it('says the rank per pupil, or that the pupils are not known', () => {
  const risk = { rank: 1, rankPerPupil: 3, ratePerThousandPupils: 0.203 };
  expect(perPupilSentence(risk, viWords)).toBe(
    'Trên 1.000 học sinh: hạng 3 (0,203 tử vong tương đương/năm).',
  );
  expect(perPupilSentence({ ...risk, rankPerPupil: null, ratePerThousandPupils: null }, viWords)).toBe(
    'Trên 1.000 học sinh: chưa xếp hạng vì chưa có số học sinh.',
  );
  // Said once already.
  expect(perPupilSentence({ ...risk, rank: null, rankPerPupil: null }, viWords)).toBeNull();
});
