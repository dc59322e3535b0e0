// The overview and the pages of schools over HTTP.
import { getOverview, type Overview } from '../../contract/overview.ts';
import { getSchoolDetail, getSchoolHistory } from '../../contract/school-page.ts';
import { surveyedSince } from '../coverage/rule.ts';
import { refreshCoverage } from '../coverage/store-queries.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import { shownRun } from '../runs/queries.ts';
import { readHistory } from './history.ts';
import { type OverviewRow, readOverview, readOverviewUnits } from './queries.ts';
import * as page from './school-queries.ts';

export const overviewEndpoints: Endpoint[] = [
  endpoint(getOverview, async ({ query }, call) => {
    const { today } = actorOf(call);
    const run = await shownRun(call.tx, 'risk', null, query.run);
    const days = { today, surveyedSince: surveyedSince(today) };
    await refreshCoverage(call.tx);
    const rows = await readOverview(call.tx, run?.id ?? null, days);
    const units = await readOverviewUnits(call.tx, [...new Set(rows.map((row) => row.unit))].sort());
    const levelSets = [...new Map(rows.map(({ levels }) => [levels.join(), levels])).values()];
    const ranked = run?.notes.ranked ?? run?.notes.schools;
    return {
      run: run ?? null,
      rankedSchools: run === undefined ? null : typeof ranked === 'number' ? ranked : 0,
      ...days,
      units,
      levelSets,
      schools: columnsOf(rows, {
        units: positionsOf(units.map(({ id }) => id)),
        levels: positionsOf(levelSets.map((levels) => levels.join())),
      }),
    };
  }),

  endpoint(getSchoolDetail, async ({ params, query }, call) => {
    const { today } = actorOf(call);
    const run = await shownRun(call.tx, 'risk', null, query.run);
    const days = { today, surveyedSince: surveyedSince(today) };
    const detail = await page.getSchoolDetail(call.tx, params.id, run?.id ?? null, days);
    if (detail === undefined) throw new Problem('not-found');
    return detail;
  }),

  endpoint(getSchoolHistory, async ({ params, query }, { tx }) => {
    if (!(await page.hasSchool(tx, params.id))) throw new Problem('not-found');
    return { schoolId: params.id, points: await readHistory(tx, params.id, query.limit) };
  }),
];

type Positions = ReadonlyMap<string, number>;

function positionsOf(keys: readonly string[]): Positions {
  return new Map(keys.map((key, position) => [key, position]));
}

/** Rows turned into columns. Throws Error for a school whose unit is not among the units. */
function columnsOf(
  rows: readonly OverviewRow[],
  { units, levels }: { units: Positions; levels: Positions },
): Overview['schools'] {
  const column = <K extends keyof OverviewRow>(key: K): OverviewRow[K][] => rows.map((row) => row[key]);
  const place = (positions: Positions, key: string): number => {
    const position = positions.get(key);
    if (position === undefined) throw new Error(`${key} of a school is not in the overview`);
    return position;
  };
  return {
    id: column('id'),
    name: column('name'),
    unit: rows.map((row) => place(units, row.unit)),
    levels: rows.map((row) => place(levels, row.levels.join())),
    pupils: column('pupils'),
    band: column('band'),
    bandShown: column('bandShown'),
    score: column('score'),
    scoreLow: column('scoreLow'),
    scoreHigh: column('scoreHigh'),
    rank: column('rank'),
    rankLow: column('rankLow'),
    rankHigh: column('rankHigh'),
    rate: column('rate'),
    routeMetres: column('routeMetres'),
    surveyedMetres: column('surveyedMetres'),
    openFindings: column('openFindings'),
    overdueFindings: column('overdueFindings'),
    openSpots: column('openSpots'),
  };
}
