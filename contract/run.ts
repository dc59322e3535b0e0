// A run: one saved, reproducible computation, as queue entry, cache key and audit of the number on the screen.
import { z } from 'zod';
import { Day, HotspotMethod, RunKind, RunStatus, UnitId } from './codes.ts';
import { operation } from './operation.ts';
import { RunRequest } from './run-parameters.ts';

export const Run = z
  .object({
    id: z.uuid(),
    kind: RunKind,
    status: RunStatus,
    parameters: z.record(z.string(), z.unknown()),
    asOf: Day,
    windowFrom: Day.nullable(),
    /** SHA-256 over the ordered input: equal fingerprints read equal data. */
    dataFingerprint: z.string().nullable(),
    codeVersion: z.string(),
    stage: z.string().nullable(),
    done: z.number().int(),
    total: z.number().int(),
    requestedBy: z.string().nullable(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    /** What the computation says about its input: counts left out and why, islands of the road graph, … */
    notes: z.record(z.string(), z.unknown()),
    error: z.string().nullable(),
    /** Made with the shipped parameters: only such a run is shown when none is named. */
    standard: z.boolean(),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;

const Id = z.object({ id: z.uuid() });

export const startRun = operation({
  name: 'startRun',
  method: 'post',
  path: '/api/runs',
  may: 'run.write',
  summary: 'Queue a computation; the same id and body again gives the same run',
  body: RunRequest,
  reply: Run,
});

export const listRuns = operation({
  name: 'listRuns',
  method: 'get',
  path: '/api/runs',
  may: 'run.read',
  summary: 'Runs, newest first',
  query: z.object({
    kind: RunKind.optional(),
    method: HotspotMethod.optional(),
    status: RunStatus.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ runs: z.array(Run) }),
});

export const getRun = operation({
  name: 'getRun',
  method: 'get',
  path: '/api/runs/:id',
  may: 'run.read',
  summary: 'One run with its progress',
  params: Id,
  reply: Run,
});

export const cancelRun = operation({
  name: 'cancelRun',
  method: 'post',
  path: '/api/runs/:id/cancel',
  may: 'run.write',
  summary: 'Stop a queued or running computation',
  params: Id,
  reply: Run,
});

/** Used by filters of results. */
export const ResultScope = z.object({ unit: UnitId.optional(), school: z.uuid().optional() });
