// Reads the committed files of the town back into records: a second, minimal reading of the mapping
// format that knows only what the town uses, so that tests of the answers need no importer.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type FieldMapping, ImportMapping } from '../../contract/import.ts';
import { projectVn2000 } from './vn2000.ts';

/** The kinds the town has a file for, in the order in which they must be imported. */
export const KINDS = [
  'units',
  'schools',
  'gates',
  'roads',
  'km_posts',
  'routes',
  'accidents',
  'spots',
  'observations',
  'findings',
] as const;
export type Kind = (typeof KINDS)[number];

const Collection = z.object({
  features: z.array(z.object({ properties: z.record(z.string(), z.unknown()), geometry: z.unknown() })),
});
/** Text of a committed file of the town. */
export const townText = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
/** The mapping of one kind, checked against the contract. */
export const mappingOf = (kind: Kind): ImportMapping =>
  ImportMapping.parse(JSON.parse(townText(`${kind}.mapping.json`)));

export type Row = { cells: Record<string, unknown>; geometry?: unknown };
const GEOMETRY_FIELD: Record<string, string> = { units: 'boundary', roads: 'path', routes: 'path' };

/** Rows of a file as they stand, before grouping. */
export function rowsOf(kind: Kind, mapping: ImportMapping): Row[] {
  if (mapping.format === 'geojson') {
    const { features } = Collection.parse(JSON.parse(townText(`${kind}.geojson`)));
    return features.map(({ properties, geometry }) => ({ cells: properties, geometry }));
  }
  const table = parse(townText(`${kind}.csv`), {
    columns: true,
    bom: true,
    delimiter: mapping.separator ?? ',',
  });
  return z
    .array(z.record(z.string(), z.string()))
    .parse(table)
    .map((cells) => ({ cells }));
}

const cellOf = (row: Row, column: string | string[]): unknown => {
  const names = typeof column === 'string' ? [column] : column;
  return names.map((name) => row.cells[name]).find((cell) => cell !== undefined);
};
const same = (a: unknown, b: string): boolean => String(a).trim().toLowerCase() === b.toLowerCase();
const number = (cell: unknown, decimal: string | undefined): number =>
  Number(String(cell).replace(decimal ?? '.', '.'));

/** The field of a record from the rows that make it: the little of the mapping that the town uses. */
function fieldOf(rows: Row[], field: FieldMapping): unknown {
  if ('constant' in field) return field.constant;
  const passes = (row: Row, tests: { column: string | string[]; in?: string[] | undefined }[]): boolean =>
    tests.every((each) => each.in?.some((word) => same(cellOf(row, each.column), word)));
  if ('count' in field) return rows.filter((row) => passes(row, field.count)).length;
  if ('any' in field) return rows.some((row) => passes(row, field.any)) ? field.yes : field.no;
  const cell = cellOf(rows[0]!, field.column);
  if (cell === undefined || cell === '') return undefined;
  if (field.date !== undefined) return String(cell).split('/').reverse().join('-');
  const read = (part: unknown): unknown => {
    if (!field.values) return field.decimal ? number(part, field.decimal) : part;
    const hit = Object.entries(field.values).find(([label]) => same(part, label)) ?? ['*', field.values['*']];
    return hit[1] ?? undefined;
  };
  return field.split ? String(cell).split(field.split).map(read) : read(cell);
}

/** Records of one file, not yet checked against the contract. */
export function rawRecords(kind: Kind): Record<string, unknown>[] {
  const mapping = mappingOf(kind);
  const groups = new Map<string, Row[]>();
  for (const row of rowsOf(kind, mapping)) {
    const key = mapping.key!.map((column) => String(cellOf(row, column))).join('|');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].map(([key, rows]) => {
    const record: Record<string, unknown> = { key };
    for (const [name, field] of Object.entries(mapping.fields)) {
      const value = fieldOf(rows, field);
      if (value !== undefined) record[name] = value;
    }
    if (typeof record.outline === 'string') record.outline = polygonOf(record.outline);
    if (typeof record.zone === 'string') record.zone = JSON.parse(record.zone);
    const geometry = mapping.geometry;
    if (geometry && 'feature' in geometry) record[GEOMETRY_FIELD[kind] ?? 'location'] = rows[0]!.geometry;
    if (geometry && 'x' in geometry) {
      const x = cellOf(rows[0]!, geometry.x);
      const y = cellOf(rows[0]!, geometry.y);
      const position: [number, number] = [number(x, geometry.decimal), number(y, geometry.decimal)];
      const coordinates = mapping.srid === undefined ? position : unproject(position);
      if (x !== '' && y !== '') record.location = { type: 'Point', coordinates };
    }
    return record;
  });
}

/** A polygon of one ring from well-known text. */
function polygonOf(text: string): { type: 'Polygon'; coordinates: number[][][] } {
  const positions = text.replaceAll(/[^-\d. ,]/g, '').split(',');
  return { type: 'Polygon', coordinates: [positions.map((each) => each.trim().split(' ').map(Number))] };
}

/** VN-2000 back to degrees, by correcting a guess until its projection is the given place. */
function unproject([easting, northing]: [number, number]): [number, number] {
  let [lon, lat] = [108.73, 15.045];
  for (let i = 0; i < 8; i++) {
    const at = projectVn2000([lon, lat]);
    lon += (easting - at.easting) / 107_500;
    lat += (northing - at.northing) / 110_600;
  }
  return [lon, lat];
}

/** Records of one kind, checked against the contract. Throws ZodError on the first file that does not fit. */
export const records = <Schema extends z.ZodType>(kind: Kind, schema: Schema): z.infer<Schema>[] =>
  z.array(schema).parse(rawRecords(kind));

const Answers = z.object({
  asOf: z.string(),
  schools: z.object({ worst: z.string(), best: z.string() }),
  legalRule: z.object({
    spots: z.array(z.object({ members: z.array(z.string()) })),
    oneShort: z.array(z.object({ members: z.array(z.string()) })),
    exactlyTwelveMonthsOld: z.array(z.string()),
    samePointButOnlyTheCommuneIsKnown: z.array(z.string()),
  }),
  dbscan: z.object({
    clusters: z.array(
      z.object({ members: z.array(z.string()), membersInZZ01: z.array(z.string()).optional() }),
    ),
    notMembers: z.record(z.string(), z.array(z.string())),
  }),
  border: z.object({ school: z.string(), accidentsInTheNeighbourCommune: z.array(z.string()) }),
  accidents: z.object({ total: z.number(), withoutPlace: z.array(z.string()) }),
  findings: z.object({ total: z.number(), overdue: z.array(z.string()) }),
});
/** The committed known answers. */
export const readAnswers = (): z.infer<typeof Answers> => Answers.parse(JSON.parse(townText('answers.json')));
