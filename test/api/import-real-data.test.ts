// Imports of real files by the example mappings. The files are not part of the project: REFERENCE_DATA names the folder
// that holds them; without it these tests are left out, and say so.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../server/db/open.ts';
import { withSystemScope } from '../../server/db/scope.ts';
import { type ImportResult, runImport } from '../../server/imports/run-import.ts';
import { installTerritory } from '../../server/territory/install.ts';
import { testDatabase } from '../support/database.ts';

const root = path.resolve(import.meta.dirname, '../..');
const data = path.resolve(root, process.env.REFERENCE_DATA ?? '../shared/data');
const hasReferenceData = existsSync(data);
if (!hasReferenceData)
  console.warn(`REFERENCE DATA ABSENT: ${data}. The imports of real files were NOT tested.`);

type Mapping = { fields: Record<string, unknown> } & Record<string, unknown>;
const example = (name: string): Mapping =>
  JSON.parse(readFileSync(path.join(root, 'data/examples', `${name}.json`), 'utf8'));

async function install(database: Database, territory: string): Promise<void> {
  const file: unknown = JSON.parse(
    readFileSync(path.join(root, 'data/territories', `${territory}.json`), 'utf8'),
  );
  await withSystemScope(database.knex, (tx) => installTerritory(tx, file));
}

async function send(
  database: Database,
  mapping: object,
  files: string[],
  dryRun = false,
): Promise<ImportResult> {
  return withSystemScope(database.knex, (tx) =>
    runImport(
      { tx, clock: () => new Date('2026-11-21T03:00:00Z'), accountId: null },
      {
        id: randomUUID(),
        files: files.map((file) => ({ path: file, name: path.basename(file) })),
        mapping,
        dryRun,
      },
    ),
  );
}

describe.runIf(hasReferenceData)('Leeds 2014-2019', () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase();
    await install(database, 'leeds');
  });
  afterAll(() => database.close());
  const file = (name: string): string => path.join(data, 'uk_leeds', name);
  const year = (number: number): string => file(`leeds_casualties_${number}.csv`);
  const ukOrder = [2014, 2015, 2016, 2018, 2019].map(year);

  it('gives the 10,550 accidents of six years, whose headers, codes and encodings differ', async () => {
    const five = await send(database, example('leeds-accidents'), ukOrder);
    const american = await send(database, example('leeds-accidents-2017'), [year(2017)]);
    expect([five.batch.rowsRead, five.batch.inserted, five.batch.rejected]).toEqual([11_648, 8_839, 0]);
    expect([american.batch.rowsRead, american.batch.inserted, american.batch.rejected]).toEqual([
      2_203, 1_711, 0,
    ]);
    const { rows } = await database.knex.raw<{ rows: { year: number; count: number; hurt: number }[] }>(
      `select extract(year from occurred_on)::integer as year, count(*)::integer as count,
         sum(deaths + serious + slight)::integer as hurt from accident where unit_id = 'E08000035' group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { year: 2014, count: 1_936, hurt: 2_533 },
      { year: 2015, count: 1_979, hurt: 2_664 },
      { year: 2016, count: 1_926, hurt: 2_549 },
      { year: 2017, count: 1_711, hurt: 2_203 },
      { year: 2018, count: 1_548, hurt: 1_995 },
      { year: 2019, count: 1_450, hurt: 1_907 },
    ]);
    const again = await send(database, example('leeds-accidents-2017'), [year(2017)]);
    expect([again.batch.inserted, again.batch.unchanged]).toEqual([0, 1_711]);
  }, 120_000);

  it('counts the casualties under 18 of each year', async () => {
    const young = { count: [{ column: 'Age of Casualty', between: [0, 17] }] };
    for (const [index, wanted] of [340, 317, 356, 294, 274, 253].entries()) {
      const number = 2014 + index;
      const mapping = example(number === 2017 ? 'leeds-accidents-2017' : 'leeds-accidents');
      const { occurredOn } = mapping.fields;
      const counting = { ...mapping, source: `young-${number}`, fields: { occurredOn, slight: young } };
      await send(database, counting, [year(number)]);
      const sum = await database
        .knex('accident')
        .where({ source: `young-${number}` })
        .sum({ young: 'slight' })
        .first();
      expect(Number(sum?.young), String(number)).toBe(wanted);
    }
  }, 120_000);

  it('gives roads and schools', async () => {
    const roads = await send(database, example('leeds-roads'), [file('leeds_osm_roads.geojson.gz')]);
    expect([roads.batch.rowsRead, roads.batch.leftOut, roads.batch.rejected]).toEqual([11_705, 89, 1]);
    expect(roads.rejected[0]).toMatchObject({ field: 'lanes → lanes', value: '1.5', code: 'not_whole' });
    expect(roads.batch.inserted).toBe(23_542);
    const schools = await send(database, example('leeds-schools'), [file('leeds_schools_named_2017.csv')]);
    expect([schools.batch.inserted, schools.batch.rejected]).toEqual([67, 0]);
    const secondary = await database.knex('school').whereRaw("'upper_secondary' = any (levels)");
    // 14 secondary, 5 without a phase, 1 all-through, 1 of 16 plus.
    expect(secondary).toHaveLength(21);
  }, 180_000);

  it('says what is wrong when the national grid is taken for degrees', async () => {
    const result = await send(database, { ...example('leeds-accidents'), srid: 4326 }, [year(2014)], true);
    expect(result.batch.warnings.map((warning) => warning.code)).toEqual(['wrong_srid']);
    expect(new Set(result.rejected.map((row) => row.code))).toEqual(new Set(['metres_as_degrees']));
  });
});

describe.runIf(hasReferenceData)('Việt Nam', () => {
  let database: Database;
  let folder: string;
  beforeAll(async () => {
    database = await testDatabase();
    await install(database, 'vietnam');
    folder = mkdtempSync(path.join(tmpdir(), 'import-units-'));
    for (const name of ['quang_ngai_51', 'ho_chi_minh_79', 'ha_noi_01']) {
      execFileSync('tar', ['xzf', path.join(data, 'vietnam_admin', `${name}_geojson.tar.gz`), '-C', folder]);
    }
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Province and communes of one unpacked folder. */
  async function units(name: string, code: string): Promise<ImportResult[]> {
    const communes = example('quang-ngai-communes');
    communes.fields.parentId = { constant: code };
    const wards = path.join(folder, name, 'wards');
    return [
      await send(database, example('vietnam-provinces'), [path.join(folder, name, `${name}.geojson`)]),
      await send(
        database,
        communes,
        readdirSync(wards).map((ward) => path.join(wards, ward)),
      ),
    ];
  }

  it('gives Quảng Ngãi and its 96 communes with boundaries', async () => {
    const [province, communes] = await units('51_quang_ngai', '51');
    expect([province?.batch.inserted, communes?.batch.inserted, communes?.batch.rejected]).toEqual([
      1, 96, 0,
    ]);
    const { rows } = await database.knex.raw<{ rows: { km2: number; lySon: string }[] }>(
      `select round(sum(ST_Area(boundary::geography)) / 1e6)::integer as km2,
         commune_at(ST_SetSRID(ST_MakePoint(109.115, 15.385), 4326), '2026-01-01') as "lySon"
       from unit where parent_id = '51'`,
    );
    // The communes together, as measured from the boundaries themselves.
    expect(rows[0]?.km2).toBeGreaterThan(14_800);
    expect(rows[0]?.km2).toBeLessThan(14_900);
    expect(await database.knex('unit').where({ id: rows[0]?.lySon }).pluck('name')).toEqual(['Lý Sơn']);
  }, 120_000);

  it('gives roads and schools of Hồ Chí Minh City and Hà Nội, each in its ward', async () => {
    await units('79_ho_chi_minh', '79');
    await units('01_ha_noi', '01');
    const schoolsOf = async (file: string): Promise<ImportResult> => {
      const osm = path.join(data, file);
      const roads = await send(database, example('vietnam-osm-roads'), [osm]);
      expect([roads.batch.status, roads.batch.rejected]).toEqual(['done', 0]);
      return send(database, example('vietnam-osm-schools'), [osm]);
    };
    const saigon = await schoolsOf('vietnam_osm_hcmc/multi-tl-map.osm');
    const hanoi = await schoolsOf('vietnam_osm_hanoi/map.osm');
    expect([saigon.batch.inserted, saigon.batch.rejected]).toEqual([15, 6]);
    expect([hanoi.batch.inserted, hanoi.batch.rejected]).toEqual([7, 2]);
    expect(saigon.rejected.find((row) => row.value?.startsWith('ILA'))?.code).toBe('no_school_level');
    const school = await database.knex('school').where({ name: 'Trường Tiểu học Trần Quốc Thảo' }).first();
    expect(school).toMatchObject({ levels: ['primary'], source_key: 'way/186545016' });
    const ward = await database.knex('unit').where({ id: school?.unit_id }).first();
    expect(ward).toMatchObject({ full_name: 'Phường Xuân Hoà', parent_id: '79' });
    const overpass = path.join(data, 'vietnam_osm_hanoi/overpass_hanoi_20231213.json');
    const network = await send(database, example('overpass-roads'), [overpass]);
    expect([network.batch.recordsRead, network.batch.rejected]).toEqual([5_074, 0]);
    expect(network.batch.inserted).toBeGreaterThan(11_000);
  }, 240_000);
});
