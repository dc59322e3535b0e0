// Hooks of the imports: what was brought in, trying and doing an import, taking one back.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createImport, getImport, listImports, listRejectedRows, undoImport } from '../contract/batch.ts';
import type { ImportMapping } from '../contract/import.ts';
import { call, callWithFile } from './api.ts';

/** The last 200 imports, newest first. */
export function useImports() {
  return useQuery({
    queryKey: [listImports.name],
    queryFn: ({ signal }) => call(listImports, { query: { limit: 200 } }, signal),
  });
}

export function useImport(id: string) {
  return useQuery({
    queryKey: [getImport.name, id],
    queryFn: ({ signal }) => call(getImport, { params: { id } }, signal),
  });
}

/** One page of the refused rows of an import, after row number `after`. */
export function useRefusedRows(id: string, after: number, limit: number) {
  return useQuery({
    queryKey: [listRejectedRows.name, id, after],
    queryFn: ({ signal }) => call(listRejectedRows, { params: { id }, query: { after, limit } }, signal),
    placeholderData: keepPreviousData,
  });
}

export type ImportOrder = { id: string; file: File; mapping: ImportMapping };

/** A dry run: the same answer as the import, and nothing is written. */
export function useTryImport() {
  return useMutation({ mutationFn: (order: ImportOrder) => sendImport(order, true) });
}

export function useCreateImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: ImportOrder) => sendImport(order, false),
    // New facts may show anywhere.
    onSuccess: () => client.invalidateQueries(),
  });
}

export function useUndoImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(undoImport, { params: { id } }),
    onSuccess: () => client.invalidateQueries(),
  });
}

function sendImport({ id, file, mapping }: ImportOrder, isDryRun: boolean) {
  const body = { id, mapping: JSON.stringify(mapping), dryRun: String(isDryRun) };
  return callWithFile(createImport, { body }, file);
}
