// Wrong input in words: which field, which value, what was expected, in Vietnamese and in English.
import type { z } from 'zod';
import type { ProblemDetail } from '../../contract/problem.ts';

type Issue = z.core.$ZodIssue;

function valueAt(root: unknown, path: PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? '');
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function expectation(issue: Issue): { vi: string; en: string } {
  switch (issue.code) {
    case 'invalid_type':
      return { vi: `cần kiểu ${issue.expected}`, en: `expected ${issue.expected}` };
    case 'too_small':
      return { vi: `nhỏ nhất là ${issue.minimum}`, en: `the least is ${issue.minimum}` };
    case 'too_big':
      return { vi: `lớn nhất là ${issue.maximum}`, en: `the most is ${issue.maximum}` };
    case 'invalid_value':
      return {
        vi: `chỉ nhận: ${issue.values.map(String).join(', ')}`,
        en: `one of: ${issue.values.map(String).join(', ')}`,
      };
    case 'invalid_format':
      return { vi: `sai dạng (${issue.format})`, en: `wrong form (${issue.format})` };
    case 'unrecognized_keys':
      return { vi: `trường lạ: ${issue.keys.join(', ')}`, en: `unknown fields: ${issue.keys.join(', ')}` };
    default:
      return { vi: 'không hợp lệ', en: issue.message };
  }
}

/** One line per issue. `part` is where the input stood: params, query or body. */
export function inputDetails(part: string, error: z.ZodError, input: unknown): ProblemDetail[] {
  return error.issues.slice(0, 50).map((issue) => {
    const path = [part, ...issue.path.map(String)];
    const value = valueAt(input, issue.path);
    const words = expectation(issue);
    const missing = value === undefined && issue.code === 'invalid_type';
    return {
      pointer: `#/${path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
      detail: missing ? `${path.join('.')}: còn thiếu` : `${path.join('.')} = ${shown(value)}: ${words.vi}`,
      detailEn: missing ? `${path.join('.')}: missing` : `${path.join('.')} = ${shown(value)}: ${words.en}`,
    };
  });
}
