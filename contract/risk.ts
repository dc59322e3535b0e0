// Per-school risk: score, band, interval and rank, and the explanation of every number down to the record.
import { z } from 'zod';
import { Band, Day, SchoolLevel, UnitId } from './codes.ts';
import { Page, SchoolFilter } from './filter.ts';
import { Point } from './geometry.ts';
import { operation } from './operation.ts';
import { Run } from './run.ts';

export const RiskSummary = z
  .object({
    runId: z.uuid(),
    schoolId: z.uuid(),
    schoolName: z.string(),
    levels: z.array(SchoolLevel),
    pupils: z.number().int().nullable(),
    unitId: UnitId,
    unitName: z.string(),
    location: Point,
    /** 0 (safest) to 100; a relative scale, never a number of deaths. */
    score: z.number(),
    scoreLow: z.number(),
    scoreHigh: z.number(),
    band: Band,
    /** "E", or "D–E" when no band has half the probability. */
    bandShown: z.string(),
    bandProbability: z.record(Band, z.number()),
    rank: z.number().int(),
    rankLow: z.number().int(),
    rankHigh: z.number().int(),
    /** How many schools were ranked together. */
    rankedSchools: z.number().int(),
    /** Probability to be first, among the first three, five, ten. */
    probabilityFirst: z.object({ '1': z.number(), '3': z.number(), '5': z.number(), '10': z.number() }),
    /** Expected fatal equivalents per year on the way to this school (recorded accidents). */
    rate: z.number(),
    ratePerThousandPupils: z.number().nullable(),
    /** Share of inputs that were missing and replaced, 0 to 1. */
    missingShare: z.number(),
    invented: z.boolean(),
  })
  .meta({ id: 'RiskSummary' });
export type RiskSummary = z.infer<typeof RiskSummary>;

/** One bar of the waterfall. Contributions are fatal equivalents per year and add up to `rate`. */
export const RiskPart = z
  .object({
    kind: z.enum(['base', 'attribute', 'accident', 'neighbour_accidents']),
    /** `base`, place and attribute ("gate.speed", "route.footpath_none"), severity, or `unit`; the screen has the words. */
    code: z.string(),
    /** Attributes: whether the answer raises or lowers the risk; its contribution is a share of the predicted part. */
    direction: z.enum(['raises', 'lowers', 'neutral']).optional(),
    contribution: z.number(),
    /** Accidents: the four factors and their product. */
    accident: z
      .object({
        id: z.uuid(),
        occurredOn: Day,
        severity: z.enum(['fatal', 'serious', 'slight']),
        distanceMetres: z.number().nullable(),
        space: z.number(),
        age: z.number(),
        relevance: z.number(),
        quality: z.number(),
        weight: z.number(),
        /** Why it counts nothing, when it counts nothing. */
        reason: z.string().nullable(),
      })
      .optional(),
    /** Accidents of a unit outside one's scope: only their number and sum. */
    neighbour: z.object({ unitName: z.string(), accidents: z.number().int() }).optional(),
  })
  .meta({ id: 'RiskPart' });
export type RiskPart = z.infer<typeof RiskPart>;

export const SeverityRisk = z
  .object({
    severity: z.enum(['fatal', 'serious', 'slight']),
    /** Weighted recorded accidents x, predicted μ, weight of the prediction w, combined estimate m. */
    recorded: z.number(),
    predicted: z.number(),
    predictionWeight: z.number(),
    estimate: z.number(),
    hazard: z.number(),
    rate: z.number(),
  })
  .meta({ id: 'SeverityRisk' });

export const RiskExplanation = RiskSummary.extend({
  run: Run,
  rateLow: z.number(),
  rateHigh: z.number(),
  severities: z.array(SeverityRisk),
  parts: z.array(RiskPart),
  /** Accidents near the school that count nothing, with the reason. */
  notCounted: z.array(RiskPart),
  /** What was missing and what stood in for it. */
  substitutions: z.array(z.object({ code: z.string(), value: z.string() })),
  exposure: z.object({ trafficKm: z.number(), catchmentMetres: z.number(), pupilsUsed: z.number() }),
  surveyNext: z.number(),
}).meta({ id: 'RiskExplanation' });
export type RiskExplanation = z.infer<typeof RiskExplanation>;

export const listRisk = operation({
  name: 'listRisk',
  method: 'get',
  path: '/api/risk',
  may: 'run.read',
  summary: 'Schools by risk, worst first, of one run (the newest finished one when no run is named)',
  query: SchoolFilter.extend(Page.shape).extend({ run: z.uuid().optional() }),
  reply: z.object({
    run: Run.nullable(),
    schools: z.array(RiskSummary),
    total: z.number().int(),
    next: z.string().nullable(),
  }),
});

export const explainRisk = operation({
  name: 'explainRisk',
  method: 'get',
  path: '/api/schools/:id/risk',
  may: 'run.read',
  summary: 'Why a school has its score, down to each record',
  params: z.object({ id: z.uuid() }),
  query: z.object({ run: z.uuid().optional() }),
  reply: RiskExplanation,
});
