// The outbox on a phone that is cut off at every step: whatever breaks, in the end each item is on the server once.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushNow } from './flush.ts';
import { type Fault, me, Phone, uuid } from './phone.fixture.ts';
import { sendItem } from './send.ts';

let phone: Phone;
beforeEach(() => {
  phone = new Phone();
});
afterEach(() => phone.close());

describe('a cut at every step', () => {
  const steps = [0, 1, 2, 3, 4, 5, 6];
  it.each(['lost', 'cut', 500, 'twice'] as const)('%s: each item arrives once', async (fault) => {
    for (const step of steps) {
      await phone.fill();
      phone.faults = new Map<number, Fault>([[step, fault]]);
      phone.requests = 0;
      await phone.flushAll();
      await phone.everythingArrivedOnce();
      if (fault !== 500) expect(phone.server.order).toEqual([uuid(1), uuid(3), uuid(4)]);
      await phone.empty();
    }
  });

  it('many at once: still each item once', async () => {
    await phone.fill();
    phone.faults = new Map<number, Fault>([
      [0, 'cut'],
      [1, 'lost'],
      [2, 500],
      [4, 'cut'],
      [5, 'cut'],
      [7, 'lost'],
    ]);
    await phone.flushAll();
    await phone.everythingArrivedOnce();
  });

  it('the tab is killed while sending: the next one goes on', async () => {
    await phone.fill();
    const never = flushNow({
      store: phone.store,
      send: async (sending) => {
        await sendItem(sending);
        return new Promise(() => {});
      },
      accountId: me,
      now: phone.now,
    });
    await vi.waitFor(() => expect(phone.server.records.size).toBe(1));
    void never;
    expect((await phone.store.items.get(uuid(1)))?.state).toBe('sending');
    await phone.flushAll();
    await phone.everythingArrivedOnce();
  });
});

describe('a person who asks', () => {
  it('is not made to wait for what rests after a failure', async () => {
    await phone.fill();
    phone.faults.set(0, 500);
    await phone.round();
    expect((await phone.store.items.get(uuid(1)))?.notBefore).not.toBeNull();
    await phone.round();
    expect((await phone.store.items.get(uuid(1)))?.state).toBe('waiting');
    await phone.round(true);
    await phone.everythingArrivedOnce();
  });
});

describe('a lost session', () => {
  it('stops, loses nothing, and goes on after signing in', async () => {
    await phone.fill();
    phone.server.isSignedIn = false;
    expect(await phone.round()).toEqual({ sent: 0, stopped: 'signed-out' });
    expect((await phone.store.items.toArray()).map((item) => item.state)).toEqual(Array(4).fill('waiting'));
    phone.server.isSignedIn = true;
    await phone.flushAll();
    await phone.everythingArrivedOnce();
  });
});
