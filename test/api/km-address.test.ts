// Written kilometre addresses over HTTP, on QL.99 of the town, whose posts are not 1,000 m apart.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

async function locate(ref: string, address: string) {
  const client = await town.as('officerA');
  const { body } = await client.get('/api/roads/km').query({ ref, address }).expect(200);
  return body;
}

it('locateKm finds an address between its posts, however the road is written', async () => {
  const [east] = [(await locate('QL.99', 'Km15')).places[0].location.coordinates];
  const { status, reason, places } = await locate('ql 99', 'Km 14+500');
  expect({ status, reason }).toEqual({ status: 'located', reason: null });
  expect(places).toEqual([
    {
      part: '',
      location: { type: 'Point', coordinates: expect.any(Array) },
      quality: 'exact',
      isExtrapolated: false,
    },
  ]);
  // Post 14 stands at 108.72008 E, post 15 at 108.727366 E (data/town/km_posts.geojson): half way between along the road.
  const [longitude, latitude] = places[0].location.coordinates;
  expect(longitude).toBeGreaterThan(108.7225);
  expect(longitude).toBeLessThan(108.725);
  expect(latitude).toBeGreaterThan(15.0353);
  expect(latitude).toBeLessThan(15.041);
  expect(east[0]).toBeCloseTo(108.727366, 4);
});

it('locateKm says why it finds nothing', async () => {
  expect(await locate('QL.99', 'số nhà 12')).toEqual({
    status: 'rejected',
    reason: 'not_an_address',
    places: [],
  });
  expect(await locate('QL.1', 'Km14+500')).toEqual({ status: 'rejected', reason: 'no_road', places: [] });
  expect(await locate('QL.99', 'Km140')).toEqual({
    status: 'rejected',
    reason: 'too_far_from_posts',
    places: [],
  });
  expect(await locate('ĐT.699', 'Km1')).toEqual({ status: 'rejected', reason: 'no_posts', places: [] });
});

it('locateKm is for people who are signed in', async () => {
  await town.anybody().get('/api/roads/km').query({ ref: 'QL.99', address: 'Km14' }).expect(401);
});
