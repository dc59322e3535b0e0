// Hooks of the quality of records: duplicates and their merges, and accidents without a place.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OperationInput } from '../contract/operation.ts';
import {
  keepApart,
  listDuplicates,
  listMerges,
  listUnlocated,
  mergeAccidents,
  placeAccident,
  suggestPlace,
  undoMerge,
} from '../contract/quality.ts';
import { call } from './api.ts';

export function useDuplicates() {
  return useQuery({
    queryKey: [listDuplicates.name],
    queryFn: ({ signal }) => call(listDuplicates, {}, signal),
  });
}

export function useMerges() {
  return useQuery({
    queryKey: [listMerges.name],
    queryFn: ({ signal }) => call(listMerges, { query: {} }, signal),
  });
}

const absentPage: string | undefined = undefined;

/** Accidents without a place, newest first, page after page. */
export function useUnlocated() {
  return useInfiniteQuery({
    queryKey: [listUnlocated.name],
    queryFn: ({ signal, pageParam }) =>
      call(listUnlocated, { query: { limit: 50, after: pageParam } }, signal),
    initialPageParam: absentPage,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Where the words of a record place it; null asks for nothing. */
export function useSuggestion(id: string | null) {
  return useQuery({
    queryKey: [suggestPlace.name, id],
    queryFn: ({ signal }) => call(suggestPlace, { params: { id: id ?? '' } }, signal),
    enabled: id !== null,
  });
}

/** A mutation after which every list and count of accidents is asked for again. */
function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries() });
}

export function useMergeAccidents() {
  return useChange((input: OperationInput<typeof mergeAccidents>) => call(mergeAccidents, input));
}

export function useUndoMerge() {
  return useChange((id: string) => call(undoMerge, { params: { id } }));
}

export function useKeepApart() {
  return useChange((body: OperationInput<typeof keepApart>['body']) => call(keepApart, { body }));
}

export function usePlaceAccident() {
  return useChange((input: OperationInput<typeof placeAccident>) => call(placeAccident, input));
}
