// Everything not sent, as a file: to be sent from another device by somebody who may write there.
import { OutboxFile } from '../../contract/outbox.ts';
import type { OutboxItem } from './item.ts';
import { toBase64 } from './send.ts';
import { addItem, type OutboxStore } from './store.ts';

/** All items that are not sent, in their order, photos included. */
export async function backUp(store: OutboxStore, now: Date): Promise<Blob> {
  const items = (await store.items.orderBy('seq').toArray()).filter((item) => item.state !== 'sent');
  const entries = await Promise.all(
    items.map(async ({ id, kind, body, needs, savedAt, baseRevision, accountId }) => {
      const photo = await store.photos.get(id);
      const base64 = photo === undefined ? null : toBase64(new Uint8Array(await photo.file.arrayBuffer()));
      return { id, kind, body: { ...body }, needs, savedAt, baseRevision, accountId, photo: base64 };
    }),
  );
  const file: OutboxFile = {
    format: 'cong-an-toan-outbox',
    version: 1,
    savedAt: now.toISOString(),
    items: entries,
  };
  return new Blob([JSON.stringify(file)], { type: 'application/json' });
}

/** Takes the items of a file into the outbox, as this account's; those that are here already are left. Throws ZodError. */
export async function takeIn(store: OutboxStore, text: string, accountId: string): Promise<OutboxItem[]> {
  const { items } = OutboxFile.parse(JSON.parse(text));
  const added: OutboxItem[] = [];
  for (const { photo, baseRevision, ...given } of items) {
    if ((await store.items.get(given.id)) !== undefined) continue;
    const file = photo === null ? undefined : new Blob([fromBase64(photo)], { type: 'image/jpeg' });
    const item = await addItem(store, { ...given, accountId }, file);
    await store.items.update(item.id, { baseRevision });
    added.push(item);
  }
  return added;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
