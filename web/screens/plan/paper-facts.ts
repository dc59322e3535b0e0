// What the paper of a plan says, apart from how it looks: the same rows on the printed sheet and in the Word file. Pure.
import type { CatalogueVersion } from '../../../contract/catalogue-version.ts';
import type { Measure } from '../../../contract/measure.ts';
import type {
  Plan,
  PlanContent,
  PlanCost,
  PlanElement,
  PlanEvaluation,
  PlanFailure,
} from '../../../contract/plan.ts';
import { formatDay, formatFingerprint } from '../../format.ts';
import type { Words } from '../../text/words.ts';
import { elementCostText, millions, suggestedPart } from './cost-words.ts';
import { changeSentence } from './effect-words.ts';
import { elementFigures, elementTitle } from './element-words.ts';

/** One line of the table of measures: alike elements together, by who builds them. */
type PaperRow = { owner: PlanElement['owner']; cells: readonly string[] };

const owners: readonly PlanElement['owner'][] = ['police', 'school', 'commune', 'road_authority', 'parents'];

/** The elements in the order of the table: by owner, then as they were drawn. */
function inTableOrder({ elements }: PlanContent): PlanElement[] {
  return owners.flatMap((owner) => elements.filter((element) => element.owner === owner));
}

/** The number of each element in the table, by its id: what the drawing and its legend call it. */
export function paperNumbers(content: PlanContent): ReadonlyMap<string, number> {
  return new Map(inTableOrder(content).map(({ id }, i) => [id, i + 1]));
}

/** Rows by owner, then in the order they were drawn: number, element, figures, owner, term, cost, basis. */
export function measureRows(
  { content }: Pick<Plan, 'content'>,
  measures: readonly Measure[],
  cost: PlanCost | undefined,
  words: Words,
): PaperRow[] {
  const { t, language } = words;
  return inTableOrder(content).map((element, i) => {
    const legal = measures.find(({ code }) => code === element.measure)?.legal;
    const own = cost?.elements.find(({ id }) => id === element.id);
    return {
      owner: element.owner,
      cells: [
        String(i + 1),
        elementTitle(element, words),
        [elementFigures(element, words), element.note].filter((text) => text !== '').join('. '),
        t(`plan.ownerOf.${element.owner}`),
        t(`plan.termOf.${element.term}`),
        elementCostText(element, own, words),
        legal?.[language] ?? t('plan.form.suggestion'),
      ],
    };
  });
}

/** The sum of the table, and how much of it is only suggested; nothing for an empty plan. */
export function costLines(cost: PlanCost | undefined, words: Words): string[] {
  if (cost === undefined || cost.costMillionVnd === null) return [];
  const total = words.t('plan.cost.total', { cost: millions(cost.costMillionVnd, words) });
  const by = cost.suggestedMillionVnd > 0 ? ` ${words.t('plan.cost.basis', { id: cost.catalogue.id })}` : '';
  return [`${total}${suggestedPart(cost, words)}.${by}`];
}

export const measureColumns = ['number', 'element', 'figures', 'owner', 'term', 'cost', 'basis'] as const;

/** "Phải sửa: … Cách sửa: … (Luật …)". */
function failureLine(failure: PlanFailure, { t, language }: Words): string {
  const basis = failure.legalBasis ?? t('plan.form.suggestion');
  return `${t(`plan.checks.${failure.severity}`)}: ${failure.says[language]}. ${t('plan.checks.remedy')}: ${failure.remedy[language]}. (${basis})`;
}

/** What the rules say, a line each, and the catalogue they were checked by. */
export function checkLines(
  { failures, catalogue }: { failures: readonly PlanFailure[]; catalogue: CatalogueVersion },
  words: Words,
): string[] {
  const lines = failures.map((failure) => failureLine(failure, words));
  // The same thing said of several elements is said once.
  const told = [...new Set(lines)].map((line) => {
    const places = lines.filter((each) => each === line).length;
    return places === 1 ? `- ${line}` : `- ${line} ${words.t('plan.paper.inPlaces', { count: places })}`;
  });
  return [...(told.length > 0 ? told : [words.t('plan.paper.checksNone')]), catalogueLine(catalogue, words)];
}

/** "Danh mục biện pháp: measures-vn-1, …". */
function catalogueLine({ id, unitName, since, changed }: CatalogueVersion, words: Words): string {
  return unitName === null || since === null
    ? words.t('plan.paper.catalogue', { id })
    : words.t('plan.paper.catalogueOf', {
        id,
        unit: unitName,
        entries: words.count(changed),
        day: formatDay(since),
      });
}

/** What of an evaluation the paper tells. */
export type EffectFacts = Pick<
  PlanEvaluation,
  'riskRunId' | 'before' | 'after' | 'ratio' | 'avoided' | 'probabilityOfBenefit' | 'warnings'
>;

/** Whether both scores are one number in print, as at the end of the scale. */
function isSameScore({ before, after }: EffectFacts): boolean {
  return Math.round(before.score) === Math.round(after.score);
}

/** The effect in sentences, with intervals and the run it rests on. */
export function effectLines(effect: EffectFacts, words: Words): string[] {
  const { t, language } = words;
  return [
    `${changeSentence(effect, words)}.`,
    t(isSameScore(effect) ? 'plan.paper.effectSame' : 'plan.paper.effectText', {
      before: words.count(effect.before.score),
      bandBefore: effect.before.bandShown,
      after: words.count(effect.after.score),
      low: words.count(effect.after.low),
      high: words.count(effect.after.high),
      bandAfter: effect.after.bandShown,
      avoided: words.amount(effect.avoided.median),
      avoidedLow: words.amount(effect.avoided.low),
      avoidedHigh: words.amount(effect.avoided.high),
      benefit: words.share(effect.probabilityOfBenefit),
    }),
    ...effect.warnings.map(({ says }) => `${says[language]}.`),
    t('plan.paper.effectRun', { run: formatFingerprint(effect.riskRunId) }),
  ];
}
