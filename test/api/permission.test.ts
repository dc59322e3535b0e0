// The permission walk: every person × every operation × every form of output. No record of another unit may show in any
// of them, and no write may land there. The database is asked directly as well, table by table.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../contract/operations.ts';
import { mayDo } from '../../server/http/permission.ts';
import { type Person, startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
/** Ids of all records of each commune, the old units it took over included, found past row security. */
const records: Record<string, Set<string>> = {};
let ids: Record<
  string,
  {
    school: string;
    accident: string;
    finding: string;
    spot: string;
    survey: string;
    run: string;
    riskRun: string;
    hotspot: number;
    batch: string;
  }
> = {};

const tables = [
  ['school', 'id'],
  ['gate', 'id'],
  ['route', 'id'],
  ['accident', 'id'],
  ['illegal_spot', 'id'],
  ['spot_sighting', 'id'],
  ['survey', 'id'],
  ['survey_observation', 'id'],
  ['finding', 'id'],
  ['recommendation', 'id'],
  ['plan', 'id'],
] as const;

/** Computed tables whose rows are read by the unit they lie in. */
const resultTables = ['risk_result', 'risk_robust', 'road_density', 'hexagon_cell'] as const;

/** What an operation cannot be asked without. */
const questions: Record<string, string> = {
  getSchoolHistory: 'limit=24',
  locateKm: 'ref=QL.99&address=Km14',
  search: 'q=an',
};

async function asSystem<Row>(sql: string): Promise<Row[]> {
  return town.context.db.transaction(async (tx) => {
    await tx.raw('select begin_system_scope()');
    const { rows } = await tx.raw<{ rows: Row[] }>(sql);
    return rows;
  });
}

beforeAll(async () => {
  town = await startTestApp();
  for (const commune of ['ZZ-01', 'ZZ-02']) {
    records[commune] = new Set();
    for (const [table, id] of tables) {
      const rows = await asSystem<{ id: string }>(
        `select ${id} as id from ${table} where unit_id in (select units_below('${commune}', '2026-11-21'))`,
      );
      for (const row of rows) records[commune].add(row.id);
    }
  }
  const [runs] = await asSystem<{ run: string; riskRun: string; batch: string }>(
    `select (select id from run where method = 'dbscan') as run, (select id from run where kind = 'risk') as "riskRun",
            (select id from import_batch where kind = 'accidents' order by id limit 1) as batch`,
  );
  if (runs === undefined) throw new Error('no runs');
  for (const commune of ['ZZ-01', 'ZZ-02']) {
    const [found] = await asSystem<{
      school: string;
      accident: string;
      finding: string;
      spot: string;
      survey: string;
      hotspot: number;
    }>(
      `select (select id from school where unit_id = '${commune}' order by id limit 1) as school,
              (select id from accident where unit_id = '${commune}' order by id limit 1) as accident,
              (select id from finding where unit_id = '${commune}' order by id limit 1) as finding,
              (select id from illegal_spot where unit_id = '${commune}' order by id limit 1) as spot,
              (select id from survey where unit_id = '${commune}' order by id limit 1) as survey,
              (select number from hotspot where run_id = '${runs.run}' and unit_id = '${commune}' order by number limit 1) as hotspot`,
    );
    if (found === undefined) throw new Error('no records');
    ids = { ...ids, [commune]: { ...found, ...runs } };
  }
});
afterAll(() => town.close());

/** Where an operation is called: with the ids of a commune's records. */
function address(path: string, commune: string): string {
  const of = ids[commune];
  if (of === undefined) throw new Error(commune);
  if (path.startsWith('/api/imports/')) return path.replace(':id', of.batch);
  if (path.startsWith('/api/runs/:run/'))
    return path.replace(':run', of.run).replace(':number', String(of.hotspot));
  if (path.startsWith('/api/runs/')) return path.replace(':id', of.riskRun);
  if (path.startsWith('/api/accidents/')) return path.replace(':id', of.accident);
  if (path.startsWith('/api/findings/')) return path.replace(':id', of.finding);
  if (path.startsWith('/api/spots/')) return path.replace(':id', of.spot);
  if (path.startsWith('/api/surveys/')) return path.replace(':id', of.survey);
  if (path.startsWith('/api/units/')) return path.replace(':id', commune);
  return path.replace(':id', of.school);
}

const readers: Person[] = ['officerA', 'officerB', 'planner', 'leader', 'admin'];
const roles = {
  officerA: 'officer',
  officerB: 'officer',
  planner: 'planner',
  leader: 'leader',
  admin: 'administrator',
} as const;
const foreign: Partial<Record<Person, string>> = { officerA: 'ZZ-02', officerB: 'ZZ-01' };
const reads = operations.filter((one) => one.method === 'get' && !('produces' in one));
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

describe('permission walk', () => {
  it('has records on both sides of the border to leak', () => {
    expect(records['ZZ-01']?.size).toBeGreaterThan(300);
    expect(records['ZZ-02']?.size).toBeGreaterThan(200);
  });

  for (const person of readers) {
    for (const operation of reads) {
      it(`${person} × ${operation.name}`, async () => {
        const client = await town.as(person);
        const allowed = mayDo([roles[person]], operation.may);
        for (const commune of ['ZZ-01', 'ZZ-02']) {
          const most = 'query' in operation && 'limit' in operation.query.shape ? 'limit=200' : '';
          const query = questions[operation.name] ?? most;
          const reply = await client.get(`${address(operation.path, commune)}?${query}`);
          if (!allowed) {
            expect(reply.status).toBe(403);
            continue;
          }
          const outside = foreign[person];
          if (
            operation.path.includes(':') &&
            outside === commune &&
            /accidents|schools|findings|spots|surveys|units/.test(operation.path)
          ) {
            expect(reply.status).toBe(404);
          }
          expect([200, 404]).toContain(reply.status);
          if (outside === undefined) continue;
          const leaked = (JSON.stringify(reply.body).match(uuid) ?? []).filter((id) =>
            records[outside]?.has(id),
          );
          expect(leaked).toEqual([]);
        }
      });
    }
  }

  for (const person of ['officerA', 'officerB'] as const) {
    it.each(['accidents', 'schools', 'spots', 'hotspots', 'risk', 'risk_parts'])(
      `${person} × export %s, both formats`,
      async (layer) => {
        const client = await town.as(person);
        const outside = foreign[person] ?? '';
        for (const format of ['geojson', 'csv']) {
          const reply = await client
            .get(`/api/export/${layer}?format=${format}&method=dbscan`)
            .buffer(true)
            .expect(200);
          const text = reply.text ?? JSON.stringify(reply.body);
          expect(text.length).toBeGreaterThan(40);
          expect((text.match(uuid) ?? []).filter((id) => records[outside]?.has(id))).toEqual([]);
        }
      },
    );
  }

  it('shows every table to an officer only in the own unit, past every endpoint', async () => {
    const officer = await asSystem<{ id: string }>("select id from account where login = 'canbo.anbinh'");
    await town.context.db.transaction(async (tx) => {
      await tx.raw('select begin_scope(:id::uuid, :day::date)', {
        id: officer[0]?.id ?? '',
        day: '2026-11-21',
      });
      for (const table of [...tables.map(([name]) => name), ...resultTables]) {
        const { rows } = await tx.raw<{ rows: { own: number; other: number }[] }>(
          `select count(*) filter (where unit_id in (select units_below('ZZ-01', '2026-11-21'))) as own,
                  count(*) filter (where unit_id is null or unit_id not in (select units_below('ZZ-01', '2026-11-21'))) as other from ${table}`,
        );
        expect({ table, ...rows[0] }).toMatchObject({ table, other: 0 });
        expect(rows[0]?.own, table).toBeGreaterThan(0);
      }
      const { rows: parts } = await tx.raw<{ rows: { n: number }[] }>(
        `select count(*) as n from risk_part where unit_id = 'ZZ-02' or school_unit_id = 'ZZ-02'`,
      );
      expect(parts[0]?.n).toBe(0);
    });
  });

  it('lets no scope without a role see or write anything', async () => {
    await town.context.db.transaction(async (tx) => {
      await tx.raw("select begin_scope('00000000-0000-0000-0000-000000000000', '2026-11-21')");
      for (const [table] of tables) {
        const { rows } = await tx.raw<{ rows: { n: number }[] }>(`select count(*) as n from ${table}`);
        expect(rows[0]?.n, table).toBe(0);
      }
      const { rowCount } = await tx.raw<{ rowCount: number }>('delete from accident');
      expect(rowCount).toBe(0);
    });
  });

  it('lets a leader write nothing and an officer write only at home', async () => {
    const body = {
      kind: 'stopping_parking',
      location: { type: 'Point', coordinates: [0, 0] },
      seenAt: '2026-11-20T23:30:00Z',
    };
    const [inA, inB] = await Promise.all(
      ['ZZ-01', 'ZZ-02'].map((unit) =>
        asSystem<{ x: number; y: number }>(
          `select ST_X(p) as x, ST_Y(p) as y from (select ST_PointOnSurface(boundary) as p from unit where id = '${unit}') q`,
        ),
      ),
    );
    const at = (place: { x: number; y: number }[] | undefined) => ({
      ...body,
      location: { type: 'Point', coordinates: [place?.[0]?.x, place?.[0]?.y] },
    });
    const id = '7a1d0c35-5f7e-4a1b-8a3f-0d7f6f1f0c01';
    await (await town.as('leader')).put(`/api/spots/${id}`).send(at(inA)).expect(403);
    const refused = await (await town.as('officerA')).put(`/api/spots/${id}`).send(at(inB)).expect(403);
    expect(refused.body.type).toBe('/problems/outside-unit');
    expect(await asSystem(`select id from illegal_spot where id = '${id}'`)).toEqual([]);
    await (await town.as('officerA')).put(`/api/spots/${id}`).send(at(inA)).expect(200);
  });

  it('adds up a score for a reader who may not see all its records', async () => {
    const planner = await town.as('planner');
    let hiddenSomewhere = 0;
    for (const person of ['officerA', 'officerB'] as const) {
      const officer = await town.as(person);
      const list = await officer.get('/api/risk').expect(200);
      for (const { schoolId } of list.body.schools) {
        const whole = await planner.get(`/api/schools/${schoolId}/risk`).expect(200);
        const partly = await officer.get(`/api/schools/${schoolId}/risk`).expect(200);
        for (const reply of [whole, partly]) {
          const sum = reply.body.parts.reduce(
            (total: number, part: { contribution: number }) => total + part.contribution,
            0,
          );
          expect(sum).toBeCloseTo(reply.body.rate, 9);
        }
        hiddenSomewhere += partly.body.parts.filter(
          (part: { kind: string }) => part.kind === 'neighbour_accidents',
        ).length;
      }
    }
    expect(hiddenSomewhere).toBeGreaterThan(0);
  });
});
