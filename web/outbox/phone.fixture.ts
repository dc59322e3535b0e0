// A phone's outbox against a server that answers as ours does, with what goes wrong on the way; for the tests beside it.
import { expect, vi } from 'vitest';
import { type FlushResult, flushNow } from './flush.ts';
import { sendItem } from './send.ts';
import { addItem, type OutboxStore, openStore } from './store.ts';

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
    if (noun === 'session') return Response.json(session);
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

/** Who is signed in. */
export const me = uuid(100);

const schoolId = '50000000-0000-4000-8000-000000000000';
const place = { type: 'Point', coordinates: [108.5, 15.1] };
export const input = (description: string) => ({
  schoolId,
  reasonCode: 'speed',
  description,
  location: place,
  owner: 'police',
  foundOn: '2026-11-20',
});
const session = {
  account: { id: me, login: 'canbo', displayName: 'Cán bộ' },
  grants: [],
  home: { bounds: [108, 15, 109, 16], centre: [108.5, 15.5] },
  territory: {
    code: 'vietnam',
    name: 'Việt Nam',
    metricSrid: 3405,
    timeZone: 'Asia/Ho_Chi_Minh',
    bounds: [102, 8, 110, 24],
    credits: [],
  },
  invented: true,
  today: '2026-11-21',
};
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
export function uuid(number: number): string {
  return `0b000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
const photoBody = {
  findingId: uuid(1),
  kind: 'scene',
  takenAt: '2026-11-20T01:00:00Z',
  byteCount: 320_000,
  sha256: 'a'.repeat(64),
};

/** Never arrives, is answered into the void, is answered by an ill server, or arrives twice. */
export type Fault = 'lost' | 'cut' | 500 | 'twice';

let opened = 0;

/** A new store, as another phone has. */
export function newStore(): OutboxStore {
  return openStore(`test-${++opened}`);
}

/** One phone with its network: `faults` says what happens to the request of that number. */
export class Phone {
  store = newStore();
  server = new FakeServer();
  clock = Date.parse('2026-11-21T03:00:00Z');
  requests = 0;
  faults = new Map<number, Fault>();

  constructor() {
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const fault = this.faults.get(this.requests++);
      if (fault === 'lost') throw new TypeError('no network');
      if (fault === 500) return problem(500, 'internal');
      const body = init.body === undefined ? {} : JSON.parse(String(init.body));
      const reply = this.server.answer(path, body);
      if (fault === 'twice') return this.server.answer(path, body);
      if (fault === 'cut') throw new TypeError('the network went away');
      return reply;
    });
  }

  close(): void {
    this.store.close();
    vi.unstubAllGlobals();
  }

  now = (): Date => new Date(this.clock);

  round(isAsked = false): Promise<FlushResult> {
    return flushNow({ store: this.store, send: sendItem, accountId: me, now: this.now, isAsked });
  }

  /** Flushes until nothing waits, a quarter of an hour apart. */
  async flushAll(): Promise<void> {
    for (let turn = 0; turn < 12; turn++) {
      await this.round();
      this.clock += 900_000;
      if ((await this.store.items.toArray()).every((item) => item.state !== 'waiting')) return;
    }
  }

  /** Two findings, the first with a photo in three parts, and a walk that needs the second. */
  async fill(): Promise<void> {
    const savedAt = this.now().toISOString();
    const mine = { accountId: me, savedAt };
    const photo = new Blob([new Uint8Array(320_000)]);
    const fixes = [
      [108, 15, 0, 5],
      [108, 15.001, 60, 5],
    ];
    const walked = { surveyId: uuid(9), startedAt: savedAt, fixes, drawn: [] };
    const { store } = this;
    await addItem(store, { ...mine, id: uuid(1), kind: 'finding', body: input('one') });
    await addItem(store, { ...mine, id: uuid(2), kind: 'photo', body: photoBody, needs: [uuid(1)] }, photo);
    await addItem(store, { ...mine, id: uuid(3), kind: 'finding', body: input('two') });
    await addItem(store, { ...mine, id: uuid(4), kind: 'walk', body: walked, needs: [uuid(3)] });
  }

  async empty(): Promise<void> {
    await Promise.all([this.store.items.clear(), this.store.photos.clear()]);
    this.server = new FakeServer();
  }

  /** What `fill` saved is on the server, each written once, and nothing is left to send. */
  async everythingArrivedOnce(): Promise<void> {
    const { records, order, photos } = this.server;
    expect([...records].map(([id, stored]) => [id, stored.writes]).sort()).toEqual([
      [uuid(1), 1],
      [uuid(3), 1],
      [uuid(4), 1],
    ]);
    // An ill answer lets others overtake, but never what needs it.
    expect(order.indexOf(uuid(3))).toBeLessThan(order.indexOf(uuid(4)));
    expect([...(photos.get(uuid(2)) ?? [])].sort()).toEqual([0, 1, 2]);
    expect((await this.store.items.toArray()).map((item) => item.state)).toEqual(Array(4).fill('sent'));
    expect(await this.store.photos.count()).toBe(0);
  }
}
