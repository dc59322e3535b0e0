// All rules over one plan. Pure: the editor asks it while a person draws.
import type { Measure } from '../../contract/measure.ts';
import type { PlanContent, PlanFailure } from '../../contract/plan.ts';
import { inJunction, leastWidths, multilane } from './check-crossings.ts';
import { pickUpCapacity, roadsKnown, rowsFit, speedZones, unknownSigns } from './check-organising.ts';
import { fireAccess, humpOnMainRoad, offRoad, onCarriageway } from './check-roads.ts';
import { type Around, sceneOf } from './check-scene.ts';
import { gateDistance, junctionDistance, onCrossing, onNoStopping, overlaps } from './check-standing.ts';

/** Roads this far from the gate are looked at, metres (our choice: as far as a gate plan reaches). */
export const AROUND_METRES = 200;

const rules = [
  gateDistance,
  junctionDistance,
  onCrossing,
  onNoStopping,
  fireAccess,
  multilane,
  inJunction,
  overlaps,
  offRoad,
  onCarriageway,
  leastWidths,
  rowsFit,
  pickUpCapacity,
  speedZones,
  unknownSigns,
  humpOnMainRoad,
  roadsKnown,
];

const gravity = { must: 0, warning: 1, note: 2 };

/** What a plan breaks, by the rules and by the catalogue of measures in force: the gravest first, then in the order of the rules and of the plan's elements. */
export function planFailures(plan: PlanContent, around: Around, measures: readonly Measure[]): PlanFailure[] {
  const scene = sceneOf(plan, around, measures);
  return rules.flatMap((rule) => rule(scene)).sort((a, b) => gravity[a.severity] - gravity[b.severity]);
}
