// The whole outbox: what is sent next, and what is said about it. Pure.
import type { OutboxItem } from './item.ts';

/** The records first, then their photos, each in the order they were saved. */
function inOrder(a: OutboxItem, b: OutboxItem): number {
  return Number(a.kind === 'photo') - Number(b.kind === 'photo') || a.seq - b.seq;
}

/** Ids of items that stand in the way of an item: what it needs and is not there yet. */
export function standsInTheWay(item: OutboxItem, byId: ReadonlyMap<string, OutboxItem>): OutboxItem[] {
  return item.needs.flatMap((id) => {
    const needed = byId.get(id);
    return needed === undefined || needed.state === 'sent' ? [] : [needed];
  });
}

/**
 * What to send next; null when nothing can go. One that is refused, in conflict or resting holds back only what needs
 * it. `tried` are those that had their turn.
 */
export function nextToSend(
  items: readonly OutboxItem[],
  accountId: string,
  tried: ReadonlySet<string>,
  now: Date,
): OutboxItem | null {
  const byId = new Map(items.map((item) => [item.id, item]));
  const ready = items.filter(
    (item) =>
      item.accountId === accountId &&
      item.state === 'waiting' &&
      !tried.has(item.id) &&
      (item.notBefore === null || item.notBefore <= now.toISOString()) &&
      standsInTheWay(item, byId).length === 0,
  );
  return ready.sort(inOrder)[0] ?? null;
}

export type OutboxSummary = {
  /** Not on the server yet, refused and in conflict included. */
  unsent: number;
  /** When the oldest of them was saved; null when all is sent. */
  oldestAt: string | null;
  /** Of these: a person must do something. */
  needsHelp: number;
  /** Of these: another account's. */
  others: number;
};

export function summarise(items: readonly OutboxItem[], accountId: string): OutboxSummary {
  const unsent = items.filter((item) => item.state !== 'sent');
  return {
    unsent: unsent.length,
    oldestAt: unsent.map((item) => item.savedAt).sort()[0] ?? null,
    needsHelp: unsent.filter((item) => item.state === 'conflict' || item.state === 'refused').length,
    others: unsent.filter((item) => item.accountId !== accountId).length,
  };
}

/** An item and everything that needs it, directly or not. */
export function withDependents(items: readonly OutboxItem[], id: string): OutboxItem[] {
  const ids = new Set([id]);
  for (let before = 0; before !== ids.size; ) {
    before = ids.size;
    for (const item of items) if (item.needs.some((needed) => ids.has(needed))) ids.add(item.id);
  }
  return items.filter((item) => ids.has(item.id));
}

/**
 * What was sent and need not stay on the phone. Surveys and walks since the download, and what was withdrawn of them, do:
 * what is left to survey is counted from them until the next download.
 */
export function isDone({ kind, state, sentAt }: OutboxItem, downloadedAt: string | null): boolean {
  const counts = kind === 'survey' || kind === 'walk' || kind === 'withdrawal';
  return state === 'sent' && !(counts && downloadedAt !== null && (sentAt ?? '') >= downloadedAt);
}
