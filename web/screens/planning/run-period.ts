// The days a run read, as a person counts them.
import type { Run } from '../../../contract/run.ts';
import { dayAfter } from '../../calendar.ts';
import { formatPeriod } from '../../format.ts';

/**
 * "01/11/2021–31/10/2026"; null when the run has no window. The window is half-open: `windowFrom` itself is left
 * out, so the first day that counts is the one after it.
 */
export function runPeriod({ windowFrom, asOf }: Pick<Run, 'windowFrom' | 'asOf'>): string | null {
  return windowFrom === null ? null : formatPeriod(dayAfter(windowFrom), asOf);
}
