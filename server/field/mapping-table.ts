// The questions of the survey beside the codes of iRAP, as a table: per answer what its code was checked against, so that
// nobody takes an unchecked one for a rating. Pure.
import { stringify } from 'csv-stringify/sync';
import type { FieldCodes, MappingGrade } from '../../contract/field.ts';

const gradeWords: Record<MappingGrade, string> = {
  'checked second hand': 'Đã đối chiếu gián tiếp',
  'our choice': 'Quy ước của hệ thống',
  unverified: 'Chưa kiểm chứng',
};

/** The coding guide of Star Rating for Schools was not to be had: nothing of it is checked, whatever iRAP's manual says. */
const SR4S_GRADE: MappingGrade = 'unverified';

/**
 * CSV (RFC 4180) in UTF-8 with a byte order mark, one line per answer. An answer without a code says so: it has none in
 * iRAP, or it was not to be found out.
 */
export function mappingTable({ questions }: Pick<FieldCodes, 'questions'>): string {
  const rows = questions.flatMap((question) =>
    question.answers.map((answer) => {
      const grade = answer.iRapGrade ?? (question.iRap === undefined ? null : 'unverified');
      return {
        question: question.id,
        question_vi: question.vi,
        answer: answer.id,
        answer_vi: answer.vi,
        observation: answer.observation ?? '',
        irap_attribute: question.iRap ?? '',
        irap_code: answer.iRap ?? '',
        irap_grade: grade ?? '',
        irap_grade_vi: grade === null ? 'Không có trong iRAP' : gradeWords[grade],
        irap_note: question.iRapEvidence ?? '',
        sr4s_grade: SR4S_GRADE,
        sr4s_grade_vi: gradeWords[SR4S_GRADE],
      };
    }),
  );
  return stringify(rows, { header: true, bom: true, record_delimiter: '\r\n' });
}
