// How much of a school's risk lies inside the stretch that a plan treats. Pure.
import type { BySeverity, Severity } from '../risk/parameters.ts';
import { recordOf, SEVERITIES } from '../risk/parameters.ts';
import { metresBetween, metresTo, type Shape, segmentsOf, type Xy } from './plane.ts';

/** One severity of a school's risk, in fatal equivalents a year. */
export type SeverityRate = { rate: number; predicted: number };

export type RiskAround = {
  gates: readonly Xy[];
  /** Share of the pupils who take it; null: unknown, all such routes alike. */
  routes: readonly { share: number | null; path: readonly Xy[] }[];
  /** What each accident adds to the rate; those without a place lie outside. */
  accidents: readonly { at: Xy | null; severity: Severity; contribution: number }[];
  bySeverity: Record<Severity, SeverityRate>;
};

/** Our choice: routes are looked at every 5 m, the error of a drawn line. */
const STEP_METRES = 5;

/**
 * Share of each severity's risk within `withinMetres` of the elements, 0 to 1: what accidents there add, and of the
 * predicted part the gates' share (gates alike) and the rest by length of route and share of pupils. 0 without elements.
 */
export function treatedShares(
  elements: readonly Shape[],
  risk: RiskAround,
  { gateShare, withinMetres }: { gateShare: number; withinMetres: number },
): BySeverity {
  const isTreated = (at: Xy): boolean => elements.some((element) => metresTo(element, at) <= withinMetres);
  const gates = risk.gates.filter(isTreated).length / Math.max(1, risk.gates.length);
  const predictedShare = gateShare * gates + (1 - gateShare) * treatedRoutes(risk.routes, isTreated);
  const inside: BySeverity = { fatal: 0, serious: 0, slight: 0 };
  for (const { at, severity, contribution } of risk.accidents) {
    if (at !== null && isTreated(at)) inside[severity] += contribution;
  }
  return recordOf(SEVERITIES, (severity) => {
    const { rate, predicted } = risk.bySeverity[severity];
    return rate > 0 ? Math.min(1, (inside[severity] + predicted * predictedShare) / rate) : 0;
  });
}

function treatedRoutes(routes: RiskAround['routes'], isTreated: (at: Xy) => boolean): number {
  let all = 0;
  let treated = 0;
  for (const { share, path } of routes) {
    for (const [from, to] of segmentsOf(path)) {
      const metres = metresBetween(from, to);
      const steps = Math.max(1, Math.round(metres / STEP_METRES));
      const weight = ((share ?? 1) * metres) / steps;
      for (let step = 0; step < steps; step++) {
        const t = (step + 0.5) / steps;
        all += weight;
        if (isTreated([from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])])) treated += weight;
      }
    }
  }
  return all > 0 ? treated / all : 0;
}
