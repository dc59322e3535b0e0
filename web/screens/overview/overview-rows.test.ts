import { describe, expect, test } from 'vitest';
import { readOverview, writeOverview } from './overview-link.ts';
import { filterRows, type OverviewColumns, schoolRows, sortRows } from './school-rows.ts';
import { pathTo, sortUnits, sumsOf, unitRows } from './unit-rows.ts';

const unit = (id: string, parentId: string | null, otherOpenSpots = 0) => ({
  id,
  kind: 'commune' as const,
  name: id,
  parentId,
  otherOpenSpots,
});

/** Province P with communes A (two schools) and B (one), and a school that hangs on the province itself. */
const overview: OverviewColumns = {
  units: [unit('P', null), unit('A', 'P', 3), unit('B', 'P'), unit('C', 'P')],
  levelSets: [['primary'], ['preschool'], ['primary', 'lower_secondary'], ['upper_secondary']],
  schools: {
    id: ['1', '2', '3', '4'],
    name: ['Trường Đồng Quao', 'Trường Ấp Bắc', 'Trường Bến Sỏi', 'Trường Chuyên'],
    unit: [1, 1, 2, 0],
    levels: [0, 1, 2, 3],
    pupils: [100, null, 300, 400],
    band: ['E', 'B', 'D', null],
    bandShown: ['E', 'B', 'D', null],
    score: [90, 30, 70, null],
    scoreLow: [80, 20, 60, null],
    scoreHigh: [99, 40, 80, null],
    rank: [1, null, 2, null],
    rankLow: [1, null, 1, null],
    rankHigh: [2, null, 3, null],
    rate: [0.5, 0.125, 0.25, null],
    routeMetres: [1000, 0, 2000, 500],
    surveyedMetres: [998, 0, 500, 0],
    openFindings: [3, 0, 1, 0],
    overdueFindings: [1, 0, 0, 0],
    openSpots: [2, 0, 1, 0],
  },
};
const rows = schoolRows(overview);
const all = { unit: null, levels: [], bands: [], search: '' };
const found = (filter: Partial<Parameters<typeof filterRows>[2]>) =>
  filterRows(rows, overview.units, { ...all, ...filter }).map(({ id }) => id);

describe('filterRows', () => {
  test('takes a search without accents as written in a hurry, and one with accents as meant', () => {
    expect(found({ search: ' dong ' })).toEqual(['1']);
    expect(found({ search: 'đồng' })).toEqual(['1']);
    expect(found({ search: 'dông' })).toEqual([]);
  });
  test('a unit holds the schools of all units below it', () => {
    expect(found({ unit: 'P' })).toEqual(['1', '2', '3', '4']);
    expect(found({ unit: 'A' })).toEqual(['1', '2']);
  });
  test('levels and bands narrow', () => {
    expect(found({ levels: ['primary'] })).toEqual(['1', '3']);
    expect(found({ bands: ['D', 'E'] })).toEqual(['1', '3']);
  });
});

describe('sortRows', () => {
  test('what has no number stands last either way', () => {
    const ids = (isDescending: boolean) => sortRows(rows, { by: 'rank', isDescending }).map(({ id }) => id);
    expect(ids(false)).toEqual(['1', '3', '2', '4']);
    expect(ids(true)).toEqual(['3', '1', '2', '4']);
  });
  test('names go by the Vietnamese alphabet', () => {
    expect(sortRows(rows, { by: 'name', isDescending: false }).map(({ name }) => name)).toEqual([
      'Trường Ấp Bắc',
      'Trường Bến Sỏi',
      'Trường Chuyên',
      'Trường Đồng Quao',
    ]);
  });
  test('names go word by word, numbers in them by size, equal ones as they came', () => {
    const names = ['Tân An 10', 'Tân An', 'Tân Ân', 'Tân An 9', 'Tâ n', 'Tân An'];
    const named = names.flatMap((name, i) => rows.slice(0, 1).map((row) => ({ ...row, id: `${i}`, name })));
    const ids = (isDescending: boolean) => sortRows(named, { by: 'name', isDescending }).map(({ id }) => id);
    expect(ids(false)).toEqual(['4', '1', '5', '3', '0', '2']);
    expect(ids(true)).toEqual(['2', '0', '3', '1', '5', '4']);
  });
});

describe('unitRows', () => {
  const units = unitRows(overview.units, rows, 'P', true);
  test('gives each unit below the root, and the root for its own schools', () => {
    expect(units.map(({ unit: { id }, schools, isLeaf }) => [id, schools, isLeaf])).toEqual([
      ['P', 1, true],
      ['A', 2, true],
      ['B', 1, true],
    ]);
    expect(
      unitRows(overview.units, rows, null, true).map(({ unit: { id }, schools }) => [id, schools]),
    ).toEqual([['P', 4]]);
  });
  test('the rows add up to all schools', () => {
    const total = sumsOf(rows);
    for (const key of [
      'schools',
      'ranked',
      'rate',
      'routeMetres',
      'surveyedMetres',
      'openFindings',
    ] as const) {
      expect(units.reduce((sum, row) => sum + row[key], 0)).toBe(total[key]);
    }
    expect(total).toMatchObject({ ranked: 2, withoutBand: 1, fullySurveyed: 1, schoolsWithRoutes: 3 });
    expect(total.worst?.id).toBe('1');
    expect(units.reduce((sum, row) => sum + row.openSpots, 0)).toBe(total.openSpots + 3);
  });
  test('units sort with those without any rank last', () => {
    const ids = sortUnits(units, { by: 'worst', isDescending: true }).map(({ unit: { id } }) => id);
    expect(ids).toEqual(['B', 'A', 'P']);
  });
  test('a path leads down to the unit', () => {
    expect(pathTo(overview.units, 'A').map(({ id }) => id)).toEqual(['P', 'A']);
  });
});

describe('the link', () => {
  test('comes back as it was written, and nonsense is left out', () => {
    const link = { unit: 'A', level: 'primary', band: 'D,E', view: 'schools', schools: '-rate' };
    expect(writeOverview(readOverview(link))).toEqual(link);
    expect(writeOverview(readOverview({ band: 'Q', schools: 'x', run: '1' }))).toEqual({});
  });
});
