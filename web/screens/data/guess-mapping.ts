// A first mapping of a file, from the names of its columns and the values in its first rows. Only what is beyond doubt
// is filled in; everything is shown and can be changed by hand.
import type { ImportKind } from '../../../contract/codes.ts';
import type { FieldMapping, ImportMapping } from '../../../contract/import.ts';
import { enCodes } from '../../text/en-codes.ts';
import { viCodes } from '../../text/vi-codes.ts';
import { columnAliases } from './column-aliases.ts';
import { datePatterns, guessPattern, timePatterns } from './date-patterns.ts';
import { type Sample, valuesOf } from './read-sample.ts';
import { kindFields, type RecordField } from './record-fields.ts';

type ColumnMapping = Extract<FieldMapping, { column: unknown }>;

/** A mapping that parses once it has a source, a key and what the kind cannot do without. */
export function guessMapping(kind: ImportKind, sample: Sample, source: string): ImportMapping {
  const { fields, place } = kindFields(kind);
  const mapping: ImportMapping = { kind, source, format: sample.format, fields: {}, invented: false };
  if (sample.text !== null) Object.assign(mapping, sample.text);
  if (sample.format === 'osm-xml' || sample.format === 'overpass') return mapping;
  const key = guessColumn(kind, 'key', sample.columns);
  if (key !== null) mapping.key = [key];
  if (place !== null) {
    const geometry = guessGeometry(kind, sample, place.isPoint);
    if (geometry !== null) mapping.geometry = geometry;
  }
  for (const field of fields) {
    const column = guessColumn(kind, field.name, sample.columns);
    if (column !== null) mapping.fields[field.name] = columnMapping(field, column, sample);
  }
  return mapping;
}

/** The column that a field most likely has, by its names in real files; null when none fits. */
export function guessColumn(kind: ImportKind, field: string, columns: readonly string[]): string | null {
  const aliases = columnAliases[`${kind}.${field}`] ?? columnAliases[field] ?? [];
  // A file made for this system calls it as the contract does.
  for (const alias of [...aliases, field]) {
    const found = columns.find((column) => plainName(column) === plainName(alias));
    if (found !== undefined) return found;
  }
  return null;
}

/** How a field is read from a column: pattern, decimal sign, split and value map as its first rows suggest. */
export function columnMapping(field: RecordField, column: string, sample: Sample): ColumnMapping {
  const values = valuesOf(sample, column);
  const mapping: ColumnMapping = { column };
  if (field.type === 'day') mapping.date = guessPattern(values, datePatterns);
  if (field.type === 'time') mapping.time = guessPattern(values, timePatterns);
  if (field.type === 'number' && isDecimalComma(values)) mapping.decimal = ',';
  if (field.type === 'list') mapping.split = values.some((value) => value.includes(';')) ? ';' : ',';
  if (field.codes !== null) {
    const known = guessCodes(field.codes, partsOf(values, mapping.split));
    if (Object.keys(known).length > 0) mapping.values = known;
  }
  return mapping;
}

/** Distinct parts of values that a sign splits; the values themselves without one. */
export function partsOf(values: readonly string[], split: string | undefined): string[] {
  const parts = split === undefined ? values : values.flatMap((value) => value.split(split));
  return [...new Set(parts.map((part) => part.trim()))].filter((part) => part !== '');
}

/** File value → code, for values that are the words of a code in either language. */
function guessCodes(
  { list, options }: NonNullable<RecordField['codes']>,
  values: readonly string[],
): Record<string, string> {
  const found: Record<string, string> = {};
  const words: readonly Readonly<Record<string, string>>[] = [viCodes[list], enCodes[list]];
  for (const value of values) {
    const plain = plainName(value);
    const code = options.find((option) =>
      [option, ...words.map((of) => of[option] ?? '')].some((word) => plainName(word) === plain),
    );
    if (code !== undefined && code !== value) found[value] = code;
  }
  return found;
}

function guessGeometry(
  kind: ImportKind,
  sample: Sample,
  isPoint: boolean,
): NonNullable<ImportMapping['geometry']> | null {
  if (sample.format !== 'csv') return { feature: true };
  const [x, y] = [guessColumn(kind, 'x', sample.columns), guessColumn(kind, 'y', sample.columns)];
  if (isPoint && x !== null && y !== null) {
    const isComma = isDecimalComma([...valuesOf(sample, x), ...valuesOf(sample, y)]);
    return isComma ? { x, y, decimal: ',' } : { x, y };
  }
  const wkt = guessColumn(kind, 'wkt', sample.columns);
  return wkt === null ? null : { wkt };
}

/** Whether the values have decimal commas beyond doubt: "1,234" may be a thousand. */
function isDecimalComma(values: readonly string[]): boolean {
  const numbers = values.filter((value) => value.includes(','));
  return (
    numbers.some((value) => !/^[+-]?\d{1,3}(,\d{3})+$/.test(value)) &&
    numbers.every((value) => /^[+-]?\d+,\d+$/.test(value))
  );
}

/** A name without marks, case and signs: "Mã_trường" is "ma truong". */
function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
