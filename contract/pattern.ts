// When accidents happened around a school: by half hour and weekday, and over five years. Facts only, no model.
import { z } from 'zod';
import { Day } from './codes.ts';
import { operation } from './operation.ts';

/** Radii around the gates that can be asked for, metres, as they stand in the address. */
export const patternRadii = ['500', '1000'] as const;

/** Earlier days have no records, and five years before the first of them are still a calendar. */
const firstAsOf = '1900-01-01';

const count = z.number().int().min(0);
const Weekday = z.number().int().min(1).max(7);

export const SchoolPattern = z
  .object({
    schoolId: z.uuid(),
    /** Straight-line metres around any gate of the school (the school itself when it has no gate). */
    withinMetres: z.number(),
    /** First and last day that count: five years that end with the day asked for. */
    from: Day,
    to: Day,
    /** Days of the period, both ends included. */
    days: z.number().int(),
    /** Accidents in one's scope in which somebody was hurt or died. */
    total: count,
    /** Of the total: on a school day within the school's trip windows. */
    trip: count,
    /** Of the total: the time of day is not known. In no cell, and never in `trip`. */
    unknownTime: count,
    /** Of the total: known to the hour only. In the cell of the half hour that was written down. */
    hourOnly: count,
    /** Cells with at least one accident, by weekday (1 Monday … 7 Sunday) and half hour (0 from 00:00 … 47 from 23:30). */
    cells: z.array(
      z.object({ weekday: Weekday, halfHour: z.number().int().min(0).max(47), accidents: z.number().int() }),
    ),
    /** Five years of twelve months, oldest first; the last ends with the day asked for. By the gravest outcome. */
    years: z.array(z.object({ from: Day, to: Day, fatal: count, serious: count, slight: count })).length(5),
    /** When pupils are on their way, minutes since local midnight, both ends included, by weekday and time. */
    tripWindows: z.array(
      z.object({ weekday: Weekday, fromMinutes: z.number().int(), toMinutes: z.number().int() }),
    ),
  })
  .meta({ id: 'SchoolPattern' });
export type SchoolPattern = z.infer<typeof SchoolPattern>;

export const getSchoolPattern = operation({
  name: 'getSchoolPattern',
  method: 'get',
  path: '/api/schools/:id/pattern',
  may: 'facts.read',
  summary: 'When accidents happened around a school: half hour by weekday, and five years by severity',
  params: z.object({ id: z.uuid() }),
  query: z.object({
    metres: z.enum(patternRadii).default('500').transform(Number),
    /** Last day of the five years; today when absent. */
    asOf: Day.refine((day) => day >= firstAsOf, `not before ${firstAsOf}`).optional(),
  }),
  reply: SchoolPattern,
});
