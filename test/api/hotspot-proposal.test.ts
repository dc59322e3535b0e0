// A place on its way to the road authority: candidate, sent, official by a document, treated; and what is around it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HotspotSummary } from '../../contract/hotspot.ts';
import type { HotspotCase } from '../../contract/hotspot-case.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
let place: HotspotSummary;

beforeAll(async () => {
  town = await startTestApp();
  const planner = await town.as('planner');
  const list = (await planner.get('/api/hotspots?method=dbscan').expect(200)).body;
  place = list.hotspots.find((each: HotspotSummary) => each.unitId === 'ZZ-02');
});
afterAll(() => town?.close());

async function cases(query: Record<string, string> = {}): Promise<HotspotCase[]> {
  return (await (await town.as('planner')).get('/api/hotspot-cases').query(query).expect(200)).body.cases;
}

it('goes from candidate to treated, each state on its document, and is never official without one', async () => {
  const planner = await town.as('planner');
  const id = randomUUID();
  const opening = { run: place.runId, number: place.number, note: 'Gần trường học' };
  await (await town.as('officerB')).put(`/api/hotspot-cases/${id}`).send(opening).expect(403);
  const opened = (await planner.put(`/api/hotspot-cases/${id}`).send(opening).expect(200)).body;
  expect(opened).toMatchObject({
    id,
    state: 'candidate',
    unitId: 'ZZ-02',
    foundNumber: place.number,
    revision: 1,
  });
  expect((await planner.put(`/api/hotspot-cases/${id}`).send(opening).expect(200)).body).toEqual(opened);
  await planner
    .put(`/api/hotspot-cases/${id}`)
    .send({ ...opening, number: place.number + 1 })
    .expect(409);
  // Nobody opens a second case for the same place.
  await planner.put(`/api/hotspot-cases/${randomUUID()}`).send(opening).expect(409);

  const advance = (body: object, step: string = randomUUID()) =>
    planner.put(`/api/hotspot-cases/${id}/steps/${step}`).send(body);
  const sending = {
    state: 'sent',
    documentNumber: '12/CAT-CSGT',
    documentOn: '2026-11-20',
    authority: 'Sở Xây dựng',
    baseRevision: 1,
  };
  await advance({
    state: 'official',
    documentNumber: '1',
    documentOn: '2026-11-20',
    authority: 'x',
    baseRevision: 1,
  }).expect(422);
  await advance({ ...sending, documentNumber: undefined }).expect(422);
  const step = randomUUID();
  const sent = (await advance(sending, step).expect(200)).body;
  expect(sent).toMatchObject({ state: 'sent', revision: 2, documentNumber: '12/CAT-CSGT' });
  expect((await advance(sending, step).expect(200)).body).toEqual(sent);
  expect(
    (await advance({ ...sending, state: 'rejected', note: 'x' }).expect(409)).body.current,
  ).toMatchObject({ revision: 2 });
  const bare = { state: 'official', baseRevision: 2 };
  expect((await advance(bare).expect(422)).body.detail).toMatch(/số văn bản/);
  await advance({ ...bare, documentNumber: ' ', documentOn: '2026-11-21', authority: 'Sở Xây dựng' }).expect(
    422,
  );
  const official = {
    ...bare,
    documentNumber: '345/QĐ-SXD',
    documentOn: '2026-11-21',
    authority: 'Sở Xây dựng',
  };
  expect((await advance(official).expect(200)).body.state).toBe('official');
  await advance({ state: 'rejected', note: 'không', baseRevision: 3 }).expect(422);
  const treated = (await advance({ state: 'treated', documentOn: '2026-11-21', baseRevision: 3 }).expect(200))
    .body;
  expect(treated.steps.map((each: { state: string }) => each.state)).toEqual([
    'candidate',
    'sent',
    'official',
    'treated',
  ]);
  expect(treated.steps[2].documentNumber).toBe('345/QĐ-SXD');

  // The database itself refuses, whoever writes.
  await expect(
    town.context.db.transaction(async (tx) => {
      await tx.raw('select begin_system_scope()');
      await tx.raw("update hotspot_case set state = 'official', document_number = null");
    }),
  ).rejects.toMatchObject({ constraint: 'hotspot_case_document' });
});

it('is shown at places of other runs that lie where it lies, and to those who may see its unit', async () => {
  const [own] = await cases({ run: place.runId });
  expect(own?.places).toEqual([place.number]);
  expect((await cases())[0]?.places).toEqual([]);
  const other = (await (await town.as('planner')).get('/api/hotspots?method=legal_rule').expect(200)).body;
  const [there] = await cases({ run: other.run.id });
  expect(there?.places.length).toBeGreaterThan(0);
  expect((await (await town.as('officerB')).get('/api/hotspot-cases').expect(200)).body.cases).toHaveLength(
    1,
  );
  expect((await (await town.as('officerA')).get('/api/hotspot-cases').expect(200)).body.cases).toEqual([]);
});

it('needs a reason to be rejected, and leaves the place free for another case then', async () => {
  const planner = await town.as('planner');
  const open = async (): Promise<string> => {
    const id = randomUUID();
    await planner
      .put(`/api/hotspot-cases/${id}`)
      .send({ run: place.runId, number: place.number })
      .expect(200);
    return id;
  };
  const id = await open();
  const path = () => `/api/hotspot-cases/${id}/steps/${randomUUID()}`;
  await planner.put(path()).send({ state: 'rejected', baseRevision: 1 }).expect(422);
  await planner
    .put(path())
    .send({ state: 'rejected', note: 'Trùng hồ sơ khác', baseRevision: 1 })
    .expect(200);
  await open();
});

it('tells what lies around a place: others of its run and schools, nearest first', async () => {
  const planner = await town.as('planner');
  const { run, hotspots } = (await planner.get('/api/hotspots?method=network_kde').expect(200)).body;
  let schools = 0;
  let places = 0;
  for (const { number } of hotspots) {
    const around = (await planner.get(`/api/runs/${run.id}/hotspots/${number}/surroundings`).expect(200))
      .body;
    schools += around.schools.length;
    places += around.places.length;
    for (const [list, reach] of [
      [around.schools, 1_000],
      [around.places, 500],
    ] as const) {
      const metres = list.map((each: { metres: number }) => each.metres);
      expect(metres).toEqual(metres.toSorted((a: number, b: number) => a - b));
      expect(Math.max(0, ...metres)).toBeLessThanOrEqual(reach);
    }
    const numbers = around.places.map(({ place: near }: { place: HotspotSummary }) => near.number);
    expect(numbers).not.toContain(number);
  }
  expect(schools).toBeGreaterThan(0);
  expect(places).toBeGreaterThan(0);
  await planner.get(`/api/runs/${run.id}/hotspots/99999/surroundings`).expect(404);
});
