// Choosing pilot schools: per level who passes the checks, what speaks for each, how often each comes first, the set that
// goes together, and the decision with its reason.
import { z } from 'zod';
import { Day, RoadClass, SchoolLevel, UnitId } from './codes.ts';
import { operation } from './operation.ts';
import { Run } from './run.ts';

/** How many of school and parents have signed. */
export const Commitment = z.enum(['none', 'one', 'both']);
export type Commitment = z.infer<typeof Commitment>;

/**
 * Why a school is no candidate: without a rank; hardly among the riskiest of its level; survey older than 12 months or
 * none; a pilot within three years.
 */
export const PilotCheck = z.enum(['not_ranked', 'low_need', 'survey_old', 'recent_pilot']);
export type PilotCheck = z.infer<typeof PilotCheck>;

/** Weights of need, feasibility and replicability; their sum need not be 1. */
export const PilotWeights = z
  .object({
    need: z.coerce.number().min(0).max(100),
    feasibility: z.coerce.number().min(0).max(100),
    replicability: z.coerce.number().min(0).max(100),
  })
  .refine(
    ({ need, feasibility, replicability }) => need + feasibility + replicability > 0,
    'weights are all 0',
  );
export type PilotWeights = z.infer<typeof PilotWeights>;

const Estimate = z.object({ value: z.number(), sd: z.number() });

/** What feasibility and replicability are made of. */
export const PilotInput = z.enum([
  'road',
  'waiting_space',
  'commitment',
  'land_clearance',
  'plan_cost',
  'gate_type',
  'cheapness',
  'data_coverage',
]);
export type PilotInput = z.infer<typeof PilotInput>;

/** One part of a criterion: the criterion is the sum of weight × value, an unknown value standing at one half. */
export const CriterionPart = z
  .object({
    input: PilotInput,
    /** 0 to 1, 1 the best; null: nobody has answered it. */
    value: z.number().nullable(),
    weight: z.number(),
  })
  .meta({ id: 'CriterionPart' });
export type CriterionPart = z.infer<typeof CriterionPart>;

export const PilotCandidate = z
  .object({
    schoolId: z.uuid(),
    schoolName: z.string(),
    unitId: UnitId,
    unitName: z.string(),
    level: SchoolLevel,
    /** Checks it fails; a candidate fails none. The rest is null for a school that is none. */
    failed: z.array(PilotCheck),
    /** Chosen already for the year of the run: that fails no check of the same year. */
    isPilot: z.boolean(),
    /** Probability to be among the riskiest of its level. */
    topProbability: z.number(),
    /** Risk score, 0 to 100; null without a rank. */
    score: z.number().nullable(),
    /** Each 0 to 1, 1 the best, with its standard deviation. */
    criteria: z.object({ need: Estimate, feasibility: Estimate, replicability: Estimate }).nullable(),
    /** What the criteria are made of; null for a school that is none, and in rankings from before it was kept. */
    parts: z
      .object({ feasibility: z.array(CriterionPart), replicability: z.array(CriterionPart) })
      .nullable()
      .default(null),
    /** Of the chosen plan; null without one, and in rankings from before it was kept. */
    costMillionVnd: z.number().nullable().default(null),
    /** Inputs nobody has answered: they stand at one half and make the criteria less sure. */
    unknown: z.array(z.string()),
    /** Share of acceptable weightings (need ≥ feasibility ≥ replicability) at each rank, the first rank first. */
    ranks: z.array(z.number()).nullable(),
    holistic: z.number().nullable(),
    /** Typical weights with which it is first; null when it never is. */
    centralWeights: z
      .object({ need: z.number(), feasibility: z.number(), replicability: z.number() })
      .nullable(),
    /** How surely it is first with them. */
    confidence: z.number().nullable(),
    /** 1 the most often first; null for a school that is no candidate. */
    place: z.number().int().nullable(),
    /** Candidates that cannot be told from it by how often they are first. */
    tiedWith: z.array(z.uuid()),
    /** In the set of one school per level that goes together best. */
    isSuggested: z.boolean(),
    /** Of the road nearest to its gate; null without one within 50 m. */
    roadClass: RoadClass.nullable(),
    isDisadvantaged: z.boolean(),
    isUrban: z.boolean(),
    /** With the weights that were asked for: weighted sum of the criteria, and the rank by it. */
    weighted: z.object({ value: z.number(), rank: z.number().int() }).nullable(),
    invented: z.boolean(),
  })
  .meta({ id: 'PilotCandidate' });
export type PilotCandidate = z.infer<typeof PilotCandidate>;

/** What a set of one school per level keeps where it can. */
export const SetRule = z.enum(['one_per_commune', 'disadvantaged', 'urban_and_rural']);
export type SetRule = z.infer<typeof SetRule>;

const weight = z.coerce.number().min(0).max(100).optional();

export const listPilotCandidates = operation({
  name: 'listPilotCandidates',
  method: 'get',
  path: '/api/pilots',
  may: 'run.read',
  summary:
    'Candidates of one choosing unit per level by how often they are first, of one run of kind "pilots" (the newest finished one); schools that fail a check after them',
  query: z.object({
    run: z.uuid().optional(),
    /** Who chooses, one school per level: a province (the first one by id) or a commune. */
    unit: UnitId.optional(),
    level: SchoolLevel.optional(),
    /** Weights of one's own, to see the order under them; all three or none. */
    need: weight,
    feasibility: weight,
    replicability: weight,
  }),
  reply: z.object({
    run: Run.nullable(),
    /** Who chooses here; null without a run. */
    unitId: UnitId.nullable(),
    /** Everybody that the run has candidates for, in one's scope: provinces first, then communes by name. */
    units: z.array(z.object({ id: UnitId, name: z.string() })),
    candidates: z.array(PilotCandidate),
    /** Rules that no set of schools could keep. */
    relaxed: z.array(SetRule),
  }),
});

export const PilotAssessment = z
  .object({
    schoolId: z.uuid(),
    /** Yard, set-back or pavement where those who fetch a child can wait. */
    hasWaitingSpace: z.boolean().nullable(),
    commitment: Commitment.nullable(),
    needsLandClearance: z.boolean().nullable(),
    note: z.string(),
    revision: z.number().int(),
  })
  .meta({ id: 'PilotAssessment' });
export type PilotAssessment = z.infer<typeof PilotAssessment>;

const Id = z.object({ id: z.uuid() });

export const getPilotAssessment = operation({
  name: 'getPilotAssessment',
  method: 'get',
  path: '/api/schools/:id/pilot-assessment',
  may: 'facts.read',
  summary: 'What is known of a school as a pilot besides its risk; revision 0 when nobody has answered',
  params: Id,
  reply: PilotAssessment,
});

export const putPilotAssessment = operation({
  name: 'putPilotAssessment',
  method: 'put',
  path: '/api/schools/:id/pilot-assessment',
  may: 'plan.write',
  summary: 'Answer what is known of a school as a pilot; the next run of kind "pilots" reads it',
  params: Id,
  body: PilotAssessment.omit({ schoolId: true, revision: true }).extend({
    note: z.string().trim().max(500),
    /** 0 for the first answers. */
    baseRevision: z.number().int().min(0),
  }),
  reply: PilotAssessment,
});

/**
 * Whether a decision is still what was sealed: its content has the hash of the row and of the audit, and says the same.
 * older: so it is, by a rule that left the comparison schools and the day of the data out of the seal.
 */
export const SealState = z.enum(['intact', 'older', 'broken']);
export type SealState = z.infer<typeof SealState>;

export const PilotDecision = z
  .object({
    id: z.uuid(),
    /** The unit that chooses: a province or a commune. */
    unitId: UnitId,
    level: SchoolLevel,
    year: z.number().int(),
    /** 1, then 2 for the one that supersedes it, and so on; the greatest stands. */
    sequence: z.number().int(),
    isStanding: z.boolean(),
    schoolId: z.uuid(),
    schoolName: z.string(),
    runId: z.uuid(),
    /** Place of the school in the run. */
    place: z.number().int(),
    reason: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime(),
    /** SHA-256 over the content: the table of the level as it was, the choice and its reason. */
    sha256: z.string(),
    /** Read back and compared at each reading. */
    sealed: SealState,
    invented: z.boolean(),
  })
  .meta({ id: 'PilotDecision' });
export type PilotDecision = z.infer<typeof PilotDecision>;

/** A candidate as it is sealed: weights of one's own are no part of a decision. */
export const SealedCandidate = PilotCandidate.omit({ weighted: true });
export type SealedCandidate = z.infer<typeof SealedCandidate>;

/** What is sealed and stands in the row of the decision too. */
export const SealHead = z.object({
  runId: z.uuid(),
  unitId: UnitId,
  level: SchoolLevel,
  year: z.number().int(),
  schoolId: z.uuid(),
  place: z.number().int(),
  reason: z.string(),
  decidedAt: z.iso.datetime(),
  /** Of the after-study, frozen with the decision. */
  comparisonIds: z.array(z.uuid()),
});
export type SealHead = z.infer<typeof SealHead>;

/** All that a decision seals. */
export const PilotSeal = SealHead.extend({
  /** Day of the data of the run. */
  asOf: Day,
  supersedes: z.uuid().nullable(),
  /** Name of the account. */
  decidedBy: z.string(),
  /** The table of the level as it was. */
  candidates: z.array(SealedCandidate),
});
export type PilotSeal = z.infer<typeof PilotSeal>;

export const decidePilot = operation({
  name: 'decidePilot',
  method: 'post',
  path: '/api/pilot-decisions',
  may: 'pilot.decide',
  summary:
    'Choose the pilot of a level and year for good: a reason is needed for another than the first, and to supersede an earlier choice',
  body: z.object({
    id: z.uuid(),
    runId: z.uuid(),
    /** Who chooses: the province of the school (the default), or its commune. */
    unitId: UnitId.optional(),
    level: SchoolLevel,
    year: z.number().int().min(2000).max(2100),
    schoolId: z.uuid(),
    reason: z.string().trim().max(2_000).default(''),
    /** The standing decision that this one supersedes. */
    supersedes: z.uuid().optional(),
  }),
  reply: PilotDecision,
});

export const listPilotDecisions = operation({
  name: 'listPilotDecisions',
  method: 'get',
  path: '/api/pilot-decisions',
  may: 'facts.read',
  summary: 'Decisions on pilots in scope, the newest year first, superseded ones after what stands',
  query: z.object({ year: z.coerce.number().int().optional(), school: z.uuid().optional() }),
  reply: z.object({ decisions: z.array(PilotDecision) }),
});

export const getPilotDecision = operation({
  name: 'getPilotDecision',
  method: 'get',
  path: '/api/pilot-decisions/:id',
  may: 'facts.read',
  summary: 'A decision read back from its seal, with the table that was decided on; rows in scope only',
  params: Id,
  reply: z.object({
    decision: PilotDecision,
    /** Day of the data; null when the seal cannot be read any more. */
    asOf: Day.nullable(),
    candidates: z.array(SealedCandidate),
  }),
});
