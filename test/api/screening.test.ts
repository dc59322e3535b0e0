// The screening of the town: equal to PostGIS on the ellipsoid, kept current by the database whoever writes, and read
// in one's scope.
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { besideTransactions } from '../../server/db/beside.ts';
import { withScope, withSystemScope } from '../../server/db/scope.ts';
import { recomputeScreening, refreshScreening } from '../../server/screening/recompute.ts';
import { people, startTestApp, type TestApp } from '../support/app.ts';
import { testNow } from '../support/town.ts';

const today = '2026-11-21';

let town: TestApp;
let officerId: string;

type Row = { id: string; accidents: number; weight: number };

beforeAll(async () => {
  town = await startTestApp();
  const [officer] = await asSystem((tx) =>
    tx('account').where({ login: people.officerA }).select<{ id: string }[]>('id'),
  );
  officerId = officer?.id ?? '';
});
afterAll(() => town?.close());

function asSystem<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  return withSystemScope(town.context.db, work);
}

/** What an officer of An Bình does: the database must reach the schools of the neighbours by itself. */
function asOfficer<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  return withScope(town.context.db, { accountId: officerId, onDate: today }, work);
}

async function rows(sql: string): Promise<Row[]> {
  const { rows: found } = await asSystem((tx) => tx.raw<{ rows: Row[] }>(sql));
  return found;
}

/** Routes with their numbers, which lie in the row of their school. */
const ROUTES =
  'school_screening s, unnest(s.route_ids, s.route_accidents, s.route_weights) r (id, accidents, weight)';

const stored = {
  school: () => rows('select school_id as id, accidents, weight from school_screening order by 1'),
  route: () => rows(`select r.* from ${ROUTES} order by 1`),
};

/** The numbers now, and what a full computation makes of the same facts. */
async function expectEqualToFull(): Promise<void> {
  const followed = { school: await stored.school(), route: await stored.route() };
  await asSystem(async (tx) => {
    await tx.raw('delete from school_screening');
    await recomputeScreening(tx, testNow);
  });
  for (const table of ['school', 'route'] as const) {
    const full = await stored[table]();
    expect(followed[table].map(({ id, accidents }) => ({ id, accidents }))).toEqual(
      full.map(({ id, accidents }) => ({ id, accidents })),
    );
    full.forEach((row, i) => {
      expect(Math.abs((followed[table][i]?.weight ?? Number.NaN) - row.weight)).toBeLessThan(1e-9);
    });
  }
}

const isStale = async (): Promise<boolean> =>
  (await asSystem((tx) => tx('screening_state').first<{ is_stale: boolean }>('is_stale'))).is_stale;

describe('a full computation', () => {
  test('comes with a risk run', async () => {
    const state = await asSystem((tx) => tx('screening_state').first());
    expect(state).toEqual({ id: 1, as_of: today, window_from: '2023-11-21', is_stale: false });
  });

  const inWindow = `a.location_quality <> 'area' and a.occurred_on > date '${today}' - interval '36 months'`;
  const value = `case a.severity when 'fatal' then 1 when 'serious' then 0.25 when 'slight' then 0.02 else 0 end`;

  test('finds the accidents near schools that PostGIS finds on the ellipsoid', async () => {
    const own = await stored.school();
    const theirs = await rows(
      `select s.id, count(a.id) as accidents,
              coalesce(sum(${value} * (1 - ST_Distance(s.location::geography, a.location::geography) / 1000)), 0) as weight
         from school s left join accident a
           on ST_DWithin(s.location::geography, a.location::geography, 1000) and ${inWindow}
        group by s.id order by s.id`,
    );
    expect(own.map(({ id, accidents }) => [id, accidents])).toEqual(
      theirs.map(({ id, accidents }) => [id, accidents]),
    );
    own.forEach((row, i) => {
      expect(row.weight).toBeCloseTo(theirs[i]?.weight ?? Number.NaN, 7);
    });
    expect(own.filter((row) => row.accidents > 0).length).toBeGreaterThan(5);
  });

  test('finds the accidents along routes that PostGIS finds on the ellipsoid', async () => {
    const own = await stored.route();
    const theirs = await rows(
      `select r.id, count(a.id) as accidents, coalesce(sum(${value}), 0) as weight
         from route r left join accident a on ST_DWithin(r.path::geography, a.location::geography, 30) and ${inWindow}
        group by r.id order by r.id`,
    );
    expect(own.map(({ id, accidents }) => [id, accidents])).toEqual(
      theirs.map(({ id, accidents }) => [id, accidents]),
    );
    own.forEach((row, i) => {
      expect(row.weight).toBeCloseTo(theirs[i]?.weight ?? Number.NaN, 9);
    });
    expect(own.filter((row) => row.accidents > 0).length).toBeGreaterThan(5);
  });

  test('of no accidents at all is a row of zeros for every school', async () => {
    const undo = new Error('on purpose');
    const screened = asSystem(async (tx) => {
      await tx.raw("update accident set location = null, location_quality = 'area'");
      const found = await recomputeScreening(tx, testNow);
      const { rows: sums } = await tx.raw(
        `select count(*)::int as schools, sum(s.accidents)::int as near, sum(weight) as weight,
                sum((select sum(n) from unnest(s.route_accidents) n))::int as along from school_screening s`,
      );
      expect(sums).toEqual([{ schools: found.schools, near: 0, weight: 0, along: 0 }]);
      expect(found.accidents).toBe(0);
      throw undo;
    });
    await expect(screened).rejects.toBe(undo);
  });

  /** Five thousand more, each where one is already. */
  const addSchools = (tx: Knex.Transaction) =>
    tx.raw(
      `insert into school (id, unit_id, name, levels, location, source, source_key)
       select gen_random_uuid(), unit_id, 'Trường sao', levels, location, 'test', id || ' ' || n
         from school, generate_series(1, 5000 / (select count(*)::int from school) + 1) n`,
    );

  test('of as many schools as a country has is done by two threads, with the same numbers', async () => {
    const before = { school: await stored.school(), route: await stored.route() };
    const undo = new Error('on purpose');
    const screened = asSystem(async (tx) => {
      await addSchools(tx);
      await tx.raw('delete from school_screening');
      expect((await recomputeScreening(tx, testNow)).schools).toBeGreaterThan(5_000);
      const { rows: places } = await tx.raw<{ rows: { schools: number; numbers: number }[] }>(
        `select count(*)::int as schools, count(distinct (x.accidents, x.weight))::int as numbers
           from school s join school_screening x on x.school_id = s.id group by s.location`,
      );
      expect(places.filter(({ numbers }) => numbers !== 1)).toEqual([]);
      expect(places).toHaveLength(before.school.length);
      const { rows: routes } = await tx.raw<{ rows: Row[] }>(`select r.* from ${ROUTES} order by 1`);
      expect(routes).toEqual(before.route);
      const { rows: schools } = await tx.raw<{ rows: Row[] }>(
        `select school_id as id, accidents, weight from school_screening where school_id = any (?) order by 1`,
        [before.school.map(({ id }) => id)],
      );
      expect(schools).toEqual(before.school);
      throw undo;
    });
    await expect(screened).rejects.toBe(undo);
  });

  describe('over a second connection', () => {
    const withMany = async (work: () => Promise<void>) => {
      await asSystem(addSchools);
      try {
        await work();
      } finally {
        await asSystem((tx) => tx('school').where({ source: 'test' }).delete());
        await asSystem((tx) => recomputeScreening(tx, testNow));
      }
    };

    test('has the same numbers', async ({ skip }) => {
      const beside = besideTransactions(town.context.db);
      if (beside === undefined) return skip('the embedded database has one connection at a time');
      let opened = 0;
      const counted = {
        transaction: (...given: Parameters<Knex['transaction']>) => {
          opened++;
          return beside.transaction(...given);
        },
      } as Knex;
      await withMany(async () => {
        await asSystem((tx) => recomputeScreening(tx, testNow));
        const alone = { school: await stored.school(), route: await stored.route() };
        await asSystem(async (tx) => {
          await tx.raw('delete from school_screening');
          await recomputeScreening(tx, testNow, counted);
        });
        expect(opened).toBe(1);
        expect({ school: await stored.school(), route: await stored.route() }).toEqual(alone);
        expect(alone.route.some(({ accidents }) => accidents > 0)).toBe(true);
      });
    });

    test('that fails leaves everything as it was, and the next goes well', async () => {
      await withMany(async () => {
        await asSystem((tx) => recomputeScreening(tx, testNow));
        const before = { school: await stored.school(), route: await stored.route() };
        const failing = { transaction: () => Promise.reject(new Error('on purpose')) } as unknown as Knex;
        const screened = asSystem(async (tx) => {
          await tx.raw('delete from school_screening');
          await recomputeScreening(tx, testNow, failing);
        });
        await expect(screened).rejects.toThrow('on purpose');
        expect({ school: await stored.school(), route: await stored.route() }).toEqual(before);
        await asSystem((tx) => recomputeScreening(tx, testNow));
        expect({ school: await stored.school(), route: await stored.route() }).toEqual(before);
      });
    });
  });
});

describe('single changes', () => {
  const accident = {
    occurred_on: '2026-11-20',
    time_precision: 'day',
    trip_window: 'trip',
    location_quality: 'exact',
    source: 'test',
    unit_id: 'ZZ-01',
  };
  const id = (n: number): string => `7a1d0c35-5f7e-4a1b-8a3f-${String(n).padStart(12, '0')}`;
  /** On a route and near several schools: the most screened route's first point. */
  let place: Knex.Raw;

  beforeAll(async () => {
    const [busy] = await rows(`select r.* from ${ROUTES} order by r.accidents desc, 1 limit 1`);
    const found = await asSystem((tx) =>
      tx('route')
        .where({ id: busy?.id })
        .first<{ point: string }>(tx.raw('ST_StartPoint(path)::text as point')),
    );
    place = town.context.db.raw('?::geometry', [found.point]);
  });

  test('a new accident counts at once, also for schools of other units, whoever writes it', async () => {
    const sum = async () =>
      (
        await rows(
          'select null as id, sum(accidents)::int as accidents, sum(weight) as weight from school_screening',
        )
      )[0];
    const before = await sum();
    await asOfficer((tx) =>
      tx('accident').insert({ ...accident, id: id(1), source_key: '1', deaths: 1, location: place }),
    );
    const after = await sum();
    const [near] = await rows(
      `select null as id, count(*)::int as accidents, count(*) filter (where s.unit_id <> 'ZZ-01') as weight
         from school s join accident a on a.id = '${id(1)}' and ST_DWithin(s.location::geography, a.location::geography, 1000)`,
    );
    expect((after?.accidents ?? 0) - (before?.accidents ?? 0)).toBe(near?.accidents);
    expect(near?.accidents).toBeGreaterThan(0);
    expect(after?.weight).toBeGreaterThan(before?.weight ?? Infinity);
    await expectEqualToFull();
  });

  test('changed, moved, ended and left out accidents follow', async () => {
    await asOfficer(async (tx) => {
      await tx('accident').insert([
        { ...accident, id: id(2), source_key: '2', serious: 1, location: place },
        { ...accident, id: id(3), source_key: '3', location: place, location_quality: 'area' },
        { ...accident, id: id(4), source_key: '4', location: place, occurred_on: '2023-11-21' },
        { ...accident, id: id(5), source_key: '5', location: null, location_quality: 'area' },
      ]);
      await tx('accident')
        .where({ id: id(2) })
        .update({ deaths: 1 });
      await tx('accident')
        .where({ id: id(1) })
        .update({ location: tx.raw('ST_Translate(location, 0.004, 0.001)') });
      await tx('accident')
        .where({ id: id(3) })
        .update({ location_quality: 'street' });
      await tx('accident')
        .where({ id: id(2) })
        .delete();
      await tx('accident')
        .where({ id: id(4) })
        .update({ occurred_on: '2023-11-22' });
    });
    await expectEqualToFull();
  });

  test('schools and routes that come, move and go follow', async () => {
    await asSystem(async (tx) => {
      await tx.raw(
        `insert into school (id, unit_id, name, levels, location, source, source_key)
         select '${id(10)}', unit_id, 'Trường mới', levels, ST_Translate(location, 0.001, 0), 'test', 'new' from school order by id limit 1`,
      );
      await tx.raw(
        `insert into route (id, school_id, unit_id, path, length_m, source, source_key)
         select '${id(11)}', '${id(10)}', unit_id, ST_Reverse(path), length_m, 'test', 'new' from route order by id limit 1`,
      );
      await tx.raw('update school set location = ST_Translate(location, 0.002, 0.002) where unit_id = ?', [
        'ZZ-02',
      ]);
      await tx.raw('update route set path = ST_Translate(path, 0.0001, 0) where unit_id = ?', ['ZZ-01']);
    });
    await expectEqualToFull();
    await asSystem(async (tx) => {
      // To another school, and away.
      await tx.raw(
        `update route set (school_id, unit_id) = (select id, unit_id from school where id <> '${id(10)}' order by id limit 1)
          where id = '${id(11)}'`,
      );
      await tx.raw(
        "delete from route where id = (select id from route where unit_id = 'ZZ-02' order by id limit 1)",
      );
    });
    expect((await stored.route()).filter((route) => route.id === id(11))).toHaveLength(1);
    await expectEqualToFull();
    await asSystem((tx) =>
      tx('school')
        .where({ id: id(10) })
        .delete(),
    );
    await expectEqualToFull();
  });

  test('an undone transaction leaves no trace', async () => {
    const before = await stored.school();
    await expect(
      asSystem(async (tx) => {
        await tx('accident').where('id', id(1)).delete();
        throw new Error('on purpose');
      }),
    ).rejects.toThrow('on purpose');
    expect(await stored.school()).toEqual(before);
  });

  test('more than 200 at once make it stale until it is computed again', async () => {
    const copies = (count: number) =>
      asSystem((tx) =>
        tx.raw(
          `insert into accident (id, unit_id, occurred_on, time_precision, trip_window, location, location_quality, source, source_key)
           select gen_random_uuid(), 'ZZ-01', date '${today}', 'day', 'trip', ?, 'exact', 'test', gen_random_uuid()
             from generate_series(1, ?)`,
          [place, count],
        ),
      );
    await copies(200);
    expect(await isStale()).toBe(false);
    await expectEqualToFull();
    const before = await stored.school();
    await copies(201);
    expect(await isStale()).toBe(true);
    expect(await stored.school()).toEqual(before);
    await asSystem((tx) => refreshScreening(tx, testNow));
    expect(await isStale()).toBe(false);
    await expectEqualToFull();
  });
});

describe('getSchoolScreening', () => {
  test('gives a school of the own unit with its routes, and no other', async () => {
    const officer = await town.as('officerA');
    const schools = await rows(
      `select id, 0 as accidents, 0 as weight from school where unit_id = 'ZZ-01' order by id`,
    );
    const routes = await rows(
      `select r.* from ${ROUTES} where s.school_id = '${schools[0]?.id}' order by r.id`,
    );
    const [expected] = await rows(
      `select school_id as id, accidents, weight from school_screening where school_id = '${schools[0]?.id}'`,
    );
    const { body } = await officer.get(`/api/schools/${schools[0]?.id}/screening`).expect(200);
    expect(body).toEqual({
      schoolId: schools[0]?.id,
      accidents: expected?.accidents,
      weight: expect.closeTo(expected?.weight ?? Number.NaN, 6),
      routes: routes.map((route) => ({
        routeId: route.id,
        accidents: route.accidents,
        weight: expect.closeTo(route.weight, 6),
      })),
      windowMonths: 36,
      asOf: today,
      isStale: false,
    });
    expect(routes.length).toBeGreaterThan(0);
    const [other] = await rows(
      `select id, 0 as accidents, 0 as weight from school where unit_id = 'ZZ-02' order by id`,
    );
    await officer.get(`/api/schools/${other?.id}/screening`).expect(404);
    await town.anybody().get(`/api/schools/${schools[0]?.id}/screening`).expect(401);
  });

  test('the table shows an officer the own unit only', async () => {
    const { rows: seen } = await asOfficer((tx) =>
      tx.raw<{ rows: { id: string }[] }>('select school_id as id from school_screening order by 1'),
    );
    const own = await rows(
      `select id, 0 as accidents, 0 as weight from school where unit_id in (select units_below('ZZ-01', '${today}')) order by 1`,
    );
    expect(seen.map((row) => row.id)).toEqual(own.map((row) => row.id));
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan((await stored.school()).length);
  });
});
