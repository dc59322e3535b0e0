// Hooks of the work list: findings and their steps, illegal spots and what was done, coverage and what is left.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FindingOwner, FindingState } from '../contract/codes.ts';
import { getCoverage, getSchoolCoverage } from '../contract/coverage.ts';
import { getFieldCodes, getSpot, listSpotDuties, putCommitment, putHandling } from '../contract/field.ts';
import { type FindingStepInput, getFinding, listFindings, putFindingStep } from '../contract/finding.ts';
import type { OperationInput } from '../contract/operation.ts';
import { call } from './api.ts';
import { newId } from './new-id.ts';

export type FindingFilter = {
  owner?: FindingOwner | undefined;
  school?: string | undefined;
  reason?: string | undefined;
  state: readonly FindingState[];
};

/** Findings of a filter, overdue first; the list before stays until the next one. */
export function useFindings({ owner, school, reason, state }: FindingFilter) {
  return useQuery({
    queryKey: [listFindings.name, owner, school, reason, state],
    queryFn: ({ signal }) =>
      call(
        listFindings,
        {
          query: {
            owner: owner === undefined ? undefined : [owner],
            school,
            reason: reason === undefined ? undefined : [reason],
            state: [...state],
            limit: 1_000,
          },
        },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

export function useFinding(id: string) {
  return useQuery({
    queryKey: [getFinding.name, id],
    queryFn: ({ signal }) => call(getFinding, { params: { id } }, signal),
    staleTime: 0,
  });
}

/** Takes one step; its reply is the finding as it then stands. */
export function useFindingStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: FindingStepInput & { id: string }) =>
      call(putFindingStep, { params: { id }, body }),
    onSuccess: (finding) => {
      client.setQueryData([getFinding.name, finding.id], finding);
      return client.invalidateQueries({ queryKey: [listFindings.name] });
    },
  });
}

/** The lists that hold today: reasons, measures, rules about spots. */
export function useFieldCodes() {
  return useQuery({
    queryKey: [getFieldCodes.name],
    queryFn: ({ signal }) => call(getFieldCodes, {}, signal),
    staleTime: 600_000,
  });
}

export function useSpotDuties() {
  return useQuery({
    queryKey: [listSpotDuties.name],
    queryFn: ({ signal }) => call(listSpotDuties, { query: { limit: 1_000 } }, signal),
  });
}

export function useSpotDuty(id: string) {
  return useQuery({
    queryKey: [getSpot.name, id],
    queryFn: ({ signal }) => call(getSpot, { params: { id } }, signal),
  });
}

type FollowUp =
  | { kind: 'handling'; body: OperationInput<typeof putHandling>['body'] }
  | { kind: 'commitment'; body: OperationInput<typeof putCommitment>['body'] };

/** Records what was done about a spot; its reply is the spot as it then stands. */
export function useSpotFollowUp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (followUp: FollowUp) => {
      const params = { id: newId() };
      return followUp.kind === 'handling'
        ? call(putHandling, { params, body: followUp.body })
        : call(putCommitment, { params, body: followUp.body });
    },
    onSuccess: (spot) => {
      client.setQueryData([getSpot.name, spot.id], spot);
      return client.invalidateQueries({ queryKey: [listSpotDuties.name] });
    },
  });
}

export function useCoverage() {
  return useQuery({
    queryKey: [getCoverage.name],
    queryFn: ({ signal }) => call(getCoverage, { query: { limit: 1_000 } }, signal),
  });
}

export function useSchoolCoverage(id: string) {
  return useQuery({
    queryKey: [getSchoolCoverage.name, id],
    queryFn: ({ signal }) => call(getSchoolCoverage, { params: { id } }, signal),
  });
}
