// The file to which a phone saves everything it could not send, and its taking in by an administrator.
import { z } from 'zod';
import { operation } from './operation.ts';
import { ProblemKey } from './problem.ts';

/** What a phone sends, each kind by an operation of its own. */
export const OutboxKind = z.enum([
  'survey',
  'walk',
  'finding',
  'step',
  'sighting',
  'handling',
  'commitment',
  'photo',
  'withdrawal',
]);
export type OutboxKind = z.infer<typeof OutboxKind>;

export const OutboxEntry = z.object({
  /** The record's own id, made on the phone. */
  id: z.uuid(),
  kind: OutboxKind,
  /** What the operation takes, without `baseRevision`. */
  body: z.record(z.string(), z.unknown()),
  /** Entries that must arrive first. */
  needs: z.array(z.uuid()).max(100),
  savedAt: z.iso.datetime(),
  baseRevision: z.number().int().nullable(),
  /** Of a photo: the JPEG in base64. */
  photo: z
    .string()
    .regex(/^[A-Za-z0-9+/]*={0,2}$/)
    .nullable(),
  /** Who made it; files that older phones saved do not say. */
  accountId: z.uuid().optional(),
});
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/** Entries in the order they were saved. */
export const OutboxFile = z
  .object({
    format: z.literal('cong-an-toan-outbox'),
    version: z.literal(1),
    savedAt: z.iso.datetime(),
    items: z.array(OutboxEntry).max(5_000),
  })
  .meta({ id: 'OutboxFile' });
export type OutboxFile = z.infer<typeof OutboxFile>;

/**
 * `stored`: taken now. `known`: the same was here already. `conflict`: the record was changed or withdrawn meanwhile, both
 * versions stand; the entry is taken when it comes again with the revision of `current` as its base. `refused`: as
 * `problem` says. `held`: an entry that it needs was not taken.
 */
export const OutboxOutcome = z.enum(['stored', 'known', 'conflict', 'refused', 'held']);
export type OutboxOutcome = z.infer<typeof OutboxOutcome>;

export const OutboxResult = z
  .object({
    id: z.uuid(),
    kind: OutboxKind,
    savedAt: z.iso.datetime(),
    outcome: OutboxOutcome,
    /** Name of the account it was recorded under; null when it was not. */
    recordedAs: z.string().nullable(),
    problem: ProblemKey.nullable(),
    detail: z.string().nullable(),
    detailEn: z.string().nullable(),
    /** In a conflict the record as it stands on the server; null when it was deleted, and without a conflict. */
    current: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'OutboxResult' });
export type OutboxResult = z.infer<typeof OutboxResult>;

export const takeInOutbox = operation({
  name: 'takeInOutbox',
  method: 'post',
  path: '/api/outbox-imports',
  may: 'outbox.import',
  summary:
    'Take in a file that a phone saved (multipart: file): each entry as if its author had sent it; the same again has no effect',
  upload: 'file',
  body: z.object({}),
  reply: z.object({ savedAt: z.iso.datetime(), results: z.array(OutboxResult) }),
});
