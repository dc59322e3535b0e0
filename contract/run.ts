// A run: one saved, reproducible computation. Presets are dated data with a source.
import { z } from 'zod';
import {
  Day,
  HotspotMethod,
  RunKind,
  RunStatus,
  Severity,
  TripWindow,
  UnitId,
  YesNoUnknown,
} from './codes.ts';
import { operation } from './operation.ts';

/** Which accidents a run reads: the data window is half-open, (asOf − months, asOf]. */
export const RunFilter = z
  .object({
    severity: z.array(Severity).min(1).optional(),
    pupil: z.array(YesNoUnknown).min(1).optional(),
    window: z.array(TripWindow).min(1).optional(),
  })
  .meta({ id: 'RunFilter' });

export const DbscanParameters = z.object({
  method: z.literal('dbscan'),
  asOf: Day,
  /** Months of accidents before `asOf`. */
  months: z.number().int().min(1).max(120).default(36),
  epsMetres: z.number().min(1).max(2_000).default(75),
  minPoints: z.number().int().min(2).max(100).default(4),
  /** A cluster is listed from this many accidents, or from two with a death. */
  reportFrom: z.number().int().min(1).max(100).default(4),
  filter: RunFilter.default({}),
});

/** The legal rule that ships as the standard one. */
export const standardLegalRule = 'tt-26-2012';

export const LegalRuleParameters = z.object({
  method: z.literal('legal_rule'),
  asOf: Day,
  presetId: z.string().max(60),
  /** Where the shorter lengths of the rule hold: everywhere, or only in units marked urban. */
  builtUp: z.enum(['everywhere', 'urban_units']).default('everywhere'),
  filter: RunFilter.default({}),
});

export const HotspotParameters = z
  .discriminatedUnion('method', [DbscanParameters, LegalRuleParameters])
  .meta({ id: 'HotspotParameters' });
export type HotspotParameters = z.infer<typeof HotspotParameters>;

export const RiskRunParameters = z
  .object({
    asOf: Day,
    presetId: z.string().max(60).default('srs-vn-1'),
    weightsId: z.string().max(60).default('fatal_equivalents'),
    draws: z.number().int().min(100).max(10_000).default(2_000),
  })
  .meta({ id: 'RiskRunParameters' });
export type RiskRunParameters = z.infer<typeof RiskRunParameters>;

export const RunRequest = z.discriminatedUnion('kind', [
  z.object({ id: z.uuid(), kind: z.literal('hotspots'), parameters: HotspotParameters }),
  z.object({ id: z.uuid(), kind: z.literal('risk'), parameters: RiskRunParameters }),
]);
export type RunRequest = z.infer<typeof RunRequest>;

/** Whether a request has the shipped parameters: only the day it is as of is free. */
export function isStandard(request: RunRequest): boolean {
  const { asOf } = request.parameters;
  const standard =
    request.kind === 'risk'
      ? RiskRunParameters.parse({ asOf })
      : HotspotParameters.parse({ method: request.parameters.method, asOf, presetId: standardLegalRule });
  return Object.entries(standard).every(([name, value]) => {
    const given = Object.entries(request.parameters).find(([key]) => key === name)?.[1];
    return JSON.stringify(given) === JSON.stringify(value);
  });
}

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

export const Preset = z
  .object({
    id: z.string(),
    kind: z.enum(['legal_rule', 'risk_parameters', 'severity_weights']),
    name: z.string(),
    nameEn: z.string(),
    value: z.record(z.string(), z.unknown()),
    source: z.string(),
    evidence: z.string(),
    validFrom: Day,
    validTo: Day.nullable(),
  })
  .meta({ id: 'Preset' });
export type Preset = z.infer<typeof Preset>;

export const listPresets = operation({
  name: 'listPresets',
  method: 'get',
  path: '/api/presets',
  may: 'run.read',
  summary: 'Rules and weights with their source, evidence and dates',
  reply: z.object({ presets: z.array(Preset) }),
});

/** Used by filters of results. */
export const ResultScope = z.object({ unit: UnitId.optional(), school: z.uuid().optional() });
