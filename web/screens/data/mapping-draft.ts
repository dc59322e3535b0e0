// The mapping while a person makes it: changes of its parts, what it still lacks, and whether the contract takes it.
import { type FieldMapping, ImportMapping } from '../../../contract/import.ts';
import { type Sample, valuesOf } from './read-sample.ts';
import { kindFields } from './record-fields.ts';

type Columns = string | readonly string[];

/** What a mapping lacks before it can be tried, in the order of the form. */
export type Lack = { what: 'source' | 'key' | 'place' } | { what: 'field'; field: string };

/** The mapping as the contract takes it, or null with everything that is missing; `lacks` empty and null: a slip. */
export function finishedMapping(draft: ImportMapping): { mapping: ImportMapping | null; lacks: Lack[] } {
  const lacks = lacksOf(draft);
  const read = ImportMapping.safeParse(draft);
  return { mapping: lacks.length === 0 && read.success ? read.data : null, lacks };
}

function lacksOf(draft: ImportMapping): Lack[] {
  const lacks: Lack[] = [];
  if (!ImportMapping.shape.source.safeParse(draft.source).success) lacks.push({ what: 'source' });
  // OpenStreetMap files bring key, place and fields of their own.
  if (draft.format === 'osm-xml' || draft.format === 'overpass') return lacks;
  const { fields, place } = kindFields(draft.kind);
  const isFeature = draft.format === 'geojson' || draft.format === 'gpx';
  if (draft.key === undefined && !isFeature && draft.fields.key === undefined) lacks.push({ what: 'key' });
  const hasPlace = isFeature || draft.geometry !== undefined || draft.fields[place?.name ?? ''] !== undefined;
  if (place?.isRequired && !hasPlace) lacks.push({ what: 'place' });
  for (const { name, isRequired } of fields) {
    const isInEach = draft.each?.every((part) => part.fields[name] !== undefined) ?? false;
    if (isRequired && draft.fields[name] === undefined && !isInEach)
      lacks.push({ what: 'field', field: name });
  }
  return lacks;
}

/** The draft with one field read otherwise; null takes the field out. */
export function withField(draft: ImportMapping, name: string, spec: FieldMapping | null): ImportMapping {
  const { [name]: _, ...others } = draft.fields;
  return { ...draft, fields: spec === null ? others : { ...others, [name]: spec } };
}

export function withKey(draft: ImportMapping, columns: readonly string[]): ImportMapping {
  const { key: _, ...others } = draft;
  return columns.length === 0 ? others : { ...others, key: [...columns] };
}

export function withGeometry(
  draft: ImportMapping,
  geometry: ImportMapping['geometry'] | null,
): ImportMapping {
  const { geometry: _, ...others } = draft;
  return geometry === null || geometry === undefined ? others : { ...others, geometry };
}

/** The column of the file that a mapping names: of several the first that the file has. */
export function columnIn(columns: Columns, sample: Sample | null): string {
  if (typeof columns === 'string') return columns;
  return columns.find((name) => sample?.columns.includes(name)) ?? columns[0] ?? '';
}

/** Whether the coordinates of the mapping look like metres, as those of VN-2000 files are. */
export function looksMetric(draft: ImportMapping, sample: Sample | null): boolean {
  const { geometry } = draft;
  if (sample === null || geometry === undefined || !('x' in geometry)) return false;
  const [first] = valuesOf(sample, columnIn(geometry.x, sample));
  const number = Number(first?.replaceAll(/\s/g, '').replace(',', '.'));
  // Degrees end at 180.
  return Math.abs(number) > 1_000;
}

/** A source name of the form that the contract takes, from the name of a file: "Điểm đỗ 2026.csv" is "diem-do-2026". */
export function sourceFrom(fileName: string): string {
  return fileName
    .replace(/(\.[A-Za-z]+)+$/, '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}
