// Hooks of gate plans: lists, one plan, its versions, what the rules and the catalogue of measures say of it.
import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { getMeasures } from '../contract/measure.ts';
import {
  checkPlan,
  choosePlan,
  clonePlan,
  evaluatePlan,
  getPlan,
  listPlans,
  listPlanVersions,
  type Plan,
  type PlanContent,
  type PlanState,
  putPlan,
  setPlanState,
} from '../contract/plan.ts';
import { getPlanGround } from '../contract/plan-ground.ts';
import { call } from './api.ts';

/** Plans in scope, or those of one school (null: of all). */
export function usePlans(school: string | null) {
  return useQuery({
    queryKey: [listPlans.name, school],
    queryFn: ({ signal }) =>
      call(listPlans, { query: { school: school ?? undefined, limit: 1_000 } }, signal),
  });
}

/** Always asked for anew: an editor must not start from an old revision. */
export function usePlan(id: string) {
  return useQuery({
    queryKey: [getPlan.name, id],
    queryFn: ({ signal }) => call(getPlan, { params: { id }, query: {} }, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnReconnect: false,
  });
}

/** A plan as it stood at a revision; null asks for nothing. */
export function usePlanVersion(id: string, revision: number | null) {
  return useQuery({
    queryKey: [getPlan.name, id, revision],
    queryFn: ({ signal }) =>
      call(getPlan, { params: { id }, query: { revision: revision ?? undefined } }, signal),
    enabled: revision !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function usePlanVersions(id: string) {
  return useQuery({
    queryKey: [listPlanVersions.name, id],
    queryFn: ({ signal }) => call(listPlanVersions, { params: { id } }, signal),
    staleTime: 0,
  });
}

/** The catalogue of measures as it stands where a school is. */
export function useMeasures(school: string) {
  return useQuery(measureOptions(school));
}

function measureOptions(school: string) {
  return queryOptions({
    queryKey: [getMeasures.name, school],
    queryFn: ({ signal }) => call(getMeasures, { query: { school } }, signal),
    staleTime: 600_000,
  });
}

const groundOptions = (school: string, gate: string | null) =>
  queryOptions({
    queryKey: [getPlanGround.name, school, gate],
    queryFn: ({ signal }) =>
      call(getPlanGround, { params: { id: school }, query: { gate: gate ?? undefined } }, signal),
    staleTime: 600_000,
  });

/** Roads and junctions around a gate, as the rules see them. */
export function usePlanGround(school: string, gate: string | null) {
  return useQuery(groundOptions(school, gate));
}

/** The same with the catalogue of measures, asked for when a plan begins. */
export function useFetchGround() {
  const client = useQueryClient();
  return async (school: string, gate: string | null) => {
    const [ground, { library }] = await Promise.all([
      client.fetchQuery(groundOptions(school, gate)),
      client.fetchQuery(measureOptions(school)),
    ]);
    return { ground, measures: library.measures };
  };
}

/** What the rules say of a plan that need not be saved; the answer before stays until the next one. */
export function usePlanCheck(content: PlanContent) {
  return useQuery({
    queryKey: [checkPlan.name, content],
    queryFn: ({ signal }) => call(checkPlan, { body: content }, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

/** What a plan that need not be saved would change. */
export function usePlanEffect(content: PlanContent) {
  return useQuery({
    queryKey: [evaluatePlan.name, content],
    queryFn: ({ signal }) => call(evaluatePlan, { query: {}, body: content }, signal),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

const comparedOptions = (id: string) =>
  queryOptions({
    queryKey: ['comparePlans', id],
    queryFn: async ({ signal }) => {
      const plan = await call(getPlan, { params: { id }, query: {} }, signal);
      const [{ failures }, effect] = await Promise.all([
        call(checkPlan, { body: plan.content }, signal),
        call(evaluatePlan, { query: {}, body: plan.content }, signal),
      ]);
      return { plan, failures, effect };
    },
    staleTime: 0,
  });

/** Plans side by side: each with its content, broken rules and effect, in the order of the ids. */
export function usePlansCompared(ids: readonly string[]) {
  return useQueries({ queries: ids.map(comparedOptions) });
}

/** One plan as it stands beside others. */
export function usePlanCompared(id: string, isEnabled: boolean) {
  return useQuery({ ...comparedOptions(id), enabled: isEnabled });
}

export type PlanPut = { id: string; content: PlanContent; baseRevision: number | undefined };

export function usePutPlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, content, baseRevision }: PlanPut) =>
      call(putPlan, { params: { id }, body: { content, baseRevision } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [listPlans.name] }),
  });
}

/** Moves, chooses or copies a plan; each replies with the plan as it then stands. */
export function usePlanAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: PlanAct): Promise<Plan> => {
      const params = { id: act.id };
      if (act.kind === 'choose') return call(choosePlan, { params });
      if (act.kind === 'state') {
        return call(setPlanState, { params, body: { state: act.state, baseRevision: act.baseRevision } });
      }
      return call(clonePlan, { params, body: { id: act.newId, gateId: act.gateId, name: act.name } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [listPlans.name] }),
  });
}

type PlanAct =
  | { kind: 'choose'; id: string }
  | { kind: 'state'; id: string; state: PlanState; baseRevision: number }
  | { kind: 'clone'; id: string; newId: string; gateId: string; name: string };
