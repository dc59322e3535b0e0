// Hooks of comparing two runs.
import { useQuery } from '@tanstack/react-query';
import { compareRuns } from '../contract/comparison.ts';
import { listRuns } from '../contract/run.ts';
import { call } from './api.ts';

export type ComparableKind = 'hotspots' | 'risk';

/** Finished runs of a kind, newest first. */
export function useComparableRuns(kind: ComparableKind) {
  return useQuery({
    queryKey: [listRuns.name, kind, 'done', 'all'],
    queryFn: ({ signal }) => call(listRuns, { query: { kind, status: 'done', limit: 100 } }, signal),
  });
}

/** What `after` changed against `before`; nothing is asked until both are known. */
export function useComparison(before: string | null, after: string | null) {
  return useQuery({
    queryKey: [compareRuns.name, after, before],
    queryFn: ({ signal }) =>
      call(
        compareRuns,
        { params: { id: after ?? '' }, query: { with: before ?? undefined, limit: 500 } },
        signal,
      ),
    enabled: before !== null && after !== null && before !== after,
  });
}
