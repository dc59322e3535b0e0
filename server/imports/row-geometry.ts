// Where the geometry of a record comes from: the row's own, two columns, or one column of text. Pure.
import type { FieldMapping, ImportMapping } from '../../contract/import.ts';
import { CellError, foldText, readNumber } from './cells.ts';
import type { FileGeometry } from './file-row.ts';
import type { GeometryField } from './kind-shapes.ts';
import { badMapping, type Columns, type MappedRow } from './mapping.ts';
import { readOdkPlaces } from './odk-places.ts';
import { readGeometryText } from './wkt.ts';

export type ReadGeometry = (row: MappedRow) => FileGeometry | undefined;

/** What a refusal calls a field: the column of the file and the field it fills. */
export function label(name: string, spec: FieldMapping): string {
  const source =
    'column' in spec
      ? spec.column
      : 'count' in spec
        ? spec.count[0]?.column
        : 'any' in spec
          ? spec.any[0]?.column
          : [];
  const names = [source ?? []].flat().join(' | ');
  return names === '' ? name : `${names} → ${name}`;
}

/** The first value that any of the rows gives. */
export function firstOf<T>(
  rows: readonly MappedRow[],
  read: (row: MappedRow) => T | undefined,
): T | undefined {
  for (const row of rows) {
    const value = read(row);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Reads the geometry that a row carries itself or that the mapping finds in its columns; adds how errors name it. */
export function mainGeometry(
  mapping: ImportMapping,
  field: GeometryField,
  columns: Columns,
  labels: Map<string, string>,
): ReadGeometry {
  const given = mapping.fields[field.name];
  if (given) return textGeometry(given, field.name, columns);
  const { geometry } = mapping;
  if (geometry === undefined || 'feature' in geometry) return (row) => row.geometry;
  if ('wkt' in geometry) {
    labels.set(field.name, label(field.name, { column: geometry.wkt }));
    return textGeometry({ column: geometry.wkt }, field.name, columns, { pointer: '#/geometry/wkt' });
  }
  if ('odk' in geometry) {
    labels.set(field.name, label(field.name, { column: geometry.odk }));
    const isArea = !field.shapes.includes('Point') && !field.shapes.includes('LineString');
    return textGeometry({ column: geometry.odk }, field.name, columns, {
      pointer: '#/geometry/odk',
      form: 'lat lon alt acc; …',
      read: (text) => readOdkPlaces(text, isArea),
    });
  }
  labels.set(
    field.name,
    `${[geometry.x].flat().join(' | ')}, ${[geometry.y].flat().join(' | ')} → ${field.name}`,
  );
  const x = columns.place(geometry.x, '#/geometry/x');
  const y = columns.place(geometry.y, '#/geometry/y');
  return (row) => {
    const [left, right] = [row.cells[x], row.cells[y]];
    if (left === undefined && right === undefined) return undefined;
    if (left === undefined || right === undefined) throw new CellError('half_place', left ?? right ?? '');
    return {
      type: 'Point',
      coordinates: [coordinate(left, geometry.decimal), coordinate(right, geometry.decimal)],
    };
  };
}

function coordinate(text: string, decimal: ',' | '.' | undefined): number {
  try {
    return readNumber(text, decimal);
  } catch (error) {
    throw error instanceof CellError ? new CellError('bad_coordinate', text) : error;
  }
}

type TextForm = { pointer?: string; form?: string; read?: (text: string) => FileGeometry | undefined };

/** Reads a geometry from a column of text, `read` saying how it is written. */
export function textGeometry(
  spec: FieldMapping | undefined,
  field: string,
  columns: Columns,
  { pointer = `#/fields/${field}`, read = readGeometryText, form = 'WKT / GeoJSON' }: TextForm = {},
): ReadGeometry {
  if (!spec || !('column' in spec)) {
    const detail = `Trường “${field}” phải lấy từ một cột chứa WKT hoặc GeoJSON`;
    throw badMapping([{ pointer, detail, detailEn: `"${field}" must come from a column of WKT or GeoJSON` }]);
  }
  const place = columns.place(spec.column, pointer);
  return (row) => {
    const text = row.cells[place];
    if (text === undefined) return undefined;
    const geometry = read(text);
    if (!geometry) throw new CellError('bad_geometry', foldText(text), form);
    return geometry;
  };
}
