// Hooks of the catalogues that a province edits.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getCatalogue, putCatalogueOverride } from '../contract/catalogue.ts';
import { listGateModels } from '../contract/gate-model.ts';
import { getMeasures } from '../contract/measure.ts';
import type { OperationInput } from '../contract/operation.ts';
import { checkPlan, evaluatePlan, listPlans } from '../contract/plan.ts';
import { call } from './api.ts';

/** The catalogues of the account's province as they stand today. */
export function useCatalogue() {
  return useQuery({
    queryKey: [getCatalogue.name],
    queryFn: ({ signal }) => call(getCatalogue, { query: {} }, signal),
  });
}

type OverridePut = OperationInput<typeof putCatalogueOverride>['body'] & { id: string };

/** Changes an entry; whatever was answered by the old catalogue is asked for anew. */
export function usePutOverride() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: OverridePut) => call(putCatalogueOverride, { params: { id }, body }),
    onSuccess: () =>
      Promise.all(
        [getCatalogue, getMeasures, listGateModels, checkPlan, evaluatePlan, listPlans].map(({ name }) =>
          client.invalidateQueries({ queryKey: [name] }),
        ),
      ),
  });
}
