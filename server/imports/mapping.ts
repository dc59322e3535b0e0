// A mapping, checked and made ready: which columns it needs, which rows it takes, how rows are grouped.
import type { z } from 'zod';
import { type FieldMapping, ImportMapping, type RowTest } from '../../contract/import.ts';
import type { ProblemDetail } from '../../contract/problem.ts';
import { Problem } from '../problem.ts';
import { foldText, readNumber } from './cells.ts';
import { isPatternFor } from './dates.ts';
import type { FileGeometry, FileRow } from './file-row.ts';
import { kindShapes } from './kind-shapes.ts';
import type { OsmDefaults } from './osm-roads.ts';

export type RowTestSpec = z.infer<typeof RowTest>;

/** What is kept of a file row: the cells the mapping names, in the order of `Columns`. */
export type MappedRow = {
  line: number;
  cells: (string | undefined)[];
  geometry?: FileGeometry;
  ownKey?: string;
  defaults?: OsmDefaults;
};

/** The columns a mapping names, each once, as lists of alternative names. Their places index `MappedRow.cells`. */
export class Columns {
  readonly names: (readonly string[])[] = [];
  /** JSON pointer to where the mapping names each. */
  readonly pointers: string[] = [];
  readonly #places = new Map<string, number>();

  place(column: string | readonly string[], pointer: string): number {
    const names = (typeof column === 'string' ? [column] : column).map((name) =>
      name.normalize('NFC').trim(),
    );
    const id = JSON.stringify(names);
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    this.#places.set(id, this.names.length);
    this.pointers.push(pointer);
    return this.names.push(names) - 1;
  }

  /** Cells of a row: of each column the first alternative that is not blank. */
  cellsOf(row: FileRow): (string | undefined)[] {
    return this.names.map((names) => {
      for (const name of names) {
        const cell = row.get(name);
        if (cell !== undefined) return cell;
      }
      return undefined;
    });
  }

  /** Throws Problem `bad-mapping` when a file with these columns lacks one of ours. */
  requireIn(columns: ReadonlySet<string>, fileName: string): void {
    const has = [...columns].filter((name) => name !== '').join(', ');
    const errors: ProblemDetail[] = [];
    for (const [place, names] of this.names.entries()) {
      if (names.some((name) => columns.has(name))) continue;
      const wanted = names.join(' | ');
      errors.push({
        pointer: this.pointers[place]!,
        detail: `Tệp ${fileName} không có cột “${wanted}”. Các cột của tệp: ${has}`,
        detailEn: `The file ${fileName} has no column "${wanted}". Its columns: ${has}`,
      });
    }
    if (errors.length > 0) throw badMapping(errors);
  }
}

export function badMapping(errors: ProblemDetail[]): Problem {
  return new Problem('bad-mapping', {
    detail: errors[0]?.detail ?? '',
    detailEn: errors[0]?.detailEn ?? '',
    errors,
  });
}

const fieldPointer = (field: string): string =>
  `#/fields/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Reads a mapping. Throws Problem `bad-mapping` with a pointer to each fault. */
export function parseMapping(input: unknown): ImportMapping {
  const read = ImportMapping.safeParse(input);
  if (!read.success) {
    throw badMapping(
      read.error.issues.map((issue) => {
        const path = issue.path.join('/');
        return {
          pointer: `#/${path}`,
          detail: `Chỗ “${path || 'gốc'}” của bảng ánh xạ chưa đúng`,
          detailEn: `"${path || 'root'}" of the mapping: ${issue.message}`,
        };
      }),
    );
  }
  const errors = [...unknownFields(read.data), ...badPatterns(read.data)];
  if (errors.length > 0) throw badMapping(errors);
  return read.data;
}

function unknownFields(mapping: ImportMapping): ProblemDetail[] {
  const { schema, main, second } = kindShapes[mapping.kind];
  const known = [...Object.keys(schema.shape), main?.name, second?.name].filter((name) => name !== undefined);
  return Object.keys(mapping.fields)
    .filter((field) => !known.includes(field))
    .map((field) => ({
      pointer: fieldPointer(field),
      detail: `Loại “${mapping.kind}” không có trường “${field}”. Các trường: ${known.join(', ')}`,
      detailEn: `"${mapping.kind}" has no field "${field}". Its fields: ${known.join(', ')}`,
    }));
}

function badPatterns(mapping: ImportMapping): ProblemDetail[] {
  const errors: ProblemDetail[] = [];
  for (const [field, spec] of Object.entries(mapping.fields)) {
    if (!('column' in spec)) continue;
    for (const what of ['date', 'time'] as const) {
      for (const pattern of [spec[what] ?? []].flat()) {
        if (isPatternFor(what, pattern)) continue;
        errors.push({
          pointer: `${fieldPointer(field)}/${what}`,
          detail: `Mẫu “${pattern}” thiếu ${what === 'date' ? 'ngày, tháng hoặc năm' : 'giờ'}`,
          detailEn: `The pattern "${pattern}" lacks ${what === 'date' ? 'day, month or year' : 'the hour'}`,
        });
      }
    }
  }
  return errors;
}

export type CompiledTest = (row: MappedRow) => boolean;

function compileTest(test: RowTestSpec, columns: Columns, pointer: string): CompiledTest {
  const place = columns.place(test.column, `${pointer}/column`);
  if (test.in) {
    const wanted = new Set(test.in.map(foldText));
    return (row) => wanted.has(foldText(row.cells[place] ?? ''));
  }
  const [low, high] = test.between ?? [0, 0];
  return (row) => {
    const cell = row.cells[place];
    if (cell === undefined || !/^[+-]?[\d.]+$/.test(cell)) return false;
    const number = readNumber(cell, undefined);
    return number >= low && number <= high;
  };
}

/** Makes a list of tests into one that passes when all do. */
export function compileTests(tests: readonly RowTestSpec[], columns: Columns, pointer: string): CompiledTest {
  const all = tests.map((test, index) => compileTest(test, columns, `${pointer}/${index}`));
  return (row) => all.every((passes) => passes(row));
}

export type FieldPlan = { name: string; spec: FieldMapping; pointer: string };

/** Fields of a mapping with their pointers. */
export function fieldPlans(mapping: ImportMapping): FieldPlan[] {
  return Object.entries(mapping.fields).map(([name, spec]) => ({ name, spec, pointer: fieldPointer(name) }));
}
