// Findings and what becomes of them: recommended, accepted, done, verified by a second person.
import { z } from 'zod';
import { Day, FindingOwner, FindingState, UnitId } from './codes.ts';
import { listOf } from './filter.ts';
import { Point } from './geometry.ts';
import { operation } from './operation.ts';

const Id = z.object({ id: z.uuid() });
const Code = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** `reasonCode` and `measureCode` are of the lists that hold on `foundOn`. */
export const FindingInput = z
  .object({
    schoolId: z.uuid(),
    surveyId: z.uuid().optional(),
    gateId: z.uuid().optional(),
    routeId: z.uuid().optional(),
    reasonCode: Code,
    measureCode: Code.optional(),
    description: z.string().trim().max(500).optional(),
    location: Point,
    owner: FindingOwner,
    foundOn: Day,
    dueOn: Day.optional(),
    baseRevision: z.number().int().min(1).optional(),
  })
  .meta({ id: 'FindingInput' });
export type FindingInput = z.infer<typeof FindingInput>;

/** What may be done with a finding. `remind` changes no state. */
export const FindingAction = z.enum([
  'recommend',
  'accept',
  'refuse',
  'finish',
  'verify',
  'reopen',
  'remind',
]);
export type FindingAction = z.infer<typeof FindingAction>;

export const FindingItem = z
  .object({
    id: z.uuid(),
    schoolId: z.uuid(),
    schoolName: z.string(),
    unitId: UnitId,
    gateId: z.uuid().nullable(),
    routeId: z.uuid().nullable(),
    reasonCode: z.string(),
    measureCode: z.string().nullable(),
    description: z.string().nullable(),
    location: Point,
    owner: FindingOwner,
    state: FindingState,
    foundOn: Day,
    dueOn: Day.nullable(),
    closedOn: Day.nullable(),
    /** Days past `dueOn` while nothing is done; null when in time. */
    overdueDays: z.number().int().nullable(),
    documentNumber: z.string().nullable(),
    photos: z.array(z.object({ id: z.uuid(), kind: z.string() })),
    /** Recorded by the person who asks. */
    isOwn: z.boolean(),
    revision: z.number().int(),
    invented: z.boolean(),
  })
  .meta({ id: 'FindingItem' });
export type FindingItem = z.infer<typeof FindingItem>;

export const FindingDetail = FindingItem.extend({
  /** The last recommendation sent; those that an import brought have no addressee. */
  recommendation: z
    .object({
      documentNumber: z.string().nullable(),
      addressee: z.string().nullable(),
      sentOn: Day,
      dueOn: Day.nullable(),
    })
    .nullable(),
  steps: z.array(
    z.object({
      id: z.uuid(),
      action: FindingAction,
      takenOn: Day,
      note: z.string().nullable(),
      isOwn: z.boolean(),
    }),
  ),
  /** What the person who asks may do now. */
  mayDo: z.array(FindingAction),
}).meta({ id: 'FindingDetail' });
export type FindingDetail = z.infer<typeof FindingDetail>;

export const listFindings = operation({
  name: 'listFindings',
  method: 'get',
  path: '/api/findings',
  may: 'facts.read',
  summary: 'Findings in scope: overdue first, then by due date',
  query: z.object({
    unit: UnitId.optional(),
    school: z.uuid().optional(),
    state: listOf(FindingState).optional(),
    owner: listOf(FindingOwner).optional(),
    reason: listOf(Code).optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(200),
  }),
  reply: z.object({
    findings: z.array(FindingItem),
    /** Of all that the filter finds, the list being cut or not. */
    total: z.number().int(),
    overdue: z.number().int(),
    /** By who must act, of all that the filter would find without `owner`; every owner once, in the list's order. */
    owners: z.array(z.object({ owner: FindingOwner, total: z.number().int(), overdue: z.number().int() })),
  }),
});

export const getFinding = operation({
  name: 'getFinding',
  method: 'get',
  path: '/api/findings/:id',
  may: 'facts.read',
  summary: 'One finding with its steps, photos and what may be done next',
  params: Id,
  reply: FindingDetail,
});

export const putFinding = operation({
  name: 'putFinding',
  method: 'put',
  path: '/api/findings/:id',
  may: 'facts.write',
  summary: "Record a finding under the client's id; sending it again changes nothing",
  params: Id,
  body: FindingInput,
  reply: FindingDetail,
});

/**
 * `documentNumber` is needed to recommend, and `note` then names the addressee; a refusal needs its reason in `note`;
 * `dueOn` moves the due date.
 */
export const FindingStepInput = z
  .object({
    findingId: z.uuid(),
    action: FindingAction,
    takenOn: Day,
    note: z.string().trim().max(500).optional(),
    documentNumber: z.string().trim().min(1).max(60).optional(),
    dueOn: Day.optional(),
  })
  .meta({ id: 'FindingStepInput' });
export type FindingStepInput = z.infer<typeof FindingStepInput>;

export const putFindingStep = operation({
  name: 'putFindingStep',
  method: 'put',
  path: '/api/finding-steps/:id',
  may: 'facts.write',
  summary:
    'Take one step with a finding; only a second person verifies, with a photo or a note of what was seen',
  params: Id,
  body: FindingStepInput,
  reply: FindingDetail,
});
