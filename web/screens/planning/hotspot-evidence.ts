// What speaks for a hotspot beyond its count, as sentences and as names with values. What was not computed is left out.
import { z } from 'zod';
import type { HotspotMethod } from '../../../contract/codes.ts';
import type { HotspotSummary } from '../../../contract/hotspot.ts';
import type { PredictiveRecord } from '../../../contract/prediction.ts';
import type { Run } from '../../../contract/run.ts';
import { formatDay } from '../../format.ts';
import type { Words } from '../../text/words.ts';

/** The four views that are compared; exploration is none of them. */
export const comparedViews = [
  'legal_rule',
  'network_kde',
  'dbscan',
  'gi_star',
] as const satisfies readonly HotspotMethod[];

/** Rarer than this no figure means anything: the models behind p are not that exact. */
const rarest = 10_000;

/** "1 trên 63 lần": how often chance alone gives such a place; two significant digits. */
export function chanceText(p: number, words: Words): string {
  const { t } = words;
  if (p < 1 / rarest) return t('evidenceOf.oneInOver', { count: rarest, shown: words.count(rarest) });
  if (p > 0.2) return t('evidenceOf.inShare', { share: words.share(p) });
  const times = Number((1 / p).toPrecision(2));
  return t('evidenceOf.oneIn', { count: times, shown: words.count(times) });
}

/** Figures of q beyond the second decimal say nothing. */
const smallestQ = 0.01;

/** How many places a method tested, as its runs note it. */
const Tested = z.object({
  sections: z.object({ tested: z.number() }).optional(),
  strata: z.object({ tested: z.number() }).optional(),
  cells: z.number().optional(),
});

function testedBeside({ pass }: HotspotSummary, notes: Run['notes']): number | undefined {
  const tested = Tested.safeParse(notes).data;
  if (pass === 'section') return tested?.sections?.tested;
  if (pass === 'stratum') return tested?.strata?.tested;
  return pass === 'cells' ? tested?.cells : undefined;
}

/** How sure the place is: since when it qualifies, what chance would do, and that allowing for all places tested. */
export function significance(hotspot: HotspotSummary, notes: Run['notes'], words: Words): string[] {
  const { t } = words;
  const { p, q, firstQualifiedOn } = hotspot;
  const sentences: string[] = [];
  if (firstQualifiedOn !== null)
    sentences.push(t('evidenceOf.qualified', { day: formatDay(firstQualifiedOn) }));
  if (p !== null) sentences.push(t('evidenceOf.chance', { chance: chanceText(p, words) }));
  if (q !== null) {
    const tested = testedBeside(hotspot, notes);
    const shown = q < smallestQ / 2 ? `< ${words.decimal(smallestQ, 2)}` : `= ${words.decimal(q, 2)}`;
    sentences.push(
      tested === undefined
        ? t('evidenceOf.adjusted', { q: shown })
        : t('evidenceOf.tested', { q: shown, places: words.count(tested) }),
    );
  }
  return sentences;
}

/** Whether the place may be no worse than roads of its class; null when that was not computed. */
export function excessSentence(
  { isLikelyRandom, probabilityAbove }: HotspotSummary,
  { t, share }: Words,
): string | null {
  if (probabilityAbove === null) return null;
  return isLikelyRandom === true
    ? t('evidenceOf.randomWhy', { share: share(probabilityAbove) })
    : t('evidenceOf.above', { share: share(probabilityAbove) });
}

/** "3 trên 8 vụ xảy ra giờ đến trường, tan trường; 1,8 lần mức chung của địa bàn (chắc 97%)." */
export function schoolTimeSentence(hotspot: HotspotSummary, words: Words): string {
  const { t } = words;
  const { tripAccidents, accidents, schoolTimeQuotient, schoolTimeProbability } = hotspot;
  if (tripAccidents === 0) return `${t('evidenceOf.tripsNone')}.`;
  const trips = t('evidenceOf.trips', {
    trips: words.count(tripAccidents),
    accidents: t('common.accidents', { count: accidents, shown: words.count(accidents) }),
  });
  if (schoolTimeQuotient === null) return `${trips}.`;
  const times = t('evidenceOf.quotient', { times: words.decimal(schoolTimeQuotient, 1) });
  const sure =
    schoolTimeProbability === null
      ? ''
      : ` (${t('evidenceOf.sure', { share: words.share(schoolTimeProbability) })})`;
  return `${trips}; ${times}${sure}.`;
}

/** Names with values and a remark; only what the method computed. */
export function evidenceFacts(
  hotspot: HotspotSummary,
  notes: Run['notes'],
  words: Words,
): { name: string; value: string; note?: string }[] {
  const { t } = words;
  const { strength, z: score, emerging, collective, individual, predicted, expected, excess } = hotspot;
  const count = (value: number): string => words.decimal(value, 1);
  return [
    strength === null
      ? null
      : {
          name: t('evidenceOf.strength'),
          value: t('evidenceOf.strengthValue', { share: words.share(strength) }),
        },
    score === null
      ? null
      : { name: t('evidenceOf.z'), value: words.decimal(score, 1), note: t('evidenceOf.zNote') },
    emerging === null
      ? hasNoHistory(notes)
        ? { name: t('evidenceOf.emerging'), value: t('evidenceOf.emergingUntested') }
        : null
      : { name: t('evidenceOf.emerging'), value: t(`map.emerging.${emerging}`) },
    collective === null
      ? null
      : {
          name: t('evidenceOf.collective'),
          value: t('evidenceOf.collectiveValue', { rate: words.amount(collective) }),
        },
    individual === null
      ? null
      : {
          name: t('evidenceOf.individual'),
          value: words.amount(individual),
          note: t('evidenceOf.individualNote'),
        },
    predicted === null
      ? null
      : {
          name: t('evidenceOf.predicted'),
          value: t('evidenceOf.predictedValue', { shown: count(predicted) }),
        },
    expected === null
      ? null
      : { name: t('evidenceOf.expected'), value: t('evidenceOf.expectedValue', { shown: count(expected) }) },
    excess === null
      ? null
      : {
          name: t('evidenceOf.excess'),
          value:
            excess > 0
              ? t('evidenceOf.excessValue', { amount: words.amount(excess) })
              : t('evidenceOf.excessNone'),
        },
  ].filter((fact) => fact !== null);
}

/** Whether a run says that quarters were too sparse for a history. */
function hasNoHistory(notes: Run['notes']): boolean {
  return z.object({ emerging: z.object({ reason: z.string() }) }).safeParse(notes).success;
}

export type Agreement = 'agrees' | 'differs' | 'notCompared';

/** What each of the four views says of the place, in the order of the product; a place is named by its own method. */
export function agreementsOf({
  method: own,
  comparedMethods,
  agreeingMethods,
}: HotspotSummary): { method: (typeof comparedViews)[number]; agreement: Agreement }[] {
  return comparedViews.map((method) => ({
    method,
    agreement:
      method === own || agreeingMethods.includes(method)
        ? 'agrees'
        : comparedMethods.includes(method)
          ? 'differs'
          : 'notCompared',
  }));
}

/** How many views could be compared and how many name the place; null when there is only one to ask. */
export function agreementCount(hotspot: HotspotSummary): { agreeing: number; compared: number } | null {
  const views = agreementsOf(hotspot);
  const compared = views.filter(({ agreement }) => agreement !== 'notCompared').length;
  const agreeing = views.filter(({ agreement }) => agreement === 'agrees').length;
  return compared < 2 ? null : { agreeing, compared };
}

/** "3 trên 4 cách tìm cùng chỉ ra nơi này."; that nothing was compared when that is so. */
export function agreementSentence(hotspot: HotspotSummary, { t }: Words): string {
  const count = agreementCount(hotspot);
  return count === null ? t('agreement.none') : t('agreement.sentence', count);
}

/** "5% đường được đánh dấu năm 2017 đã chứa 31% (24–38) số vụ năm 2018; ngẫu nhiên là 5%." */
export function predictiveSentence(record: PredictiveRecord, words: Words): string {
  const percent = (value: number): string => words.share(value / 100);
  return words.t('predictive.sentence', {
    marked: percent(record.markedPercent),
    markedYear: record.markedYear,
    held: percent(record.heldPercent),
    low: words.count(record.lowPercent),
    high: words.count(record.highPercent),
    testYear: record.testYear,
    chance: percent(record.chancePercent),
  });
}
