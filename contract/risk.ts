// Per-school risk: score, band, interval and rank, and the explanation of every number down to the record.
import { z } from 'zod';
import { Band, Day, SchoolLevel, UnitId } from './codes.ts';
import { Page, SchoolFilter } from './filter.ts';
import { Point } from './geometry.ts';
import { operation } from './operation.ts';
import { Preset } from './preset.ts';
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
    /** Null, with its interval: too few of the accidents have a usable place (`locationQualityShare`) to be ranked. */
    rank: z.number().int().nullable(),
    rankLow: z.number().int().nullable(),
    rankHigh: z.number().int().nullable(),
    /** Rank by risk per pupil; null also when the pupils are unknown. */
    rankPerPupil: z.number().int().nullable(),
    /** How many schools were ranked together. */
    rankedSchools: z.number().int(),
    /** Probability to be first, among the first three, five, ten; null for a school that is not ranked. */
    probabilityFirst: z
      .object({ '1': z.number(), '3': z.number(), '5': z.number(), '10': z.number() })
      .nullable(),
    /** Mean location quality of the accidents in the window, 0 to 1; null without any. Not ranked below one half. */
    locationQualityShare: z.number().nullable(),
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
  summary:
    'Schools by risk, worst first, of one run (the newest finished one when no run is named); not ranked ones last',
  query: SchoolFilter.extend(Page.shape).extend({
    run: z.uuid().optional(),
    /** rate: the risk of the whole school; per_pupil: of one pupil. */
    sort: z.enum(['rate', 'per_pupil']).default('rate'),
  }),
  reply: z.object({
    run: Run.nullable(),
    /** Schools in one's scope whose facts changed since the run; null without a run, or when that is not known. */
    staleSchools: z.number().int().nullable(),
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

/** The word that asks a run to fit its own calibration. */
export const ownCalibration = 'own';

export const FreezeCalibration = z
  .object({
    /** Id of the new preset. */
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{1,58}$/)
      .refine((id) => id !== ownCalibration, `"${ownCalibration}" is taken`),
    runId: z.uuid(),
    name: z.string().trim().min(1).max(120),
    nameEn: z.string().trim().min(1).max(120),
  })
  .meta({ id: 'FreezeCalibration' });
export type FreezeCalibration = z.infer<typeof FreezeCalibration>;

export const freezeCalibration = operation({
  name: 'freezeCalibration',
  method: 'post',
  path: '/api/calibrations',
  may: 'run.write',
  summary:
    'Keep the calibration that a risk run fitted as a preset that never changes; later runs apply the newest',
  body: FreezeCalibration,
  reply: Preset,
});

/** A question without an answer at some gates, or on some stretches of route, of a school. */
export const SurveyGap = z.object({
  place: z.enum(['gate', 'route']),
  question: z.string(),
  unanswered: z.number().int(),
  of: z.number().int(),
});

export const SurveyNext = z
  .object({
    schoolId: z.uuid(),
    schoolName: z.string(),
    levels: z.array(SchoolLevel),
    unitId: UnitId,
    unitName: z.string(),
    location: Point,
    /** uncertainty × overdueFactor: the order of the list. */
    priority: z.number(),
    /** Standard deviation of the risk that a new survey would remove, fatal equivalents a year. */
    uncertainty: z.number(),
    /** 1 until a survey is due, then 1 + months beyond 12 / 12. */
    overdueFactor: z.number(),
    /** Age of the oldest answer in use, months; null when never surveyed. */
    surveyAgeMonths: z.number().nullable(),
    overdueMonths: z.number(),
    gaps: z.array(SurveyGap),
    invented: z.boolean(),
  })
  .meta({ id: 'SurveyNext' });
export type SurveyNext = z.infer<typeof SurveyNext>;

export const listSurveyNext = operation({
  name: 'listSurveyNext',
  method: 'get',
  path: '/api/survey-next',
  may: 'run.read',
  summary: 'Which schools to survey next and why: where a new survey would tell most, and is overdue',
  query: SchoolFilter.extend(Page.shape).extend({
    run: z.uuid().optional(),
    school: z.uuid().optional(),
  }),
  reply: z.object({
    run: Run.nullable(),
    schools: z.array(SurveyNext),
    total: z.number().int(),
    next: z.string().nullable(),
  }),
});

export const RiskVariant = z
  .object({
    number: z.number().int(),
    parameters: z.object({
      weightsId: z.string(),
      /** Share of the hazard that sits at the gate. */
      gateShare: z.number(),
      halfLifeYears: z.number(),
      /** Radius of the catchment, of the base. */
      catchmentFactor: z.number(),
    }),
    /** Kendall's tau b with the base order; null when one of the orders is flat. */
    tau: z.number().nullable(),
    /** Share of the base's first schools that are also first here. */
    overlap: z.number().nullable(),
  })
  .meta({ id: 'RiskVariant' });
export type RiskVariant = z.infer<typeof RiskVariant>;

export const RobustSchool = z
  .object({
    schoolId: z.uuid(),
    schoolName: z.string(),
    unitId: UnitId,
    unitName: z.string(),
    /** In the base. */
    rank: z.number().int(),
    /** Share of the variants in which it is among the first, 0 to 1; robust from 0.8 on. */
    topShare: z.number(),
    isRobust: z.boolean(),
    /** Probability to be among the first when severity weights are drawn too: half base, half the other presets. */
    pRobust: z.number(),
  })
  .meta({ id: 'RobustSchool' });

export const getSensitivity = operation({
  name: 'getSensitivity',
  method: 'get',
  path: '/api/risk/sensitivity',
  may: 'run.read',
  summary: 'How far the order of schools hangs on weights, share of the gate, age of accidents and catchment',
  query: Page.extend({ run: z.uuid().optional() }),
  reply: z.object({
    run: Run.nullable(),
    /** Length of the list of first schools that is compared; null without a run. */
    top: z.number().int().nullable(),
    variants: z.array(RiskVariant),
    /** By rank in the base. */
    schools: z.array(RobustSchool),
    total: z.number().int(),
    next: z.string().nullable(),
  }),
});
