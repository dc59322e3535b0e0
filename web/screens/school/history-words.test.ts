import { describe, expect, test } from 'vitest';
import type { HistoryPoint } from '../../../contract/school-page.ts';
import { enWords, viWords } from '../../text/words.fixture.ts';
import { changeSentence } from './history-words.ts';

type Change = NonNullable<HistoryPoint['change']>;
const asOf = { name: 'asOf', before: '2026-06-30', after: '2026-10-31' };
const moved: Change = {
  cause: 'parameters',
  rankChange: 3,
  scoreChange: 17.6,
  isMeaningful: false,
  parameters: [asOf],
};
const sentence = (part: Partial<Change>, words = viWords) =>
  changeSentence({ change: { ...moved, ...part } }, words);

describe('changeSentence', () => {
  test('says where the rank went, and that a mere other day is no other parameter', () => {
    expect(sentence({})).toBe(
      'Lên 3 hạng (nguy cơ hơn), điểm +18, vì kỳ số liệu khác; khoảng hạng còn chồng nhau nên có thể chỉ là dao động.',
    );
    expect(sentence({ rankChange: -2, scoreChange: -9.4, isMeaningful: true }, enWords)).toBe(
      'Down 2 in rank (safer), score −9, because the period differs; the ranges are apart.',
    );
  });
  test('names the parameters that were chosen', () => {
    const draws = { name: 'draws', before: 2000, after: 500 };
    expect(sentence({ rankChange: 0, parameters: [asOf, draws] })).toBe(
      'Hạng không đổi, điểm +18, vì tham số khác: Số lần mô phỏng.',
    );
  });
  test('does not speak of a change that is none', () => {
    expect(sentence({ rankChange: 0, scoreChange: 0.2, cause: 'data' })).toBe(
      'Gần như không đổi, vì số liệu thay đổi.',
    );
    expect(sentence({ cause: null })).toBe('Không đổi.');
    expect(changeSentence({ change: null }, viWords)).toBe('Lần đầu trong danh sách này.');
  });
  test('leaves out a rank that one side does not have', () => {
    expect(sentence({ rankChange: null, isMeaningful: null, cause: 'program' })).toBe(
      'Điểm +18, vì phiên bản chương trình khác.',
    );
  });
});
