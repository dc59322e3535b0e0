// Imports against the database: sent twice, corrected since, taken back, and never outside the importer's units.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../server/db/open.ts';
import { importedId } from '../../server/imports/identity.ts';
import { getBatch, listBatches, listRejected } from '../../server/imports/queries.ts';
import { type ImportResult, runImport } from '../../server/imports/run-import.ts';
import { undoBatch } from '../../server/imports/undo.ts';
import { Problem } from '../../server/problem.ts';
import { installTerritory } from '../../server/territory/install.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
let folder: string;
let minutes = 0;
/** A moment later each time, so that batches have an order. */
const clock = () => new Date(Date.UTC(2026, 10, 21, 1, minutes++));
const planner = '10000000-0000-4000-8000-000000000001';

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'import-facts-'));
  await system(async (tx) => {
    const file = new URL('../../data/territories/vietnam.json', import.meta.url);
    await installTerritory(tx, JSON.parse(readFileSync(file, 'utf8')));
    await tx('unit').insert([
      { id: 'P', kind: 'province', parent_id: 'VN', name: 'P', full_name: 'P' },
      unit('A', 108.0),
      unit('B', 108.1),
    ]);
    await tx('account').insert({
      id: planner,
      login: 'planner',
      display_name: 'Planner of A',
      created_at: clock(),
    });
    await tx('role_grant').insert({
      id: randomUUID(),
      account_id: planner,
      role: 'planner',
      unit_id: 'A',
      valid_from: '2020-01-01',
    });
  });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Tables that imports fill, those that refer to others first. */
const filled = [
  'finding',
  'survey',
  'illegal_spot',
  'accident',
  'road_edge',
  'school',
  'unit',
  'audit',
  'import_batch',
];
beforeEach(() =>
  system(async (tx) => {
    for (const table of filled) {
      const rows = tx(table);
      await (table === 'unit' ? rows.whereNotNull('batch_id') : rows).delete();
    }
  }),
);

/** A square commune of 0.1 degree east of a meridian. */
function unit(id: string, west: number) {
  const ring = [
    [west, 15],
    [west + 0.1, 15],
    [west + 0.1, 15.1],
    [west, 15.1],
    [west, 15],
  ];
  const boundary = `SRID=4326;MULTIPOLYGON(((${ring.map((place) => place.join(' ')).join(',')})))`;
  return { id, kind: 'commune', parent_id: 'P', name: id, full_name: `Commune ${id}`, boundary };
}

async function system<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  return database.knex.transaction(async (tx) => {
    await tx.raw('select begin_system_scope()');
    return work(tx);
  });
}
async function asPlanner<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  return database.knex.transaction(async (tx) => {
    await tx.raw("select begin_scope(:planner::uuid, '2026-11-21')", { planner });
    return work(tx);
  });
}

type Options = { id?: string; dryRun?: boolean; as?: typeof system; name?: string };
async function send(content: string, mapping: object, options: Options = {}): Promise<ImportResult> {
  const { id = randomUUID(), dryRun = false, as = system, name = 'rows.csv' } = options;
  const file = path.join(folder, randomUUID());
  writeFileSync(file, content);
  return as((tx) =>
    runImport(
      { tx, clock, accountId: as === asPlanner ? planner : null },
      { id, files: [{ path: file, name }], mapping, dryRun },
    ),
  );
}
const undo = (id: string) => system((tx) => undoBatch(tx, id, { clock, accountId: null }));
const counts = ({ batch }: ImportResult) => [
  batch.status,
  batch.inserted,
  batch.updated,
  batch.unchanged,
  batch.rejected,
];

const accidents = {
  kind: 'accidents',
  source: 'csgt',
  key: ['id'],
  geometry: { x: 'x', y: 'y' },
  fields: { occurredOn: { column: 'day' }, slight: { column: 'hurt' }, roadName: { column: 'road' } },
};
const threeAccidents =
  'id,day,x,y,hurt,road\n1,2024-03-04,108.05,15.05,1,QL.1\n2,2024-03-05,108.15,15.05,2,QL.1\n3,2024-03-06,109.5,15.05,0,QL.1\n';
const schools = {
  kind: 'schools',
  source: 'so-gd',
  key: ['id'],
  geometry: { wkt: 'place' },
  fields: { name: { column: 'name' }, levels: { column: 'level' }, pupils: { column: 'pupils' } },
};
const square = 'POLYGON((108.05 15.05,108.051 15.05,108.051 15.051,108.05 15.051,108.05 15.05))';
const oneSchool = `id;name;level;pupils;place\ns1;Trường A;primary;300;${square}\n`;

/** Every row of a table in the database's own text, sorted. */
async function dump(table: string): Promise<string[]> {
  const { rows } = await database.knex.raw<{ rows: { text: string }[] }>(
    `select t::text as text from ${table} t order by t::text`,
  );
  return rows.map(({ text }) => text);
}

describe('an import', () => {
  it('adds accidents with their commune and warns of those outside every one', async () => {
    const result = await send(threeAccidents, accidents);
    expect(counts(result)).toEqual(['done', 3, 0, 0, 0]);
    expect(result.batch.warnings).toMatchObject([{ code: 'no_unit', count: 1 }]);
    const rows = await database
      .knex('accident')
      .select('id', 'unit_id', 'time_precision', 'severity')
      .orderBy('source_key');
    expect(rows).toEqual([
      { id: importedId('accident', 'csgt', '1'), unit_id: 'A', time_precision: 'day', severity: 'slight' },
      { id: importedId('accident', 'csgt', '2'), unit_id: 'B', time_precision: 'day', severity: 'slight' },
      { id: importedId('accident', 'csgt', '3'), unit_id: null, time_precision: 'day', severity: 'property' },
    ]);
  });

  it('changes nothing when the same file comes again, and is one import when the same request does', async () => {
    const first = await send(threeAccidents, accidents);
    const before = await dump('accident');
    expect(counts(await send(threeAccidents, accidents))).toEqual(['done', 0, 0, 3, 0]);
    expect(await dump('accident')).toEqual(before);
    expect(counts(await send(threeAccidents, accidents, { id: first.batch.id }))).toEqual([
      'done',
      3,
      0,
      0,
      0,
    ]);
    await expect(send(oneSchool, schools, { id: first.batch.id })).rejects.toThrow(Problem);
    expect(await system((tx) => listBatches(tx, 10))).toHaveLength(2);
  });

  it('gives what is older than every commune to the commune of today, and says so', async () => {
    await system((tx) => tx('unit').where({ id: 'A' }).update({ valid_from: '2025-07-01' }));
    const result = await send(threeAccidents, accidents);
    await system((tx) => tx('unit').where({ id: 'A' }).update({ valid_from: '1900-01-01' }));
    expect(result.batch.warnings.map((warning) => [warning.code, warning.count])).toEqual([
      ['unit_of_today', 1],
      ['no_unit', 1],
    ]);
    expect(await database.knex('accident').orderBy('source_key').pluck('unit_id')).toEqual(['A', 'B', null]);
  });

  it('keeps a fault of ours with the batch, and takes the same id again afterwards', async () => {
    await system((tx) => tx.raw('alter table accident add constraint fault check (slight <> 2) not valid'));
    const id = randomUUID();
    const failed = await send(threeAccidents, accidents, { id });
    await system((tx) => tx.raw('alter table accident drop constraint fault'));
    expect(counts(failed)).toEqual(['failed', 0, 0, 0, 0]);
    expect(failed.batch.error).toContain('fault');
    expect(await dump('accident')).toEqual([]);
    expect(counts(await send(threeAccidents, accidents, { id }))).toEqual(['done', 3, 0, 0, 0]);
  });

  it('tries everything in a dry run and leaves nothing', async () => {
    const result = await send(`${threeAccidents}4,2024-03-06,15.05,108.05,x,\n`, accidents, { dryRun: true });
    expect(counts(result)).toEqual(['dry-run', 3, 0, 0, 1]);
    expect(result.rejected.map((row) => [row.line, row.field, row.code])).toEqual([
      [5, 'hurt → slight', 'not_a_number'],
      [5, 'x, y → location', 'axes_swapped'],
    ]);
    expect(await dump('accident')).toEqual([]);
    expect(await dump('import_batch')).toEqual([]);
  });

  it('keeps refused rows by page, with the cell only', async () => {
    const result = await send(
      `${threeAccidents}4,2024-03-06,0,0,1,\n5,never,108.05,15.05,1,\n6,2024-01-01\n`,
      accidents,
    );
    const id = result.batch.id;
    const first = await system((tx) => listRejected(tx, id, { limit: 2, after: 0 }));
    expect(first.rows.map((row) => [row.line, row.value, row.code])).toEqual([
      [5, '0, 0', 'zero_point'],
      [6, 'never', 'bad_date'],
    ]);
    const rest = await system((tx) => listRejected(tx, id, { limit: 2, after: first.next ?? 0 }));
    expect([rest.rows.map((row) => row.code), rest.next]).toEqual([['broken_row'], null]);
    expect((await system((tx) => getBatch(tx, id))).rejected).toBe(3);
  });

  it('says so when most places are outside: the coordinate system is probably wrong', async () => {
    const metric = 'id,day,x,y,hurt,road\n1,2024-03-04,584963,1672422,1,\n2,2024-03-04,584999,1672499,1,\n';
    const wrong = await send(metric, accidents, { dryRun: true });
    expect(wrong.batch.warnings.map((warning) => warning.code)).toEqual(['wrong_srid']);
    const right = await send(metric, { ...accidents, srid: 5898 });
    expect(counts(right)).toEqual(['done', 2, 0, 0, 0]);
    const place = await database.knex.raw<{ rows: { x: number; y: number }[] }>(
      "select ST_X(location) as x, ST_Y(location) as y from accident where source_key = '1'",
    );
    // EPSG:5898 E 584963.145 N 1672422.425 is 108.7923 E, 15.1205 N.
    expect(place.rows[0]?.x).toBeCloseTo(108.7923, 5);
    expect(place.rows[0]?.y).toBeCloseTo(15.1205, 5);
    const swapped = await send('id,day,x,y,hurt,road\n9,2024-03-04,1672422,584963,1,\n', {
      ...accidents,
      srid: 5898,
    });
    expect(swapped.rejected.map((row) => row.code)).toEqual(['northing_easting_swapped']);
    await expect(send(metric, { ...accidents, srid: 999_998 })).rejects.toThrow(/999998/);
  });

  it('refuses a mapping whose columns the file lacks, and stores nothing', async () => {
    await expect(send('id,x,y\n1,2,3\n', accidents)).rejects.toThrow(/"day"/);
    expect(await dump('import_batch')).toEqual([]);
  });
});

describe('what hangs together', () => {
  const gates = {
    kind: 'gates',
    source: 'khao-sat',
    key: ['id'],
    geometry: { x: 'x', y: 'y' },
    fields: { schoolKey: { column: 'school' }, kind: { column: 'kind' }, zone: { column: 'zone' } },
  };
  const oneGate = `id|school|kind|x|y|zone\ng1|so-gd:s1|main|108.0505|15.05|${square}\ng2|so-gd:s9|main|108.05|15.05|\n`;

  it('puts a school on its area, keeps the outline, and finds it for gates of another source', async () => {
    expect(counts(await send(oneSchool, schools))).toEqual(['done', 1, 0, 0, 0]);
    const result = await send(oneGate, gates);
    expect(counts(result)).toEqual(['done', 1, 0, 0, 1]);
    expect(result.rejected[0]).toMatchObject({ line: 3, value: 'so-gd:s9', code: 'unknown_school' });
    const { rows } = await database.knex.raw<{ rows: object[] }>(
      `select s.unit_id, ST_Within(s.location, o.outline) as inside, z.unit_id as zone_unit
       from school s join school_site o on o.school_id = s.id join gate g on g.school_id = s.id join gate_zone z on z.gate_id = g.id`,
    );
    expect(rows).toEqual([{ unit_id: 'A', inside: true, zone_unit: 'A' }]);
    expect(counts(await send(oneGate, gates))).toEqual(['done', 0, 0, 1, 1]);
    expect(counts(await send(oneGate.replace('108.051 15.051', '108.052 15.051'), gates))).toEqual([
      'done',
      0,
      1,
      0,
      1,
    ]);
  });

  it('cuts roads at junctions, and takes away pieces that are no more', async () => {
    const roads = {
      kind: 'roads',
      source: 'r',
      key: ['id'],
      geometry: { wkt: 'g' },
      fields: { class: { constant: 'lane' } },
    };
    const main = 'a;LINESTRING(108.0 15.05,108.01 15.05,108.02 15.05)';
    const side = 'b;LINESTRING(108.01 15.06,108.01 15.05)';
    const first = await send(`id;g\n${main}\n${side}\n`, roads);
    expect(counts(first)).toEqual(['done', 3, 0, 0, 0]);
    const cut = await dump('road_edge');
    const second = await send(`id;g\n${main}\n`, roads);
    // The main road is whole again: its first piece grew, its second went.
    expect(counts(second)).toEqual(['done', 0, 2, 0, 0]);
    expect(await dump('road_edge')).toHaveLength(2);
    await undo(second.batch.id);
    expect(await dump('road_edge')).toEqual(cut);
  });

  it('joins sightings to spots, answers to surveys, and findings to recommendations', async () => {
    await send(oneSchool, schools);
    const spots = {
      kind: 'spots',
      source: 'so-gd',
      key: ['id'],
      geometry: { x: 'x', y: 'y' },
      fields: { kind: { constant: 'encroachment' }, seenOn: { column: 'day' }, vehicles: { column: 'n' } },
    };
    const seen =
      'id,x,y,day,n\np2,108.05,15.0501,2024-02-01,4\np1,108.05,15.05,2024-01-01,3\np3,108.05,15.06,2024-01-01,1\n';
    expect(counts(await send(seen, spots))).toEqual(['done', 3, 0, 0, 0]);
    expect(counts(await send(seen, spots))).toEqual(['done', 0, 0, 3, 0]);
    expect(await database.knex('illegal_spot').select('source_key', 'state').orderBy('source_key')).toEqual([
      { source_key: 'p1', state: 'open' },
      { source_key: 'p3', state: 'open' },
    ]);
    const later = await send('id,x,y,day,n\np4,108.05,15.05,2024-06-01,9\n', spots);
    const { rows } = await database.knex.raw<{ rows: object[] }>(
      `select count(*)::integer as sightings, to_char(max(s.last_seen_at) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as last
       from illegal_spot s join spot_sighting t on t.spot_id = s.id where s.source_key = 'p1'`,
    );
    expect(rows).toEqual([{ sightings: 3, last: '2024-06-01' }]);
    await undo(later.batch.id);

    await send('id,school,x,y\ng1,s1,108.05,15.05\n', {
      kind: 'gates',
      source: 'so-gd',
      key: ['id'],
      geometry: { x: 'x', y: 'y' },
      fields: { schoolKey: { column: 'school' } },
    });
    const answers = {
      kind: 'observations',
      source: 'so-gd',
      key: ['id'],
      fields: {
        schoolKey: { constant: 's1' },
        gateKey: { constant: 'g1' },
        code: { column: 'code' },
        value: { column: 'value' },
        observedOn: { constant: '2024-03-01' },
      },
    };
    const answered = await send('id,code,value\no1,speed,42\no2,sight_ok,\no3,speed,500\n', answers);
    expect(counts(answered)).toEqual(['done', 2, 0, 0, 1]);
    expect(await dump('survey')).toHaveLength(1);
    const findings = {
      kind: 'findings',
      source: 'so-gd',
      key: ['id'],
      geometry: { x: 'x', y: 'y' },
      fields: {
        schoolKey: { constant: 's1' },
        reasonCode: { constant: 'no_footpath' },
        owner: { constant: 'commune' },
        foundOn: { constant: '2024-03-01' },
        recommendationNumber: { column: 'number' },
      },
    };
    expect(counts(await send('id,x,y,number\nf1,108.05,15.05,12/KN\nf2,108.05,15.05,\n', findings))).toEqual([
      'done',
      2,
      0,
      0,
      0,
    ]);
    expect(await database.knex('recommendation').pluck('document_number')).toEqual(['12/KN']);
  });

  it('takes units in any order, mends boundaries, and refuses orphans with their children', async () => {
    const units = {
      kind: 'units',
      source: 'u',
      key: ['id'],
      geometry: { wkt: 'g' },
      fields: {
        id: { column: 'id' },
        kind: { column: 'kind' },
        parentId: { column: 'parent' },
        name: { column: 'id' },
      },
    };
    const bow = 'POLYGON((107 15,107.1 15.1,107.1 15,107 15.1,107 15))';
    const result = await send(
      `id;kind;parent;g\nC1;commune;P1;${bow}\nP1;province;VN;\nC2;commune;P9;\nC3;commune;C2;\n`,
      units,
    );
    expect(counts(result)).toEqual(['done', 2, 0, 0, 2]);
    expect(result.batch.warnings).toMatchObject([{ code: 'area_mended', count: 1 }]);
    expect(result.rejected.map((row) => [row.line, row.code])).toEqual([
      [4, 'unknown_parent'],
      [5, 'unknown_parent'],
    ]);
    expect((await undo(result.batch.id)).status).toBe('undone');
    expect(await database.knex('unit').whereIn('id', ['C1', 'P1'])).toEqual([]);
  });
});

describe('taking back', () => {
  it('takes added rows away and restores changed ones to the byte', async () => {
    await send(threeAccidents, accidents);
    await send(oneSchool, schools);
    const before = [await dump('accident'), await dump('school'), await dump('school_site')];
    const changed = await send(
      `${threeAccidents.replace(',1,QL.1', ',5,Đường mới')}4,2024-03-07,108.05,15.05,1,\n`,
      accidents,
    );
    expect(counts(changed)).toEqual(['done', 1, 1, 2, 0]);
    const grown = await send(
      `${oneSchool.replace('300', '400')}s2;Trường B;primary;10;POINT(108.06 15.06)\n`,
      schools,
    );
    expect(counts(grown)).toEqual(['done', 1, 1, 0, 0]);
    expect(await dump('accident')).not.toEqual(before[0]);
    await undo(grown.batch.id);
    expect((await undo(changed.batch.id)).status).toBe('undone');
    expect([await dump('accident'), await dump('school'), await dump('school_site')]).toEqual(before);
    expect((await undo(changed.batch.id)).status).toBe('undone');
    expect(await database.knex('audit').where({ action: 'undo-import' })).toHaveLength(2);
  });

  it('is refused after a later import, after a person, and while others refer to the rows', async () => {
    const first = await send(oneSchool, schools);
    const second = await send(oneSchool.replace('300', '400'), schools);
    await expect(undo(first.batch.id)).rejects.toThrow(/later imports/);
    await system((tx) => tx('school').update({ name: 'By hand', revision: 3 }));
    await expect(undo(second.batch.id)).rejects.toThrow(/people changed/);
    await system((tx) => tx('school').update({ name: 'Trường A', revision: 2 }));
    await undo(second.batch.id);
    const gate = {
      id: randomUUID(),
      school_id: importedId('school', 'so-gd', 's1'),
      unit_id: 'A',
      kind: 'main',
      location: 'SRID=4326;POINT(108.05 15.05)',
      source: 'hand',
      source_key: '1',
    };
    await system((tx) => tx('gate').insert(gate));
    await expect(undo(first.batch.id)).rejects.toThrow(/gate/);
    await system((tx) => tx('gate').delete());
    await undo(first.batch.id);
    expect(await dump('school')).toEqual([]);
    await expect(undo(randomUUID())).rejects.toThrow(Problem);
  });

  it('keeps what a person corrected when the file comes again, but not what an import changed', async () => {
    await send(oneSchool, schools);
    expect(counts(await send(oneSchool.replace('300', '310'), schools))).toEqual(['done', 0, 1, 0, 0]);
    expect(counts(await send(oneSchool.replace('300', '320'), schools))).toEqual(['done', 0, 1, 0, 0]);
    await system((tx) => tx('school').update({ name: 'Corrected', revision: tx.raw('revision + 1') }));
    const result = await send(oneSchool.replace('300', '330'), schools);
    expect(counts(result)).toEqual(['done', 0, 0, 0, 0]);
    expect(result.batch.warnings).toMatchObject([{ code: 'kept-corrections', count: 1 }]);
    expect(await database.knex('school').select('name', 'pupils')).toEqual([
      { name: 'Corrected', pupils: 320 },
    ]);
  });
});

describe('a planner of one commune', () => {
  it('imports the own rows and is refused the neighbour’s, one by one', async () => {
    const result = await send(threeAccidents, accidents, { as: asPlanner });
    expect(counts(result)).toEqual(['done', 1, 0, 0, 2]);
    expect(result.rejected.map((row) => [row.line, row.value, row.code])).toEqual([
      [3, 'B', 'outside_unit'],
      [4, '109.500000, 15.050000', 'no_unit'],
    ]);
    expect(result.batch.createdBy).toBe('Planner of A');
    expect(await database.knex('accident').pluck('unit_id')).toEqual(['A']);
  });

  it('cannot take over a record that exists in another commune, and may not import units', async () => {
    await send(threeAccidents, accidents);
    const moved = threeAccidents.replace('108.15', '108.06');
    const result = await send(moved, accidents, { as: asPlanner });
    expect(counts(result)).toEqual(['done', 0, 0, 1, 2]);
    expect(result.rejected.map((row) => [row.line, row.code])).toEqual([
      [3, 'outside_unit'],
      [4, 'no_unit'],
    ]);
    const units = {
      kind: 'units',
      source: 'u',
      key: ['id'],
      fields: {
        id: { column: 'id' },
        kind: { constant: 'commune' },
        name: { column: 'id' },
        parentId: { constant: 'A' },
      },
    };
    expect(counts(await send('id\nX1\n', units, { as: asPlanner }))).toEqual(['done', 0, 0, 0, 1]);
  });
});
