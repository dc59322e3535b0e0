// A failure we planned for. Anything else that is thrown is a fault of ours and becomes `internal`.
import type { ProblemDetail, ProblemDocument, ProblemKey } from '../contract/problem.ts';
import { problems } from '../contract/problem.ts';

type Occurrence = {
  /** What happened this time, in Vietnamese and in English. */
  detail?: string;
  detailEn?: string;
  errors?: ProblemDetail[];
  current?: unknown;
};

export class Problem extends Error {
  override name = 'Problem';
  readonly key: ProblemKey;
  readonly occurrence: Occurrence;

  constructor(key: ProblemKey, occurrence: Occurrence = {}) {
    super(occurrence.detailEn ?? problems[key].en);
    this.key = key;
    this.occurrence = occurrence;
  }

  get status(): number {
    return problems[this.key].status;
  }
}

/** The RFC 9457 document of a problem. `instance` is the request id, so a report can be found in the log. */
export function problemDocument(problem: Problem, instance?: string): ProblemDocument {
  const { status, vi, en } = problems[problem.key];
  const { detail, detailEn, errors, current } = problem.occurrence;
  return {
    type: `/problems/${problem.key}`,
    title: vi,
    titleEn: en,
    status,
    ...(detail !== undefined && { detail }),
    ...(detailEn !== undefined && { detailEn }),
    ...(instance !== undefined && { instance }),
    ...(errors !== undefined && { errors }),
    ...(current !== undefined && { current }),
  };
}
