// Edits between sending and its answer, conflicts, what was refused, and what is taken along in a file or taken back.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, takeIn } from './backup.ts';
import { flushNow } from './flush.ts';
import { edited, keepMine } from './item.ts';
import { input, me, newStore, Phone, uuid } from './phone.fixture.ts';
import { sendItem } from './send.ts';
import { addItem, changeItem, putBack, removeItem } from './store.ts';

let phone: Phone;
beforeEach(() => {
  phone = new Phone();
});
afterEach(() => phone.close());

describe('an edit', () => {
  it('keeps what is in doubt through a lost session', async () => {
    await phone.fill();
    phone.faults.set(0, 'cut');
    await phone.round();
    await changeItem(phone.store, uuid(1), (item) => edited(item, input('mended'), phone.now()));
    phone.server.isSignedIn = false;
    await phone.round();
    phone.server.isSignedIn = true;
    await phone.flushAll();
    expect(phone.server.records.get(uuid(1))).toMatchObject({ body: { description: 'mended' }, revision: 2 });
  });

  it('after an answer that got lost arrives as a change of what was sent', async () => {
    await phone.fill();
    phone.faults.set(0, 'cut');
    await phone.round();
    await changeItem(phone.store, uuid(1), (item) => edited(item, input('mended'), phone.now()));
    await phone.flushAll();
    expect(phone.server.records.get(uuid(1))).toMatchObject({ body: { description: 'mended' }, revision: 2 });
    expect((await phone.store.items.get(uuid(1)))?.state).toBe('sent');
  });

  it('before any sending is simply what is sent', async () => {
    await phone.fill();
    phone.faults.set(0, 'lost');
    await phone.round();
    await changeItem(phone.store, uuid(1), (item) => edited(item, input('mended'), phone.now()));
    await phone.flushAll();
    expect(phone.server.records.get(uuid(1))?.body.description).toBe('mended');
  });

  it('of what somebody else changed is a conflict that blocks nobody else', async () => {
    await phone.fill();
    await phone.flushAll();
    const stored = phone.server.records.get(uuid(1));
    phone.server.records.set(uuid(1), { body: input('theirs'), revision: 2, writes: 2 });
    await changeItem(phone.store, uuid(1), (item) => edited(item, input('mine'), phone.now()));
    await addItem(phone.store, {
      id: uuid(5),
      kind: 'finding',
      body: input('later'),
      accountId: me,
      savedAt: phone.now().toISOString(),
    });
    await phone.flushAll();
    const stuck = await phone.store.items.get(uuid(1));
    expect(stuck).toMatchObject({
      state: 'conflict',
      body: { description: 'mine' },
      current: { description: 'theirs' },
    });
    expect(phone.server.records.has(uuid(5))).toBe(true);
    expect(stored?.revision).toBe(1);
    await changeItem(phone.store, uuid(1), keepMine);
    await phone.flushAll();
    expect(phone.server.records.get(uuid(1))).toMatchObject({ body: { description: 'mine' }, revision: 3 });
  });

  it('mends what was refused, which held back only its photo', async () => {
    await phone.fill();
    await changeItem(phone.store, uuid(1), (item) => edited(item, input('bad'), phone.now()));
    await phone.flushAll();
    const states = (await phone.store.items.orderBy('seq').toArray()).map((item) => item.state);
    expect(states).toEqual(['refused', 'waiting', 'sent', 'sent']);
    await changeItem(phone.store, uuid(1), (item) => edited(item, input('good'), phone.now()));
    await phone.flushAll();
    expect((await phone.store.items.toArray()).every((item) => item.state === 'sent')).toBe(true);
  });
});

describe('what is not sent', () => {
  it('goes into a file with its photos, and is sent from another phone', async () => {
    await phone.fill();
    const text = await (await backUp(phone.store, phone.now())).text();
    const other = newStore();
    expect(await takeIn(other, text, 'planner')).toHaveLength(4);
    expect(await takeIn(other, text, 'planner')).toHaveLength(0);
    await flushNow({ store: other, send: sendItem, accountId: 'planner', now: phone.now });
    expect((await other.items.toArray()).map((item) => item.state)).toEqual(Array(4).fill('sent'));
    other.close();
    // The first phone comes back: nothing is there twice.
    await phone.flushAll();
    await phone.everythingArrivedOnce();
  });

  it('is taken back with its photo, and put back whole', async () => {
    await phone.fill();
    const removed = await removeItem(phone.store, uuid(1));
    expect(removed.items.map((item) => item.id)).toEqual([uuid(1), uuid(2)]);
    expect([await phone.store.items.count(), await phone.store.photos.count()]).toEqual([2, 0]);
    await putBack(phone.store, removed);
    await phone.flushAll();
    await phone.everythingArrivedOnce();
  });
});
