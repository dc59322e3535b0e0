// One row that holds several records, as a phone's form does with one answer a column: each part of the mapping makes a
// record of the rows that pass its tests. Without parts a row, or a group of rows, is one record.
import type { ImportMapping } from '../../contract/import.ts';
import type { BuildRecord, Outcome } from './build-record.ts';
import { type Columns, compileTests, fieldPointer, type MappedRow } from './mapping.ts';

/** The records of rows that share a key; none when no part takes them. */
export type BuildRecords = (rows: readonly MappedRow[], groupKey: string | undefined) => Outcome[];
type Prepare = (mapping: ImportMapping, pointerOf: (field: string) => string) => BuildRecord;

export function prepareParts(mapping: ImportMapping, columns: Columns, prepare: Prepare): BuildRecords {
  if (mapping.each === undefined) {
    const build = prepare(mapping, fieldPointer);
    return (rows, groupKey) => [build(rows, groupKey)];
  }
  const parts = mapping.each.map(({ name, only = [], fields }, index) => {
    const of = `#/each/${index}`;
    return {
      name,
      passes: compileTests(only, columns, `${of}/only`),
      build: prepare({ ...mapping, fields: { ...mapping.fields, ...fields } }, (field) =>
        fieldPointer(field, field in fields ? `${of}/fields` : undefined),
      ),
    };
  });
  return (rows, groupKey) =>
    parts.flatMap(({ name, passes, build }) => {
      const taken = rows.filter(passes);
      const rowKey = groupKey ?? taken[0]?.ownKey;
      return taken.length === 0 ? [] : [build(taken, rowKey === undefined ? undefined : `${rowKey}|${name}`)];
    });
}
