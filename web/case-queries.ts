// Hooks of places proposed to the road authority, and of what lies around a hotspot.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getHotspotSurroundings } from '../contract/hotspot.ts';
import { advanceHotspotCase, listHotspotCases, openHotspotCase } from '../contract/hotspot-case.ts';
import type { OperationInput } from '../contract/operation.ts';
import { call } from './api.ts';

/** Cases in scope with the places of `run` that each one covers; null asks for nothing. */
export function useHotspotCases(run: string | null) {
  return useQuery({
    queryKey: [listHotspotCases.name, run],
    queryFn: ({ signal }) => call(listHotspotCases, { query: { run: run ?? undefined } }, signal),
    select: (reply) => reply.cases,
    enabled: run !== null,
  });
}

export function useSurroundings(run: string, number: number) {
  return useQuery({
    queryKey: [getHotspotSurroundings.name, run, number],
    queryFn: ({ signal }) => call(getHotspotSurroundings, { params: { run, number } }, signal),
  });
}

export function useOpenCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: OperationInput<typeof openHotspotCase>) => call(openHotspotCase, input),
    onSuccess: () => client.invalidateQueries({ queryKey: [listHotspotCases.name] }),
  });
}

export function useAdvanceCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: OperationInput<typeof advanceHotspotCase>) => call(advanceHotspotCase, input),
    // A conflict shows the case as it stands.
    onSettled: () => client.invalidateQueries({ queryKey: [listHotspotCases.name] }),
  });
}
