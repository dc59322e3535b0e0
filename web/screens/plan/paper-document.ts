// The words of the Word file, put together from the plan: letterhead, parts, recipients.
import type { Session } from '../../../contract/account.ts';
import type { CatalogueVersion } from '../../../contract/catalogue-version.ts';
import type { School } from '../../../contract/facts.ts';
import type { Measure } from '../../../contract/measure.ts';
import type { Plan, PlanCost, PlanEvaluation, PlanFailure } from '../../../contract/plan.ts';
import type { Words } from '../../text/words.ts';
import type { Paper } from '../map-tools/print-layout.ts';
import type { DocumentFacts } from './document.ts';
import {
  checkLines,
  costLines,
  type EffectFacts,
  effectLines,
  measureColumns,
  measureRows,
} from './paper-facts.ts';

export type PaperFacts = {
  session: Session;
  plan: Plan;
  school: School;
  gateName: string;
  paper: Paper;
  scale: number;
  measures: readonly Measure[];
  /** Undefined while not known. */
  check: { catalogue: CatalogueVersion; failures: readonly PlanFailure[]; cost: PlanCost } | undefined;
  effect: PlanEvaluation | undefined;
};

/** What of it the words rest on. */
type DocumentInput = Pick<PaperFacts, 'gateName' | 'measures' | 'check'> & {
  session: Pick<Session, 'grants' | 'today'>;
  plan: Pick<Plan, 'content'>;
  school: Pick<School, 'name' | 'unitName'>;
  effect: EffectFacts | undefined;
};

type Image = { png: ArrayBuffer; widthPx: number; heightPx: number };

/** Widths of the columns of the table of measures, in parts. */
const columnParts = [9, 20, 25, 17, 14, 14, 30] as const;

export function documentFacts(facts: DocumentInput, image: Image, mark: string, words: Words): DocumentFacts {
  const { t } = words;
  const { session, plan, school, gateName, check, effect } = facts;
  const { content } = plan;
  const note = content.note === '' ? [] : [content.note];
  return {
    country: t('plan.paper.country'),
    motto: t('plan.paper.motto'),
    agencyAbove: t('plan.paper.agencyAbove'),
    agency: (session.grants[0]?.unitName ?? '').toLocaleUpperCase('vi'),
    number: t('plan.paper.documentNumber'),
    placeDate: t('plan.paper.placeDate', { year: session.today.slice(0, 4) }),
    type: t('plan.paper.type'),
    subject: t('plan.paper.subject', { gate: gateName.toLocaleLowerCase('vi'), school: school.name }),
    grounds: t('plan.paper.grounds').split('\n'),
    mark,
    parts: [
      {
        title: t('plan.paper.part.purpose'),
        lines: [
          t('plan.paper.purposeText', {
            name: content.name,
            count: content.elements.length,
            gate: gateName.toLocaleLowerCase('vi'),
            school: school.name,
            unit: school.unitName,
          }),
          ...note,
        ],
      },
      {
        title: t('plan.paper.part.drawing'),
        lines: [],
        picture: { ...image, caption: t('plan.paper.captionDocument') },
      },
      {
        title: t('plan.paper.part.measures'),
        lines: costLines(check?.cost, words),
        table: {
          head: measureColumns.map((column) => t(`plan.paper.${column}`)),
          rows: measureRows(plan, facts.measures, check?.cost, words).map(({ cells }) => cells),
          widths: columnParts,
        },
      },
      {
        title: t('plan.paper.part.checks'),
        lines: check === undefined ? [] : checkLines(check, words),
      },
      {
        title: t('plan.paper.part.effect'),
        lines:
          effect === undefined ? [`${t('plan.paper.effectNone')}./.`] : withEnd(effectLines(effect, words)),
      },
    ],
    recipients: { title: t('plan.paper.recipients'), list: t('plan.paper.recipientList').split('\n') },
    signTitle: t('plan.paper.signTitle'),
    signHint: t('plan.paper.signer.sealed'),
  };
}

/** A document's last sentence ends with "./." (NĐ 30/2020/NĐ-CP). */
function withEnd(lines: readonly string[]): string[] {
  return lines.map((line, i) => (i === lines.length - 1 ? `${line.replace(/\.$/, '')}./.` : line));
}
