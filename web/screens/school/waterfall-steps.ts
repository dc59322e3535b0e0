// How the parts of an explanation add up to the rate: four groups of steps, each starting where the last one ended.
import type { RiskPart } from '../../../contract/risk.ts';

export const waterfallKinds = ['base', 'attribute', 'accident', 'neighbour_accidents'] as const;
export type WaterfallKind = (typeof waterfallKinds)[number];

/** A bar from `start` to `end`; `end - start` is its amount, which may be negative. */
export type Step = { start: number; end: number; amount: number };
export type PartStep = Step & { part: RiskPart };
export type StepGroup = Step & { kind: WaterfallKind; steps: PartStep[] };
export type Waterfall = { groups: StepGroup[]; total: number; low: number; high: number };

/**
 * Steps in the order base, attributes, accidents, neighbouring accidents; inside a group the largest amount first.
 * `low` and `high` bound every bar, 0 included, so they make the axis.
 */
export function waterfall(parts: readonly RiskPart[]): Waterfall {
  let sum = 0;
  let low = 0;
  let high = 0;
  const groups: StepGroup[] = [];
  for (const kind of waterfallKinds) {
    const start = sum;
    const steps = parts
      .filter((part) => part.kind === kind)
      .toSorted((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution))
      .map((part) => {
        const from = sum;
        sum += part.contribution;
        low = Math.min(low, sum);
        high = Math.max(high, sum);
        return { part, start: from, end: sum, amount: part.contribution };
      });
    if (steps.length > 0 || kind === 'accident' || kind === 'attribute')
      groups.push({ kind, start, end: sum, amount: sum - start, steps });
  }
  return { groups, total: sum, low, high };
}
