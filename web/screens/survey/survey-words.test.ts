// Why a school is to be surveyed next, in words.
import { expect, test } from 'vitest';
import { viWords } from '../../text/words.fixture.ts';
import { missingTexts, overdueText, surveyAge } from './survey-words.ts';

const gaps = [
  { place: 'gate', question: 'speed', unanswered: 1, of: 2 },
  { place: 'route', question: 'footpath', unanswered: 3, of: 12 },
  { place: 'gate', question: 'crossing', unanswered: 2, of: 2 },
] as const;

function school(surveyAgeMonths: number | null, overdueMonths = 0) {
  return { surveyAgeMonths, overdueMonths, gaps: [...gaps] };
}

test('surveyAge counts whole months', () => {
  expect(surveyAge(school(null), viWords)).toBe('Chưa khảo sát lần nào');
  expect(surveyAge(school(0.9), viWords)).toBe('Khảo sát cũ nhất: chưa đến 1 tháng');
  expect(surveyAge(school(14.9, 2.9), viWords)).toBe('Khảo sát cũ nhất: 14 tháng trước');
});

test('overdueText says how late, and nothing of a school never surveyed', () => {
  expect(overdueText(school(14.9, 2.9), viWords)).toBe('quá hạn 2 tháng');
  expect(overdueText(school(12.3, 0.3), viWords)).toBe('quá hạn chưa đến 1 tháng');
  expect(overdueText(school(11), viWords)).toBe('còn trong hạn 12 tháng');
  expect(overdueText(school(null), viWords)).toBeNull();
});

test('missingTexts lists gates before routes', () => {
  expect(missingTexts(school(1), viWords)).toEqual([
    'Còn thiếu ở cổng: tốc độ xe (1/2), lối sang đường (2/2)',
    'Còn thiếu trên đường: vỉa hè (3/12)',
  ]);
  expect(missingTexts({ ...school(1), gaps: [] }, viWords)).toEqual(['Đã trả lời đủ các câu hỏi']);
});
