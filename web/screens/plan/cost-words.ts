// Money of plans in words: a number that rests on suggested unit costs always says so. Pure.
import type { CostClass } from '../../../contract/measure.ts';
import type { ElementCost, PlanElement, PlanSummary } from '../../../contract/plan.ts';
import type { UnitCost } from '../../../contract/unit-cost.ts';
import type { Words } from '../../text/words.ts';

/** Million VND: "132", "8,4". */
export function millions(value: number, words: Words): string {
  return words.decimal(value, value < 100 && !Number.isInteger(value) ? 1 : 0);
}

/** The class of an amount, as the catalogue has them. */
export function costClassOf(millionVnd: number): CostClass {
  return millionVnd < 20 ? 'low' : millionVnd < 200 ? 'medium' : 'high';
}

/** "0,3 triệu đồng/m²"; what is dear for its unit has no tail, what is cheap keeps two decimals. */
export function unitCostText({ millionVnd, per }: UnitCost, words: Words): string {
  const cost = words.decimal(millionVnd, Number.isInteger(millionVnd) ? 0 : millionVnd < 1 ? 2 : 1);
  return words.t(`plan.cost.per.${per}`, { cost });
}

/** "132 triệu đồng"; "khoảng 132 triệu đồng" where a part is suggested; null for a plan without elements. */
export function totalText(
  { costMillionVnd, suggestedMillionVnd }: Pick<PlanSummary, 'costMillionVnd' | 'suggestedMillionVnd'>,
  words: Words,
): string | null {
  if (costMillionVnd === null) return null;
  const key = suggestedMillionVnd > 0 ? 'plan.cost.about' : 'plan.cost.million';
  return words.t(key, { cost: millions(costMillionVnd, words) });
}

/** " (trong đó 40 triệu đồng theo đơn giá gợi ý)" after a sum; '' where nothing of it is suggested. */
export function suggestedPart(
  { costMillionVnd, suggestedMillionVnd }: Pick<PlanSummary, 'costMillionVnd' | 'suggestedMillionVnd'>,
  words: Words,
): string {
  if (suggestedMillionVnd === 0) return '';
  if (suggestedMillionVnd === costMillionVnd) return ` (${words.t('plan.cost.allOfIt')})`;
  return ` (${words.t('plan.cost.ofIt', { cost: millions(suggestedMillionVnd, words) })})`;
}

/** What an element costs in the table of the paper, million VND: "12", "khoảng 8,4"; its class where unit costs are not known yet. */
export function elementCostText(
  { costMillionVnd, cost: costClass }: Pick<PlanElement, 'costMillionVnd' | 'cost'>,
  cost: ElementCost | undefined,
  words: Words,
): string {
  const { t } = words;
  if (costMillionVnd !== null) return millions(costMillionVnd, words);
  if (cost === undefined) return t(`plan.costOf.${costClass}`);
  const amount = millions(cost.millionVnd, words);
  return cost.isSuggestion ? t('plan.cost.placeholder', { cost: amount }) : amount;
}

/** "28 m² × 0,3 triệu đồng/m²". */
export function reckoning({ quantity, unit }: ElementCost, words: Words): string {
  if (unit.per === 'piece') return unitCostText(unit, words);
  const digits = Number.isInteger(quantity) ? 0 : 1;
  const size = words.t(`plan.cost.size.${unit.per}`, { size: words.decimal(quantity, digits) });
  return `${size} × ${unitCostText(unit, words)}`;
}
