// Taking back what was recorded in the field: by who recorded it, or at the desk. A withdrawn record is listed and counted
// nowhere; who withdrew it, when and why stays, and it can be brought back.
import { z } from 'zod';
import { UnitId } from './codes.ts';
import { operation } from './operation.ts';

const Id = z.object({ id: z.uuid() });

/** A survey goes with its answers and walks, a finding with its steps and photos, the last sighting with its spot. */
export const WithdrawnKind = z.enum(['survey', 'walk', 'finding', 'sighting', 'photo']);
export type WithdrawnKind = z.infer<typeof WithdrawnKind>;

/** `baseRevision` is needed for a survey and a finding: what was seen when it was decided to withdraw. */
export const WithdrawalInput = z
  .object({
    kind: WithdrawnKind,
    recordId: z.uuid(),
    reason: z.string().trim().min(1).max(500),
    baseRevision: z.number().int().min(1).optional(),
  })
  .meta({ id: 'WithdrawalInput' });
export type WithdrawalInput = z.infer<typeof WithdrawalInput>;

export const Withdrawal = z
  .object({
    id: z.uuid(),
    kind: WithdrawnKind,
    recordId: z.uuid(),
    unitId: UnitId,
    unitName: z.string(),
    /** Of the school it was about; null for what belongs to none. */
    schoolName: z.string().nullable(),
    reason: z.string(),
    withdrawnAt: z.iso.datetime(),
    /** Name of who withdrew it; null for who may not see accounts. */
    withdrawnBy: z.string().nullable(),
    /** By who recorded it; else at the desk. */
    byAuthor: z.boolean(),
    /** Withdrawn by the person who asks. */
    isOwn: z.boolean(),
    /** What a change must give as `baseRevision` that wants the record back. */
    revision: z.number().int(),
    /** The record as it was last read. */
    was: z.record(z.string(), z.unknown()),
    /** When it was brought back; null while it is withdrawn. */
    returnedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Withdrawal' });
export type Withdrawal = z.infer<typeof Withdrawal>;

export const putWithdrawal = operation({
  name: 'putWithdrawal',
  method: 'put',
  path: '/api/withdrawals/:id',
  may: 'facts.write',
  summary:
    "Withdraw a field record under the client's id: its author may, and a planner; what is withdrawn already stays so",
  params: Id,
  body: WithdrawalInput,
  reply: Withdrawal,
});

export const returnWithdrawn = operation({
  name: 'returnWithdrawn',
  method: 'post',
  path: '/api/withdrawals/:id/return',
  may: 'facts.write',
  summary: 'Bring a withdrawn record back as it was; a photo cannot be',
  params: Id,
  reply: Withdrawal,
});

export const listWithdrawals = operation({
  name: 'listWithdrawals',
  method: 'get',
  path: '/api/withdrawals',
  may: 'facts.read',
  summary: 'The history of withdrawn records in scope, newest first',
  query: z.object({
    unit: UnitId.optional(),
    kind: WithdrawnKind.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  reply: z.object({ withdrawals: z.array(Withdrawal), total: z.number().int() }),
});
