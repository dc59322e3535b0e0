// Rows of one record → a checked record, or every reason why not. Pure: coordinates stay the file's own.
import type { z } from 'zod';
import type { FieldMapping, ImportMapping } from '../../contract/import.ts';
import {
  asType,
  CellError,
  type CellValue,
  type FieldType,
  fieldType,
  readNumber,
  valueMap,
} from './cells.ts';
import { type CoordinateSystem, checkGeometry } from './coordinates.ts';
import { readDay, readTime } from './dates.ts';
import type { FileGeometry } from './file-row.ts';
import { type GeometryField, kindShapes } from './kind-shapes.ts';
import { type Columns, compileTests, fieldPointer, type MappedRow } from './mapping.ts';
import type { Refusal } from './reasons.ts';
import { recordFaults } from './record-rules.ts';
import { firstOf, label, mainGeometry, type ReadGeometry, textGeometry } from './row-geometry.ts';

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

/** The territory's day, after which nothing can have happened, and its time zone. */
export type LocalClock = { today: string; timeZone: string };

/**
 * Prepares the reading of records of a mapping. The result takes the rows of one record and the key they share
 * (undefined: the key comes from a field or from the file itself). `pointerOf` says where the mapping names a field.
 */
export function prepareRecords(
  mapping: ImportMapping,
  columns: Columns,
  system: CoordinateSystem,
  clock: LocalClock,
  pointerOf: (field: string) => string = fieldPointer,
): BuildRecord {
  const { schema, main, second } = kindShapes[mapping.kind];
  const labels = new Map<string, string>();
  const readers = new Map<string, Read>();
  for (const [name, spec] of Object.entries(mapping.fields)) {
    labels.set(name, label(name, spec));
    if (name === main?.name || name === second?.name) continue;
    const type = fieldType(schema.shape[name]);
    readers.set(
      name,
      compileField(spec, type, columns, { pointer: pointerOf(name), timeZone: clock.timeZone }),
    );
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
      for (const { field, ...fault } of recordFaults(mapping.kind, read.data, clock.today))
        refuse(field, fault);
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

type Where = { pointer: string; timeZone: string };

function compileField(
  spec: FieldMapping,
  type: FieldType,
  columns: Columns,
  { pointer, timeZone }: Where,
): Read {
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
  const readCell = compileCell(spec, type, timeZone);
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

function compileCell(
  spec: ColumnSpec,
  type: FieldType,
  timeZone: string,
): (cell: string | undefined) => CellValue {
  const map = spec.values && valueMap(spec.values);
  const dates = spec.date === undefined ? undefined : [spec.date].flat();
  const times = spec.time === undefined ? undefined : [spec.time].flat();
  // Parts that are counted are text, whatever the field takes.
  const partType = spec.countOf ? 'text' : type;
  const one = (text: string): CellValue => {
    const mapped = map ? map(text) : text;
    if (mapped === null) return undefined;
    if (typeof mapped !== 'string') return asType(mapped, partType, spec.decimal);
    if (dates) return readDay(mapped, dates, timeZone) ?? refused('bad_date', mapped, dates);
    if (times) return readTime(mapped, times, timeZone) ?? refused('bad_time', mapped, times);
    return asType(`${spec.prefix ?? ''}${mapped}`, partType, spec.decimal);
  };
  const list = (text: string, separator: string): string[] => {
    const parts = text.split(separator).map((part) => part.trim());
    const values = parts
      .filter((part) => part !== '')
      .flatMap((part) => [one(part) ?? []].flat().map(String));
    // A value map may turn one word into several, parted by the same sign.
    return [...new Set(values.flatMap((value) => value.split(separator)))];
  };
  return (cell) => {
    if (cell === undefined) return spec.default === undefined ? undefined : asType(spec.default, type);
    if (spec.split === undefined) return one(cell);
    const parts = list(cell, spec.split);
    return spec.countOf ? parts.filter((part) => spec.countOf?.includes(part)).length : parts;
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
