// Sums of the ledger: the same rows added up by school, by unit and in all, so that the views agree. Pure.
import type { CoverageSums } from '../../contract/coverage.ts';

export type Measured = {
  requiredMetres: number;
  surveyedMetres: number;
  /** Pupils times metres. */
  flow: number;
  flowSurveyed: number;
};

/** Metres to a decimetre; shares are null when nothing is to survey. */
export function coverageSums(rows: readonly Measured[]): CoverageSums {
  const sum = (of: (row: Measured) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const required = sum((row) => row.requiredMetres);
  const surveyed = sum((row) => row.surveyedMetres);
  const flow = sum((row) => row.flow);
  return {
    requiredMetres: Math.round(required * 10) / 10,
    surveyedMetres: Math.round(surveyed * 10) / 10,
    lengthShare: required > 0 ? surveyed / required : null,
    flowShare: flow > 0 ? sum((row) => row.flowSurveyed) / flow : null,
  };
}

/** Rows grouped by a key, keys in their first order. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
