// The search over HTTP: accents, order, scope, streets of one name, and kilometre addresses.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;

/** A readable id. */
const id = (number: number) => `5ea5c400-0000-4000-8000-${String(number).padStart(12, '0')}`;

beforeAll(async () => {
  town = await startTestApp();
  const db = town.database.knex;
  const boundary = (west: number) =>
    db.raw('ST_Multi(ST_MakeEnvelope(?::float8, 15.001, ?::float8, 15.005, 4326))', [west, west + 0.004]);
  const unit = (code: string, name: string) => ({
    id: code,
    kind: 'commune',
    parent_id: 'ZZ',
    name,
    full_name: `Xã ${name}`,
  });
  const point = (lon: number, lat: number) =>
    db.raw('ST_SetSRID(ST_MakePoint(?::float8, ?::float8), 4326)', [lon, lat]);
  await db('unit').insert([
    { ...unit('ZZ-71', 'Sơn Hạ'), boundary: boundary(108.701) },
    { ...unit('ZZ-72', 'Sơn Hà'), boundary: boundary(108.706) },
    { ...unit('ZZ-73', 'Sơn Hà Cũ'), boundary: boundary(108.701), valid_to: '2025-06-30' },
  ]);
  const school = (number: number, unitId: string, name: string) => ({
    id: id(number),
    unit_id: unitId,
    name,
    levels: ['primary'],
    location: point(108.72, 15.04),
    source: 'test',
    source_key: `search-${number}`,
  });
  await db('school').insert([
    school(1, 'ZZ-01', 'Trường Tiểu học Sơn Hạ'),
    school(2, 'ZZ-02', 'Trường Tiểu học Sơn Hà'),
    school(3, 'ZZ-02', 'Sơn Hà'),
    school(4, 'ZZ-01', 'Trường Tân Sơn Hạnh'),
    // More than one reply holds, of equal rank: by name, then id.
    ...Array.from({ length: 10 }, (_, i) => school(20 - i, 'ZZ-01', `Trường Thứ Mười ${i < 2 ? 0 : i}`)),
  ]);
  const road = (number: number, [lon, lat]: [number, number]) => ({
    id: id(number),
    source: 'test',
    source_key: `search-${number}`,
    part: 0,
    class: 'urban_main',
    name: 'Trần Phú',
    path: db.raw('ST_MakeLine(?, ?)', [point(lon, lat), point(lon + 0.001, lat)]),
    length_m: 107,
  });
  // Two stretches a few hundred metres apart, and a street of the same name across the town.
  await db('road_edge').insert([
    road(51, [108.707, 15.002]),
    road(52, [108.709, 15.003]),
    road(53, [108.73, 15.04]),
  ]);
});
afterAll(() => town?.close());

async function ask(person: Person, q: string) {
  const client = await town.as(person);
  const { body } = await client.get('/api/search').query({ q }).expect(200);
  return body;
}
const names = (found: { name: string }[]) => found.map(({ name }) => name);
const fullNames = (found: { fullName: string }[]) => found.map(({ fullName }) => fullName);

it('search without accents finds every accent: whole names, then starts of words, then the rest', async () => {
  const { schools, units } = await ask('planner', 'son ha');
  expect(names(schools)).toEqual([
    'Sơn Hà',
    'Trường Tiểu học Sơn Hà',
    'Trường Tiểu học Sơn Hạ',
    'Trường Tân Sơn Hạnh',
  ]);
  expect(fullNames(units)).toEqual(['Xã Sơn Hà', 'Xã Sơn Hạ']);
  expect(schools[0]).toEqual({
    id: id(3),
    name: 'Sơn Hà',
    unitName: 'Phường Hòa Lạc (hư cấu)',
    location: { type: 'Point', coordinates: [108.72, 15.04] },
  });
});

it('search with accents never takes Sơn Hà for Sơn Hạ', async () => {
  for (const typed of ['Sơn Hạ', 'sơn hạ', 'Sơn Hạ'.normalize('NFD'), 'SƠN HẠ']) {
    const { schools, units } = await ask('planner', typed);
    expect(names(schools)).toEqual(['Trường Tiểu học Sơn Hạ', 'Trường Tân Sơn Hạnh']);
    expect(fullNames(units)).toEqual(['Xã Sơn Hạ']);
  }
  const { units } = await ask('planner', 'xã Sơn Hà');
  expect(units).toEqual([
    {
      id: 'ZZ-72',
      fullName: 'Xã Sơn Hà',
      parentName: 'Tỉnh Minh Họa (hư cấu)',
      bounds: [108.706, 15.001, 108.71, 15.005],
    },
  ]);
});

it('search gives at most eight of a kind, by name and id', async () => {
  const { schools } = await ask('planner', 'thứ mười');
  expect(schools.map((school: { id: string; name: string }) => [school.name.slice(-1), school.id])).toEqual([
    ['0', id(19)],
    ['0', id(20)],
    ['2', id(18)],
    ['3', id(17)],
    ['4', id(16)],
    ['5', id(15)],
    ['6', id(14)],
    ['7', id(13)],
  ]);
});

it('search shows an officer only the schools of the own units', async () => {
  expect(names((await ask('officerA', 'sơn ha')).schools)).toEqual([
    'Trường Tiểu học Sơn Hạ',
    'Trường Tân Sơn Hạnh',
  ]);
  expect(names((await ask('officerB', 'sơn ha')).schools)).toEqual(['Sơn Hà', 'Trường Tiểu học Sơn Hà']);
  await town.anybody().get('/api/search').query({ q: 'sơn ha' }).expect(401);
});

it('search tells streets of one name apart by their place', async () => {
  const { roads } = await ask('officerA', 'tran phu');
  const [near, far] = roads;
  expect(roads).toHaveLength(2);
  expect([near.by, near.label, far.label]).toEqual(['name', 'Trần Phú', 'Trần Phú']);
  expect([near, far].map(({ unitName }) => unitName).sort()).toEqual(
    ['Xã Sơn Hà', expect.stringContaining('(hư cấu)')].sort(),
  );
  const own = roads.find(({ unitName }: { unitName: string }) => unitName === 'Xã Sơn Hà');
  expect(own.bounds).toEqual([108.707, 15.002, 108.71, 15.003]);
});

it('search finds a road by its number however it is written, and by its name', async () => {
  for (const typed of ['QL.99', 'ql99', 'ql 99']) {
    const { roads } = await ask('officerA', typed);
    expect(roads).toEqual([
      {
        by: 'number',
        label: 'QL.99',
        unitName: null,
        bounds: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)],
      },
    ]);
  }
  const [road] = (await ask('officerA', 'quoc lo 99')).roads;
  expect([road.by, road.label]).toEqual(['name', 'Quốc lộ 99']);
});

it('search reads a kilometre address with its road, as locateKm does', async () => {
  const client = await town.as('officerA');
  const { body: located } = await client
    .get('/api/roads/km')
    .query({ ref: 'QL.99', address: 'Km14+500' })
    .expect(200);
  for (const typed of ['QL.99 Km14+500', 'km14+500 ql99', 'Quốc lộ 99 Km 14+500']) {
    const { places, placeReason } = await ask('officerA', typed);
    expect(placeReason).toBeNull();
    expect(places).toEqual([{ ...located.places[0], ref: 'QL.99', address: 'Km14+500' }]);
  }
  const [loose] = (await ask('officerA', 'QL.99 Km14')).places;
  expect([loose.address, loose.quality]).toEqual(['Km14', 'street']);
});

it('search says why a kilometre address has no place', async () => {
  const reasonOf = async (typed: string) => {
    const { places, placeReason } = await ask('officerA', typed);
    return [places, placeReason];
  };
  expect(await reasonOf('QL.1 Km14+500')).toEqual([[], 'no_road']);
  expect(await reasonOf('Km14+500')).toEqual([[], 'no_road']);
  expect(await reasonOf('QL.99 Km140')).toEqual([[], 'too_far_from_posts']);
  expect(await reasonOf('ĐT.699 Km1')).toEqual([[], 'no_posts']);
  expect(await reasonOf('Sơn Hà')).toEqual([[], null]);
});

it('search takes 2 to 100 characters, and any of them', async () => {
  const client = await town.as('planner');
  for (const q of ['', 'a', ' a ', 'a'.repeat(101)]) await client.get('/api/search').query({ q }).expect(422);
  for (const q of ['ạ'.repeat(100), 'a'.repeat(100), '%_', '.*', "[a'\\", '((', '^$', '+ '.repeat(40)]) {
    expect(await ask('planner', q)).toEqual({
      schools: [],
      units: [],
      roads: [],
      places: [],
      placeReason: null,
    });
  }
});
