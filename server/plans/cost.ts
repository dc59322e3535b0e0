// What a plan costs: what somebody typed for an element, else its length, area or piece by the unit costs. Pure.
import type { ElementCost, PlanContent, PlanCost } from '../../contract/plan.ts';
import type { PlanElement } from '../../contract/plan-element.ts';
import type { UnitCost, UnitCostCode, UnitCosts } from '../../contract/unit-cost.ts';
import { areaOf, metresBetween, planeAt, segmentsOf, shapeOf } from './plane.ts';

/** Sums in million VND, and each element by the unit costs, typed or not. */
export function costOf(
  { elements }: Pick<PlanContent, 'elements'>,
  unitCosts: UnitCosts,
): Omit<PlanCost, 'catalogue'> {
  const costs = elements.map((element) => ({
    typed: element.costMillionVnd,
    cost: priced(element, unitCosts),
  }));
  const suggested = costs.flatMap(({ typed, cost }) =>
    typed === null && cost.isSuggestion ? cost.millionVnd : [],
  );
  return {
    costMillionVnd: costs.length === 0 ? null : sum(costs.map(({ typed, cost }) => typed ?? cost.millionVnd)),
    suggestedMillionVnd: sum(suggested),
    elements: costs.map(({ cost }) => cost),
  };
}

/** Hundredths of a million: sums of decimals leave no tail. */
function sum(costs: readonly number[]): number {
  return Math.round(costs.reduce((total, cost) => total + cost, 0) * 100) / 100;
}

/** Throws Error for unit costs that miss a type of element: the contract refuses such. */
function priced(element: PlanElement, { items }: UnitCosts): ElementCost {
  const code = codeOf(element);
  const item = items.find((one) => one.code === code);
  if (item === undefined) throw new Error(`no unit cost of ${code}`);
  const { title, cost: unit, source, isSuggestion } = item;
  const quantity = quantityOf(element, unit.per);
  // Two digits (our choice): no unit cost is known better.
  const millionVnd = Number((quantity * unit.millionVnd).toPrecision(2));
  return { id: element.id, code, title, unit, quantity, millionVnd, source, isSuggestion };
}

function codeOf({ type, properties }: PlanElement): UnitCostCode {
  if ('hasSignal' in properties && properties.hasSignal) return 'crossing_signal';
  return 'isCleared' in properties && properties.isCleared ? 'footpath_cleared' : type;
}

/** Pieces, metres of a line, or square metres: of an area what it covers, of a line its length times its breadth. */
function quantityOf({ geometry, properties }: PlanElement, per: UnitCost['per']): number {
  if (per === 'piece' || geometry.type === 'Point') return 1;
  const [first] = geometry.type === 'Polygon' ? (geometry.coordinates[0] ?? []) : geometry.coordinates;
  if (first === undefined) return 0;
  const { points } = shapeOf(geometry, planeAt(first));
  if (geometry.type === 'Polygon') return round1(areaOf(points));
  const metres = segmentsOf(points).reduce((total, [a, b]) => total + metresBetween(a, b), 0);
  const breadth = per === 'square_metre' && 'widthMetres' in properties ? properties.widthMetres : 1;
  return round1(metres * breadth);
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
