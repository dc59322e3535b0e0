// The overview for leaders and planners: every school in scope with its risk, survey coverage and open work, in columns, so
// that a whole country is one reply that the browser sorts, filters and adds up.
import { z } from 'zod';
import { Band, Day, SchoolLevel, UnitId, UnitKind } from './codes.ts';
import { operation } from './operation.ts';
import { Run } from './run.ts';

const count = z.number().int().min(0);

/** A unit that holds schools or spots in one's scope, or lies above such a unit within the scope. */
export const OverviewUnit = z
  .object({
    id: UnitId,
    kind: UnitKind,
    name: z.string(),
    /** Null for a unit whose parent is outside one's scope. */
    parentId: UnitId.nullable(),
    /** Illegal spots not yet handled that belong to no school of the list. */
    otherOpenSpots: count,
  })
  .meta({ id: 'OverviewUnit' });
export type OverviewUnit = z.infer<typeof OverviewUnit>;

/**
 * Columns of equal length, one place per school, by rank and then by id. What comes from the run is null for a school that
 * the run did not compute.
 */
export const OverviewSchools = z
  .object({
    id: z.array(z.uuid()),
    name: z.array(z.string()),
    /** Position in `units` of today's unit; a school kept under a unit that was taken over stands under its successor. */
    unit: z.array(count),
    /** Position in `levelSets`. */
    levels: z.array(count),
    pupils: z.array(z.number().int().nullable()),
    band: z.array(Band.nullable()),
    /** "E", or "D–E" when no band has half the probability. */
    bandShown: z.array(z.string().nullable()),
    /** 0 (safest) to 100 with its 90 % interval, rounded to tenths. */
    score: z.array(z.number().nullable()),
    scoreLow: z.array(z.number().nullable()),
    scoreHigh: z.array(z.number().nullable()),
    /** Null also for a school that could not be ranked; with its 90 % interval. */
    rank: z.array(z.number().int().nullable()),
    rankLow: z.array(z.number().int().nullable()),
    rankHigh: z.array(z.number().int().nullable()),
    /** Expected fatal equivalents per year, rounded to a millionth. */
    rate: z.array(z.number().nullable()),
    /** Metres of all routes of the school, and of those stretches surveyed since `surveyedSince`; whole metres. */
    routeMetres: z.array(count),
    surveyedMetres: z.array(count),
    /** Findings not verified yet; and those of them, neither done nor refused, whose day has passed. */
    openFindings: z.array(count),
    overdueFindings: z.array(count),
    /** Illegal spots not yet handled. */
    openSpots: z.array(count),
  })
  .meta({ id: 'OverviewSchools' });
export type OverviewSchools = z.infer<typeof OverviewSchools>;

export const Overview = z
  .object({
    run: Run.nullable(),
    /** How many schools were ranked together in the run, also outside one's scope; null without a run. */
    rankedSchools: count.nullable(),
    /** The day that "overdue" looks from. */
    today: Day,
    /** A stretch is surveyed when it was observed on this day or later: twelve months up to today. */
    surveyedSince: Day,
    /** Parents before children, then by id. */
    units: z.array(OverviewUnit),
    /** The different sets of levels that schools have, in the order in which they first appear. */
    levelSets: z.array(z.array(SchoolLevel)),
    schools: OverviewSchools,
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;

export const getOverview = operation({
  name: 'getOverview',
  method: 'get',
  path: '/api/overview',
  may: 'run.read',
  summary: 'All schools in scope with risk, survey coverage, findings and spots, in columns, and their units',
  query: z.object({ run: z.uuid().optional() }),
  reply: Overview,
});
