// Which rule made a hotspot and by how much, as a sentence.
import { z } from 'zod';
import type { HotspotSummary } from '../../../contract/hotspot.ts';
import { DbscanParameters, LegalRuleParameters, type Preset, type Run } from '../../../contract/run.ts';
import type { Words } from '../../text/words.ts';

/** The thresholds of a legal rule; null for a clause the rule does not have. */
const RuleNumbers = z.object({
  fatalAtLeast: z.number().nullable(),
  fatalWithTotal: z.object({ fatal: z.number(), total: z.number() }).nullable(),
  injuryTotalAtLeast: z.number().nullable(),
});

/** The dated rule a run used, null for other methods or when the list of rules has not come. */
export function ruleOf(run: Run, presets: readonly Preset[]): Preset | null {
  const parameters = LegalRuleParameters.safeParse(run.parameters);
  if (!parameters.success) return null;
  return presets.find((preset) => preset.id === parameters.data.presetId) ?? null;
}

/** "Đủ điều kiện “…” (ngưỡng 4), vượt ngưỡng 1 vụ." */
export function ruleSentence(hotspot: HotspotSummary, run: Run, rule: Preset | null, words: Words): string {
  const { t } = words;
  const dbscan = DbscanParameters.safeParse(run.parameters);
  if (hotspot.method === 'dbscan')
    return dbscan.success
      ? t('hotspot.dbscan', {
          points: words.count(dbscan.data.minPoints),
          eps: words.metres(dbscan.data.epsMetres),
        })
      : '';
  const clause = clauseText(hotspot, rule, words);
  if (hotspot.status === 'near_miss')
    return clause === null ? t('hotspot.missedPlain') : t('hotspot.missed', { clause });
  if (clause === null) return '';
  const margin =
    hotspot.margin === null || hotspot.margin === 0
      ? t('hotspot.exact')
      : t('hotspot.beyond', {
          shown: t('common.accidents', { count: hotspot.margin, shown: words.count(hotspot.margin) }),
        });
  return t('hotspot.fired', { clause, margin });
}

/** The clause a hotspot meets (or just misses) with its numbers; null when the rule is not known. */
export function clauseText(hotspot: HotspotSummary, rule: Preset | null, { t }: Words): string | null {
  const numbers = RuleNumbers.safeParse(rule?.value);
  if (!numbers.success) return null;
  const { fatalAtLeast, fatalWithTotal, injuryTotalAtLeast } = numbers.data;
  switch (hotspot.clause) {
    case 'fatal':
      return fatalAtLeast === null ? null : t('clause.fatal', { fatal: fatalAtLeast });
    case 'fatal_with_total':
      return fatalWithTotal === null ? null : t('clause.fatal_with_total', fatalWithTotal);
    case 'injury_total':
      return injuryTotalAtLeast === null ? null : t('clause.injury_total', { total: injuryTotalAtLeast });
    default:
      return null;
  }
}
