// The coverage ledger: how much of the routes to school was surveyed in the last twelve months, and what is left.
import { z } from 'zod';
import { Day, UnitId } from './codes.ts';
import { LineString } from './geometry.ts';
import { operation } from './operation.ts';

/** Metres of registered routes. The shares weigh by metres and by pupils times metres; null when nothing is to survey. */
export const CoverageSums = z
  .object({
    requiredMetres: z.number(),
    surveyedMetres: z.number(),
    lengthShare: z.number().nullable(),
    flowShare: z.number().nullable(),
  })
  .meta({ id: 'CoverageSums' });
export type CoverageSums = z.infer<typeof CoverageSums>;

export const SchoolCoverageRow = CoverageSums.extend({
  schoolId: z.uuid(),
  name: z.string(),
  unitId: UnitId,
  routes: z.number().int(),
  lastSurveyedOn: Day.nullable(),
}).meta({ id: 'SchoolCoverageRow' });
export type SchoolCoverageRow = z.infer<typeof SchoolCoverageRow>;

export const getCoverage = operation({
  name: 'getCoverage',
  method: 'get',
  path: '/api/coverage',
  may: 'facts.read',
  summary: 'What is surveyed of the routes to school: sums, by unit, and by school with most left first',
  query: z.object({ unit: UnitId.optional(), limit: z.coerce.number().int().min(1).max(1_000).default(200) }),
  reply: z.object({
    /** Surveys of this day or later count. */
    notBefore: Day,
    total: CoverageSums,
    units: z.array(CoverageSums.extend({ unitId: UnitId, name: z.string(), schools: z.number().int() })),
    /** At most `limit`; `schoolCount` are in scope. */
    schools: z.array(SchoolCoverageRow),
    schoolCount: z.number().int(),
  }),
});

export const CoverageGap = z
  .object({
    routeId: z.uuid(),
    routeName: z.string().nullable(),
    fromMetres: z.number(),
    toMetres: z.number(),
    /** Pupils of the route. */
    pupils: z.number(),
    /** One of the ways that carry 95 % of the pupil-metres. */
    isMain: z.boolean(),
    path: LineString,
  })
  .meta({ id: 'CoverageGap' });
export type CoverageGap = z.infer<typeof CoverageGap>;

export const getSchoolCoverage = operation({
  name: 'getSchoolCoverage',
  method: 'get',
  path: '/api/schools/:id/coverage',
  may: 'facts.read',
  summary: 'What is left to survey around one school; the first gap is the walk to make next',
  params: z.object({ id: z.uuid() }),
  reply: CoverageSums.extend({ schoolId: z.uuid(), notBefore: Day, gaps: z.array(CoverageGap) }),
});
