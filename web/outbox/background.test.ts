// The service worker sends what a closed page left, through the same outbox, and asks to be woken again while it cannot.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushInBackground } from './background.ts';
import { edited } from './item.ts';
import { input, Phone, uuid } from './phone.fixture.ts';
import { changeItem } from './store.ts';

let phone: Phone;
beforeEach(() => {
  phone = new Phone();
  // As a browser without locks: the flush itself is what is tested.
  vi.stubGlobal('navigator', {});
});
afterEach(() => phone.close());

const wake = () => flushInBackground(phone.store, phone.now);

describe('flushInBackground', () => {
  it('sends everything of who is signed in, once', async () => {
    await phone.fill();
    await wake();
    await phone.everythingArrivedOnce();
    await wake();
    await phone.everythingArrivedOnce();
  });

  it.each(['lost', 500] as const)(
    'fails while something waits (%s), and goes on when woken again',
    async (fault) => {
      await phone.fill();
      phone.faults.set(3, fault);
      await expect(wake()).rejects.toThrow(/not sent yet/);
      phone.clock += 900_000;
      await wake();
      await phone.everythingArrivedOnce();
    },
  );

  it('fails without a network before anything is tried', async () => {
    await phone.fill();
    phone.faults.set(0, 'lost');
    await expect(wake()).rejects.toThrow(/offline/);
    expect((await phone.store.items.toArray()).map((item) => item.attempts)).toEqual([0, 0, 0, 0]);
  });

  it('leaves everything as it is when nobody, or somebody else, is signed in', async () => {
    await phone.fill();
    phone.server.isSignedIn = false;
    await wake();
    phone.server.isSignedIn = true;
    await phone.store.items.toCollection().modify({ accountId: 'somebody else' });
    await wake();
    expect(phone.server.records.size).toBe(0);
    expect((await phone.store.items.toArray()).map((item) => item.state)).toEqual(Array(4).fill('waiting'));
  });

  it('does not ask again for what a person must settle', async () => {
    await phone.fill();
    await changeItem(phone.store, uuid(3), (item) => edited(item, input('bad'), phone.now()));
    await wake();
    const items = await phone.store.items.orderBy('seq').toArray();
    expect(items.map(({ state }) => state)).toEqual(['sent', 'sent', 'refused', 'waiting']);
  });
});
