// The kept coverage is the one rule, computed anew: after walks and answers that come, move and go, on any day asked for.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { routeCoverage } from '../../server/coverage/rule.ts';
import { keptSince, refreshCoverage } from '../../server/coverage/store-queries.ts';
import { withSystemScope } from '../../server/db/scope.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

type Metres = { schoolId: string; routeMetres: string; surveyedMetres: string };
const days = ['2024-03-01', '2025-11-22', '2026-02-14', '2026-06-30', '2026-11-21'];

/** Schools whose kept metres differ from those of the rule, on any of the days. */
async function differences(): Promise<unknown[]> {
  return withSystemScope(town.database.knex, async (tx) => {
    await refreshCoverage(tx);
    const found: unknown[] = [];
    for (const surveyedSince of days) {
      const { rows: kept } = await tx.raw<{ rows: Metres[] }>(
        `select s.id as "schoolId", c.route_m::float8 as "routeMetres",
                coalesce(${keptSince('c')}, 0)::float8 as "surveyedMetres"
           from school s join school_coverage c on c.school_id = s.id order by s.id`,
        { surveyedSince },
      );
      const { rows: anew } = await tx.raw<{ rows: Metres[] }>(
        `select s.id as "schoolId", coalesce(sum(c.length_m), 0)::float8 as "routeMetres",
                coalesce(sum(c.surveyed_m), 0)::float8 as "surveyedMetres"
           from school s left join (${routeCoverage('true')}) c on c.school_id = s.id group by s.id order by s.id`,
        { surveyedSince },
      );
      expect(kept).toHaveLength(8);
      if (JSON.stringify(kept) !== JSON.stringify(anew)) found.push({ surveyedSince, kept, anew });
    }
    return found;
  });
}

async function change(sql: string, bindings: Record<string, string | number> = {}): Promise<void> {
  await withSystemScope(town.database.knex, async (tx) => {
    const { rowCount } = await tx.raw<{ rowCount: number }>(sql, bindings);
    expect(rowCount).toBeGreaterThan(0);
  });
}

it('is what the rule gives, whatever is surveyed, moved or taken away', async () => {
  expect(await differences()).toEqual([]);

  const random = mulberry32(7);
  for (let n = 0; n < 12; n++) {
    const from = Math.round(random() * 400);
    await change(
      `with visit as (
         insert into survey (id, school_id, unit_id, surveyed_on, invented)
         select gen_random_uuid(), school_id, unit_id, :day, true from route order by source_key offset :nth limit 1
         returning id, school_id, unit_id, surveyed_on)
       insert into survey_observation (id, survey_id, unit_id, school_id, route_id, from_m, to_m, code, observed_on)
       select gen_random_uuid(), v.id, v.unit_id, v.school_id, r.id, :from, :to, 'no_footway', v.surveyed_on
         from visit v join route r on r.school_id = v.school_id`,
      { day: days[n % days.length] ?? '', nth: n % 5, from, to: from + 30 + Math.round(random() * 200) },
    );
  }
  expect(await differences()).toEqual([]);

  await change(
    `update survey_observation set observed_on = observed_on - 200 where route_id is not null and from_m < 100`,
  );
  expect(await differences()).toEqual([]);
  await change('update route set length_m = length_m + 70.4 where name is not null');
  expect(await differences()).toEqual([]);
  await change('delete from survey_observation where from_m > 250');
  expect(await differences()).toEqual([]);
});

// The embedded database has one writer at a time.
it.runIf(process.env.DATABASE_URL)('is what the rule gives when one writes while another reads', async () => {
  const { knex } = town.database;
  const move = 'update survey_observation set observed_on = observed_on - 1 where route_id is not null';
  const open = await knex.transaction();
  await open.raw('select begin_system_scope()');
  await open.raw(move);
  // Reads and keeps the state before: the other's change is not there yet.
  expect(await differences()).toEqual([]);
  await open.commit();
  expect(await differences()).toEqual([]);
});
