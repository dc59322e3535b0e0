// The columns of the overview as rows, filtered and put in order in the browser. Pure, and quick for a whole country.
import type { SchoolLevel } from '../../../contract/codes.ts';
import type { Overview, OverviewSchools, OverviewUnit } from '../../../contract/overview.ts';
import { nameOrder } from '../../format.ts';
import type { Order, OverviewFilter, SchoolSort } from './overview-link.ts';

type Columns = Omit<OverviewSchools, 'unit' | 'levels'>;
/** One school. */
export type SchoolRow = { [K in keyof Columns]: Columns[K][number] } & {
  unit: OverviewUnit;
  levels: readonly SchoolLevel[];
};

export type OverviewColumns = Pick<Overview, 'schools' | 'units' | 'levelSets'>;

export function schoolRows({ schools, units, levelSets }: OverviewColumns): SchoolRow[] {
  const at = <T>(column: readonly T[], i: number): T => {
    const value = column[i];
    if (value === undefined) throw new Error('the columns of the overview are not equally long');
    return value;
  };
  return schools.id.map((id, i) => {
    return {
      id,
      name: at(schools.name, i),
      unit: at(units, at(schools.unit, i)),
      levels: at(levelSets, at(schools.levels, i)),
      pupils: at(schools.pupils, i),
      band: at(schools.band, i),
      bandShown: at(schools.bandShown, i),
      score: at(schools.score, i),
      scoreLow: at(schools.scoreLow, i),
      scoreHigh: at(schools.scoreHigh, i),
      rank: at(schools.rank, i),
      rankLow: at(schools.rankLow, i),
      rankHigh: at(schools.rankHigh, i),
      rate: at(schools.rate, i),
      routeMetres: at(schools.routeMetres, i),
      surveyedMetres: at(schools.surveyedMetres, i),
      openFindings: at(schools.openFindings, i),
      overdueFindings: at(schools.overdueFindings, i),
      openSpots: at(schools.openSpots, i),
    };
  });
}

/** "Trường Tiểu học Cầu Ván" becomes "Truong Tieu hoc Cau Van". */
function withoutAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

const plainNames = new WeakMap<SchoolRow, string>();

/** The name for a search typed without accents: worked out when one first is, for a country's takes a third of a second. */
function plainName(row: SchoolRow): string {
  const known = plainNames.get(row) ?? withoutAccents(row.name).toLowerCase();
  plainNames.set(row, known);
  return known;
}

/** Units below a unit, itself included. */
export function unitsBelow(units: readonly OverviewUnit[], root: string): ReadonlySet<string> {
  const below = new Set([root]);
  // Parents come before their children.
  for (const { id, parentId } of units) if (parentId !== null && below.has(parentId)) below.add(id);
  return below;
}

/**
 * Schools that pass every part of the filter, in the order given. As on the server: a search without accents ignores
 * those of the names, one with accents means them.
 */
export function filterRows(
  rows: readonly SchoolRow[],
  units: readonly OverviewUnit[],
  { unit, levels, bands, search }: OverviewFilter,
): SchoolRow[] {
  const below = unit === null ? null : unitsBelow(units, unit);
  const typed = search.trim().normalize('NFC').toLowerCase();
  const plain = withoutAccents(typed);
  return rows.filter(
    (row) =>
      (below === null || below.has(row.unit.id)) &&
      (levels.length === 0 || row.levels.some((level) => levels.includes(level))) &&
      (bands.length === 0 || (row.band !== null && bands.includes(row.band))) &&
      (typed === '' ||
        (plain === typed
          ? plainName(row).includes(plain)
          : row.name.normalize('NFC').toLowerCase().includes(typed))),
  );
}

/** Share of the routes' metres that were surveyed; null for a school without routes. */
export function coverageOf({
  routeMetres,
  surveyedMetres,
}: Pick<SchoolRow, 'routeMetres' | 'surveyedMetres'>): number | null {
  return routeMetres === 0 ? null : surveyedMetres / routeMetres;
}

const numbers: Record<Exclude<SchoolSort, 'name' | 'unit'>, (row: SchoolRow) => number | null> = {
  rank: (row) => row.rank,
  score: (row) => row.score,
  pupils: (row) => row.pupils,
  rate: (row) => row.rate,
  coverage: coverageOf,
  findings: (row) => row.openFindings,
  spots: (row) => row.openSpots,
};

/** The rows in an order; what has no number stands last either way, and equals keep their order. */
export function sortRows(rows: readonly SchoolRow[], { by, isDescending }: Order<SchoolSort>): SchoolRow[] {
  const turn = isDescending ? -1 : 1;
  if (by === 'name') return byWords(rows, (row) => row.name, turn);
  if (by === 'unit') return byWords(rows, (row) => row.unit.name, turn);
  return rows.toSorted(byNumber(numbers[by], turn));
}

/** A comparison by a number that may be missing: missing ones last, whichever way `turn` (1 or -1) goes. */
export function byNumber<Row>(of: (row: Row) => number | null, turn: 1 | -1): (a: Row, b: Row) => number {
  return (one, other) => {
    const [a, b] = [of(one), of(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return turn * (a - b);
  };
}

/**
 * Rows by a text, word by word as a Vietnamese dictionary goes. The words of a country's names are few: only they are
 * compared as texts, the rows by their numbers, ten times as quick.
 */
function byWords(rows: readonly SchoolRow[], of: (row: SchoolRow) => string, turn: 1 | -1): SchoolRow[] {
  const split = rows.map((row) => ({ row, words: of(row).split(' ') }));
  const places = new Map<string, number>();
  let place = 0;
  let before = '';
  for (const word of [...new Set(split.flatMap(({ words }) => words))].sort(nameOrder)) {
    if (nameOrder(before, word) !== 0) place++;
    places.set(word, place);
    before = word;
  }
  const keyed = split.map(({ row, words }) => ({ row, key: words.map((word) => places.get(word) ?? 0) }));
  return keyed.sort((a, b) => turn * compareKeys(a.key, b.key)).map(({ row }) => row);
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
