// What is left to survey, without a network: most pupil-metres first, and less what was walked and answered since the download.
import { describe, expect, test } from 'vitest';
import type { FieldPack } from '../../../contract/field.ts';
import type { Position } from '../../../contract/geometry.ts';
import type { TrackFix } from '../../../contract/survey.ts';
import { byPupilMetres, walksLeft } from '../../../contract/walk-next.ts';
import { newItem, type OutboxItem } from '../../outbox/item.ts';
import { nextWalk, routesLeft, schoolsLeft } from './left.ts';
import type { PackRoute } from './pack.ts';

const METRE = 1 / 111_195;
const at = (east: number, north: number): Position => [108 + east * METRE, north * METRE];
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const downloadedAt = '2026-11-21T01:00:00Z';

/** A route of a kilometre to the east, so many metres north of the school. */
function route(number: number, pupils: number, north: number, ...unsurveyed: [number, number][]): PackRoute {
  return {
    id: id(number),
    name: null,
    lengthMetres: 1_000,
    path: { type: 'LineString', coordinates: [at(0, north), at(1_000, north)] },
    stretches: [{ fromMetres: 0, toMetres: 1_000 }],
    pupils,
    unsurveyed: unsurveyed.map(([fromMetres, toMetres]) => ({ fromMetres, toMetres })),
  };
}

function packOf(...routes: PackRoute[]): FieldPack {
  const left = routes.flatMap(({ unsurveyed }) => unsurveyed);
  const leftMetres = left.reduce((sum, { fromMetres, toMetres }) => sum + toMetres - fromMetres, 0);
  const requiredMetres = routes.length * 1_000;
  return {
    unit: { id: 'ZZ-01', name: 'An Bình', boundary: null },
    madeAt: downloadedAt,
    today: '2026-11-21',
    codes: {
      questions: [
        {
          id: 'sight',
          vi: 'Nhìn rõ?',
          en: 'Seen?',
          kind: 'choice',
          targets: ['gate', 'route'],
          answers: [{ id: 'ok', vi: 'Có', en: 'Yes', observation: 'sight_ok' }],
        },
      ],
      reasons: [],
      measures: [],
      spotRules: {
        chronicDays: 30,
        chronicSightings: 3,
        evidencePhotos: 2,
        evidenceMinutesApart: 1,
        evidenceKeptDays: 365,
        commitmentAboveCc: 50,
        source: '',
      },
    },
    schools: [
      {
        id: id(9),
        name: 'Cầu Ván',
        levels: ['primary'],
        location: { type: 'Point', coordinates: at(0, 0) },
        gates: [],
        routes,
        requiredMetres,
        surveyedMetres: requiredMetres - leftMetres,
        lastSurveyedOn: null,
        lastSheets: [],
      },
    ],
    findings: [],
    spots: [],
    roads: [],
  };
}

let seq = 0;
function item(kind: OutboxItem['kind'], body: object, more: Partial<OutboxItem> = {}): OutboxItem {
  seq += 1;
  const own = { id: id(1_000 + seq), kind, body, accountId: id(1), seq, savedAt: '2026-11-21T02:00:00Z' };
  return { ...newItem(own), ...more };
}

const survey = (place: object, answer = 'ok', more: Partial<OutboxItem> = {}) =>
  item(
    'survey',
    {
      schoolId: id(9),
      surveyedOn: '2026-11-21',
      sheets: [{ ...place, answers: [{ question: 'sight', answer }] }],
    },
    more,
  );

/** A walk to the east with the noise of a phone, a fix every 9 s and 12 m. */
function walk(from: number, to: number, north: number, more: Partial<OutboxItem> = {}): OutboxItem {
  const fixes: TrackFix[] = [];
  for (let x = from; x <= to; x += 12) {
    const [longitude, latitude] = at(x, north + 4 * Math.sin(x));
    fixes.push([longitude, latitude, (x - from) * 0.75, 6]);
  }
  const body = { surveyId: id(50), startedAt: '2026-11-21T02:00:00Z', fixes, drawn: [] };
  return item('walk', body, more);
}

const after = (pack: FieldPack, ...items: OutboxItem[]) => ({ pack, items, since: downloadedAt });
const next = (pack: FieldPack, ...items: OutboxItem[]) =>
  nextWalk(routesLeft(after(pack, ...items), pack.schools));

test('the order weighs metres by pupils, keeps equal parts as given, and leaves out what nobody uses', () => {
  const part = (lengthMetres: number, pupilFlow: number, isSurveyed = false) => ({
    lengthMetres,
    pupilFlow,
    isSurveyed,
  });
  const parts = [part(100, 2), part(50, 8), part(900, 0), part(200, 1), part(10, 100, true)];
  expect(byPupilMetres(parts)).toEqual([4, 1, 0, 3]);
  expect(walksLeft(parts)).toEqual([1, 0, 3]);
});

test('nextWalk takes the part with most pupil-metres, whatever order the routes come in', () => {
  const [small, large] = [route(1, 10, 0, [0, 300]), route(2, 100, 100, [0, 20], [400, 500])];
  expect(next(packOf(large, small))).toEqual({ route: large, fromMetres: 400, toMetres: 500 });
  expect(next(packOf())).toBeNull();
});

describe('what was done on this phone is no longer left', () => {
  const [long, short] = [route(1, 100, 0, [0, 1_000]), route(2, 10, 200, [0, 1_000])];
  const pack = packOf(long, short);

  test('a walk that is not sent: along its route, and not along the next one', () => {
    expect(next(pack)).toMatchObject({ route: long });
    const whole = walk(0, 1_000, 0);
    expect(next(pack, whole)).toEqual({ route: short, fromMetres: 0, toMetres: 1_000 });
    const half = next(pack, walk(0, 504, 0));
    // Its end, 15 m and what the phone errs further, and the few metres past it.
    expect(half?.route).toBe(long);
    expect(half?.fromMetres).toBeGreaterThan(504);
    expect(half?.fromMetres).toBeLessThan(540);
    expect(half?.toMetres).toBe(1_000);
  });

  test('a way drawn by hand, and nothing where the phone knew no place', () => {
    const drawn = { type: 'LineString', coordinates: [at(0, 3), at(1_000, 3)] };
    const body = { surveyId: id(50), startedAt: '2026-11-21T02:00:00Z', fixes: [], drawn: [drawn] };
    expect(next(pack, item('walk', body))?.route).toBe(short);
    const [before, later] = [walk(0, 300, 0), walk(600, 1_000, 0)];
    const gap = next(pack, before, later);
    expect(gap?.fromMetres).toBeCloseTo(330, -1);
    expect(gap?.toMetres).toBeCloseTo(570, -1);
  });

  test('answers, with the few metres past their ends; "not observed" is none', () => {
    const place = { routeId: id(1), fromMetres: 0, toMetres: 260 };
    expect(next(pack, survey(place))).toMatchObject({ fromMetres: 270, toMetres: 1_000 });
    expect(next(pack, survey({ ...place, fromMetres: 300, toMetres: 320 }))).toMatchObject({
      fromMetres: 330,
    });
    expect(next(pack, survey(place, 'not_observed'))).toMatchObject({ fromMetres: 0 });
    expect(next(pack, survey({ gateId: id(1) }))).toMatchObject({ fromMetres: 0 });
    expect(next(pack, survey({ routeId: id(1) }))).toMatchObject({ route: short });
  });

  test('but what was withdrawn is, and what was sent before the download was counted in it', () => {
    const done = walk(0, 1_000, 0, { state: 'sent', sentAt: '2026-11-21T02:30:00Z' });
    expect(next(pack, done)?.route).toBe(short);
    expect(next(pack, { ...done, sentAt: '2026-11-21T00:30:00Z' })?.route).toBe(long);
    const withdrawal = (recordId: string) => item('withdrawal', { kind: 'walk', recordId, reason: 'nhầm' });
    expect(next(pack, done, withdrawal(done.id))?.route).toBe(long);
    expect(next(pack, done, withdrawal(id(50)))?.route).toBe(long);
  });
});

test('the school says what is left, and what of the rest is only on this phone', () => {
  const pack = packOf(route(1, 100, 0, [0, 600]), route(2, 10, 200, [0, 1_000]));
  const whole = { routeId: id(2) };
  const of = (...items: OutboxItem[]) => schoolsLeft(after(pack, ...items)).get(id(9));
  expect(of()).toEqual({ leftMetres: 1_600, onPhoneMetres: 0, lastSurveyedOn: null });
  const sent = survey(whole, 'ok', { state: 'sent', sentAt: '2026-11-21T02:30:00Z' });
  expect(of(sent)).toEqual({ leftMetres: 600, onPhoneMetres: 0, lastSurveyedOn: '2026-11-21' });
  const refused = survey({ routeId: id(1), fromMetres: 0, toMetres: 300 }, 'ok', { state: 'refused' });
  // Both ways of the same metres count once; on the server they are, on the phone they are no more.
  expect(of(sent, survey(whole), refused)).toMatchObject({ leftMetres: 290, onPhoneMetres: 310 });
});
