// One hook per operation. Keys start with the operation's name, so that a finished run can refresh what it changed.
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import type { HotspotMethod, RunKind } from '../contract/codes.ts';
import { getAccident, getSchool, listAccidents, listSchools, listSpots } from '../contract/facts.ts';
import type { AccidentFilter, SchoolFilter } from '../contract/filter.ts';
import { getHotspot, listHotspots } from '../contract/hotspot.ts';
import { getOverview } from '../contract/overview.ts';
import { getPrediction } from '../contract/prediction.ts';
import { listPresets } from '../contract/preset.ts';
import { explainRisk, listRisk, listSurveyNext } from '../contract/risk.ts';
import { cancelRun, getRun, listRuns, startRun } from '../contract/run.ts';
import type { RunRequest } from '../contract/run-parameters.ts';
import { getSchoolDetail, getSchoolHistory } from '../contract/school-page.ts';
import { search, searchLength } from '../contract/search.ts';
import { call } from './api.ts';

/** Schools by name, page after page. */
export function useSchoolList(filter: SchoolFilter, isEnabled: boolean) {
  return useInfiniteQuery({
    queryKey: [listSchools.name, filter],
    queryFn: ({ signal, pageParam }) =>
      call(listSchools, { query: { ...filter, limit: 50, after: pageParam } }, signal),
    initialPageParam: absentPage,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  });
}

const absentPage: string | undefined = undefined;

/** Schools of a risk run (null: the standard one), worst first, page after page of `limit`. */
export function useRiskList(run: string | null, filter: SchoolFilter, limit: number) {
  return useInfiniteQuery({
    queryKey: [listRisk.name, run, filter, limit],
    queryFn: ({ signal, pageParam }) =>
      call(listRisk, { query: { ...filter, run: run ?? undefined, limit, after: pageParam } }, signal),
    initialPageParam: absentPage,
    getNextPageParam: (page) => page.next ?? undefined,
    // Numbers of one run never stand in for those of another.
    placeholderData: (previous, query) => (query?.queryKey[1] === run ? previous : undefined),
  });
}

/** The risk run that is shown (null: the standard one), whatever the list is filtered by. */
export function useShownRisk(run: string | null) {
  return useQuery({
    queryKey: [listRisk.name, run, 'run'],
    queryFn: ({ signal }) => call(listRisk, { query: { run: run ?? undefined, limit: 1 } }, signal),
    select: (reply) => reply.run,
  });
}

/** What answers a question typed on the map screen; nothing is asked while it is too short. */
export function useSearch(q: string) {
  return useQuery({
    queryKey: [search.name, q],
    queryFn: ({ signal }) => call(search, { query: { q } }, signal),
    placeholderData: keepPreviousData,
    enabled: q.length >= searchLength.least,
  });
}

export function useSchool(id: string) {
  return useQuery({
    queryKey: [getSchool.name, id],
    queryFn: ({ signal }) => call(getSchool, { params: { id } }, signal),
  });
}

export function useRiskExplanation(id: string, run: string | null) {
  return useQuery({
    queryKey: [explainRisk.name, id, run],
    queryFn: ({ signal }) => call(explainRisk, { params: { id }, query: { run: run ?? undefined } }, signal),
  });
}

/** Accidents of the filter, newest first, page after page. */
export function useAccidentList(filter: AccidentFilter) {
  return useInfiniteQuery({
    queryKey: [listAccidents.name, filter],
    queryFn: ({ signal, pageParam }) =>
      call(listAccidents, { query: { ...filter, limit: 50, after: pageParam } }, signal),
    initialPageParam: absentPage,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useAccident(id: string) {
  return useQuery({
    queryKey: [getAccident.name, id],
    queryFn: ({ signal }) => call(getAccident, { params: { id } }, signal),
  });
}

/** One illegal spot, found among those in scope. */
export function useSpot(id: string) {
  return useQuery({
    queryKey: [listSpots.name],
    queryFn: ({ signal }) => call(listSpots, { query: { limit: 1_000 } }, signal),
    select: (reply) => reply.spots.find((spot) => spot.id === id) ?? null,
  });
}

type HotspotListQuery = { unit: string | undefined; nearMiss: boolean };

/** Hotspots of a run, which says its own method; null: those of the standard run of `method`. */
export function useHotspotList(
  run: string | null,
  method: HotspotMethod,
  { unit, nearMiss }: HotspotListQuery,
) {
  const shown = run ?? method;
  return useQuery({
    queryKey: [listHotspots.name, shown, unit, nearMiss],
    queryFn: ({ signal }) =>
      call(
        listHotspots,
        { query: { run: run ?? undefined, method, unit, nearMiss: String(nearMiss) } },
        signal,
      ),
    placeholderData: (previous, query) => (query?.queryKey[1] === shown ? previous : undefined),
  });
}

/** One hotspot of a run; null asks for nothing. */
export function useHotspot(chosen: { run: string; number: number } | null) {
  const { run, number } = chosen ?? { run: '', number: 0 };
  return useQuery({
    queryKey: [getHotspot.name, run, number],
    queryFn: ({ signal }) => call(getHotspot, { params: { run, number } }, signal),
    enabled: chosen !== null,
  });
}

/** The test of predictions of a run (null: the standard one). */
export function usePrediction(run: string | null) {
  return useQuery({
    queryKey: [getPrediction.name, run],
    queryFn: ({ signal }) => call(getPrediction, { query: { run: run ?? undefined } }, signal),
  });
}

export function usePresets(isEnabled = true) {
  return useQuery({
    queryKey: [listPresets.name],
    queryFn: ({ signal }) => call(listPresets, {}, signal),
    staleTime: 600_000,
    enabled: isEnabled,
  });
}

/** The last finished runs to choose from, newest first. */
export function useFinishedRuns(kind: RunKind, method: HotspotMethod | undefined, isEnabled: boolean) {
  return useQuery({
    queryKey: [listRuns.name, kind, 'done', method],
    queryFn: ({ signal }) => call(listRuns, { query: { kind, method, status: 'done', limit: 8 } }, signal),
    enabled: isEnabled,
  });
}

/** The last runs of a kind, newest first. */
export function useRuns(kind: RunKind, isEnabled: boolean) {
  return useQuery({
    queryKey: [listRuns.name, kind],
    queryFn: ({ signal }) => call(listRuns, { query: { kind, limit: 10 } }, signal),
    enabled: isEnabled,
  });
}

const runOptions = (id: string) =>
  queryOptions({
    queryKey: [getRun.name, id],
    queryFn: ({ signal }) => call(getRun, { params: { id } }, signal),
  });

export function isActive(status: string | undefined): boolean {
  return status === 'queued' || status === 'running';
}

/** One run, asked for again every second while it is queued or running. */
export function useRunProgress(id: string | null) {
  return useQuery({
    ...runOptions(id ?? ''),
    enabled: id !== null,
    staleTime: 0,
    refetchInterval: (query) => (isActive(query.state.data?.status) ? 1_000 : false),
  });
}

export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof RunRequest>) => call(startRun, { body }),
    onSuccess: (run) => {
      client.setQueryData(runOptions(run.id).queryKey, run);
      return client.invalidateQueries({ queryKey: [listRuns.name] });
    },
  });
}

export function useCancelRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(cancelRun, { params: { id } }),
    onSuccess: (run) => client.setQueryData(runOptions(run.id).queryKey, run),
  });
}

/** Asks again for everything a finished run of this kind may have changed. */
export function useRefreshAfterRun(): (kind: RunKind) => Promise<void> {
  const client = useQueryClient();
  return async (kind) => {
    const names = [listRuns.name, ...changedBy[kind]];
    await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [name] })));
  };
}

/** The operations whose replies a finished run of a kind may change. */
const changedBy: Readonly<Record<RunKind, readonly string[]>> = {
  hotspots: [listHotspots.name, getHotspot.name],
  risk: [
    listRisk.name,
    explainRisk.name,
    listSurveyNext.name,
    getOverview.name,
    getSchoolDetail.name,
    getSchoolHistory.name,
  ],
  // A hotspot says how well its method foretold.
  prediction: [getPrediction.name, listHotspots.name, getHotspot.name],
  sensitivity: [],
  pilots: [],
};
