// What else a phone sends, and sends again: sightings that join one spot, what follows them, and photos in parts.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteExpired } from '../../server/photos/expiry.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { asSystem, type FieldSchool, schoolNamed } from '../support/field.ts';

let town: TestApp;
let school: FieldSchool;
beforeAll(async () => {
  town = await startTestApp();
  school = await schoolNamed(town, 'Cầu Ván');
});
afterAll(() => town.close());

const id = (number: number) => `e0000000-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`;
/** Some metres north of the school; a degree of latitude is 111 km. */
const seen = (northMetres: number, seenAt: string, kind = 'stopping_parking') => ({
  kind,
  location: {
    type: 'Point',
    coordinates: [school.location.coordinates[0], school.location.coordinates[1] + northMetres / 111_195],
  },
  seenAt,
  vehicles: 5,
});

describe('putSighting', () => {
  it('joins the spot of its kind within 25 m, and makes another beyond', async () => {
    const officer = await town.as('officerA');
    const put = async (number: number, body: object) =>
      (
        await officer
          .put(`/api/sightings/${id(number)}`)
          .send(body)
          .expect(200)
      ).body;
    // Far from every spot of the town.
    const start = 700;
    const first = await put(1, seen(start, '2026-11-18T23:30:00.000Z'));
    expect(first).toMatchObject({ sightings: 1, state: 'open' });
    expect(await put(1, seen(start, '2026-11-18T23:30:00.000Z'))).toEqual(first);
    const near = await put(2, seen(start + 20, '2026-11-19T23:40:00.000Z'));
    expect(near).toMatchObject({ id: first.id, sightings: 2 });
    expect((await put(3, seen(start + 40, '2026-11-19T23:45:00.000Z'))).id).not.toBe(first.id);
    expect((await put(4, seen(start, '2026-11-19T23:50:00.000Z', 'encroachment'))).id).not.toBe(first.id);
    await officer
      .put(`/api/sightings/${id(1)}`)
      .send(seen(start, '2026-11-18T23:31:00.000Z'))
      .expect(409);
  });

  it('makes one spot of two sightings sent at the same time', async () => {
    const officer = await town.as('officerA');
    const both = await Promise.all(
      [5, 6].map((number) =>
        officer
          .put(`/api/sightings/${id(number)}`)
          .send(seen(500, '2026-11-19T23:50:00.000Z'))
          .expect(200),
      ),
    );
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
  });

  it('refuses places of nobody and of others', async () => {
    const officer = await town.as('officerA');
    const far = {
      ...seen(0, '2026-11-19T23:50:00.000Z'),
      location: { type: 'Point', coordinates: [105, 21] },
    };
    await officer
      .put(`/api/sightings/${id(7)}`)
      .send(far)
      .expect(403);
    await (await town.as('officerB'))
      .put(`/api/sightings/${id(7)}`)
      .send(seen(0, '2026-11-19T23:50:00.000Z'))
      .expect(403);
    await (await town.as('leader'))
      .put(`/api/sightings/${id(7)}`)
      .send(seen(0, '2026-11-19T23:50:00.000Z'))
      .expect(403);
  });
});

describe('what follows a spot', () => {
  it('is chronic after three days, handled, returned, and committed without a name', async () => {
    const officer = await town.as('officerA');
    const put = (number: number, seenAt: string, more: object = {}) =>
      officer
        .put(`/api/sightings/${id(number)}`)
        .send({ ...seen(300, seenAt), ...more })
        .expect(200);
    const spotId = (await put(10, '2026-11-15T23:30:00.000Z')).body.id;
    await put(11, '2026-11-16T23:35:00.000Z');
    const twice = await officer.get(`/api/spots/${spotId}`).expect(200);
    expect(twice.body).toMatchObject({ isChronic: false, recentDays: 2 });
    await put(12, '2026-11-18T10:05:00.000Z', { minutesWatched: 20, minutesSeen: 10 });
    const chronic = await officer.get(`/api/spots/${spotId}`).expect(200);
    // Hours of the territory: half past six twice, five in the afternoon once.
    expect(chronic.body).toMatchObject({ isChronic: true, recentDays: 3, sightings: 3 });
    expect(chronic.body.hours[6]).toBe(2);
    expect(chronic.body.hours[17]).toBe(1);
    const watched = chronic.body.watchedHours.slice(15, 18);
    expect(watched.map((hour: { minutesWatched: number }) => hour.minutesWatched)).toEqual([0, 15, 5]);
    expect(watched.map((hour: { minutesSeen: number }) => hour.minutesSeen)).toEqual([0, 7.5, 2.5]);
    type Duty = { id: string; state: string; isChronic: boolean; recentDays: number };
    const { spots: early } = (await officer.get('/api/spot-duties').expect(200)).body;
    expect(early.find((duty: Duty) => duty.id === spotId)).toMatchObject({ isChronic: true, recentDays: 3 });

    const handling = { spotId, handledOn: '2026-11-19', note: 'Đã lập biên bản' };
    const handled = await officer
      .put(`/api/spot-handlings/${id(20)}`)
      .send(handling)
      .expect(200);
    await officer
      .put(`/api/spot-handlings/${id(20)}`)
      .send(handling)
      .expect(200);
    expect(handled.body).toMatchObject({ state: 'handled', handlings: [{ handledOn: '2026-11-19' }] });
    const late = await put(13, '2026-11-14T23:30:00.000Z');
    expect(late.body.state).toBe('handled');
    const returned = await put(14, '2026-11-20T23:30:00.000Z');
    expect(returned.body.state).toBe('returned');

    const commitment = { spotId, signedOn: '2026-11-19', validTo: '2027-05-31', aboveCc: 50 };
    const signed = await officer
      .put(`/api/spot-commitments/${id(21)}`)
      .send(commitment)
      .expect(200);
    expect(signed.body.commitments).toEqual([
      { id: id(21), signedOn: '2026-11-19', validTo: '2027-05-31', aboveCc: 50 },
    ]);
    await officer
      .put(`/api/spot-commitments/${id(21)}`)
      .send({ ...commitment, aboveCc: 110 })
      .expect(409);
    const { body: duties } = await officer.get('/api/spot-duties').expect(200);
    expect(duties.spots[0]).toMatchObject({ id: spotId, lastHandledOn: '2026-11-19', commitments: 1 });
    const left = duties.spots.filter(({ state }: Duty) => state !== 'handled');
    expect(duties).toMatchObject({
      total: duties.spots.length,
      open: left.length,
      returned: 1,
      chronic: left.filter(({ isChronic }: Duty) => isChronic).length,
    });
    for (const duty of duties.spots) {
      const { body: one } = await officer.get(`/api/spots/${duty.id}`).expect(200);
      expect(duty).toMatchObject({ isChronic: one.isChronic, recentDays: one.recentDays });
    }
    const foreign = (await (await town.as('officerB')).get('/api/spot-duties').expect(200)).body;
    expect(foreign.spots.map(({ id: other }: Duty) => other)).not.toContain(spotId);

    const columns = await asSystem<{ name: string }>(
      town,
      "select column_name as name from information_schema.columns where table_name = 'spot_commitment'",
    );
    expect(columns.filter(({ name }) => /name|person|house|address/.test(name))).toEqual([]);
    await (await town.as('officerB')).get(`/api/spots/${spotId}`).expect(404);
  });
});

describe('photos', () => {
  const segment = (marker: number, length: number) =>
    Buffer.concat([
      Buffer.from([0xff, marker, (length + 2) >> 8, (length + 2) & 0xff]),
      Buffer.alloc(length, 7),
    ]);
  const jpeg = (...segments: Buffer[]) =>
    Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      segment(0xe0, 14),
      ...segments,
      Buffer.from([0xff, 0xda, 0, 2]),
      Buffer.alloc(320_000, 3),
      Buffer.from([0xff, 0xd9]),
    ]);
  const announce = (file: Buffer, more: object) => ({
    kind: 'scene',
    takenAt: '2026-11-19T23:50:00Z',
    byteCount: file.length,
    sha256: createHash('sha256').update(file).digest('hex'),
    ...more,
  });
  const part = (file: Buffer, number: number) => ({
    base64: file.subarray(number * 150_000, (number + 1) * 150_000).toString('base64'),
  });

  it('arrive in parts of any order, again and again, and are read by the unit', async () => {
    const officer = await town.as('officerA');
    const file = jpeg();
    const put = (number: number, body: object) =>
      officer.put(`/api/photos/${id(30)}/parts/${number}`).send(body);
    const body = announce(file, { sightingId: id(1) });
    expect(
      (
        await officer
          .put(`/api/photos/${id(30)}`)
          .send(body)
          .expect(200)
      ).body.missing,
    ).toEqual([0, 1, 2]);
    expect((await put(2, part(file, 2)).expect(200)).body.missing).toEqual([0, 1]);
    await put(2, part(file, 2)).expect(200);
    await put(0, { base64: part(file, 2).base64 }).expect(422);
    await put(0, part(file, 0)).expect(200);
    await officer.get(`/api/photos/${id(30)}`).expect(404);
    expect(
      (
        await officer
          .put(`/api/photos/${id(30)}`)
          .send(body)
          .expect(200)
      ).body.missing,
    ).toEqual([1]);
    expect((await put(1, part(file, 1)).expect(200)).body).toMatchObject({ isComplete: true, missing: [] });
    expect((await put(1, part(file, 1)).expect(200)).body.isComplete).toBe(true);
    const read = await officer
      .get(`/api/photos/${id(30)}`)
      .buffer(true)
      .expect(200);
    expect(Buffer.compare(read.body, file)).toBe(0);
    expect(read.headers['cache-control']).toContain('no-store');
    expect(await asSystem(town, `select number from photo_part where photo_id = '${id(30)}'`)).toEqual([]);
    await (await town.as('officerB')).get(`/api/photos/${id(30)}`).expect(404);
    await (await town.as('leader'))
      .put(`/api/photos/${id(31)}`)
      .send(body)
      .expect(403);
  });

  it('are refused with EXIF, as something else, or when they are not what was announced', async () => {
    const officer = await town.as('officerA');
    const send = async (number: number, file: Buffer, announced = file) => {
      await officer
        .put(`/api/photos/${id(number)}`)
        .send(announce(announced, { sightingId: id(1) }))
        .expect(200);
      const parts = Math.ceil(file.length / 150_000);
      let last = await officer.put(`/api/photos/${id(number)}/parts/0`).send(part(file, 0));
      for (let k = 1; k < parts; k++)
        last = await officer.put(`/api/photos/${id(number)}/parts/${k}`).send(part(file, k));
      return last;
    };
    const marked = await send(32, jpeg(segment(0xe1, 30)));
    expect([marked.status, marked.body.type]).toEqual([422, '/problems/bad-file']);
    expect(marked.body.detail).toContain('EXIF');
    expect((await send(33, Buffer.alloc(1_000, 1))).status).toBe(422);
    const file = jpeg();
    const other = Buffer.from(file);
    other[1_000] = 9;
    expect((await send(34, other, file)).status).toBe(422);
    // The right parts sent again mend it.
    expect((await send(34, file)).body.isComplete).toBe(true);
  });

  it('of evidence leave a note of every look and end', async () => {
    const officer = await town.as('officerA');
    const file = jpeg();
    const { body } = await officer
      .put(`/api/photos/${id(35)}`)
      .send(announce(file, { sightingId: id(1), kind: 'evidence' }))
      .expect(200);
    expect(body.expiresOn).toBe('2027-05-20');
    for (const number of [0, 1, 2])
      await officer
        .put(`/api/photos/${id(35)}/parts/${number}`)
        .send(part(file, number))
        .expect(200);
    await officer.get(`/api/photos/${id(35)}`).expect(200);
    const looks = await asSystem(
      town,
      `select id from audit where record_id = '${id(35)}' and action = 'look'`,
    );
    expect(looks).toHaveLength(1);
    await asSystem(town, `update photo set expires_on = '2026-11-20' where id = '${id(35)}' returning id`);
    await officer.get(`/api/photos/${id(35)}`).expect(404);
    const kept = () => asSystem(town, `select id from photo where id = '${id(35)}'`);
    expect(await kept()).toHaveLength(1);
    expect(await deleteExpired(town.context.db, new Date('2026-11-20T16:59:00Z'))).toBe(0);
    expect(await deleteExpired(town.context.db, new Date('2026-11-20T17:00:00Z'))).toBe(1);
    expect(await kept()).toEqual([]);
  });
});
