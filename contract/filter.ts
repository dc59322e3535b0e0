// The one filter that map, list, chart and export share, as it stands in a query string.
import { z } from 'zod';
import { Day, SchoolLevel, Severity, TripWindow, UnitId, YesNoUnknown } from './codes.ts';

/** "a,b" → ["a","b"]; also takes a list that is already one. Shown as a comma-separated string. */
export function listOf<T extends z.ZodType<string>>(item: T) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value),
    z.array(item).max(100),
  );
}

export const Bbox = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map(Number) : value),
  z
    .tuple([z.number(), z.number(), z.number(), z.number()])
    .refine(([west, south, east, north]) => west < east && south < north, 'west,south,east,north'),
);

/** Filters of accidents. A period is half-open: `from` inclusive, `to` inclusive as a day. */
export const AccidentFilter = z.object({
  from: Day.optional(),
  to: Day.optional(),
  severity: listOf(Severity).optional(),
  pupil: listOf(YesNoUnknown).optional(),
  window: listOf(TripWindow).optional(),
  unit: UnitId.optional(),
  school: z.uuid().optional(),
  /** Metres around the school's gates, with `school`. */
  withinMetres: z.coerce.number().min(1).max(5_000).optional(),
  bbox: Bbox.optional(),
});
export type AccidentFilter = z.infer<typeof AccidentFilter>;

export const SchoolFilter = z.object({
  level: listOf(SchoolLevel).optional(),
  unit: UnitId.optional(),
  bbox: Bbox.optional(),
  /** Part of the name; accents are ignored in a first look, and respected in the order. */
  search: z.string().trim().max(100).optional(),
});
export type SchoolFilter = z.infer<typeof SchoolFilter>;

/** Paging by key: give `after` from the page before. */
export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  after: z.string().max(100).optional(),
});
