// Taking back what is already on the server: a thing to send of its own, which waits for a network like any other. Pure.
import { type WithdrawalInput, WithdrawnKind } from '../../contract/withdrawal.ts';
import type { OutboxItem } from './item.ts';

/** The withdrawal of a record that this phone has asked for; undefined when it has not. */
export function withdrawalOf(items: readonly OutboxItem[], recordId: string): OutboxItem | undefined {
  return items.find(
    ({ kind, body }) => kind === 'withdrawal' && 'recordId' in body && body.recordId === recordId,
  );
}

/** What to send to withdraw an item as it was last stored; null for what cannot be withdrawn. */
export function withdrawalBody(item: OutboxItem, reason: string): WithdrawalInput | null {
  const kind = WithdrawnKind.safeParse(item.kind);
  if (!kind.success || item.state !== 'sent') return null;
  const { id, baseRevision } = item;
  return { kind: kind.data, recordId: id, reason, ...(baseRevision !== null && { baseRevision }) };
}
