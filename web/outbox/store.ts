// The phone's own database: the outbox, photos still to send, the packs taken along, and a walk while it is walked.
import Dexie, { type Table } from 'dexie';
import type { Session } from '../../contract/account.ts';
import type { FieldPack } from '../../contract/field.ts';
import type { TrackFix } from '../../contract/survey.ts';
import { type ItemState, newItem, type OutboxItem } from './item.ts';
import { withDependents } from './queue.ts';

export type PackRow = { unitId: string; savedAt: string; bytes: number; pack: FieldPack };
/** One position of a walk under way, stored the moment it comes. `gap` says that the walk was paused before it. */
export type FixRow = { number?: number; walkId: string; fix: TrackFix; gap: boolean };
/** What is being filled in: kept until it is saved or thrown away. */
export type DraftRow = { id: string; savedAt: string; value: unknown };

export type OutboxStore = {
  items: Table<OutboxItem, string>;
  photos: Table<{ id: string; file: Blob }, string>;
  packs: Table<PackRow, string>;
  fixes: Table<FixRow, number>;
  drafts: Table<DraftRow, string>;
  /** Who was signed in last, for work without a network. */
  sessions: Table<{ id: 'last'; session: Session }, string>;
  /** Runs work that reads and writes as one step. */
  atomically: <T>(work: () => Promise<T>) => Promise<T>;
  close: () => void;
};

export function openStore(name = 'cong-an-toan'): OutboxStore {
  const database = new Dexie(name);
  database.version(1).stores({
    items: 'id, seq, state',
    photos: 'id',
    packs: 'unitId',
    fixes: '++number, walkId',
    drafts: 'id',
    sessions: 'id',
  });
  // Packs of the first form say nothing of stretches: they are downloaded anew.
  database.version(2).upgrade((upgrade) => upgrade.table('packs').clear());
  // Packs of the second form say nothing of what is left of a route: they stay, without a suggestion what to walk next.
  database.version(3).upgrade((upgrade) =>
    upgrade
      .table<PackRow>('packs')
      .toCollection()
      .modify(({ pack }) => {
        for (const route of pack.schools.flatMap(({ routes }) => routes)) {
          route.pupils ??= 0;
          route.unsurveyed ??= [];
        }
      }),
  );
  // Packs of the third form say nothing of what may be done with a finding: they stay, and it is done at the desk.
  database.version(4).upgrade((upgrade) =>
    upgrade
      .table<PackRow>('packs')
      .toCollection()
      .modify(({ pack }) => {
        for (const finding of pack.findings) finding.mayDo ??= [];
      }),
  );
  const items: OutboxStore['items'] = database.table('items');
  const photos: OutboxStore['photos'] = database.table('photos');
  const fixes: OutboxStore['fixes'] = database.table('fixes');
  const drafts: OutboxStore['drafts'] = database.table('drafts');
  return {
    items,
    photos,
    packs: database.table('packs'),
    fixes,
    drafts,
    sessions: database.table('sessions'),
    atomically: (work) => database.transaction('rw', items, photos, fixes, drafts, work),
    close: () => database.close(),
  };
}

/** Saves a thing to send, with its photo when it is one; both or none. */
export async function addItem(
  store: OutboxStore,
  given: Omit<Parameters<typeof newItem>[0], 'seq'>,
  photo?: Blob,
): Promise<OutboxItem> {
  return store.atomically(async () => {
    const last = await store.items.orderBy('seq').last();
    const item = newItem({ ...given, seq: (last?.seq ?? 0) + 1 });
    await store.items.add(item);
    if (photo !== undefined) await store.photos.add({ id: item.id, file: photo });
    return item;
  });
}

/** Changes an item as it stands in the database, and gives it; undefined when it is gone. */
export async function changeItem(
  store: OutboxStore,
  id: string,
  change: (item: OutboxItem) => OutboxItem,
): Promise<OutboxItem | undefined> {
  return store.atomically(async () => {
    const item = await store.items.get(id);
    if (item === undefined) return undefined;
    const changed = change(item);
    await store.items.put(changed);
    return changed;
  });
}

export type Removed = { items: OutboxItem[]; photos: { id: string; file: Blob }[] };

/** Takes an item and all that needs it out; what was taken can be put back. */
export async function removeItem(store: OutboxStore, id: string): Promise<Removed> {
  return store.atomically(async () => {
    const items = withDependents(await store.items.toArray(), id);
    const ids = items.map((item) => item.id);
    const photos = (await store.photos.bulkGet(ids)).filter((photo) => photo !== undefined);
    await store.items.bulkDelete(ids);
    await store.photos.bulkDelete(ids);
    return { items, photos };
  });
}

export async function putBack(store: OutboxStore, { items, photos }: Removed): Promise<void> {
  await store.atomically(async () => {
    await store.items.bulkPut(items);
    await store.photos.bulkPut(photos);
  });
}

/**
 * Stores a position of a walk under way; the first one starts its clock. `at` in milliseconds since 1970. Seconds never
 * fall, whatever the phone's clock does.
 */
export async function keepFix(
  store: OutboxStore,
  walkId: string,
  here: { place: readonly [number, number]; accuracyMetres: number; at: number },
  gap: boolean,
): Promise<void> {
  await store.atomically(async () => {
    const start = await store.drafts.get(walkDraft(walkId));
    const startedAt = typeof start?.value === 'number' ? start.value : here.at;
    if (start === undefined)
      await store.drafts.put({
        id: walkDraft(walkId),
        savedAt: new Date(here.at).toISOString(),
        value: startedAt,
      });
    const last = await store.fixes.where('walkId').equals(walkId).last();
    const seconds = Math.max(last?.fix[2] ?? 0, Math.round((here.at - startedAt) / 100) / 10);
    const [longitude, latitude] = here.place;
    const fix: TrackFix = [longitude, latitude, seconds, Math.min(here.accuracyMetres, 10_000)];
    await store.fixes.add({ walkId, fix, gap });
  });
}

/** Where the start of a walk under way is kept. */
export function walkDraft(walkId: string): string {
  return `walk ${walkId}`;
}

export async function itemsIn(store: OutboxStore, state: ItemState): Promise<OutboxItem[]> {
  return store.items.where('state').equals(state).toArray();
}
