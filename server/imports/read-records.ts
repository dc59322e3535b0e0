// Files → records: the right reader, the wished rows, grouped by key, built and checked one by one.
import type { ImportMapping } from '../../contract/import.ts';
import type { Outcome } from './build-record.ts';
import type { FileRow, ImportFile } from './file-row.ts';
import { RowGroups } from './group-rows.ts';
import { badMapping, type Columns, compileTests, type MappedRow } from './mapping.ts';
import { badFile, type FileScan } from './open-file.ts';
import { roadRows, schoolRows } from './osm-data.ts';
import { osmRoad } from './osm-roads.ts';
import { osmSchool } from './osm-schools.ts';
import { readCsv } from './read-csv.ts';
import { readGeojson } from './read-geojson.ts';
import { readGpx } from './read-gpx.ts';
import { readOsmXml } from './read-osm-xml.ts';
import { readOverpass } from './read-overpass.ts';
import type { BuildRecords } from './row-parts.ts';

export type ReadCounts = { rowsRead: number; leftOut: number; recordsRead: number };
export type ReadInput = {
  mapping: ImportMapping;
  columns: Columns;
  build: BuildRecords;
  files: readonly ImportFile[];
  scans: readonly FileScan[];
  /** Counted up while reading. */
  counts: ReadCounts;
  onRows: (rowsRead: number) => void;
};

type Format = NonNullable<ImportMapping['format']>;
const PROGRESS_ROWS = 10_000;

/** Outcomes of all records of all files. Throws Problem `bad-mapping` when a file lacks a column of the mapping. */
export async function* readRecords(input: ReadInput): AsyncGenerator<Outcome> {
  const { mapping, columns, build, counts } = input;
  const keyPlaces = mapping.key?.map((column, index) => columns.place(column, `#/key/${index}`));
  const passes = mapping.only && compileTests(mapping.only, columns, '#/only');
  const groups = new RowGroups<MappedRow>();
  const isGrouped = keyPlaces !== undefined && needsAllRows(mapping);
  for (const [index, file] of input.files.entries()) {
    const scan = input.scans[index]!;
    const format = mapping.format ?? formatOf(file.name, scan);
    if (keyPlaces === undefined && format === 'csv' && !mapping.fields.key) {
      throw badMapping([
        {
          pointer: '#/key',
          detail: 'Cần cho biết cột mã (key) của tệp CSV',
          detailEn: 'A CSV file needs its key columns',
        },
      ]);
    }
    const seen = new Set<string>();
    for await (const row of rowsOf(format, file, scan, mapping)) {
      if (format === 'csv' && seen.size === 0) columns.requireIn(new Set(row.columns), file.name);
      if (format !== 'csv' || seen.size === 0) for (const name of row.columns) seen.add(name);
      counts.rowsRead++;
      if (counts.rowsRead % PROGRESS_ROWS === 0) input.onRows(counts.rowsRead);
      if (row.brokenCells !== undefined) {
        counts.recordsRead++;
        const extra = String(row.columns.length);
        yield {
          line: row.line,
          refusals: [{ field: '', value: String(row.brokenCells), code: 'broken_row', extra }],
        };
        continue;
      }
      const mapped = mappedRow(row, columns, format, mapping);
      if (mapped.defaults === 'left-out' || (passes && !passes(mapped))) {
        counts.leftOut++;
        continue;
      }
      const key = keyPlaces && keyOf(mapped, keyPlaces);
      if (isGrouped && key !== undefined) groups.add(key, mapped);
      else {
        const outcomes = build([mapped], key);
        if (outcomes.length === 0) counts.leftOut++;
        counts.recordsRead += outcomes.length;
        yield* outcomes;
      }
    }
    // Features need not have every property, but one that no feature has is a slip of the mapping.
    if ((format === 'geojson' || format === 'gpx') && seen.size > 0) columns.requireIn(seen, file.name);
  }
  for (const [key, rows] of groups) {
    const outcomes = build(rows, key);
    if (outcomes.length === 0) counts.leftOut += rows.length;
    counts.recordsRead += outcomes.length;
    yield* outcomes;
  }
}

/** Whether rows with equal keys may add to each other. Otherwise a record is its row, and none is held back. */
function needsAllRows(mapping: ImportMapping): boolean {
  if (mapping.kind === 'accidents') return true;
  const parts = mapping.each?.map(({ fields }) => fields) ?? [];
  return [mapping.fields, ...parts]
    .flatMap((fields) => Object.values(fields))
    .some((spec) => 'count' in spec || 'any' in spec || ('take' in spec && spec.take));
}

/** Key of a row; undefined when every key cell is blank. */
function keyOf(row: MappedRow, places: readonly number[]): string | undefined {
  const cells = places.map((place) => row.cells[place] ?? '');
  return cells.every((cell) => cell === '') ? undefined : cells.join('|');
}

function mappedRow(row: FileRow, columns: Columns, format: Format, mapping: ImportMapping): MappedRow {
  const { line, geometry, moments, ownKey } = row;
  const isOsm = format === 'osm-xml' || format === 'overpass';
  const defaults =
    !isOsm || mapping.fields.class || mapping.fields.levels
      ? undefined
      : mapping.kind === 'roads'
        ? osmRoad(row)
        : osmSchool(row);
  return {
    line,
    cells: columns.cellsOf(row),
    ...(geometry && { geometry }),
    ...(moments && { moments }),
    ...(ownKey !== undefined && { ownKey }),
    ...(defaults && { defaults }),
  };
}

export function formatOf(name: string, scan: FileScan): Format {
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  if (/\.(csv|tsv|txt)$/.test(plain)) return 'csv';
  if (/\.(osm|xml)$/.test(plain)) return 'osm-xml';
  if (plain.endsWith('.gpx')) return 'gpx';
  const head = scan.head.toString('utf8').slice(0, 4_000);
  if (head.includes('"elements"') && /overpass|osm3s/i.test(head)) return 'overpass';
  return /\.(geojson|json|ndjson|geojsonl)$/.test(plain) ? 'geojson' : 'csv';
}

async function* rowsOf(
  format: Format,
  file: ImportFile,
  scan: FileScan,
  mapping: ImportMapping,
): AsyncGenerator<FileRow> {
  if (format === 'csv') yield* readCsv(file.path, scan, mapping);
  else if (format === 'geojson') yield* readGeojson(file.path, scan);
  else if (format === 'gpx') {
    if (mapping.kind !== 'walks') throw badFile(`GPX files give walks, not ${mapping.kind}`);
    yield* readGpx(file.path);
  } else {
    if (mapping.kind !== 'roads' && mapping.kind !== 'schools') {
      throw badFile(`OpenStreetMap files give roads and schools, not ${mapping.kind}`);
    }
    const data = format === 'osm-xml' ? await readOsmXml(file.path) : await readOverpass(file.path);
    yield* mapping.kind === 'roads' ? roadRows(data) : schoolRows(data);
  }
}
