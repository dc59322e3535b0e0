// An item of the outbox in words.

import { type FieldCodes, SightingInput } from '../../../contract/field.ts';
import { FindingInput } from '../../../contract/finding.ts';
import { problems } from '../../../contract/problem.ts';
import type { OutboxItem } from '../../outbox/item.ts';
import type { Words } from '../../text/words.ts';

/** What it is, with the reason of a finding or the kind of a spot. */
export function itemTitle(item: OutboxItem, codes: FieldCodes | null, { t, language }: Words): string {
  const kind = t(`field.outbox.kind.${item.kind}`);
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
