// What a link of the overview carries: the unit looked at, the filters, the view and the order. Reading never fails.
import { z } from 'zod';
import { Band, SchoolLevel, UnitId } from '../../../contract/codes.ts';
import { listOf } from '../../../contract/filter.ts';

export const overviewViews = ['units', 'schools'] as const;
export type OverviewView = (typeof overviewViews)[number];

export const unitSorts = [
  'name',
  'schools',
  'worst',
  'rate',
  'coverage',
  'findings',
  'overdue',
  'spots',
] as const;
export type UnitSort = (typeof unitSorts)[number];

export const schoolSorts = [
  'rank',
  'name',
  'unit',
  'score',
  'pupils',
  'rate',
  'coverage',
  'findings',
  'spots',
] as const;
export type SchoolSort = (typeof schoolSorts)[number];

/** Null: the order the view opens with, worst first. */
export type Order<Key extends string> = { by: Key; isDescending: boolean };

/** Null, or an empty list: everything. The text is part of a school's name. */
export type OverviewFilter = {
  unit: string | null;
  levels: readonly SchoolLevel[];
  bands: readonly Band[];
  search: string;
};

export type OverviewState = OverviewFilter & {
  view: OverviewView;
  run: string | null;
  unitOrder: Order<UnitSort>;
  schoolOrder: Order<SchoolSort>;
};

function lenient<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

function orderOf<Key extends string>(keys: readonly Key[], standard: Order<Key>) {
  return z
    .string()
    .transform((text): Order<Key> => {
      const isDescending = text.startsWith('-');
      const by = keys.find((key) => key === (isDescending ? text.slice(1) : text));
      return by === undefined ? standard : { by, isDescending };
    })
    .catch(standard);
}

const worstUnits: Order<UnitSort> = { by: 'worst', isDescending: false };
const worstSchools: Order<SchoolSort> = { by: 'rank', isDescending: false };

const OverviewLink = z.object({
  unit: lenient(UnitId),
  level: lenient(listOf(SchoolLevel)),
  band: lenient(listOf(Band)),
  search: lenient(z.string().max(100)),
  view: lenient(z.enum(overviewViews)),
  run: lenient(z.uuid()),
  units: orderOf(unitSorts, worstUnits),
  schools: orderOf(schoolSorts, worstSchools),
});

export function readOverview(raw: Record<string, unknown>): OverviewState {
  const link = OverviewLink.parse(raw);
  return {
    unit: link.unit ?? null,
    levels: link.level ?? [],
    bands: link.band ?? [],
    search: link.search ?? '',
    view: link.view ?? 'units',
    run: link.run ?? null,
    unitOrder: link.units,
    schoolOrder: link.schools,
  };
}

/** The parameters of a link; what equals the plain view is left out. */
export function writeOverview(state: OverviewState): Record<string, string> {
  const order = <Key extends string>({ by, isDescending }: Order<Key>, standard: Order<Key>): string =>
    by === standard.by && isDescending === standard.isDescending ? '' : `${isDescending ? '-' : ''}${by}`;
  const all = {
    unit: state.unit ?? '',
    level: state.levels.join(','),
    band: state.bands.join(','),
    search: state.search,
    view: state.view === 'units' ? '' : state.view,
    run: state.run ?? '',
    units: order(state.unitOrder, worstUnits),
    schools: order(state.schoolOrder, worstSchools),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
