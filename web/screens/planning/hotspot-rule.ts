// Which rule made a hotspot and by how much, as a sentence.
import { z } from 'zod';
import type { HotspotSummary } from '../../../contract/hotspot.ts';
import type { Preset } from '../../../contract/preset.ts';
import type { Run } from '../../../contract/run.ts';
import { HotspotParameters, LegalRuleParameters, LegalRuleValue } from '../../../contract/run-parameters.ts';
import { lookUp, type Words } from '../../text/words.ts';

/** The legal rule of a run: the dated preset (null for a rule of its own) and its thresholds (null while unknown). */
export type RunRule = { preset: Preset | null; value: LegalRuleValue | null };

export function ruleOf(run: Run, presets: readonly Preset[]): RunRule {
  const parameters = LegalRuleParameters.safeParse(run.parameters).data;
  if (parameters?.rule !== undefined) return { preset: null, value: parameters.rule };
  const preset = presets.find((each) => each.id === parameters?.presetId) ?? null;
  return { preset, value: LegalRuleValue.safeParse(preset?.value).data ?? null };
}

/** Why a place is listed: "Đủ điều kiện “…”, vượt ngưỡng 1 vụ.", or what its method looks for. */
export function ruleSentence(
  hotspot: HotspotSummary,
  run: Run,
  rule: LegalRuleValue | null,
  words: Words,
): string {
  const { t } = words;
  const parameters = HotspotParameters.safeParse(run.parameters).data;
  switch (hotspot.method) {
    case 'legal_rule':
      return clauseSentence(hotspot, rule, words);
    case 'network_kde':
      return t(hotspot.pass === 'stratum' ? 'hotspot.stratum' : 'hotspot.section');
    case 'dbscan':
      return parameters?.method === 'dbscan'
        ? t('hotspot.dbscan', {
            points: words.count(parameters.minPoints),
            eps: words.metres(parameters.epsMetres),
          })
        : t('methodAbout.dbscan');
    case 'gi_star':
      return t('hotspot.cells');
    case 'hdbscan':
      return parameters?.method === 'hdbscan'
        ? t('hotspot.hdbscan', { points: words.count(parameters.minPoints) })
        : t('methodAbout.hdbscan');
  }
}

function clauseSentence(hotspot: HotspotSummary, rule: LegalRuleValue | null, words: Words): string {
  const { t } = words;
  const clause = clauseText(hotspot, rule, words);
  if (hotspot.status === 'near_miss')
    return clause === null ? t('hotspot.missedPlain') : t('hotspot.missed', { clause });
  if (clause === null) return t('hotspot.firedPlain');
  const margin =
    hotspot.margin === null || hotspot.margin === 0
      ? t('hotspot.exact')
      : t('hotspot.beyond', {
          shown: t('common.accidents', { count: hotspot.margin, shown: words.count(hotspot.margin) }),
        });
  return t('hotspot.fired', { clause, margin });
}

/** The clause a hotspot meets (or just misses) with its numbers; null when the rule is not known. */
export function clauseText(
  hotspot: Pick<HotspotSummary, 'clause'>,
  rule: LegalRuleValue | null,
  { t }: Words,
): string | null {
  if (rule === null) return null;
  const { fatalAtLeast, fatalWithTotal, injuryTotalAtLeast } = rule;
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

/** The clauses of a rule, the months and the lengths it looks at, in one line. */
export function ruleText(rule: LegalRuleValue, words: Words): string {
  const { t } = words;
  const { fatalAtLeast, fatalWithTotal, injuryTotalAtLeast } = rule;
  return [
    fatalAtLeast === null ? null : t('clause.fatal', { fatal: fatalAtLeast }),
    fatalWithTotal === null ? null : t('clause.fatal_with_total', fatalWithTotal),
    injuryTotalAtLeast === null ? null : t('clause.injury_total', { total: injuryTotalAtLeast }),
    t('hotspot.ruleScope', {
      months: rule.months,
      builtUp: words.metres(rule.lengthMetresBuiltUp),
      elsewhere: words.metres(rule.lengthMetresElsewhere),
    }),
  ]
    .filter((part) => part !== null)
    .join('; ');
}

/** Why a run found nothing, when it says that there was too little to test; null otherwise. */
export function emptyReason(run: Run, words: Words): string | null {
  const reason = Reason.safeParse(run.notes).data?.reason ?? null;
  return reason === null ? null : lookUp('emptyReason', reason, words.t);
}

const Reason = z.object({ reason: z.string().nullable() });
