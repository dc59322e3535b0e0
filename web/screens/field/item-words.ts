// An item of the outbox in words.

import { type FieldCodes, SightingInput } from '../../../contract/field.ts';
import { FindingInput } from '../../../contract/finding.ts';
import { problems } from '../../../contract/problem.ts';
import { WithdrawalInput } from '../../../contract/withdrawal.ts';
import type { OutboxItem } from '../../outbox/item.ts';
import { lowerFirst, type Words } from '../../text/words.ts';

/** What it is, with the reason of a finding, the kind of a spot, or what is withdrawn, of those by their id. */
export function itemTitle(
  item: OutboxItem,
  byId: ReadonlyMap<string, OutboxItem>,
  codes: FieldCodes | null,
  words: Words,
): string {
  const { t, language } = words;
  const kind = t(`field.outbox.kind.${item.kind}`);
  const withdrawn = item.kind === 'withdrawal' ? WithdrawalInput.safeParse(item.body).data : undefined;
  if (withdrawn !== undefined) {
    const record = byId.get(withdrawn.recordId);
    const name =
      record === undefined ? t(`field.outbox.kind.${withdrawn.kind}`) : itemTitle(record, byId, codes, words);
    return `${kind}: ${lowerFirst(name)}`;
  }
  const finding = item.kind === 'finding' ? FindingInput.safeParse(item.body).data : undefined;
  const reason = codes?.reasons.find(({ id }) => id === finding?.reasonCode);
  if (reason !== undefined) return `${kind}: ${reason[language]}`;
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
