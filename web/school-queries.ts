// Hooks of what a school panel and the survey list ask besides the score.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { SchoolFilter } from '../contract/filter.ts';
import { getSchoolPattern, type patternRadii } from '../contract/pattern.ts';
import { listSurveyNext } from '../contract/risk.ts';
import { call } from './api.ts';

const absentPage: string | undefined = undefined;

/** When accidents happened within `metres` of a school, in the five years up to today. */
export function useSchoolPattern(id: string, metres: (typeof patternRadii)[number]) {
  return useQuery({
    queryKey: [getSchoolPattern.name, id, metres],
    queryFn: ({ signal }) => call(getSchoolPattern, { params: { id }, query: { metres } }, signal),
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? previous : undefined),
  });
}

/** Schools of a risk run (null: the standard one) by what a new survey would tell, page after page. */
export function useSurveyNext(run: string | null, filter: SchoolFilter) {
  return useInfiniteQuery({
    queryKey: [listSurveyNext.name, run, filter],
    queryFn: ({ signal, pageParam }) =>
      call(
        listSurveyNext,
        { query: { ...filter, run: run ?? undefined, limit: 50, after: pageParam } },
        signal,
      ),
    initialPageParam: absentPage,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous, query) => (query?.queryKey[1] === run ? previous : undefined),
  });
}
