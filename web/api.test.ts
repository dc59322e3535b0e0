// From an operation and its input to an address, and from what comes back to a reply or a typed failure.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getSession, signIn } from '../contract/account.ts';
import { createImport } from '../contract/batch.ts';
import { getTile } from '../contract/delivery.ts';
import { listAccidents } from '../contract/facts.ts';
import { getHotspot } from '../contract/hotspot.ts';
import { ApiProblem, addressOf, call, callWithFile, queryString } from './api.ts';

describe('queryString', () => {
  it('joins lists by commas and leaves out what is absent or empty', () => {
    expect(
      queryString({
        from: '2021-11-01',
        to: undefined,
        severity: ['fatal', 'serious'],
        pupil: [],
        search: '',
      }),
    ).toBe('from=2021-11-01&severity=fatal,serious');
  });

  it('escapes what would break an address', () => {
    expect(queryString({ search: 'Cầu & Văn=1' })).toBe('search=C%E1%BA%A7u%20%26%20V%C4%83n%3D1');
  });
});

describe('addressOf', () => {
  it('fills parameters into the path and appends the query', () => {
    expect(addressOf(getHotspot, { params: { run: 'r1', number: 3 } })).toBe('/api/runs/r1/hotspots/3');
    expect(addressOf(listAccidents, { query: { limit: 50, window: ['trip', 'day'] } })).toBe(
      '/api/accidents?limit=50&window=trip,day',
    );
    expect(addressOf(getTile, { params: { layer: 'schools', z: 12, x: 3285, y: 1880 } })).toBe(
      '/tiles/schools/12/3285/1880',
    );
  });

  it('keeps a parameter from leaving its place in the path', () => {
    expect(addressOf(getHotspot, { params: { run: '../x', number: 1 } })).toBe('/api/runs/..%2Fx/hotspots/1');
  });

  it('refuses a missing parameter', () => {
    expect(() => addressOf(getHotspot, { params: { run: 'r1' } })).toThrow('needs the parameter "number"');
  });
});

describe('call', () => {
  afterEach(() => vi.unstubAllGlobals());

  const answer = (body: string, status: number, type: string): void => {
    vi.stubGlobal('fetch', async () => new Response(body, { status, headers: { 'content-type': type } }));
  };
  const failure = async (): Promise<ApiProblem> => {
    const error: unknown = await call(getSession, {}).catch((thrown: unknown) => thrown);
    if (!(error instanceof ApiProblem)) throw new Error('expected an ApiProblem');
    return error;
  };

  it("sends the body as JSON with the operation's method", async () => {
    const sent: { url: string; request: RequestInit }[] = [];
    vi.stubGlobal('fetch', async (url: string, request: RequestInit) => {
      sent.push({ url, request });
      return new Response('{}', { status: 500, headers: { 'content-type': 'text/html' } });
    });
    await call(signIn, { body: { login: 'hoa', password: 'x' } }).catch(() => undefined);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe('/api/session');
    expect(sent[0]?.request.method).toBe('POST');
    expect(sent[0]?.request.body).toBe('{"login":"hoa","password":"x"}');
  });

  it('sends an upload as a form, whose type the browser writes', async () => {
    const sent: RequestInit[] = [];
    vi.stubGlobal('fetch', async (_: string, request: RequestInit) => {
      sent.push(request);
      return new Response('{}', { status: 500, headers: { 'content-type': 'text/html' } });
    });
    const body = { id: 'abad1dea-0000-4000-8000-000000000001', mapping: '{}', dryRun: 'true' };
    const file = new File(['a\n1\n'], 'điểm.csv');
    await callWithFile(createImport, { body }, file).catch(() => undefined);
    const [request] = sent;
    if (!(request?.body instanceof FormData)) throw new Error('expected a form');
    expect([...request.body.keys()]).toEqual(['id', 'mapping', 'dryRun', 'file']);
    expect(request.body.get('dryRun')).toBe('true');
    expect(request.headers).not.toHaveProperty('content-type');
  });

  it('turns a problem document into its key', async () => {
    answer(
      '{"type":"/problems/not-signed-in","title":"Bạn chưa đăng nhập","titleEn":"Not signed in","status":401}',
      401,
      'application/problem+json',
    );
    expect(await failure()).toMatchObject({ key: 'not-signed-in', status: 401 });
  });

  it('calls a page that is not ours no-answer', async () => {
    answer('<h1>Bad gateway</h1>', 502, 'text/html');
    expect(await failure()).toMatchObject({ key: 'no-answer', status: 502 });
  });

  it('calls a reply outside the contract unreadable', async () => {
    answer('{"account":null}', 200, 'application/json');
    expect(await failure()).toMatchObject({ key: 'unreadable' });
  });

  it('calls a failed network offline', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    expect(await failure()).toMatchObject({ key: 'offline', document: null });
  });
});
