// Pieces of the selects that turn staged records (import_row r) into table rows, and what such a select belongs to.
import type { MergeStep } from './merge.ts';

export type KindTables = {
  /** Table that gives records their identity. */
  table: string;
  /** Table of what hangs on each record: outline, zone, recommendation. */
  child: string;
  /** In order of dependency. `counted` is the step whose rows are the records. */
  steps: readonly (MergeStep & { isCounted?: boolean })[];
};

/** A field as text, as another type, or as a list of texts. */
export const text = (field: string): string => `r.record->>'${field}'`;
export const as = (field: string, type: string): string => `(r.record->>'${field}')::${type}`;
export const list = (field: string): string =>
  `array(select jsonb_array_elements_text(coalesce(r.record->'${field}', '[]')))`;
export const OWN = ':source::text as source, r.key as source_key, :invented::boolean as invented';
export const FACT = { hasBatch: true, hasRevision: true } as const;
export const PART = { hasBatch: false, hasRevision: false } as const;
