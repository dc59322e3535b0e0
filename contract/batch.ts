// Import batches: upload with a mapping, look at what was refused and why, undo the whole batch.
import { z } from 'zod';
import { ImportKind } from './codes.ts';
import { Position } from './geometry.ts';
import { operation } from './operation.ts';

/** One refused row. `value` is the offending cell only, never the whole row. */
export const RejectedRow = z
  .object({
    /** Line of the file (CSV, first line is 1) or number of the feature. */
    line: z.number().int(),
    field: z.string(),
    value: z.string().nullable(),
    code: z.string(),
    reason: z.string(),
    reasonEn: z.string(),
  })
  .meta({ id: 'RejectedRow' });
export type RejectedRow = z.infer<typeof RejectedRow>;

export const Batch = z
  .object({
    id: z.uuid(),
    kind: ImportKind,
    source: z.string(),
    fileName: z.string(),
    fileSha256: z.string(),
    status: z.enum(['running', 'done', 'failed', 'undone', 'dry-run']),
    rowsRead: z.number().int(),
    recordsRead: z.number().int(),
    inserted: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    leftOut: z.number().int(),
    rejected: z.number().int(),
    /** Things worth knowing that refuse nothing, e.g. "12 accidents lie outside every unit". */
    warnings: z.array(
      z.object({ code: z.string(), count: z.number().int(), vi: z.string(), en: z.string() }),
    ),
    invented: z.boolean(),
    createdAt: z.iso.datetime(),
    createdBy: z.string().nullable(),
    undoneAt: z.iso.datetime().nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Batch' });
export type Batch = z.infer<typeof Batch>;

/** Places that the reply of a trial holds at most. */
export const mostTriedPlaces = 5_000;

/** Where one record of a trial lies, and what the import would do with it. */
export const TriedPlace = z
  .object({
    line: z.number().int(),
    /** Of a line or an area: a point on it. */
    at: Position,
    state: z.enum(['new', 'changed', 'same', 'refused']),
  })
  .meta({ id: 'TriedPlace' });
export type TriedPlace = z.infer<typeof TriedPlace>;

const Id = z.object({ id: z.uuid() });

export const createImport = operation({
  name: 'createImport',
  method: 'post',
  path: '/api/imports',
  may: 'import.write',
  summary:
    'Import a file by a mapping (multipart: file, id, mapping as JSON text, dryRun); rows are refused one by one',
  upload: 'file',
  body: z.object({ id: z.uuid(), mapping: z.string().max(100_000), dryRun: z.stringbool().default(false) }),
  reply: Batch.extend({
    /** Of a dry run, which leaves nothing to read later: its first 1,000 refused rows. */
    refusedRows: z.array(RejectedRow).optional(),
    /** Of a dry run: where its first 5,000 records with a place lie, in file order. */
    places: z.array(TriedPlace).max(mostTriedPlaces).optional(),
  }),
});

export const listImports = operation({
  name: 'listImports',
  method: 'get',
  path: '/api/imports',
  may: 'import.read',
  summary: 'Imports, newest first',
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  reply: z.object({ batches: z.array(Batch) }),
});

export const getImport = operation({
  name: 'getImport',
  method: 'get',
  path: '/api/imports/:id',
  may: 'import.read',
  summary: 'One import with its counts',
  params: Id,
  reply: Batch,
});

export const listRejectedRows = operation({
  name: 'listRejectedRows',
  method: 'get',
  path: '/api/imports/:id/rejected',
  may: 'import.read',
  summary: 'Refused rows with file line, field, value and reason',
  params: Id,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(1_000).default(200),
    after: z.coerce.number().int().min(0).default(0),
  }),
  reply: z.object({ fileName: z.string(), rows: z.array(RejectedRow), next: z.number().int().nullable() }),
});

export const undoImport = operation({
  name: 'undoImport',
  method: 'post',
  path: '/api/imports/:id/undo',
  may: 'import.write',
  summary: 'Take a whole import back: what it added goes, what it changed returns',
  params: Id,
  reply: Batch,
});
