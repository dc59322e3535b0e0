// One accident reported twice becomes one record and two again; a record without a place gets one. Over HTTP, on the town.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccidentRecord, DuplicatePair, Merge } from '../../contract/quality.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
/** A record of the town with a place and a time to the minute. */
let known: {
  id: string;
  day: string;
  time: string;
  x: number;
  y: number;
  edgeX: number;
  edgeY: number;
  total: number;
};
let secondBatch = '';

const mapping = JSON.stringify({
  kind: 'accidents',
  source: 'benh-vien',
  key: ['so'],
  geometry: { x: 'kinh_do', y: 'vi_do' },
  fields: {
    occurredOn: { column: 'ngay' },
    occurredTime: { column: 'gio' },
    deaths: { column: 'chet' },
    roadName: { column: 'duong' },
    writtenAddress: { column: 'noi' },
    locationQuality: { column: 'vi_tri' },
    unitId: { column: 'xa' },
  },
});

async function rows<Row>(sql: string, bindings: Record<string, string> = {}): Promise<Row[]> {
  return town.context.db.transaction(async (tx) => {
    await tx.raw('select begin_system_scope()');
    const found = await tx.raw<{ rows: Row[] }>(sql, bindings);
    return found.rows;
  });
}

function file(): string {
  const shifted = (known.y + 0.0003).toFixed(6);
  return [
    'so,ngay,gio,kinh_do,vi_do,chet,duong,noi,vi_tri,xa',
    `BV-1,${known.day},${known.time},${known.x},${shifted},1,Đường của bệnh viện,,exact,`,
    `BV-2,${known.day},${known.time},${known.edgeX},${known.edgeY},0,,Ngoài mọi xã,exact,`,
    `BV-3,${known.day},,,,0,,"Gần Km 18+680 QL.99",area,ZZ-02`,
  ].join('\n');
}

async function send(id: string, dryRun: boolean) {
  const planner = await town.as('planner');
  const reply = await planner
    .post('/api/imports')
    .field('id', id)
    .field('dryRun', String(dryRun))
    .field('mapping', mapping)
    .attach('file', Buffer.from(file()), 'benh-vien.csv')
    .expect(200);
  return reply.body;
}

async function allPairs(): Promise<DuplicatePair[]> {
  return (await (await town.as('planner')).get('/api/accident-duplicates').expect(200)).body.pairs;
}

/** Those of the hospital's file. */
async function pairs(): Promise<DuplicatePair[]> {
  return (await allPairs()).filter(({ first, second }) =>
    [first.source, second.source].includes('benh-vien'),
  );
}

async function total(): Promise<number> {
  return (await (await town.as('planner')).get('/api/accidents?limit=1').expect(200)).body.total;
}

beforeAll(async () => {
  town = await startTestApp();
  const [found] = await rows<typeof known>(
    `select id, occurred_on as day, to_char(occurred_time, 'HH24:MI') as time, ST_X(location) as x, ST_Y(location) as y,
            (select ST_XMin(bounds) + 0.001 from territory) as "edgeX", (select ST_YMin(bounds) + 0.001 from territory) as "edgeY",
            (select count(*) from accident) as total
       from accident a where time_precision = 'minute' and location_quality = 'exact' and unit_id = 'ZZ-02' and deaths = 0
        and not exists (select from accident b where b.id <> a.id and b.occurred_on = a.occurred_on)
      order by id limit 1`,
  );
  if (found === undefined) throw new Error('no accident');
  known = found;
});
afterAll(() => town?.close());

describe('a trial', () => {
  it('tells where its records lie and which it would refuse, and writes nothing', async () => {
    const reply = await send(randomUUID(), true);
    expect(reply).toMatchObject({ status: 'dry-run', inserted: 2, rejected: 1 });
    expect(reply.places).toEqual([
      { line: 2, at: [known.x, Number((known.y + 0.0003).toFixed(6))], state: 'new' },
      { line: 3, at: [known.edgeX, known.edgeY], state: 'refused' },
    ]);
    expect(await total()).toBe(known.total);
  });
});

describe('duplicates', () => {
  it('finds the two accidents that an insurer of the town reports too', async () => {
    const found = await allPairs();
    const sources = found.map(({ first, second }) => [first.source, second.source].sort());
    expect(sources).toEqual(Array(2).fill(['town', 'town-insurer']));
    expect(found.map(({ metres, minutes }) => [metres, minutes])).toEqual([
      [60, 5],
      [35, 12],
    ]);
  });

  it('finds the accident that a second source reports 33 m away', async () => {
    expect(await pairs()).toEqual([]);
    secondBatch = randomUUID();
    await send(secondBatch, false);
    const found = await pairs();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ metres: 33, minutes: 0 });
    expect([found[0]?.first.id, found[0]?.second.id]).toContain(known.id);
  });

  it('is for planners and administrators only', async () => {
    for (const person of ['officerA', 'leader'] as const) {
      const client = await town.as(person);
      await client.get('/api/accident-duplicates').expect(403);
      await client.put(`/api/accident-merges/${randomUUID()}`).send({}).expect(422);
      await client.get('/api/accidents-without-place').expect(403);
    }
    const [pair] = await pairs();
    await (await town.as('officerB'))
      .post('/api/accident-duplicates/distinct')
      .send({ first: pair?.first.id, second: pair?.second.id })
      .expect(403);
  });

  it('merges two reports into one that takes over chosen fields, and takes that back to the byte', async () => {
    const planner = await town.as('planner');
    const [pair] = await pairs();
    const kept = pair?.first.id === known.id ? pair.first : pair?.second;
    const other = pair?.first.id === known.id ? pair?.second : pair?.first;
    if (kept === undefined || other === undefined) throw new Error('no pair');
    const whole =
      "select id, to_jsonb(a) || jsonb_build_object('location', a.location::text) as row from accident a order by id";
    const before = await rows(whole);
    const [changesBefore] = await rows<{ seq: number }>('select max(seq) as seq from fact_change');
    const id = randomUUID();
    const body = {
      kept: { id: kept.id, revision: kept.revision },
      merged: { id: other.id, revision: other.revision },
      take: ['deaths', 'road'],
    };
    await planner
      .put(`/api/accident-merges/${id}`)
      .send({ ...body, kept: { id: kept.id, revision: kept.revision + 1 } })
      .expect(409);
    const merge: Merge = (await planner.put(`/api/accident-merges/${id}`).send(body).expect(200)).body;
    expect(merge).toMatchObject({
      id,
      keptId: kept.id,
      take: ['deaths', 'road'],
      merged: { id: other.id, deaths: 1 },
    });
    // The same merge again is the same; another one under its id is refused.
    expect((await planner.put(`/api/accident-merges/${id}`).send(body).expect(200)).body).toEqual(merge);
    await planner
      .put(`/api/accident-merges/${id}`)
      .send({ ...body, take: [] })
      .expect(409);

    expect(await total()).toBe(known.total + 1);
    const stays = (await planner.get(`/api/accidents/${kept.id}`).expect(200)).body;
    expect(stays).toMatchObject({
      deaths: 1,
      severity: 'fatal',
      roadName: 'Đường của bệnh viện',
      source: kept.source,
    });
    await planner.get(`/api/accidents/${other.id}`).expect(404);
    expect(await pairs()).toEqual([]);
    const changes = await rows<{ id: string }>(
      "select distinct record_id as id from fact_change where table_name = 'accident' and seq > :seq::bigint order by 1",
      { seq: String(changesBefore?.seq) },
    );
    expect(changes.map((change) => change.id)).toEqual([kept.id, other.id].sort());

    // The file again brings the merged report back neither as new nor as a duplicate; the import cannot be undone below it.
    expect(await send(randomUUID(), false)).toMatchObject({ inserted: 0, updated: 0 });
    expect(await total()).toBe(known.total + 1);
    const refused = await planner.post(`/api/imports/${secondBatch}/undo`).expect(409);
    expect(refused.body.detail).toMatch(/1 vụ tai nạn đã được gộp/);

    expect((await planner.get('/api/accident-merges').expect(200)).body.merges).toHaveLength(1);
    await planner.delete(`/api/accident-merges/${id}`).expect(204);
    expect(await rows(whole)).toEqual(before);
    await planner.delete(`/api/accident-merges/${id}`).expect(204);
    expect((await planner.get('/api/accident-merges').expect(200)).body.merges).toEqual([]);
    const audit = await rows<{ action: string }>(
      "select action from audit where action in ('merge', 'undo-merge') order by id",
    );
    expect(audit.map((entry) => entry.action)).toEqual(['merge', 'undo-merge']);
  });

  it('does not take a merge back over a later change of the kept record', async () => {
    const planner = await town.as('planner');
    const [pair] = await pairs();
    if (pair === undefined) throw new Error('no pair');
    const id = randomUUID();
    const side = ({ id: record, revision }: AccidentRecord) => ({ id: record, revision });
    const body = { kept: side(pair.first), merged: side(pair.second), take: ['time'] };
    await planner.put(`/api/accident-merges/${id}`).send(body).expect(200);
    await rows('update accident set revision = revision + 1 where id = :id::uuid returning 1', {
      id: pair.first.id,
    });
    await planner.delete(`/api/accident-merges/${id}`).expect(409);
    await rows('update accident set revision = revision - 1 where id = :id::uuid returning 1', {
      id: pair.first.id,
    });
    await planner.delete(`/api/accident-merges/${id}`).expect(204);
  });

  it('remembers that two records are two accidents', async () => {
    const planner = await town.as('planner');
    const [pair] = await pairs();
    const body = { first: pair?.second.id, second: pair?.first.id };
    await planner.post('/api/accident-duplicates/distinct').send(body).expect(204);
    await planner.post('/api/accident-duplicates/distinct').send(body).expect(204);
    expect(await pairs()).toEqual([]);
    await planner
      .post('/api/accident-duplicates/distinct')
      .send({ first: pair?.first.id, second: randomUUID() })
      .expect(404);
  });
});

describe('records without a place', () => {
  it('are listed, suggested a place from their kilometre, and placed once', async () => {
    const planner = await town.as('planner');
    const list = (await planner.get('/api/accidents-without-place').expect(200)).body;
    const record = list.accidents.find((each: AccidentRecord) => each.sourceKey === 'BV-3');
    const [count] = await rows<{ n: number }>(
      "select count(*) as n from accident where location is null or location_quality = 'area'",
    );
    expect(list.total).toBe(count?.n);
    const suggested = (await planner.get(`/api/accidents/${record.id}/suggestion`).expect(200)).body;
    expect(suggested).toMatchObject({
      address: { ref: 'QL.99', text: 'Km 18+680' },
      places: [{ quality: 'exact' }],
    });

    const path = `/api/accidents/${record.id}/place`;
    const body = { location: suggested.places[0].location, quality: 'exact', baseRevision: record.revision };
    await (await town.as('officerB')).put(path).send(body).expect(403);
    await planner
      .put(path)
      .send({ ...body, quality: 'area' })
      .expect(422);
    await planner
      .put(path)
      .send({ ...body, location: { type: 'Point', coordinates: [10, 10] } })
      .expect(422);
    const placed = (await planner.put(path).send(body).expect(200)).body;
    expect(placed).toMatchObject({
      location: body.location,
      locationQuality: 'exact',
      revision: record.revision + 1,
    });
    expect(placed.unitId).toBe('ZZ-02');
    expect((await planner.put(path).send(body).expect(200)).body).toEqual(placed);
    await planner
      .put(path)
      .send({ ...body, quality: 'street' })
      .expect(409);
    expect((await planner.get('/api/accidents-without-place').expect(200)).body.total).toBe(list.total - 1);
    // What a person placed stays placed when the file comes again.
    await send(randomUUID(), false);
    expect((await planner.get(`/api/accidents/${record.id}`).expect(200)).body.location).toEqual(
      body.location,
    );
  });
});
