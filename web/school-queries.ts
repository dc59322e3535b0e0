// Hooks of what the screens about schools ask besides the score.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { SchoolFilter } from '../contract/filter.ts';
import { getOverview } from '../contract/overview.ts';
import { getSchoolPattern, type patternRadii } from '../contract/pattern.ts';
import { listSurveyNext } from '../contract/risk.ts';
import { getSchoolDetail, getSchoolHistory } from '../contract/school-page.ts';
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

/** All schools in scope by a risk run (null: the standard one). */
export function useOverview(run: string | null) {
  return useQuery({
    queryKey: [getOverview.name, run],
    queryFn: ({ signal }) => call(getOverview, { query: { run: run ?? undefined } }, signal),
  });
}

/** Coverage, spots, clusters and counted accidents of a school by a risk run (null: the standard one). */
export function useSchoolDetail(id: string, run: string | null) {
  return useQuery({
    queryKey: [getSchoolDetail.name, id, run],
    queryFn: ({ signal }) =>
      call(getSchoolDetail, { params: { id }, query: { run: run ?? undefined } }, signal),
  });
}

/** The score of a school in the last finished runs. */
export function useSchoolHistory(id: string) {
  return useQuery({
    queryKey: [getSchoolHistory.name, id],
    queryFn: ({ signal }) => call(getSchoolHistory, { params: { id }, query: {} }, signal),
  });
}

/** What a new survey would tell about one school by a risk run (null: the standard one); null when nothing is known of it. */
export function useSchoolSurveyNext(school: string, run: string | null) {
  return useQuery({
    queryKey: [listSurveyNext.name, run, school],
    queryFn: ({ signal }) =>
      call(listSurveyNext, { query: { school, run: run ?? undefined, limit: 1 } }, signal),
    select: ({ schools }) => schools[0] ?? null,
  });
}
