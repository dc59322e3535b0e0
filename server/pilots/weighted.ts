// The order of candidates under weights that a person sets, to see how it moves. Pure.
import type { PilotCandidate, PilotWeights } from '../../contract/pilot.ts';

/** Each candidate's weighted sum and its rank within its level, equal sums sharing a rank; null for who is none. */
export function withWeights(
  candidates: readonly Omit<PilotCandidate, 'weighted'>[],
  weights: PilotWeights | null,
): PilotCandidate[] {
  if (weights === null) return candidates.map((candidate) => ({ ...candidate, weighted: null }));
  const all = weights.need + weights.feasibility + weights.replicability;
  const sums = candidates.map(({ criteria }) =>
    criteria === null
      ? null
      : (weights.need * criteria.need.value +
          weights.feasibility * criteria.feasibility.value +
          weights.replicability * criteria.replicability.value) /
        all,
  );
  return candidates.map((candidate, i) => {
    const value = sums[i] ?? null;
    if (value === null) return { ...candidate, weighted: null };
    const better = candidates.filter((other, j) => {
      const sum = sums[j] ?? null;
      return other.level === candidate.level && sum !== null && sum > value;
    });
    return { ...candidate, weighted: { value, rank: better.length + 1 } };
  });
}
