// Rows of one record → a checked record, or every reason why not. Pure: coordinates stay the file's own.
import type { z } from 'zod';
import type { FieldMapping, ImportMapping } from '../../contract/import.ts';
import {
  asType,
  CellError,
  type CellValue,
  type FieldType,
  fieldType,
  foldText,
  readNumber,
  valueMap,
} from './cells.ts';
import { type CoordinateSystem, checkGeometry } from './coordinates.ts';
import { readDay, readTime } from './dates.ts';
import type { FileGeometry } from './file-row.ts';
import { type GeometryField, kindShapes } from './kind-shapes.ts';
import { badMapping, type Columns, compileTests, fieldPlans, type MappedRow } from './mapping.ts';
import type { Refusal } from './reasons.ts';
import { recordFaults } from './record-rules.ts';
import { readGeometryText } from './wkt.ts';

export type BuiltRecord = {
  line: number;
  key: string;
  record: Record<string, unknown>;
  geometry?: FileGeometry;
  second?: FileGeometry;
};
export type Outcome = { built: BuiltRecord } | { line: number; refusals: Refusal[] };
export type BuildRecord = (rows: readonly MappedRow[], groupKey: string | undefined) => Outcome;

type Read = (rows: readonly MappedRow[]) => CellValue;
type ReadGeometry = (row: MappedRow) => FileGeometry | undefined;

/**
 * Prepares the reading of records of a mapping. The result takes the rows of one record and the key they share
 * (undefined: the key comes from a field or from the file itself). `today` refuses days that have not come yet.
 */
export function prepareRecords(
  mapping: ImportMapping,
  columns: Columns,
  system: CoordinateSystem,
  today: string,
): BuildRecord {
  const { schema, main, second } = kindShapes[mapping.kind];
  const labels = new Map<string, string>();
  const readers = new Map<string, Read>();
  for (const { name, spec, pointer } of fieldPlans(mapping)) {
    labels.set(name, label(name, spec));
    if (name === main?.name || name === second?.name) continue;
    readers.set(name, compileField(spec, fieldType(schema.shape[name]), columns, pointer));
  }
  const geometries: { field: GeometryField; read: ReadGeometry }[] = [];
  if (main) geometries.push({ field: main, read: mainGeometry(mapping, main, columns, labels) });
  if (second && mapping.fields[second.name]) {
    geometries.push({ field: second, read: textGeometry(mapping.fields[second.name], second.name, columns) });
  }

  return (rows, groupKey) => {
    const first = rows[0];
    if (!first) throw new Error('a record without rows');
    const refusals: Refusal[] = [];
    const refuse = (field: string, { code, value, extra }: Omit<Refusal, 'field'>): void => {
      refusals.push({
        field: labels.get(field) ?? field,
        code,
        ...(value !== undefined && { value }),
        ...(extra && { extra }),
      });
    };
    const values: Record<string, unknown> = { key: groupKey ?? first.ownKey };
    const { defaults } = first;
    if (defaults && defaults !== 'left-out') {
      if ('values' in defaults) Object.assign(values, defaults.values);
      else return { line: first.line, refusals: [defaults.refusal] };
    }
    for (const [field, read] of readers) {
      try {
        const value = read(rows);
        values[field] = value === null ? undefined : value;
      } catch (error) {
        if (!(error instanceof CellError)) throw error;
        refuse(field, error);
        values[field] = FAILED;
      }
    }
    const read = schema.safeParse(values);
    if (!read.success) {
      for (const issue of read.error.issues) {
        const field = String(issue.path[0] ?? '');
        if (values[field] !== FAILED && refusals.every((one) => one.field !== (labels.get(field) ?? field))) {
          refuse(field, issueRefusal(issue, values[field]));
        }
      }
    }
    const places = new Map<string, FileGeometry>();
    for (const { field, read: readGeometry } of geometries) {
      try {
        const raw = firstOf(rows, readGeometry);
        const checked = raw && checkGeometry(raw, field.shapes, system);
        if (checked && 'fault' in checked) refuse(field.name, checked.fault);
        else if (checked) places.set(field.name, checked.geometry);
        else if (field.isRequired) refuse(field.name, { code: 'missing' });
      } catch (error) {
        if (!(error instanceof CellError)) throw error;
        refuse(field.name, error);
      }
    }
    if (read.success && refusals.length === 0) {
      for (const { field, ...fault } of recordFaults(mapping.kind, read.data, today)) refuse(field, fault);
    }
    if (!read.success || refusals.length > 0) return { line: first.line, refusals };
    const geometry = places.get(main?.name ?? '');
    const extra = places.get(second?.name ?? '');
    const built = { line: first.line, key: String(values.key), record: read.data };
    return { built: { ...built, ...(geometry && { geometry }), ...(extra && { second: extra }) } };
  };
}

/** Stands for a value that could not be read, so that the schema's complaint about it is passed over. */
const FAILED = Symbol('failed');

function label(name: string, spec: FieldMapping): string {
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

function firstOf<T>(rows: readonly MappedRow[], read: (row: MappedRow) => T | undefined): T | undefined {
  for (const row of rows) {
    const value = read(row);
    if (value !== undefined) return value;
  }
  return undefined;
}

function compileField(spec: FieldMapping, type: FieldType, columns: Columns, pointer: string): Read {
  if ('constant' in spec) {
    const { constant } = spec;
    return () => (Array.isArray(constant) ? constant : asType(constant, type));
  }
  if ('count' in spec) {
    const passes = compileTests(spec.count, columns, `${pointer}/count`);
    return (rows) => rows.filter(passes).length;
  }
  if ('any' in spec) {
    const passes = compileTests(spec.any, columns, `${pointer}/any`);
    const { yes, no } = spec;
    return (rows) => {
      const value = rows.some(passes) ? yes : no;
      return value === undefined ? undefined : asType(value, type);
    };
  }
  const place = columns.place(spec.column, `${pointer}/column`);
  const readCell = compileCell(spec, type);
  const { take = 'first' } = spec;
  return (rows) => {
    if (take === 'first') return readCell(firstOf(rows, (row) => row.cells[place]));
    const values = rows
      .map((row) => readCell(row.cells[place]))
      .filter((value) => value !== undefined && value !== null);
    return taken(values, take);
  };
}

type ColumnSpec = Extract<FieldMapping, { column: unknown }>;

function compileCell(spec: ColumnSpec, type: FieldType): (cell: string | undefined) => CellValue {
  const map = spec.values && valueMap(spec.values);
  const dates = spec.date === undefined ? undefined : [spec.date].flat();
  const times = spec.time === undefined ? undefined : [spec.time].flat();
  const one = (text: string): CellValue => {
    const mapped = map ? map(text) : text;
    if (mapped === null) return undefined;
    if (typeof mapped !== 'string') return asType(mapped, type, spec.decimal);
    if (dates) return readDay(mapped, dates) ?? refused('bad_date', mapped, dates);
    if (times) return readTime(mapped, times) ?? refused('bad_time', mapped, times);
    return asType(mapped, type, spec.decimal);
  };
  const list = (text: string, separator: string): CellValue => {
    const parts = text.split(separator).map((part) => part.trim());
    const values = parts
      .filter((part) => part !== '')
      .flatMap((part) => [one(part) ?? []].flat().map(String));
    // A value map may turn one word into several, parted by the same sign.
    return [...new Set(values.flatMap((value) => value.split(separator)))];
  };
  return (cell) => {
    if (cell === undefined) return spec.default === undefined ? undefined : asType(spec.default, type);
    return spec.split === undefined ? one(cell) : list(cell, spec.split);
  };
}

function refused(code: 'bad_date' | 'bad_time', value: string, patterns: string[]): never {
  throw new CellError(code, value, patterns.join(' | '));
}

function taken(values: readonly CellValue[], take: 'max' | 'min' | 'sum'): CellValue {
  if (values.length === 0) return undefined;
  if (take === 'sum')
    return values.reduce<number>((sum, value) => sum + readNumber(String(value), undefined), 0);
  const sorted = [...values].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
  return take === 'max' ? sorted.at(-1) : sorted[0];
}

function mainGeometry(
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
    return textGeometry({ column: geometry.wkt }, field.name, columns, '#/geometry/wkt');
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

function textGeometry(
  spec: FieldMapping | undefined,
  field: string,
  columns: Columns,
  pointer = `#/fields/${field}`,
): ReadGeometry {
  if (!spec || !('column' in spec)) {
    const detail = `Trường “${field}” phải lấy từ một cột chứa WKT hoặc GeoJSON`;
    throw badMapping([{ pointer, detail, detailEn: `"${field}" must come from a column of WKT or GeoJSON` }]);
  }
  const place = columns.place(spec.column, pointer);
  return (row) => {
    const text = row.cells[place];
    if (text === undefined) return undefined;
    const geometry = readGeometryText(text);
    if (!geometry) throw new CellError('bad_geometry', foldText(text), 'WKT / GeoJSON');
    return geometry;
  };
}

function issueRefusal(issue: z.core.$ZodIssue, value: unknown): Omit<Refusal, 'field'> {
  const text =
    value === undefined
      ? undefined
      : String(issue.path.length > 1 && Array.isArray(value) ? value[Number(issue.path[1])] : value);
  const shown = text === undefined ? {} : { value: text };
  if (value === undefined || text === '') return { code: 'missing' };
  if (issue.code === 'invalid_value')
    return { code: 'not_in_list', ...shown, extra: issue.values.map(String).join(', ') };
  if (issue.code === 'too_big' || issue.code === 'too_small') {
    const bound = `${issue.code === 'too_big' ? '≤' : '≥'} ${issue.code === 'too_big' ? issue.maximum : issue.minimum}`;
    return issue.origin === 'number' || issue.origin === 'int'
      ? { code: 'out_of_range', ...shown, extra: bound }
      : issue.code === 'too_big'
        ? { code: 'too_long', ...shown, extra: String(issue.maximum) }
        : { code: 'missing' };
  }
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return { code: 'bad_date', ...shown, extra: 'YYYY-MM-DD' };
  if (issue.code === 'invalid_type' && typeof value === 'number') return { code: 'not_whole', ...shown };
  return { code: 'bad_value', ...shown };
}
