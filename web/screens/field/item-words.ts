// An item of the outbox in words.

import { type FieldPack, SightingInput } from '../../../contract/field.ts';
import { FindingInput, FindingStepInput } from '../../../contract/finding.ts';
import { problems } from '../../../contract/problem.ts';
import { WithdrawalInput } from '../../../contract/withdrawal.ts';
import type { OutboxItem } from '../../outbox/item.ts';
import { lowerFirst, type Words } from '../../text/words.ts';

/** What it is, with the school of a survey, the reason of a finding, the kind of a spot, or what is withdrawn, of those by their id. */
export function itemTitle(
  item: OutboxItem,
  byId: ReadonlyMap<string, OutboxItem>,
  pack: FieldPack | null,
  words: Words,
): string {
  const { t, language } = words;
  const kind = t(`field.outbox.kind.${item.kind}`);
  const withdrawn = item.kind === 'withdrawal' ? WithdrawalInput.safeParse(item.body).data : undefined;
  if (withdrawn !== undefined) {
    const record = byId.get(withdrawn.recordId);
    const name =
      record === undefined ? t(`field.outbox.kind.${withdrawn.kind}`) : itemTitle(record, byId, pack, words);
    return `${kind}: ${lowerFirst(name)}`;
  }
  const survey = item.kind === 'walk' ? byId.get(item.needs[0] ?? '') : item;
  if (survey?.kind === 'survey') {
    const schoolId = 'schoolId' in survey.body ? survey.body.schoolId : undefined;
    const school = pack?.schools.find(({ id }) => id === schoolId);
    return school === undefined ? kind : `${kind}: ${school.name}`;
  }
  const finding = item.kind === 'finding' ? FindingInput.safeParse(item.body).data : undefined;
  const reason = pack?.codes.reasons.find(({ id }) => id === finding?.reasonCode);
  if (reason !== undefined) return `${kind}: ${reason[language]}`;
  const step = item.kind === 'step' ? FindingStepInput.safeParse(item.body).data : undefined;
  if (step !== undefined) return `${kind}: ${lowerFirst(t(`field.follow.action.${step.action}`))}`;
  const sighting = item.kind === 'sighting' ? SightingInput.safeParse(item.body).data : undefined;
  return sighting === undefined ? kind : `${kind}: ${t(`spotKind.${sighting.kind}`)}`;
}

/** Why it is not sent, in a sentence; null when there is nothing to say. */
export function itemTrouble(
  { state, problem, unconfirmed }: OutboxItem,
  { t, language }: Words,
): string | null {
  if (problem !== null) {
    const { key } = problem;
    const detail = language === 'vi' ? problem.detail : problem.detailEn;
    if (key === 'offline' || key === 'no-answer' || key === 'unreadable') return t(`failure.${key}`);
    return detail ?? problems[key][language];
  }
  return state === 'waiting' && unconfirmed !== null ? t('field.outbox.doubt') : null;
}
