// Hooks of pilot schools: candidates of a run, what is known of a school, decisions, the register of models, after-studies.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SchoolLevel } from '../contract/codes.ts';
import { getPilotStudy, type PilotWatch, putPilotWatch, setPilotCompletion } from '../contract/evaluation.ts';
import {
  advanceGateModel,
  type ChecklistAnswer,
  listGateModels,
  putGateModel,
} from '../contract/gate-model.ts';
import type { OperationInput } from '../contract/operation.ts';
import {
  decidePilot,
  getPilotAssessment,
  getPilotDecision,
  listPilotCandidates,
  listPilotDecisions,
  type PilotAssessment,
  type PilotWeights,
  putPilotAssessment,
} from '../contract/pilot.ts';
import { call } from './api.ts';

/** Candidates of the newest standard run, of every level, for a choosing unit (null: the province). */
export function usePilotCandidates(unit: string | null) {
  return useQuery({
    queryKey: [listPilotCandidates.name, unit],
    queryFn: ({ signal }) => call(listPilotCandidates, { query: { unit: unit ?? undefined } }, signal),
    // The list of units stays while another one's candidates are asked for.
    placeholderData: (previous) => previous,
  });
}

/** Candidates of one level of a run for a choosing unit with their order under given weights; the order before stays until the next one. */
export function useWeightedCandidates(
  of: { run: string; unit: string; level: SchoolLevel },
  weights: PilotWeights,
) {
  const asked = JSON.stringify(of);
  return useQuery({
    queryKey: [listPilotCandidates.name, asked, weights],
    queryFn: ({ signal }) => call(listPilotCandidates, { query: { ...of, ...weights } }, signal),
    placeholderData: (previous, query) => (query?.queryKey[1] === asked ? previous : undefined),
    gcTime: 60_000,
  });
}

/** Asks again for candidates once a run has finished. */
export function useRefreshCandidates(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [listPilotCandidates.name] });
}

/** What is known of a school as a pilot, asked for anew: a form must not start from an old revision. */
export function usePilotAssessment(school: string) {
  return useQuery({
    queryKey: [getPilotAssessment.name, school],
    queryFn: ({ signal }) => call(getPilotAssessment, { params: { id: school } }, signal),
    staleTime: 0,
    gcTime: 0,
  });
}

export function usePutAssessment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ schoolId, revision, ...answers }: PilotAssessment) =>
      call(putPilotAssessment, { params: { id: schoolId }, body: { ...answers, baseRevision: revision } }),
    onSuccess: (stored) => client.setQueryData([getPilotAssessment.name, stored.schoolId], stored),
  });
}

/** Decisions of every year in scope. */
export function usePilotDecisions() {
  return useQuery({
    queryKey: [listPilotDecisions.name],
    queryFn: ({ signal }) => call(listPilotDecisions, { query: {} }, signal),
  });
}

/** A decision read back from its seal, with the table that was decided on. */
export function usePilotDecision(id: string) {
  return useQuery({
    queryKey: [getPilotDecision.name, id],
    queryFn: ({ signal }) => call(getPilotDecision, { params: { id } }, signal),
  });
}

export function useDecidePilot() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: OperationInput<typeof decidePilot>['body']) => call(decidePilot, { body }),
    // Also after a refusal: somebody else may have decided meanwhile.
    onSettled: () => client.invalidateQueries({ queryKey: [listPilotDecisions.name] }),
  });
}

export function useGateModels() {
  return useQuery({
    queryKey: [listGateModels.name],
    queryFn: ({ signal }) => call(listGateModels, { query: {} }, signal),
  });
}

type ModelAct =
  | { kind: 'answers'; id: string; schoolId: string; answers: ChecklistAnswer[]; baseRevision?: number }
  | { kind: 'step'; id: string; step: OperationInput<typeof advanceGateModel>['body'] };

/** Proposes a school, answers its checklist or moves its model on. */
export function useModelAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: ModelAct) => {
      const params = { id: act.id };
      if (act.kind === 'step') return call(advanceGateModel, { params, body: act.step });
      const { schoolId, answers, baseRevision } = act;
      return call(putGateModel, { params, body: { schoolId, answers, baseRevision } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: [listGateModels.name] }),
  });
}

/** The after-study of a decision. */
export function usePilotStudy(decision: string) {
  return useQuery({
    queryKey: [getPilotStudy.name, decision],
    queryFn: ({ signal }) => call(getPilotStudy, { params: { id: decision } }, signal),
  });
}

export type WatchPut = Omit<PilotWatch, 'unitId' | 'revision'> & { baseRevision: number | undefined };

export function usePutWatch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: WatchPut) => call(putPilotWatch, { params: { id }, body }),
    onSettled: (_reply, _problem, { decisionId }) =>
      client.invalidateQueries({ queryKey: [getPilotStudy.name, decisionId] }),
  });
}

export function useSetCompletion(decision: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (completedOn: string) =>
      call(setPilotCompletion, { params: { id: decision }, body: { completedOn } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [getPilotStudy.name, decision] }),
  });
}
