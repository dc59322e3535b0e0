// Hooks of what comes from the field to the desk: a phone's file taken in, records withdrawn and brought back.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { takeInOutbox } from '../contract/outbox.ts';
import { listSurveys } from '../contract/survey.ts';
import {
  listWithdrawals,
  putWithdrawal,
  returnWithdrawn,
  type WithdrawalInput,
} from '../contract/withdrawal.ts';
import { call, callWithFile } from './api.ts';

export function useTakeIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => callWithFile(takeInOutbox, { body: {} }, file),
    // New facts may show anywhere.
    onSuccess: () => client.invalidateQueries(),
  });
}

/** The last 100 surveys of a school, newest first. */
export function useSurveys(schoolId: string) {
  return useQuery({
    queryKey: [listSurveys.name, schoolId],
    queryFn: ({ signal }) => call(listSurveys, { params: { id: schoolId }, query: {} }, signal),
  });
}

/** The last 200 withdrawals in scope, newest first. */
export function useWithdrawals() {
  return useQuery({
    queryKey: [listWithdrawals.name],
    queryFn: ({ signal }) => call(listWithdrawals, { query: { limit: 200 } }, signal),
  });
}

export function useReturnWithdrawn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(returnWithdrawn, { params: { id } }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Withdraws a record as the page shows it; the id makes a click that is sent twice one withdrawal. */
export function useWithdraw() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: WithdrawalInput & { id: string }) =>
      call(putWithdrawal, { params: { id }, body }),
    // The page of the record itself has nothing to ask for any more; every other asks anew.
    onSuccess: (_withdrawal, { recordId }) => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => !queryKey.includes(recordId) });
    },
  });
}
