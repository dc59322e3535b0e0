// Weights of need, feasibility and replicability as a person sets them: always in this order. Pure.
import type { PilotWeights } from '../../../contract/pilot.ts';

/** The most important first. */
export const criteria = ['need', 'feasibility', 'replicability'] as const;
export type Criterion = (typeof criteria)[number];

/** The mean of all ordered weights, 11 : 5 : 2, as the sliders have it (centroid of the ordered simplex, n = 3). */
export const centreWeights: PilotWeights = { need: 61, feasibility: 28, replicability: 11 };

export const presetWeights = {
  centre: centreWeights,
  equal: { need: 50, feasibility: 50, replicability: 50 },
  needOnly: { need: 100, feasibility: 0, replicability: 0 },
} as const satisfies Record<string, PilotWeights>;

/** The weights after one is set, 0 to 100: those that should weigh more are raised to it, those that should weigh less lowered. */
export function withWeight(weights: PilotWeights, which: Criterion, value: number): PilotWeights {
  const place = criteria.indexOf(which);
  const set = (name: Criterion): number => {
    const other = criteria.indexOf(name);
    if (other === place) return value;
    return other < place ? Math.max(weights[name], value) : Math.min(weights[name], value);
  };
  return {
    need: Math.max(1, set('need')),
    feasibility: set('feasibility'),
    replicability: set('replicability'),
  };
}

/** Shares of the whole, 0 to 1. */
export function sharesOf(weights: PilotWeights): PilotWeights {
  const all = weights.need + weights.feasibility + weights.replicability;
  return {
    need: weights.need / all,
    feasibility: weights.feasibility / all,
    replicability: weights.replicability / all,
  };
}
