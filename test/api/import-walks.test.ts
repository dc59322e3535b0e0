// Walks of GPX files: matched as a phone's walk is, with honest gaps, undone whole, and given out without positions.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, startTestApp, type TestApp } from '../support/app.ts';
import { asSystem, type FieldSchool, schoolNamed, walkAlong } from '../support/field.ts';

let town: TestApp;
let school: FieldSchool;
let planner: Client;
/** An officer of the other commune. */
let outsider: Client;
beforeAll(async () => {
  town = await startTestApp();
  planner = await town.as('planner');
  // The school with most metres left: a walk there can add some.
  const { body: ledger } = await planner.get('/api/coverage').expect(200);
  const [{ name, unitId }] = ledger.schools;
  school = await schoolNamed(town, name);
  outsider = await town.as(unitId === 'ZZ-01' ? 'officerB' : 'officerA');
  const [row] = await asSystem<{ key: string }>(
    town,
    `select source || ':' || source_key as key from route where id = '${route().id}'`,
  );
  routeKey = row?.key ?? '';
});
afterAll(() => town.close());

let routeKey = '';
const route = () => {
  const [first] = school.routes;
  if (first === undefined) throw new Error('the school has no route');
  return first;
};
const start = Date.parse('2026-11-19T23:10:00Z');

type Fix = readonly [number, number, number, number];
const point = ([lon, lat, seconds]: Fix, isTimed = true): string =>
  `<trkpt lat="${lat}" lon="${lon}">${isTimed ? `<time>${new Date(start + seconds * 1_000).toISOString()}</time>` : ''}<hdop>1.2</hdop></trkpt>`;
const gpx = (...tracks: string[]): string =>
  `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1" lon="2"/>${tracks.join('')}</gpx>`;
const track = (name: string, segments: readonly (readonly Fix[])[], isTimed = true): string =>
  `<trk><name>${name}</name>${segments.map((fixes) => `<trkseg>${fixes.map((fix) => point(fix, isTimed)).join('')}</trkseg>`).join('')}</trk>`;

async function send(
  content: string,
  fields: object,
  { id = randomUUID(), source = 'gps', dryRun = false } = {},
) {
  const mapping = { kind: 'walks', source, fields };
  return planner
    .post('/api/imports')
    .field({ id, mapping: JSON.stringify(mapping), dryRun: String(dryRun) })
    .attach('file', Buffer.from(content), 'tuan-tra.gpx');
}
const rejected = async (id: string) =>
  (await planner.get(`/api/imports/${id}/rejected`).expect(200)).body.rows as {
    line: number;
    field: string;
    code: string;
    reason: string;
    reasonEn: string;
  }[];
const walks = () =>
  asSystem<{ id: string; walked_on: string; matched_m: number; drawn_m: number; survey_id: string }>(
    town,
    'select id, walked_on, matched_m, drawn_m, survey_id from survey_walk where source is not null order by source_key',
  );
const covered = async () =>
  (await planner.get(`/api/schools/${school.id}/coverage`).expect(200)).body.surveyedMetres as number;

describe('a GPX file', () => {
  it('becomes a walk of its route, once, that raises the coverage and goes with its batch', async () => {
    const before = await covered();
    const fixes = walkAlong(route().path.coordinates);
    const half = Math.floor(fixes.length / 2);
    const file = gpx(track('Sáng', [fixes.slice(0, half), fixes.slice(half)]));
    const tried = await send(file, { routeKey: { constant: routeKey } }, { dryRun: true });
    expect(tried.body).toMatchObject({ status: 'dry-run', inserted: 1, rejected: 0 });
    expect(await walks()).toEqual([]);

    const { body } = await send(file, { routeKey: { constant: routeKey } });
    expect(body).toMatchObject({ status: 'done', rowsRead: 1, inserted: 1, rejected: 0, warnings: [] });
    const [walk] = await walks();
    // Ten past six in the morning of the next day, by the territory's clock.
    expect(walk).toMatchObject({ walked_on: '2026-11-20', drawn_m: 0 });
    expect(walk?.matched_m).toBeGreaterThan(0.8 * route().lengthMetres);
    expect(await covered()).toBeGreaterThan(before);
    // The same way in two pieces leaves a gap of the size of one step, no more.
    expect(walk?.matched_m).toBeLessThan(1.1 * route().lengthMetres);
    expect(await asSystem(town, 'select walk_id from survey_track')).toEqual([]);

    const again = await send(file, { routeKey: { constant: routeKey } });
    expect(again.body).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
    const moved = await send(gpx(track('Sáng', [fixes.slice(0, half)])), {
      routeKey: { constant: routeKey },
    });
    expect(moved.body).toMatchObject({ inserted: 0, updated: 0, rejected: 1 });
    expect(await rejected(moved.body.id)).toMatchObject([{ line: 1, code: 'walk_changed' }]);

    await planner.post(`/api/imports/${body.id}/undo`).send({}).expect(200);
    expect(await walks()).toEqual([]);
    expect(await covered()).toBe(before);
  });

  it('is given out as the roads it followed, without positions, and comes back as drawn by hand', async () => {
    const fixes = walkAlong(route().path.coordinates);
    const { body } = await send(gpx(track('Chiều', [fixes])), { routeKey: { constant: routeKey } });
    const [walk] = await walks();
    const { text, headers } = await planner
      .get(`/api/surveys/${walk?.survey_id}/gpx`)
      .buffer(true)
      .expect(200);
    expect(headers['content-type']).toContain('application/gpx+xml');
    expect(text).toContain(`<name>2026-11-20</name><cmt>${walk?.id}</cmt>`);
    expect(text).not.toContain('<time>');
    await outsider.get(`/api/surveys/${walk?.survey_id}/gpx`).expect(404);
    expect(
      await asSystem(
        town,
        `select id from audit where action = 'export' and record_id = '${walk?.survey_id}'`,
      ),
    ).toHaveLength(1);

    await planner.post(`/api/imports/${body.id}/undo`).send({}).expect(200);
    const back = await send(
      text,
      { routeKey: { constant: routeKey }, walkedOn: { column: 'name', date: 'YYYY-MM-DD' } },
      { source: 'back' },
    );
    expect(back.body).toMatchObject({ inserted: 1, rejected: 0 });
    const [drawn] = await walks();
    expect(drawn?.drawn_m).toBe(drawn?.matched_m);
    expect(drawn?.drawn_m).toBeGreaterThan(0.8 * (walk?.matched_m ?? 0));
    await planner.post(`/api/imports/${back.body.id}/undo`).send({}).expect(200);
  });

  it('leaves a gap where the positions stop, and says when a walk follows no road or not its route', async () => {
    const fixes = walkAlong(route().path.coordinates);
    const third = Math.floor(fixes.length / 3);
    const { body } = await send(gpx(track('Hở', [fixes.slice(0, third), fixes.slice(2 * third)])), {
      routeKey: { constant: routeKey },
    });
    expect(body.inserted).toBe(1);
    const [walk] = await walks();
    expect(walk?.matched_m).toBeLessThan(0.8 * route().lengthMetres);
    await planner.post(`/api/imports/${body.id}/undo`).send({}).expect(200);

    const [lon, lat] = school.location.coordinates;
    // Out on the water: two kilometres from every road of the town.
    const astray = walkAlong([
      [lon + 0.03, lat + 0.05],
      [lon + 0.031, lat + 0.05],
    ]);
    const lost = await send(gpx(track('Lạc', [astray])), { schoolKey: { constant: 'town:TH-CAUVAN' } });
    expect(lost.body.warnings).toMatchObject([{ code: 'walk_off_roads', count: 1 }]);
    await planner.post(`/api/imports/${lost.body.id}/undo`).send({}).expect(200);
  });

  it('is refused track by track, or whole when it is none', async () => {
    const fixes = walkAlong(route().path.coordinates);
    const [lon, lat] = school.location.coordinates;
    const wide = [
      [lon, lat, 0, 5],
      [lon + 0.2, lat, 60, 5],
    ] as const;
    const future = fixes.map(([x, y, seconds, accuracy]) => [x, y, seconds + 9 * 86_400, accuracy] as const);
    const { body } = await send(
      gpx(
        track('Không giờ', [fixes], false),
        track('Rộng', [wide]),
        track('Mai sau', [future]),
        '<trk><name>Rỗng</name><trkseg/></trk>',
        track('Sai', [
          [
            [200, 95, 0, 5],
            [200, 95, 9, 5],
          ],
        ]),
      ),
      { routeKey: { constant: routeKey } },
    );
    expect(body).toMatchObject({ inserted: 0, rejected: 5 });
    const rows = await rejected(body.id);
    expect(rows.map(({ line, code }) => [line, code])).toEqual([
      [1, 'missing'],
      [2, 'too_wide'],
      [3, 'future_date'],
      [4, 'bad_geometry'],
      [5, 'not_on_earth'],
    ]);
    for (const { reason, reasonEn } of rows)
      expect([reason.length > 5, reasonEn.length > 5]).toEqual([true, true]);
    const unknown = await send(gpx(track('A', [fixes])), { schoolKey: { constant: 'không có' } });
    expect(await rejected(unknown.body.id)).toMatchObject([{ field: 'schoolKey', code: 'unknown_school' }]);
    const neither = await send(gpx(track('B', [fixes])), {});
    expect(await rejected(neither.body.id)).toMatchObject([
      { field: 'routeKey', code: 'needs_school_or_route' },
    ]);

    const bomb =
      '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><gpx><trk><name>&b;</name></trk></gpx>';
    for (const bad of [bomb, '<kml></kml>', '<gpx><trk>', 'không phải XML']) {
      const answer = await send(bad, {});
      expect([answer.status, answer.body.type]).toEqual([422, '/problems/bad-file']);
    }
  });
});
