// The straight-line screening of a school: accidents around it and along its routes, without roads or a model.
import { z } from 'zod';
import { Day } from './codes.ts';
import { operation } from './operation.ts';

export const SchoolScreening = z
  .object({
    schoolId: z.uuid(),
    /** Accidents within 1,000 m of the school in a straight line; null before the first computation. */
    accidents: z.number().int().nullable(),
    /** Sum of fatal equivalents × (1 − distance / 1,000 m), to the millionth. */
    weight: z.number().nullable(),
    /** The school's routes in one's scope. */
    routes: z.array(
      z.object({
        routeId: z.uuid(),
        /** Accidents within 30 m of the route. */
        accidents: z.number().int().nullable(),
        /** Sum of fatal equivalents, to the millionth. */
        weight: z.number().nullable(),
      }),
    ),
    /** Months of accidents before `asOf` that count, and everything recorded after it. */
    windowMonths: z.number().int(),
    /** Day of the last full computation; null before the first. Single changes since then are in the numbers. */
    asOf: Day.nullable(),
    /** More facts changed at once than are followed one by one: the numbers wait for the next full computation. */
    isStale: z.boolean(),
  })
  .meta({ id: 'SchoolScreening' });
export type SchoolScreening = z.infer<typeof SchoolScreening>;

export const getSchoolScreening = operation({
  name: 'getSchoolScreening',
  method: 'get',
  path: '/api/schools/:id/screening',
  may: 'run.read',
  summary: 'Accidents around a school and along its routes in a straight line, current with every record',
  params: z.object({ id: z.uuid() }),
  reply: SchoolScreening,
});
