// What a link of the comparison carries: the kind of run, the two runs, and the place that is open.
import { z } from 'zod';
import type { ComparableKind } from '../../compare-queries.ts';

const CompareLink = z.object({
  kind: z.enum(['hotspots', 'risk']).optional().catch(undefined),
  a: z.uuid().optional().catch(undefined),
  b: z.uuid().optional().catch(undefined),
});

export type CompareState = { kind: ComparableKind; before: string | null; after: string | null };

/** What a link says; a part that cannot be understood is left out. */
export function readComparison(raw: Record<string, unknown>): CompareState {
  const { kind = 'hotspots', a = null, b = null } = CompareLink.parse(raw);
  return { kind, before: a, after: b };
}

export function writeComparison({ kind, before, after }: CompareState): Record<string, string> {
  return {
    ...(kind === 'hotspots' ? {} : { kind }),
    ...(before === null ? {} : { a: before }),
    ...(after === null ? {} : { b: after }),
  };
}
