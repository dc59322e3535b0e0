// Which computed runs the map shows: one of each method of finding hotspots, told apart by their shapes.
import { useMemo } from 'react';
import type { HotspotMethod } from '../../../contract/codes.ts';
import type { Run } from '../../../contract/run.ts';
import type { HotspotRun } from '../../map/map-types.ts';
import { useHotspot, useHotspotList } from '../../queries.ts';
import { usePlanning } from './planning-context.tsx';
import { methodOf } from './run-choice.ts';

export type ShownRun = { run: Run; method: HotspotMethod };

/**
 * Always the official list, the method of the list (the run that the link names, or the standard one), and the method
 * of the open hotspot.
 */
export function useShownHotspots(): readonly ShownRun[] {
  const { hotspotRun, method, nearMiss, filter, selection } = usePlanning().state;
  const query = { unit: filter.unit, nearMiss };
  const chosen = useHotspotList(hotspotRun, method, query).data?.run ?? null;
  const legal = useHotspotList(null, 'legal_rule', query).data?.run ?? null;
  const open = useHotspot(selection?.kind === 'hotspot' ? selection : null).data?.run ?? null;
  return useMemo(() => {
    const runs = new Map<HotspotMethod, ShownRun>();
    // The first run of a method stays: what the list shows goes before the rest.
    for (const run of [chosen, open, legal]) {
      const of = run === null ? null : methodOf(run);
      if (run !== null && of !== null && !runs.has(of)) runs.set(of, { run, method: of });
    }
    return [...runs.values()];
  }, [chosen, legal, open]);
}

/** The shown runs as the map takes them. */
export function useHotspotRuns(): readonly HotspotRun[] {
  const { nearMiss } = usePlanning().state;
  const shown = useShownHotspots();
  return useMemo(
    () => shown.map(({ run, method }) => ({ run: run.id, method, nearMiss })),
    [shown, nearMiss],
  );
}
