// One school per level that go together: best in sum, spread over communes, not forgetting those behind. Pure.
import type { SetRule } from '../../contract/pilot.ts';

export type SetCandidate = {
  schoolId: string;
  unitId: string;
  /** Share of acceptable weightings in which it is first of its level. */
  first: number;
  /** Probability to be among the riskiest of its level. */
  topProbability: number;
  isDisadvantaged: boolean;
  isUrban: boolean;
};

export type ChosenSet = {
  /** The school of each level that has candidates, by level. */
  schools: Record<string, string>;
  /** Sum of the shares. */
  total: number;
  /** Rules that no set could keep. */
  relaxed: SetRule[];
};

/** Candidates of a level that are looked at: 5 at 4 levels make 625 sets. */
const PER_LEVEL = 5;
/** A disadvantaged school must come in when one is first in this share of weightings. */
const FIRST_FROM = 0.05;

/**
 * The set with the greatest sum of shares of being first: at most one school in a commune, one in a disadvantaged
 * commune when any has a fair chance, urban and rural both present; what no set keeps is given up in the reverse order
 * and said. Equal sets: the disadvantaged first, then the riskier, then by id. Null without candidates.
 */
export function chooseSet(levels: Record<string, readonly SetCandidate[]>): ChosenSet | null {
  const filled = Object.entries(levels)
    .filter(([, candidates]) => candidates.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (filled.length === 0) return null;
  const tops = filled.map(([, candidates]) => [...candidates].sort(byFirst).slice(0, PER_LEVEL));
  let sets = tops.reduce<SetCandidate[][]>(
    (partial, candidates) => partial.flatMap((set) => candidates.map((one) => [...set, one])),
    [[]],
  );
  const relaxed: SetRule[] = [];
  const keep = (rule: SetRule, holds: (set: readonly SetCandidate[]) => boolean) => {
    const kept = sets.filter(holds);
    if (kept.length > 0) sets = kept;
    else relaxed.push(rule);
  };
  keep('one_per_commune', (set) => new Set(set.map(({ unitId }) => unitId)).size === set.length);
  const isAnyBehind = tops.some((candidates) =>
    candidates.some(({ isDisadvantaged, first }) => isDisadvantaged && first >= FIRST_FROM),
  );
  if (isAnyBehind) keep('disadvantaged', (set) => set.some(({ isDisadvantaged }) => isDisadvantaged));
  if (filled.length > 1)
    keep('urban_and_rural', (set) => new Set(set.map(({ isUrban }) => isUrban)).size > 1);
  const best = [...sets].sort(bySum)[0] ?? [];
  return {
    schools: Object.fromEntries(filled.map(([level], i) => [level, best[i]?.schoolId ?? ''])),
    total: sumOf(best),
    relaxed,
  };
}

const sumOf = (set: readonly SetCandidate[]): number => set.reduce((sum, { first }) => sum + first, 0);

function bySum(a: readonly SetCandidate[], b: readonly SetCandidate[]): number {
  const behind = (set: readonly SetCandidate[]) =>
    set.filter(({ isDisadvantaged }) => isDisadvantaged).length;
  const top = (set: readonly SetCandidate[]) =>
    set.reduce((sum, { topProbability }) => sum + topProbability, 0);
  const ids = (set: readonly SetCandidate[]) => set.map(({ schoolId }) => schoolId).join();
  return sumOf(b) - sumOf(a) || behind(b) - behind(a) || top(b) - top(a) || (ids(a) < ids(b) ? -1 : 1);
}

/** Most often first first; equal ones: the disadvantaged, then the riskier, then by id. */
export function byFirst(a: SetCandidate, b: SetCandidate): number {
  return (
    b.first - a.first ||
    Number(b.isDisadvantaged) - Number(a.isDisadvantaged) ||
    b.topProbability - a.topProbability ||
    (a.schoolId < b.schoolId ? -1 : 1)
  );
}

/** Whether two shares of `draws` draws are too near to be told apart: 2 standard errors of the greater. */
export function isTie(a: number, b: number, draws: number): boolean {
  const greater = Math.max(a, b);
  return Math.abs(a - b) < 2 * Math.sqrt((greater * (1 - greater)) / draws) || a === b;
}
