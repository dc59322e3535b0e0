// The outbox on a phone that is cut off at every step: whatever breaks, in the end each item is on the server once.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUp, takeIn } from './backup.ts';
import { flushNow } from './flush.ts';
import { edited, keepMine } from './item.ts';
import { sendItem } from './send.ts';
import { addItem, changeItem, type OutboxStore, openStore, putBack, removeItem } from './store.ts';

type Stored = { body: Record<string, unknown>; revision: number; writes: number };

/** As our server answers: by id, the same again is the same, another body needs its revision. */
class FakeServer {
  records = new Map<string, Stored>();
  photos = new Map<string, Set<number>>();
  order: string[] = [];
  isSignedIn = true;

  answer(path: string, body: Record<string, unknown>): Response {
    if (!this.isSignedIn) return problem(401, 'not-signed-in');
    const [, , noun, id = '', , number] = path.split('/');
    if (noun === 'photos') return this.photo(id, number === undefined ? null : Number(number));
    if (noun === 'walks') return this.put(id, body, () => walk(id));
    return this.put(id, body, (stored) => finding(id, stored));
  }

  private put(
    id: string,
    { baseRevision, ...body }: Record<string, unknown>,
    reply: (stored: Stored) => object,
  ): Response {
    const stored = this.records.get(id);
    if (stored !== undefined && JSON.stringify(stored.body) === JSON.stringify(body))
      return Response.json(reply(stored));
    if (baseRevision !== stored?.revision)
      return problem(409, 'stale-revision', stored === undefined ? null : reply(stored));
    if (body.description === 'bad') return problem(422, 'bad-input');
    const next = { body, revision: (stored?.revision ?? 0) + 1, writes: (stored?.writes ?? 0) + 1 };
    this.records.set(id, next);
    this.order.push(id);
    return Response.json(reply(next));
  }

  private photo(id: string, number: number | null): Response {
    const parts = this.photos.get(id) ?? new Set();
    this.photos.set(id, parts);
    if (number !== null) parts.add(number);
    const missing = [0, 1, 2].filter((part) => !parts.has(part));
    return Response.json({
      id,
      kind: 'scene',
      takenAt: '2026-11-20T01:00:00Z',
      expiresOn: null,
      isComplete: missing.length === 0,
      missing,
    });
  }
}

function problem(status: number, key: string, current?: unknown): Response {
  const body = {
    type: `/problems/${key}`,
    title: key,
    titleEn: key,
    status,
    ...(current !== undefined && { current }),
  };
  return Response.json(body, { status });
}

const schoolId = '50000000-0000-4000-8000-000000000000';
const place = { type: 'Point', coordinates: [108.5, 15.1] };
const input = (description: string) => ({
  schoolId,
  reasonCode: 'speed',
  description,
  location: place,
  owner: 'police',
  foundOn: '2026-11-20',
});
const finding = (id: string, { body, revision }: Stored) => ({
  id,
  schoolName: 'Trường',
  unitId: 'ZZ-01',
  gateId: null,
  routeId: null,
  measureCode: null,
  state: 'open',
  dueOn: null,
  closedOn: null,
  overdueDays: null,
  documentNumber: null,
  recommendation: null,
  photos: [],
  isOwn: true,
  invented: false,
  steps: [],
  mayDo: [],
  ...body,
  revision,
});
const walk = (id: string) => ({
  id,
  surveyId: uuid(9),
  walkedOn: '2026-11-20',
  matchedMetres: 0,
  drawnMetres: 0,
  unmatchedMetres: 0,
  droppedFixes: 0,
  routes: [],
  path: null,
  hasTrack: true,
});
function uuid(number: number): string {
  return `0b000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
const photoBody = {
  findingId: uuid(1),
  kind: 'scene',
  takenAt: '2026-11-20T01:00:00Z',
  byteCount: 320_000,
  sha256: 'a'.repeat(64),
};

type Fault = 'lost' | 'cut' | 500 | 'twice';
let store: OutboxStore;
let server: FakeServer;
let clock: number;
let requests: number;
/** What happens to the request of this number: never arrives, is answered into the void, or by an ill server. */
let faults: Map<number, Fault>;
let opened = 0;

beforeEach(() => {
  store = openStore(`test-${++opened}`);
  server = new FakeServer();
  clock = Date.parse('2026-11-21T03:00:00Z');
  requests = 0;
  faults = new Map();
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const fault = faults.get(requests++);
    if (fault === 'lost') throw new TypeError('no network');
    if (fault === 500) return problem(500, 'internal');
    const body = JSON.parse(String(init.body));
    const reply = server.answer(path, body);
    if (fault === 'twice') return server.answer(path, body);
    if (fault === 'cut') throw new TypeError('the network went away');
    return reply;
  });
});
afterEach(() => {
  store.close();
  vi.unstubAllGlobals();
});

const round = () => flushNow({ store, send: sendItem, accountId: 'me', now: () => new Date(clock) });

/** Flushes until nothing waits, a quarter of an hour apart. */
async function flushAll(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) {
    await round();
    clock += 900_000;
    if ((await store.items.toArray()).every((item) => item.state !== 'waiting')) return;
  }
}

async function fill(): Promise<void> {
  const savedAt = new Date(clock).toISOString();
  const me = { accountId: 'me', savedAt };
  await addItem(store, { ...me, id: uuid(1), kind: 'finding', body: input('one') });
  const photo = new Blob([new Uint8Array(320_000)]);
  await addItem(store, { ...me, id: uuid(2), kind: 'photo', body: photoBody, needs: [uuid(1)] }, photo);
  await addItem(store, { ...me, id: uuid(3), kind: 'finding', body: input('two') });
  await addItem(store, {
    ...me,
    id: uuid(4),
    kind: 'walk',
    body: {
      surveyId: uuid(9),
      startedAt: savedAt,
      fixes: [
        [108, 15, 0, 5],
        [108, 15.001, 60, 5],
      ],
      drawn: [],
    },
    needs: [uuid(3)],
  });
}

async function everythingArrivedOnce(): Promise<void> {
  expect([...server.records].map(([id, stored]) => [id, stored.writes]).sort()).toEqual([
    [uuid(1), 1],
    [uuid(3), 1],
    [uuid(4), 1],
  ]);
  // An ill answer lets others overtake, but never what needs it.
  expect(server.order.indexOf(uuid(3))).toBeLessThan(server.order.indexOf(uuid(4)));
  expect([...(server.photos.get(uuid(2)) ?? [])].sort()).toEqual([0, 1, 2]);
  expect((await store.items.toArray()).map((item) => item.state)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(await store.photos.count()).toBe(0);
}

describe('a cut at every step', () => {
  const steps = [0, 1, 2, 3, 4, 5, 6];
  it.each(['lost', 'cut', 500, 'twice'] as const)('%s: each item arrives once', async (fault) => {
    for (const step of steps) {
      await fill();
      faults = new Map<number, Fault>([[step, fault]]);
      requests = 0;
      await flushAll();
      await everythingArrivedOnce();
      if (fault !== 500) expect(server.order).toEqual([uuid(1), uuid(3), uuid(4)]);
      await Promise.all([store.items.clear(), store.photos.clear()]);
      server = new FakeServer();
    }
  });

  it('many at once: still each item once', async () => {
    await fill();
    faults = new Map<number, Fault>([
      [0, 'cut'],
      [1, 'lost'],
      [2, 500],
      [4, 'cut'],
      [5, 'cut'],
      [7, 'lost'],
    ]);
    await flushAll();
    await everythingArrivedOnce();
  });

  it('the tab is killed while sending: the next one goes on', async () => {
    await fill();
    const never = flushNow({
      store,
      send: async (sending) => {
        await sendItem(sending);
        return new Promise(() => {});
      },
      accountId: 'me',
      now: () => new Date(clock),
    });
    await vi.waitFor(() => expect(server.records.size).toBe(1));
    void never;
    expect((await store.items.get(uuid(1)))?.state).toBe('sending');
    await flushAll();
    await everythingArrivedOnce();
  });
});

describe('a person who asks', () => {
  it('is not made to wait for what rests after a failure', async () => {
    await fill();
    faults.set(0, 500);
    await round();
    expect((await store.items.get(uuid(1)))?.notBefore).not.toBeNull();
    await round();
    expect((await store.items.get(uuid(1)))?.state).toBe('waiting');
    await flushNow({
      store,
      send: sendItem,
      accountId: 'me',
      now: () => new Date(clock),
      isAsked: true,
    });
    await everythingArrivedOnce();
  });
});

describe('a lost session', () => {
  it('stops, loses nothing, and goes on after signing in', async () => {
    await fill();
    server.isSignedIn = false;
    expect(await round()).toEqual({ sent: 0, stopped: 'signed-out' });
    expect((await store.items.toArray()).map((item) => item.state)).toEqual(Array(4).fill('waiting'));
    server.isSignedIn = true;
    await flushAll();
    await everythingArrivedOnce();
  });
});

describe('an edit', () => {
  it('keeps what is in doubt through a lost session', async () => {
    await fill();
    faults.set(0, 'cut');
    await round();
    await changeItem(store, uuid(1), (item) => edited(item, input('mended'), new Date(clock)));
    server.isSignedIn = false;
    await round();
    server.isSignedIn = true;
    await flushAll();
    expect(server.records.get(uuid(1))).toMatchObject({ body: { description: 'mended' }, revision: 2 });
  });

  it('after an answer that got lost arrives as a change of what was sent', async () => {
    await fill();
    faults.set(0, 'cut');
    await round();
    await changeItem(store, uuid(1), (item) => edited(item, input('mended'), new Date(clock)));
    await flushAll();
    expect(server.records.get(uuid(1))).toMatchObject({ body: { description: 'mended' }, revision: 2 });
    expect((await store.items.get(uuid(1)))?.state).toBe('sent');
  });

  it('before any sending is simply what is sent', async () => {
    await fill();
    faults.set(0, 'lost');
    await round();
    await changeItem(store, uuid(1), (item) => edited(item, input('mended'), new Date(clock)));
    await flushAll();
    expect(server.records.get(uuid(1))?.body.description).toBe('mended');
  });

  it('of what somebody else changed is a conflict that blocks nobody else', async () => {
    await fill();
    await flushAll();
    const stored = server.records.get(uuid(1));
    server.records.set(uuid(1), { body: input('theirs'), revision: 2, writes: 2 });
    await changeItem(store, uuid(1), (item) => edited(item, input('mine'), new Date(clock)));
    await addItem(store, {
      id: uuid(5),
      kind: 'finding',
      body: input('later'),
      accountId: 'me',
      savedAt: new Date(clock).toISOString(),
    });
    await flushAll();
    const stuck = await store.items.get(uuid(1));
    expect(stuck).toMatchObject({
      state: 'conflict',
      body: { description: 'mine' },
      current: { description: 'theirs' },
    });
    expect(server.records.has(uuid(5))).toBe(true);
    expect(stored?.revision).toBe(1);
    await changeItem(store, uuid(1), keepMine);
    await flushAll();
    expect(server.records.get(uuid(1))).toMatchObject({ body: { description: 'mine' }, revision: 3 });
  });

  it('mends what was refused, which held back only its photo', async () => {
    await fill();
    await changeItem(store, uuid(1), (item) => edited(item, input('bad'), new Date(clock)));
    await flushAll();
    const states = (await store.items.orderBy('seq').toArray()).map((item) => item.state);
    expect(states).toEqual(['refused', 'waiting', 'sent', 'sent']);
    await changeItem(store, uuid(1), (item) => edited(item, input('good'), new Date(clock)));
    await flushAll();
    expect((await store.items.toArray()).every((item) => item.state === 'sent')).toBe(true);
  });
});

describe('what is not sent', () => {
  it('goes into a file with its photos, and is sent from another phone', async () => {
    await fill();
    const text = await (await backUp(store, new Date(clock))).text();
    const other = openStore(`test-${++opened}`);
    expect(await takeIn(other, text, 'planner')).toHaveLength(4);
    expect(await takeIn(other, text, 'planner')).toHaveLength(0);
    await flushNow({ store: other, send: sendItem, accountId: 'planner', now: () => new Date(clock) });
    expect((await other.items.toArray()).map((item) => item.state)).toEqual(Array(4).fill('sent'));
    other.close();
    // The first phone comes back: nothing is there twice.
    await flushAll();
    await everythingArrivedOnce();
  });

  it('is taken back with its photo, and put back whole', async () => {
    await fill();
    const removed = await removeItem(store, uuid(1));
    expect(removed.items.map((item) => item.id)).toEqual([uuid(1), uuid(2)]);
    expect([await store.items.count(), await store.photos.count()]).toEqual([2, 0]);
    await putBack(store, removed);
    await flushAll();
    await everythingArrivedOnce();
  });
});
