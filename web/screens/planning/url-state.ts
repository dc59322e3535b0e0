// Everything a link of the map screen carries: where the map is, filters, layers, tab, and what is open.
// Reading never fails: a part that cannot be understood is left out, so an old or broken link still opens.
import { z } from 'zod';
import { HotspotMethod, SchoolLevel, UnitId } from '../../../contract/codes.ts';
import { AccidentFilter, listOf, type SchoolFilter } from '../../../contract/filter.ts';
import type { AccidentView, FadableId, MapCamera, MapLayerId, MapSelection } from '../../map/map-types.ts';

export const mapLayers = [
  'schools',
  'hotspots',
  'accidents',
  'gates',
  'no_stopping',
  'routes',
  'spots',
  'findings',
  'units',
] as const satisfies readonly MapLayerId[];

/** What has a share of its own; the base cannot be switched off, only made paler. */
const fadable = [...mapLayers, 'basemap'] as const satisfies readonly FadableId[];
export const accidentViews = [
  'auto',
  'heat',
  'hexagons',
  'points',
] as const satisfies readonly AccidentView[];

export const planningTabs = ['schools', 'hotspots', 'accidents', 'surveys'] as const;
export const schoolSorts = ['risk', 'perPupil', 'missing', 'name'] as const;

export type PlanningTab = (typeof planningTabs)[number];
export type SchoolSort = (typeof schoolSorts)[number];

/** One field of the link; absent when it is missing or wrong. */
function lenient<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

const fields = AccidentFilter.shape;

const PlanningLink = z.object({
  /** Longitude, latitude, zoom. */
  at: lenient(
    z.preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map(Number) : value),
      z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85), z.number().min(0).max(22)]),
    ),
  ),
  from: lenient(fields.from),
  to: lenient(fields.to),
  severity: lenient(fields.severity),
  pupil: lenient(fields.pupil),
  window: lenient(fields.window),
  unit: lenient(UnitId),
  level: lenient(listOf(SchoolLevel)),
  layers: lenient(listOf(z.enum(mapLayers))),
  /** "accidents:60,routes:40": per cent, only what differs from 100. */
  opacity: lenient(z.string().max(300)),
  accidents: lenient(z.enum(accidentViews)),
  tab: lenient(z.enum(planningTabs)),
  sort: lenient(z.enum(schoolSorts)),
  search: lenient(z.string().max(100)),
  method: lenient(HotspotMethod),
  nearMiss: lenient(z.stringbool()),
  /** A computation to show in place of the standard one. */
  riskRun: lenient(z.uuid()),
  hotspotRun: lenient(z.uuid()),
  predictionRun: lenient(z.uuid()),
  /** Whether the test of predictions lies over the map. */
  prediction: lenient(z.stringbool()),
  /** "school:<id>", "hotspot:<run>:<number>", "accident:<id>", "spot:<id>". */
  open: lenient(z.string().max(100)),
});

/** The link as the router keeps it: only what differs from the plain view. */
export type PlanningSearch = {
  [K in keyof z.output<typeof PlanningLink>]?: Exclude<z.output<typeof PlanningLink>[K], undefined> | string;
};

export type PlanningState = {
  camera: MapCamera | null;
  filter: MapFilter;
  layers: ReadonlySet<MapLayerId>;
  /** Shares from 0 to 1 of the layers that are not drawn in full. */
  opacity: ReadonlyMap<FadableId, number>;
  accidentView: AccidentView;
  tab: PlanningTab;
  sort: SchoolSort;
  search: string;
  method: HotspotMethod;
  nearMiss: boolean;
  /** Null: the newest run with the shipped parameters. */
  riskRun: string | null;
  hotspotRun: string | null;
  predictionRun: string | null;
  isPredictionOpen: boolean;
  selection: MapSelection;
};

/** The part of the link that narrows facts; `level` is for schools, `unit` for everything, the rest for accidents. */
export type MapFilter = Pick<AccidentFilter, 'from' | 'to' | 'severity' | 'pupil' | 'window' | 'unit'> & {
  level?: SchoolLevel[] | undefined;
};

/** Every part absent: everything in scope. */
export const noFilter: MapFilter = {};

const plainLayers: readonly MapLayerId[] = ['schools', 'hotspots', 'accidents', 'gates', 'units'];

/** What a link says, with the plain view filled in. Takes the raw parameters of the address. */
export function readPlanning(raw: Record<string, unknown>): PlanningState {
  const link = PlanningLink.parse(raw);
  return {
    camera: link.at === undefined ? null : { lon: link.at[0], lat: link.at[1], zoom: link.at[2] },
    filter: {
      from: link.from,
      to: link.to,
      severity: fewOf(link.severity),
      pupil: fewOf(link.pupil),
      window: fewOf(link.window),
      unit: link.unit,
      level: fewOf(link.level),
    },
    layers: new Set(link.layers ?? plainLayers),
    opacity: readOpacity(link.opacity),
    accidentView: link.accidents ?? 'auto',
    tab: link.tab ?? 'schools',
    sort: link.sort ?? 'risk',
    search: link.search ?? '',
    method: link.method ?? 'legal_rule',
    nearMiss: link.nearMiss ?? false,
    riskRun: link.riskRun ?? null,
    hotspotRun: link.hotspotRun ?? null,
    predictionRun: link.predictionRun ?? null,
    isPredictionOpen: link.prediction ?? false,
    selection: readSelection(link.open),
  };
}

function fewOf<T>(list: T[] | undefined): T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

/** The parameters of a link that opens the given view; what equals the plain view is left out. */
export function writePlanning(state: PlanningState): Record<string, string> {
  const link: Record<string, string> = {};
  const set = (key: keyof z.output<typeof PlanningLink>, value: string | undefined): void => {
    if (value !== undefined && value !== '') link[key] = value;
  };
  const { camera, filter } = state;
  set('at', camera === null ? undefined : cameraText(camera));
  set('from', filter.from);
  set('to', filter.to);
  set('severity', filter.severity?.join(','));
  set('pupil', filter.pupil?.join(','));
  set('window', filter.window?.join(','));
  set('unit', filter.unit);
  set('level', filter.level?.join(','));
  const layers = mapLayers.filter((layer) => state.layers.has(layer));
  const isPlain =
    layers.length === plainLayers.length && plainLayers.every((layer) => state.layers.has(layer));
  // A comma alone is an empty list, which an absent parameter could not say.
  set('layers', isPlain ? undefined : layers.join(',') || ',');
  set('opacity', writeOpacity(state.opacity));
  set('accidents', state.accidentView === 'auto' ? undefined : state.accidentView);
  set('tab', state.tab === 'schools' ? undefined : state.tab);
  set('sort', state.sort === 'risk' ? undefined : state.sort);
  set('search', state.search);
  set('method', state.method === 'legal_rule' ? undefined : state.method);
  set('nearMiss', state.nearMiss ? 'true' : undefined);
  set('riskRun', state.riskRun ?? undefined);
  set('hotspotRun', state.hotspotRun ?? undefined);
  set('predictionRun', state.predictionRun ?? undefined);
  set('prediction', state.isPredictionOpen ? 'true' : undefined);
  set('open', writeSelection(state.selection));
  return link;
}

/** A part that names no layer or no share from 0 to 100 is left out. */
function readOpacity(text: string | undefined): ReadonlyMap<FadableId, number> {
  const shares = new Map<FadableId, number>();
  for (const part of (text ?? '').split(',')) {
    const [name, value = ''] = part.split(':');
    const layer = fadable.find((each) => each === name);
    const share = z.coerce.number().int().min(0).max(99).safeParse(value);
    if (layer !== undefined && value !== '' && share.success) shares.set(layer, share.data / 100);
  }
  return shares;
}

function writeOpacity(opacity: ReadonlyMap<FadableId, number>): string {
  return fadable
    .flatMap((layer) => {
      const percent = Math.round((opacity.get(layer) ?? 1) * 100);
      return percent === 100 ? [] : [`${layer}:${percent}`];
    })
    .join(',');
}

/** Five decimals are about one metre, enough for a view. */
function cameraText({ lon, lat, zoom }: MapCamera): string {
  return [lon.toFixed(5), lat.toFixed(5), zoom.toFixed(2)].map(Number).join(',');
}

function readSelection(text: string | undefined): MapSelection {
  const [kind, first = '', second = ''] = (text ?? '').split(':');
  if (kind === 'hotspot') {
    const number = z.coerce.number().int().min(1).safeParse(second);
    const run = z.uuid().safeParse(first);
    return number.success && run.success ? { kind, run: run.data, number: number.data } : null;
  }
  const id = z.uuid().safeParse(first);
  if (!id.success) return null;
  if (kind === 'school' || kind === 'accident' || kind === 'spot') return { kind, id: id.data };
  return null;
}

function writeSelection(selection: MapSelection): string | undefined {
  if (selection === null) return undefined;
  if (selection.kind === 'hotspot') return `hotspot:${selection.run}:${selection.number}`;
  return `${selection.kind}:${selection.id}`;
}

/** The accident filter as the server takes it, without the parts that are not set. */
export function accidentFilterOf(filter: MapFilter): AccidentFilter {
  const { level: _, ...accident } = filter;
  return accident;
}

/** The part of the filter that chooses schools. */
export function schoolFilterOf({ level, unit }: MapFilter): Pick<SchoolFilter, 'level' | 'unit'> {
  return { level, unit };
}

export function isSameSelection(one: MapSelection, other: MapSelection): boolean {
  return writeSelection(one) === writeSelection(other);
}

/** How many of the filters are set; a period counts once. */
export function filterCount(filter: MapFilter): number {
  const { from, to, ...lists } = filter;
  const period = from === undefined && to === undefined ? 0 : 1;
  return period + Object.values(lists).filter((value) => value !== undefined).length;
}

/** Address parameters as plain text, one value each. */
export function parseAddress(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** The reverse of `parseAddress`; commas and colons stay readable, "" for nothing. */
export function writeAddress(parameters: Record<string, unknown>): string {
  const parts = Object.entries(parameters)
    .filter(([, value]) => typeof value === 'string' && value !== '')
    .map(
      ([key, value]) =>
        `${key}=${encodeURIComponent(String(value)).replaceAll('%2C', ',').replaceAll('%3A', ':')}`,
    );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
