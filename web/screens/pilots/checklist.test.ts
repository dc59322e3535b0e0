// Counting a checklist and answering it.
import { expect, test } from 'vitest';
import { checklistCounts, withAnswer } from './checklist.ts';

const item = (code: string) => ({
  code,
  text: { vi: code, en: code },
  source: 'x',
  isSuggestion: true,
});
const checklist = { items: [item('aa'), item('bb'), item('cc'), item('dd')] };
const bb = { code: 'bb', met: 'no', evidence: '' } as const;
const dd = { code: 'dd', met: 'not_applicable', evidence: '' } as const;

test('what does not apply is answered, neither met nor unmet', () => {
  expect(checklistCounts(checklist, [bb, dd])).toEqual({ met: 0, unmet: 1, open: 2 });
});

test('answers keep the order of the items', () => {
  const aa = { code: 'aa', met: 'yes', evidence: 'photo 3' } as const;
  expect(withAnswer(checklist, [bb, dd], aa)).toEqual([aa, bb, dd]);
  expect(withAnswer(checklist, [bb, dd], { ...bb, met: 'yes' })).toEqual([{ ...bb, met: 'yes' }, dd]);
});
