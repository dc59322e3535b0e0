// Reading schools, accidents and units, and recording an illegal spot: it works, bad input, not found, sent twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

const nowhere = '00000000-0000-8000-8000-000000000000';

describe('schools', () => {
  it('listSchools pages by name without losing or repeating one', async () => {
    const client = await town.as('planner');
    const names: string[] = [];
    let after = '';
    do {
      const page = await client.get(`/api/schools?limit=3${after && `&after=${after}`}`).expect(200);
      expect(page.body.total).toBe(8);
      names.push(...page.body.schools.map((school: { name: string }) => school.name));
      after = page.body.next ?? '';
    } while (after !== '');
    expect(names).toHaveLength(8);
    expect(new Set(names).size).toBe(8);
  });

  it('listSchools finds without accents, and with accents only what is meant', async () => {
    const client = await town.as('planner');
    const find = async (search: string) =>
      (await client.get('/api/schools').query({ search }).expect(200)).body.schools.map(
        (school: { name: string }) => school.name,
      );
    expect(await find('cau van')).toEqual(['Trường Tiểu học Cầu Ván']);
    expect(await find('Cầu Ván')).toEqual(['Trường Tiểu học Cầu Ván']);
    expect(await find('Cầu Văn')).toEqual([]);
    expect(await find('100%')).toEqual([]);
  });

  it('listSchools filters by level, unit and box', async () => {
    const client = await town.as('planner');
    const count = async (query: object) =>
      (await client.get('/api/schools').query(query).expect(200)).body.total;
    expect(await count({ level: 'preschool' })).toBe(2);
    expect(await count({ level: 'preschool,upper_secondary' })).toBe(3);
    expect((await count({ unit: 'ZZ-01' })) + (await count({ unit: 'ZZ-02' }))).toBe(8);
    expect(await count({ bbox: '0,0,1,1' })).toBe(0);
    await client.get('/api/schools?bbox=1,1,0,0').expect(422);
  });

  it('getSchool shows gates, zones, routes and findings, or 404', async () => {
    const client = await town.as('planner');
    const list = await client.get('/api/schools').query({ search: 'Cầu Ván' }).expect(200);
    const school = await client.get(`/api/schools/${list.body.schools[0].id}`).expect(200);
    expect(school.body.gates.length).toBeGreaterThan(0);
    expect(school.body.routes.length).toBeGreaterThanOrEqual(3);
    const shares = school.body.routes.reduce((sum: number, route: { share: number }) => sum + route.share, 0);
    expect(shares).toBeCloseTo(1, 6);
    expect(school.body.findings.length).toBeGreaterThan(0);
    expect(school.body.invented).toBe(true);
    await client.get(`/api/schools/${nowhere}`).expect(404);
    await client.get('/api/schools/not-an-id').expect(422);
  });
});

describe('accidents', () => {
  it('listAccidents counts what it lists, unlocated ones told apart', async () => {
    const client = await town.as('planner');
    const all = await client.get('/api/accidents?limit=1000').expect(200);
    expect(all.body.total).toBe(422);
    expect(all.body.accidents).toHaveLength(422);
    expect(all.body.accidents.filter((one: { location: unknown }) => one.location === null)).toHaveLength(
      all.body.unlocated,
    );
    const days = all.body.accidents.map((one: { occurredOn: string }) => one.occurredOn);
    expect(days).toEqual([...days].sort().reverse());
  });

  it('listAccidents splits by every filter into parts that add up', async () => {
    const client = await town.as('planner');
    const count = async (query: object): Promise<number> =>
      (
        await client
          .get('/api/accidents')
          .query({ limit: 1, ...query })
          .expect(200)
      ).body.total;
    const sum = async (name: string, values: string[]) =>
      (await Promise.all(values.map((value) => count({ [name]: value })))).reduce((a, b) => a + b, 0);
    expect(await sum('severity', ['fatal', 'serious', 'slight', 'property'])).toBe(422);
    expect(await sum('pupil', ['yes', 'no', 'unknown'])).toBe(422);
    expect(await sum('window', ['trip', 'day', 'other'])).toBe(422);
    expect(await sum('unit', ['ZZ-01', 'ZZ-02'])).toBe(422);
    expect((await count({ to: '2024-06-30' })) + (await count({ from: '2024-07-01' }))).toBe(422);
    expect(await count({ severity: 'fatal,serious', pupil: 'yes', window: 'trip' })).toBeGreaterThan(0);
  });

  it('listAccidents near a school grows with the distance', async () => {
    const client = await town.as('planner');
    const list = await client.get('/api/schools').query({ search: 'Cầu Ván' }).expect(200);
    const near = async (withinMetres: number) =>
      (
        await client
          .get('/api/accidents')
          .query({ school: list.body.schools[0].id, withinMetres })
          .expect(200)
      ).body.total;
    expect(await near(50)).toBeGreaterThan(0);
    expect(await near(300)).toBeGreaterThan(await near(50));
    await client
      .get('/api/accidents')
      .query({ school: list.body.schools[0].id, withinMetres: 90_000 })
      .expect(422);
  });
});

describe('putSpot', () => {
  const id = '5d1f3f0e-8c5b-4f3e-9a56-f6a0c6a1b001';
  const spot = {
    kind: 'stopping_parking',
    location: { type: 'Point', coordinates: [0, 0] },
    seenAt: '2026-11-20T23:30:00.000Z',
    vehicles: 4,
  };

  it('stores it once however often it is sent, with the sighting and an audit row', async () => {
    const client = await town.as('officerA');
    const school = (await client.get('/api/schools?limit=1').expect(200)).body.schools[0];
    spot.location = school.location;
    const first = await client.put(`/api/spots/${id}`).send(spot).expect(200);
    const second = await client.put(`/api/spots/${id}`).send(spot).expect(200);
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ id, sightings: 1, revision: 1, unitId: 'ZZ-01', invented: false });
    const rows = await town.context.db.transaction(async (tx) => {
      await tx.raw('select begin_system_scope()');
      return tx('audit').where({ table_name: 'illegal_spot', record_id: id });
    });
    expect(rows).toHaveLength(1);
  });

  it('takes a change only from the row as it stands, and gives that row back otherwise', async () => {
    const client = await town.as('officerA');
    const handled = { ...spot, state: 'handled' };
    const stale = await client.put(`/api/spots/${id}`).send(handled).expect(409);
    expect(stale.body).toMatchObject({
      type: '/problems/stale-revision',
      current: { revision: 1, state: 'open' },
    });
    const changed = await client
      .put(`/api/spots/${id}`)
      .send({ ...handled, baseRevision: 1 })
      .expect(200);
    expect(changed.body).toMatchObject({ revision: 2, state: 'handled', sightings: 1 });
    await client
      .put(`/api/spots/${id}`)
      .send({ ...handled, baseRevision: 1 })
      .expect(200);
    const seenAgain = { ...handled, seenAt: '2026-11-21T00:15:00.000Z', baseRevision: 2 };
    expect((await client.put(`/api/spots/${id}`).send(seenAgain).expect(200)).body.sightings).toBe(2);
  });

  it('refuses swapped coordinates, a place outside every unit, and words it does not know', async () => {
    const client = await town.as('officerA');
    const [longitude = 0, latitude = 0] = spot.location.coordinates;
    const other = '5d1f3f0e-8c5b-4f3e-9a56-f6a0c6a1b002';
    const swapped = await client
      .put(`/api/spots/${other}`)
      .send({ ...spot, location: { type: 'Point', coordinates: [latitude, longitude] } })
      .expect(422);
    expect(swapped.body.errors[0].pointer).toBe('#/body/location/coordinates/1');
    await client
      .put(`/api/spots/${other}`)
      .send({ ...spot, location: { type: 'Point', coordinates: [105, 21] } })
      .expect(403);
    await client
      .put(`/api/spots/${other}`)
      .send({ ...spot, kind: 'party' })
      .expect(422);
    await client
      .put(`/api/spots/${other}`)
      .send({ ...spot, vehicles: 3, minutesSeen: 30, minutesWatched: 10 })
      .expect(422);
  });
});
