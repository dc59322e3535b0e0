// A mapping, checked and made ready: which columns it needs, which rows it takes, how rows are grouped.
import type { z } from 'zod';
import { ImportMapping, type RowTest } from '../../contract/import.ts';
import type { ProblemDetail } from '../../contract/problem.ts';
import { Problem } from '../problem.ts';
import { foldText, readNumber } from './cells.ts';
import { isPatternFor } from './dates.ts';
import type { FileGeometry, FileRow, TrackMoment } from './file-row.ts';
import { kindShapes } from './kind-shapes.ts';
import type { OsmDefaults } from './osm-roads.ts';

export type RowTestSpec = z.infer<typeof RowTest>;

/** What is kept of a file row: the cells the mapping names, in the order of `Columns`. */
export type MappedRow = {
  line: number;
  cells: (string | undefined)[];
  geometry?: FileGeometry;
  moments?: readonly (readonly TrackMoment[])[];
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

/** JSON pointer to a field of the mapping; `of` is where its fields are. */
export const fieldPointer = (field: string, of = '#/fields'): string =>
  `${of}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;

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
  const errors = [...unknownFields(read.data), ...badPatterns(read.data), ...keyOfParts(read.data)];
  if (errors.length > 0) throw badMapping(errors);
  return read.data;
}

/** The lists of fields of a mapping, its own and those of its parts, with the pointer to each. */
function fieldLists({ fields, each = [] }: ImportMapping): { of: string; fields: ImportMapping['fields'] }[] {
  return [
    { of: '#/fields', fields },
    ...each.map((part, index) => ({ of: `#/each/${index}/fields`, fields: part.fields })),
  ];
}

function unknownFields(mapping: ImportMapping): ProblemDetail[] {
  const { schema, main, second } = kindShapes[mapping.kind];
  const known = [...Object.keys(schema.shape), main?.name, second?.name].filter((name) => name !== undefined);
  return fieldLists(mapping).flatMap(({ of, fields }) =>
    Object.keys(fields)
      .filter((field) => !known.includes(field))
      .map((field) => ({
        pointer: fieldPointer(field, of),
        detail: `Loại “${mapping.kind}” không có trường “${field}”. Các trường: ${known.join(', ')}`,
        detailEn: `"${mapping.kind}" has no field "${field}". Its fields: ${known.join(', ')}`,
      })),
  );
}

function badPatterns(mapping: ImportMapping): ProblemDetail[] {
  const errors: ProblemDetail[] = [];
  for (const { of, fields } of fieldLists(mapping)) {
    for (const [field, spec] of Object.entries(fields)) {
      if (!('column' in spec)) continue;
      for (const what of ['date', 'time'] as const) {
        for (const pattern of [spec[what] ?? []].flat()) {
          if (isPatternFor(what, pattern)) continue;
          errors.push({
            pointer: `${fieldPointer(field, of)}/${what}`,
            detail: `Mẫu “${pattern}” thiếu ${what === 'date' ? 'ngày, tháng hoặc năm' : 'giờ'}`,
            detailEn: `The pattern "${pattern}" lacks ${what === 'date' ? 'day, month or year' : 'the hour'}`,
          });
        }
      }
    }
  }
  return errors;
}

/** Parts need keys of their own, which only the key of their row and their names can give. */
function keyOfParts({ each = [], fields }: ImportMapping): ProblemDetail[] {
  const names = each.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    const detail = `Có hai phần cùng tên “${twice}”`;
    return [{ pointer: '#/each', detail, detailEn: `Two parts are called "${twice}"` }];
  }
  if (each.length === 0 || fields.key === undefined) return [];
  return [
    {
      pointer: '#/fields/key',
      detail: 'Khi một hàng gồm nhiều bản ghi, mã phải lấy từ “key”, không từ trường “key”',
      detailEn: 'When a row holds several records, their key comes from `key`, not from a field "key"',
    },
  ];
}

export type CompiledTest = (row: MappedRow) => boolean;

function compileTest(test: RowTestSpec, columns: Columns, pointer: string): CompiledTest {
  const place = columns.place(test.column, `${pointer}/column`);
  if (test.in) {
    const wanted = new Set(test.in.map(foldText));
    return (row) => wanted.has(foldText(row.cells[place] ?? ''));
  }
  if (test.notIn) {
    const unwanted = new Set(test.notIn.map(foldText));
    return (row) => !unwanted.has(foldText(row.cells[place] ?? ''));
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
