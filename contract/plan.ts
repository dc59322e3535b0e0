// Gate plans: typed elements drawn at a school gate, the rules they are checked against, and what they are expected to
// change. Several plans of one school stand side by side; one of them is chosen.
import { z } from 'zod';
import { CatalogueVersion } from './catalogue-version.ts';
import { Band, UnitId } from './codes.ts';
import { Point } from './geometry.ts';
import { Certainty, MechanismGroup } from './measure.ts';
import { operation } from './operation.ts';
import { PlanElement } from './plan-element.ts';
import { UnitCost, UnitCostCode } from './unit-cost.ts';

/** Elements are told with the plan they belong to. */
export { ElementType, PlanElement, Team } from './plan-element.ts';

const count = z.number().int().min(0).max(5_000);

/** draft → proposed → approved → done; back to draft from proposed and approved. */
export const PlanState = z.enum(['draft', 'proposed', 'approved', 'done']);
export type PlanState = z.infer<typeof PlanState>;

/** What a person draws and sets: the part of a plan that versions keep. */
export const PlanContent = z
  .object({
    schoolId: z.uuid(),
    /** The gate it is drawn at; null: the school's place. */
    gateId: z.uuid().nullable(),
    name: z.string().trim().min(1).max(120),
    elements: z.array(PlanElement).max(200),
    /** Clear width of the gate, metres (default our choice). */
    gateWidthMetres: z.number().min(1).max(30).default(4),
    /** Pupils fetched by motorbike at the busiest time; null: unknown, capacity is not checked. */
    pupilsFetched: count.nullable().default(null),
    /** Groups let out one after another. */
    releaseWaves: z.number().int().min(1).max(10).default(1),
    /** Measured mean speeds at the gate, km/h: they take the place of the assumed effect on speed. */
    measuredSpeed: z
      .object({ beforeKmh: z.number().min(1).max(150), afterKmh: z.number().min(1).max(150) })
      .nullable()
      .default(null),
    note: z.string().trim().max(1_000).default(''),
  })
  .refine(({ elements }) => new Set(elements.map(({ id }) => id)).size === elements.length, {
    path: ['elements'],
    error: 'two elements have one id',
  })
  .meta({ id: 'PlanContent' });
export type PlanContent = z.infer<typeof PlanContent>;

const planHead = {
  id: z.uuid(),
  schoolId: z.uuid(),
  schoolName: z.string(),
  gateId: z.uuid().nullable(),
  unitId: UnitId,
  name: z.string(),
  state: PlanState,
  /** The one of the school's plans that is to be built; at most one. */
  isChosen: z.boolean(),
  revision: z.number().int(),
  updatedAt: z.iso.datetime(),
  /** Null also for an account that one may not see. */
  updatedBy: z.string().nullable(),
  invented: z.boolean(),
};

/** Sums over the elements of a plan, million VND. */
const planCost = {
  /** As typed, and by unit costs where nothing is typed; null for a plan without elements. */
  costMillionVnd: z.number().nullable(),
  /** The part of it by unit costs that are suggestions. */
  suggestedMillionVnd: z.number(),
};

export const PlanSummary = z
  .object({ ...planHead, ...planCost, elementCount: z.number().int() })
  .meta({ id: 'PlanSummary' });
export type PlanSummary = z.infer<typeof PlanSummary>;

export const Plan = z
  .object({ ...planHead, elementCount: z.number().int(), content: PlanContent })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof Plan>;

const Id = z.object({ id: z.uuid() });

export const listPlans = operation({
  name: 'listPlans',
  method: 'get',
  path: '/api/plans',
  may: 'facts.read',
  summary: 'Gate plans in scope: of one school, or all; chosen ones first, then the newest',
  query: z.object({
    school: z.uuid().optional(),
    state: PlanState.optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(200),
  }),
  reply: z.object({ plans: z.array(PlanSummary), total: z.number().int() }),
});

export const getPlan = operation({
  name: 'getPlan',
  method: 'get',
  path: '/api/plans/:id',
  may: 'facts.read',
  summary: 'One plan with its elements; with a revision, as it stood then',
  params: Id,
  query: z.object({ revision: z.coerce.number().int().min(1).optional() }),
  reply: Plan,
});

export const PlanVersion = z
  .object({
    revision: z.number().int(),
    at: z.iso.datetime(),
    by: z.string().nullable(),
    elementCount: z.number().int(),
  })
  .meta({ id: 'PlanVersion' });

export const listPlanVersions = operation({
  name: 'listPlanVersions',
  method: 'get',
  path: '/api/plans/:id/versions',
  may: 'facts.read',
  summary: 'Every version of a plan, newest first',
  params: Id,
  reply: z.object({ versions: z.array(PlanVersion) }),
});

export const putPlan = operation({
  name: 'putPlan',
  method: 'put',
  path: '/api/plans/:id',
  may: 'plan.write',
  summary:
    'Save a draft plan under an id made by the client (autosave): the same content again changes nothing; content made from an older revision is refused with the current plan',
  params: Id,
  body: z.object({
    content: PlanContent,
    /** The revision it was made from; absent for a new plan. */
    baseRevision: z.number().int().min(1).optional(),
  }),
  reply: Plan,
});

export const setPlanState = operation({
  name: 'setPlanState',
  method: 'post',
  path: '/api/plans/:id/state',
  may: 'plan.state',
  summary:
    'Propose, approve (leaders only), report as done, or take back to draft; the revision must be the current one',
  params: Id,
  body: z.object({ state: PlanState, baseRevision: z.number().int().min(1) }),
  reply: Plan,
});

export const choosePlan = operation({
  name: 'choosePlan',
  method: 'post',
  path: '/api/plans/:id/choice',
  may: 'plan.write',
  summary: 'Mark a plan as the chosen one of its school; the others of the school are then not',
  params: Id,
  reply: Plan,
});

export const clonePlan = operation({
  name: 'clonePlan',
  method: 'post',
  path: '/api/plans/:id/clone',
  may: 'plan.write',
  summary:
    "Copy a plan's elements to another gate: moved from gate to gate and turned from road to road; sent again it gives the same plan",
  params: Id,
  body: z.object({
    /** Id of the new plan. */
    id: z.uuid(),
    gateId: z.uuid(),
    name: z.string().trim().min(1).max(120),
  }),
  reply: Plan,
});

const Words = z.object({ vi: z.string(), en: z.string() });

/** Keys of the rules; the screen may group by them. */
export const PlanRule = z.enum([
  'gate_five_metres',
  'junction_five_metres',
  'standing_on_crossing',
  'standing_on_no_stopping',
  'crossing_in_junction',
  'multilane_crossing',
  'areas_overlap',
  'fire_access',
  'not_on_road',
  'on_carriageway',
  'least_width',
  'hump_on_main_road',
  'speed_zone_sign',
  'unknown_sign',
  'pick_up_capacity',
  'no_roads_known',
]);
export type PlanRule = z.infer<typeof PlanRule>;

export const PlanFailure = z
  .object({
    rule: PlanRule,
    /** must: against the law or a floor of safety; warning: think again; note: know this. */
    severity: z.enum(['must', 'warning', 'note']),
    /** Where it is; null for the plan as a whole. */
    place: Point.nullable(),
    elementIds: z.array(z.uuid()),
    says: Words,
    remedy: Words,
    /** Null: our choice, no law stands behind it. */
    legalBasis: z.string().nullable(),
    certainty: Certainty,
  })
  .meta({ id: 'PlanFailure' });
export type PlanFailure = z.infer<typeof PlanFailure>;

/** What an element costs by the unit costs of its province: what holds while nothing is typed. */
export const ElementCost = z
  .object({
    /** Of the element. */
    id: z.uuid(),
    code: UnitCostCode,
    title: Words,
    unit: UnitCost,
    /** Pieces, metres or square metres. */
    quantity: z.number(),
    /** Quantity times unit cost, to two digits. */
    millionVnd: z.number(),
    source: z.string(),
    /** No price list of an authority stands behind it. */
    isSuggestion: z.boolean(),
  })
  .meta({ id: 'ElementCost' });
export type ElementCost = z.infer<typeof ElementCost>;

export const PlanCost = z
  .object({
    ...planCost,
    /** The unit costs that it was reckoned by. */
    catalogue: CatalogueVersion,
    /** In the order of the plan's elements. */
    elements: z.array(ElementCost),
  })
  .meta({ id: 'PlanCost' });
export type PlanCost = z.infer<typeof PlanCost>;

export const checkPlan = operation({
  name: 'checkPlan',
  method: 'post',
  path: '/api/plan-check',
  may: 'facts.read',
  summary: 'Check a plan that need not be saved against the rules, gravest first; with what it costs',
  body: PlanContent,
  reply: z.object({
    /** The catalogue of measures it was checked by. */
    catalogue: CatalogueVersion,
    failures: z.array(PlanFailure),
    cost: PlanCost,
  }),
});

const Interval = z.object({ low: z.number(), median: z.number(), high: z.number() });
const Score = z.object({
  /** 0 (safest) to 100. */
  score: z.number(),
  low: z.number(),
  high: z.number(),
  band: Band,
  bandShown: z.string(),
});

export const PlanEvaluation = z
  .object({
    /** The risk run that says how things stand. */
    riskRunId: z.uuid(),
    /** The catalogue of measures it rests on. */
    catalogue: CatalogueVersion,
    /** 90 % intervals everywhere. Rates are fatal equivalents a year. */
    before: Score.extend({ rate: z.number(), rateLow: z.number(), rateHigh: z.number() }),
    after: Score.extend({ rate: z.number(), rateRange: Interval }),
    /** Combined factor inside the treated stretch at best estimates; 1 changes nothing. */
    factor: z.object({ fatal: z.number(), serious: z.number(), slight: z.number() }),
    /** Share of the school's risk inside the treated stretch, 0 to 1. */
    treatedShare: z.object({ fatal: z.number(), serious: z.number(), slight: z.number() }),
    /** Rate after for one before. */
    ratio: Interval,
    /** Fatal equivalents a year that do not happen; below 0: harm. */
    avoided: Interval,
    probabilityOfBenefit: z.number(),
    ...planCost,
    /** Median of avoided a year for one million VND; null without a cost. */
    avoidedPerMillionVnd: z.number().nullable(),
    draws: z.number().int(),
    /** What each measure of the plan may honestly be said to do. */
    measures: z.array(
      z.object({
        code: z.string(),
        name: Words,
        group: MechanismGroup,
        effect: z.enum(['proven', 'thin', 'none', 'harm']),
        says: Words,
        source: z.string(),
        evidence: Certainty,
        /** Whether it makes the combined factor, or a stronger one of its group does. */
        counts: z.boolean(),
      }),
    ),
    warnings: z.array(z.object({ code: z.string(), says: Words })),
  })
  .meta({ id: 'PlanEvaluation' });
export type PlanEvaluation = z.infer<typeof PlanEvaluation>;

export const evaluatePlan = operation({
  name: 'evaluatePlan',
  method: 'post',
  path: '/api/plan-effect',
  may: 'run.read',
  summary:
    "Score before and after a plan that need not be saved, with intervals, by the school's risk of the named run (the newest finished one)",
  query: z.object({ run: z.uuid().optional() }),
  body: PlanContent,
  reply: PlanEvaluation,
});
