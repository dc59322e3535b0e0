// Which run the screens show: the standard one unless the link names another, and how that other one differs.
import type { HotspotMethod, RunKind } from '../../../contract/codes.ts';
import type { Run } from '../../../contract/run.ts';
import {
  HotspotParameters,
  RunRequest,
  shippedParameters,
  standardLegalRule,
} from '../../../contract/run-parameters.ts';
import type { PlanningState } from './url-state.ts';

/** A request carries an id; only its kind and parameters are looked at here. */
const noId = '00000000-0000-0000-0000-000000000000';

/** The request with the shipped parameters of a kind of run, and of a method for hotspots. */
export function shippedRequest(kind: RunKind, method: HotspotMethod, asOf: string): RunRequest {
  const request = RunRequest.parse({
    id: noId,
    kind,
    parameters: { ...(kind === 'hotspots' && { method, presetId: standardLegalRule }), asOf },
  });
  return RunRequest.parse({ ...request, parameters: shippedParameters(request) });
}

/** The method of a hotspot run; null for a risk run. */
export function methodOf(run: Pick<Run, 'kind' | 'parameters'>): HotspotMethod | null {
  const parameters = HotspotParameters.safeParse(run.parameters);
  return run.kind === 'hotspots' && parameters.success ? parameters.data.method : null;
}

/** A parameter of a run that is not as shipped. */
export type Difference = { name: string; value: unknown; standard: unknown };

/** In the order of the contract; none for a run whose parameters this version does not know. */
export function differencesOf(run: Pick<Run, 'kind' | 'parameters'>): Difference[] {
  const request = RunRequest.safeParse({ id: noId, kind: run.kind, parameters: run.parameters });
  if (!request.success) return [];
  const given = new Map(Object.entries(request.data.parameters));
  return Object.entries(shippedParameters(request.data))
    .map(([name, value]) => ({ name, value: given.get(name), standard: value }))
    .filter((each) => JSON.stringify(each.value) !== JSON.stringify(each.standard));
}

/** The finished run that is shown when none is named: the last one with the shipped parameters. */
export function newestStandard(runs: readonly Run[]): Run | null {
  const finished = runs.filter((run) => run.standard && run.finishedAt !== null);
  return (
    finished.toSorted((one, other) => (one.finishedAt ?? '').localeCompare(other.finishedAt ?? '')).at(-1) ??
    null
  );
}

/** What to change in the link to show a run; `isNewestStandard`: it is what a link without a name shows. */
export function linkToRun(run: Run, isNewestStandard: boolean): Partial<PlanningState> {
  const named = isNewestStandard ? null : run.id;
  switch (run.kind) {
    case 'risk':
      return { riskRun: named };
    case 'prediction':
      return { predictionRun: named };
    case 'sensitivity':
    case 'pilots':
      return {};
    case 'hotspots': {
      const method = methodOf(run);
      return method === null ? { hotspotRun: named } : { hotspotRun: named, method };
    }
  }
}
