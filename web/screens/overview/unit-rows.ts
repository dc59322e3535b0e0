// Schools added up by unit: one row for each unit right below the one looked at, so that the rows add up to its total. Pure.
import type { Band } from '../../../contract/codes.ts';
import type { OverviewUnit } from '../../../contract/overview.ts';
import { nameOrder } from '../../format.ts';
import type { Order, UnitSort } from './overview-link.ts';
import { byNumber, type SchoolRow } from './school-rows.ts';

/** Sums over schools; metres are whole metres. */
export type Sums = {
  schools: number;
  ranked: number;
  bands: Record<Band, number>;
  /** Schools that the run did not compute. */
  withoutBand: number;
  /** Best rank of all. */
  worst: SchoolRow | null;
  /** Expected fatal equivalents per year, added up over schools: an accident near two schools counts for both. */
  rate: number;
  routeMetres: number;
  surveyedMetres: number;
  schoolsWithRoutes: number;
  fullySurveyed: number;
  openFindings: number;
  overdueFindings: number;
  openSpots: number;
};

/** `isLeaf`: the row stands for schools of that very unit, and nothing is below it. */
export type UnitRow = Sums & { unit: OverviewUnit; isLeaf: boolean };

/** Observed metres are whole metres: a route counts as surveyed in full from here on (our choice). */
const fullShare = 0.99;

/** Units of the highest level in scope: where the overview starts. */
export function topUnits(units: readonly OverviewUnit[]): OverviewUnit[] {
  return units.filter(({ parentId }) => parentId === null);
}

/**
 * Rows for the units right below `root` (null: the highest ones), and one for schools of the root itself. `withSpots`
 * also counts open spots that belong to no school. Units without schools and spots are left out.
 */
export function unitRows(
  units: readonly OverviewUnit[],
  schools: readonly SchoolRow[],
  root: string | null,
  withSpots: boolean,
): UnitRow[] {
  // For each unit below the root, the row it is counted in. Parents come before their children.
  const rowOf = new Map<string, string>();
  for (const { id, parentId } of units) {
    if (id === root || parentId === root) rowOf.set(id, id);
    else if (parentId !== null && parentId !== root) {
      const above = rowOf.get(parentId);
      if (above !== undefined) rowOf.set(id, above);
    }
  }
  const members = new Map<string, SchoolRow[]>();
  for (const school of schools) {
    const row = rowOf.get(school.unit.id);
    if (row === undefined) continue;
    const list = members.get(row);
    if (list === undefined) members.set(row, [school]);
    else list.push(school);
  }
  const spots = new Map<string, number>();
  for (const { id, otherOpenSpots } of withSpots ? units : []) {
    const row = rowOf.get(id);
    if (row !== undefined && otherOpenSpots > 0) spots.set(row, (spots.get(row) ?? 0) + otherOpenSpots);
  }
  const parents = new Set(units.map(({ parentId }) => parentId));
  return units
    .filter(({ id }) => members.has(id) || spots.has(id))
    .map((unit) => {
      const sums = sumsOf(members.get(unit.id) ?? []);
      return {
        ...sums,
        openSpots: sums.openSpots + (spots.get(unit.id) ?? 0),
        unit,
        isLeaf: unit.id === root || !parents.has(unit.id),
      };
    });
}

export function sumsOf(schools: readonly SchoolRow[]): Sums {
  const sums: Sums = {
    schools: schools.length,
    ranked: 0,
    bands: { A: 0, B: 0, C: 0, D: 0, E: 0 },
    withoutBand: 0,
    worst: null,
    rate: 0,
    routeMetres: 0,
    surveyedMetres: 0,
    schoolsWithRoutes: 0,
    fullySurveyed: 0,
    openFindings: 0,
    overdueFindings: 0,
    openSpots: 0,
  };
  for (const school of schools) {
    if (school.band === null) sums.withoutBand++;
    else sums.bands[school.band]++;
    if (school.rank !== null) {
      sums.ranked++;
      if (sums.worst === null || school.rank < (sums.worst.rank ?? Number.POSITIVE_INFINITY))
        sums.worst = school;
    }
    sums.rate += school.rate ?? 0;
    sums.routeMetres += school.routeMetres;
    sums.surveyedMetres += school.surveyedMetres;
    if (school.routeMetres > 0) sums.schoolsWithRoutes++;
    if (school.routeMetres > 0 && school.surveyedMetres >= fullShare * school.routeMetres)
      sums.fullySurveyed++;
    sums.openFindings += school.openFindings;
    sums.overdueFindings += school.overdueFindings;
    sums.openSpots += school.openSpots;
  }
  return sums;
}

const numbers: Record<Exclude<UnitSort, 'name'>, (row: UnitRow) => number | null> = {
  schools: (row) => row.schools,
  worst: (row) => row.worst?.rank ?? null,
  rate: (row) => row.rate,
  coverage: (row) => (row.routeMetres === 0 ? null : row.surveyedMetres / row.routeMetres),
  findings: (row) => row.openFindings,
  overdue: (row) => row.overdueFindings,
  spots: (row) => row.openSpots,
};

export function sortUnits(rows: readonly UnitRow[], { by, isDescending }: Order<UnitSort>): UnitRow[] {
  const turn = isDescending ? -1 : 1;
  if (by === 'name') return rows.toSorted((a, b) => turn * nameOrder(a.unit.name, b.unit.name));
  return rows.toSorted(byNumber(numbers[by], turn));
}

/** The unit and those above it that are in scope, the highest first. */
export function pathTo(units: readonly OverviewUnit[], id: string): OverviewUnit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const path: OverviewUnit[] = [];
  for (let unit = byId.get(id); unit !== undefined; unit = byId.get(unit.parentId ?? '')) path.unshift(unit);
  return path;
}
