// Which run the screens show: the standard one unless the link names another, and how that other one differs.
import type { HotspotMethod } from '../../../contract/codes.ts';
import {
  DbscanParameters,
  HotspotParameters,
  LegalRuleParameters,
  RiskRunParameters,
  type Run,
  standardLegalRule,
} from '../../../contract/run.ts';
import type { PlanningState } from './url-state.ts';

/** The parameters that ship with the product, for every kind of run; only the day is free. */
export function shippedParameters(asOf: string) {
  return {
    risk: RiskRunParameters.parse({ asOf }),
    legal_rule: LegalRuleParameters.parse({ method: 'legal_rule', asOf, presetId: standardLegalRule }),
    dbscan: DbscanParameters.parse({ method: 'dbscan', asOf }),
  };
}

/** The method of a hotspot run; null for a risk run. */
export function methodOf(run: Pick<Run, 'kind' | 'parameters'>): HotspotMethod | null {
  const parameters = HotspotParameters.safeParse(run.parameters);
  return run.kind === 'hotspots' && parameters.success ? parameters.data.method : null;
}

/** A parameter of a run that is not as shipped. */
export type Difference = { name: string; value: unknown; standard: unknown };

export function differencesOf(run: Pick<Run, 'kind' | 'parameters' | 'asOf'>): Difference[] {
  const standard = shippedParameters(run.asOf)[methodOf(run) ?? 'risk'];
  const given = new Map(Object.entries(run.parameters));
  return Object.entries(standard)
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
  if (run.kind === 'risk') return { riskRun: named };
  const method = methodOf(run);
  return method === null ? { hotspotRun: named } : { hotspotRun: named, method };
}
