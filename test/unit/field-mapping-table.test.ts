// The table of questions and iRAP codes says of every answer how far its code was checked, and never more than it was.
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { fieldCodes } from '../../server/field/code-lists.ts';
import { mappingTable } from '../../server/field/mapping-table.ts';

test('each answer has a line with its code, its grade in words, and SR4S unchecked', () => {
  const codes = fieldCodes('2026-11-21');
  const rows = parse<Record<string, string>>(mappingTable(codes), { columns: true, bom: true });
  expect(rows).toHaveLength(codes.questions.reduce((sum, { answers }) => sum + answers.length, 0));
  expect(rows.filter((row) => row.sr4s_grade_vi !== 'Chưa kiểm chứng')).toEqual([]);
  // A code without a grade would pass for a checked one.
  expect(rows.filter((row) => row.irap_code !== '' && row.irap_grade === '')).toEqual([]);
  const graded = (question: string, answer: string) =>
    rows.find((row) => row.question === question && row.answer === answer);
  expect(graded('speed', '40')).toMatchObject({ irap_code: '3', irap_grade_vi: 'Đã đối chiếu gián tiếp' });
  expect(graded('speed', '30')).toMatchObject({ irap_code: '1', irap_grade_vi: 'Quy ước của hệ thống' });
  expect(graded('double_parking', 'yes')).toMatchObject({ irap_code: '', irap_grade_vi: 'Chưa kiểm chứng' });
  expect(graded('keeping', '0')).toMatchObject({ irap_attribute: '', irap_grade_vi: 'Không có trong iRAP' });
});
