// What a person chooses before a computation; every value has the default that ships with the product.
import { z } from 'zod';
import { AgeBand, Day, Severity, TripWindow, UnitId, VictimMode, YesNoUnknown } from './codes.ts';

/** Which accidents a run reads: the data window is half-open, (asOf − months, asOf]. */
export const RunFilter = z
  .object({
    severity: z.array(Severity).min(1).optional(),
    pupil: z.array(YesNoUnknown).min(1).optional(),
    window: z.array(TripWindow).min(1).optional(),
    victimMode: z.array(VictimMode).min(1).optional(),
    victimAgeBand: z.array(AgeBand).min(1).optional(),
  })
  .meta({ id: 'RunFilter' });
export type RunFilter = z.infer<typeof RunFilter>;

const threshold = z.number().int().min(1).max(1_000);
const metres = z.number().positive().max(5_000);

/**
 * A definition of an accident spot as data, the value of a preset or typed in by a person. With F fatal and N counted
 * accidents a place is a spot when F >= fatalAtLeast, or F >= fatalWithTotal.fatal and N >= fatalWithTotal.total, or
 * N >= injuryTotalAtLeast; a clause that is null never fires, and one clause must be there.
 */
export const LegalRuleValue = z
  .object({
    fatalAtLeast: threshold.nullable(),
    fatalWithTotal: z.object({ fatal: threshold, total: threshold }).nullable(),
    /** N counts accidents with people hurt or dead, so four injury accidents are N = 4. */
    injuryTotalAtLeast: threshold.nullable(),
    /** Whether accidents with damage only count in N. */
    includePropertyOnly: z.boolean(),
    /** Length of the window of time, calendar months. */
    months: z.number().int().min(1).max(120),
    /** `roads`: junctions, then along roads, then in the plane what lies off them; `circle`: circles in the plane only. */
    search: z.enum(['roads', 'circle']).default('roads'),
    /** Greatest extent of a spot, metres: along the road, or the diameter of the circle; in and outside built-up land. */
    lengthMetresBuiltUp: metres,
    lengthMetresElsewhere: metres,
    /** An accident this near to a junction belongs to it, metres (defaults our choice); circles do not look at junctions. */
    junctionRadiusMetresBuiltUp: metres.default(50),
    junctionRadiusMetresElsewhere: metres.default(100),
    /** Which accidents the rule is about, beside the run's own filter: both must hold. */
    filter: RunFilter.default({}),
  })
  .refine(
    (rule) => rule.fatalAtLeast !== null || rule.fatalWithTotal !== null || rule.injuryTotalAtLeast !== null,
    'a rule needs a clause',
  )
  .meta({ id: 'LegalRuleValue' });
export type LegalRuleValue = z.infer<typeof LegalRuleValue>;

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
/** Stands for a rule that comes with the request, in `rule`, instead of a stored preset. */
export const customLegalRule = 'custom';
/** The severity weights that ship as the standard ones. */
export const standardSeverityWeights = 'fatal_equivalents';

export const LegalRuleParameters = z
  .object({
    method: z.literal('legal_rule'),
    asOf: Day,
    /** A stored rule, or `custom` with `rule`. */
    presetId: z.string().max(60),
    rule: LegalRuleValue.optional(),
    /** Where the shorter lengths of the rule hold: everywhere, or only in units marked urban. */
    builtUp: z.enum(['everywhere', 'urban_units']).default('everywhere'),
    filter: RunFilter.default({}),
  })
  .refine(({ presetId, rule }) => (presetId === customLegalRule) === (rule !== undefined), {
    path: ['rule'],
    error: 'a rule comes with the preset "custom" and only with it',
  });
export type LegalRuleParameters = z.infer<typeof LegalRuleParameters>;

export const NetworkKdeParameters = z.object({
  method: z.literal('network_kde'),
  asOf: Day,
  months: z.number().int().min(1).max(120).default(36),
  /** Reach of one accident along the roads; 50 in towns, 250 in the open country. */
  bandwidthMetres: z.number().min(20).max(500).default(100),
  /** How the density that is drawn spreads at junctions: equal split (discontinuous, continuous), or shortest path. */
  split: z.enum(['esd', 'esc', 'simple']).default('esd'),
  kernel: z.enum(['quartic', 'epanechnikov']).default('quartic'),
  deadEnd: z.enum(['reflect', 'absorb']).default('reflect'),
  /** Random patterns that a stretch of road is compared with. */
  simulations: z.number().int().min(99).max(9_999).default(999),
  /** Also test across junctions, per class of road and neighbourhood (blocks of 2 km). */
  junctions: z.boolean().default(true),
  /** Stretches are listed up to this share of false discoveries. */
  qAtMost: z.number().min(0.01).max(0.5).default(0.1),
  filter: RunFilter.default({}),
});

export const GiStarParameters = z.object({
  method: z.literal('gi_star'),
  asOf: Day,
  months: z.number().int().min(12).max(120).default(36),
  /** Edge of a hexagon: 100 in a commune, 250 in a province, 1,000 in a country. */
  edgeMetres: z.number().int().min(50).max(5_000).default(250),
  filter: RunFilter.default({}),
});

/** Exploration only: no fixed scale, so never an official list. */
export const HdbscanParameters = z.object({
  method: z.literal('hdbscan'),
  asOf: Day,
  months: z.number().int().min(1).max(120).default(36),
  minPoints: z.number().int().min(2).max(100).default(4),
  filter: RunFilter.default({}),
});

export const HotspotParameters = z
  .discriminatedUnion('method', [
    LegalRuleParameters,
    NetworkKdeParameters,
    DbscanParameters,
    GiStarParameters,
    HdbscanParameters,
  ])
  .meta({ id: 'HotspotParameters' });
export type HotspotParameters = z.infer<typeof HotspotParameters>;

export const RiskRunParameters = z
  .object({
    asOf: Day,
    presetId: z.string().max(60).default('srs-vn-1'),
    weightsId: z.string().max(60).default(standardSeverityWeights),
    draws: z.number().int().min(100).max(10_000).default(2_000),
    /**
     * A frozen calibration by its preset; null: the newest one that is valid on `asOf` and of the same parameters, or,
     * without one, fitted by the run itself; "own": always fitted by the run itself.
     */
    calibrationId: z.string().max(60).nullable().default(null),
    /**
     * A finished risk run with the same other parameters: only schools touched by facts changed since are computed,
     * with its calibration; the others keep its results. All schools when that is not possible; the notes say why.
     */
    baseRunId: z.uuid().optional(),
  })
  .meta({ id: 'RiskRunParameters' });
export type RiskRunParameters = z.infer<typeof RiskRunParameters>;

/** Test of every method on the last whole years before `asOf`, knowing only what was known then. */
export const PredictionParameters = z
  .object({
    asOf: Day,
    presetId: z.string().max(60).default(standardLegalRule),
    builtUp: z.enum(['everywhere', 'urban_units']).default('everywhere'),
    bandwidthMetres: z.number().min(20).max(500).default(100),
    epsMetres: z.number().min(1).max(2_000).default(75),
    edgeMetres: z.number().int().min(50).max(5_000).default(250),
    /** Roads are marked in pieces of at most this length. */
    pieceMetres: z.number().min(20).max(1_000).default(100),
    /** Mark once, with the years through this one, and test on all years after it; null: each test year with those before. */
    trainThrough: z.number().int().min(1900).max(2200).nullable().default(null),
    filter: RunFilter.default({}),
  })
  .meta({ id: 'PredictionParameters' });
export type PredictionParameters = z.infer<typeof PredictionParameters>;

/** How far the order of schools hangs on weights, the gate's share, the age of accidents and the catchment. */
export const SensitivityParameters = z
  .object({
    asOf: Day,
    presetId: z.string().max(60).default('srs-vn-1'),
    top: z.number().int().min(1).max(1_000).default(10),
  })
  .meta({ id: 'SensitivityParameters' });
export type SensitivityParameters = z.infer<typeof SensitivityParameters>;

/** Which schools should be pilots, by the risk that a run has computed. */
export const PilotRunParameters = z
  .object({
    asOf: Day,
    /** A finished risk run; null: the newest with the shipped parameters when this run begins. */
    riskRunId: z.uuid().nullable().default(null),
    /** The unit that chooses: schools in it compete; null: all schools. */
    unitId: UnitId.nullable().default(null),
    /** What one pilot may cost, million VND (default our choice). */
    budgetMillionVnd: z.number().positive().max(1_000_000).default(300),
    /** A candidate is among this many riskiest schools of its level … */
    topRank: z.number().int().min(1).max(1_000).default(30),
    /** … with at least this probability. */
    minTopProbability: z.number().min(0).max(1).default(0.1),
    draws: z.number().int().min(1_000).max(100_000).default(10_000),
  })
  .meta({ id: 'PilotRunParameters' });
export type PilotRunParameters = z.infer<typeof PilotRunParameters>;

const id = z.uuid();

export const RunRequest = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('hotspots'), parameters: HotspotParameters }),
  z.object({ id, kind: z.literal('risk'), parameters: RiskRunParameters }),
  z.object({ id, kind: z.literal('prediction'), parameters: PredictionParameters }),
  z.object({ id, kind: z.literal('sensitivity'), parameters: SensitivityParameters }),
  z.object({ id, kind: z.literal('pilots'), parameters: PilotRunParameters }),
]);
export type RunRequest = z.infer<typeof RunRequest>;

/** The parameters that ship with the product for what a request asks; only the day is taken from it. */
export function shippedParameters({ kind, parameters }: RunRequest): RunRequest['parameters'] {
  const { asOf } = parameters;
  switch (kind) {
    case 'hotspots':
      return HotspotParameters.parse({ method: parameters.method, asOf, presetId: standardLegalRule });
    case 'risk':
      return RiskRunParameters.parse({ asOf });
    case 'prediction':
      return PredictionParameters.parse({ asOf });
    case 'sensitivity':
      return SensitivityParameters.parse({ asOf });
    case 'pilots':
      return PilotRunParameters.parse({ asOf });
  }
}

/** Whether a request has the shipped parameters: only the day it is as of is free. */
export function isStandard(request: RunRequest): boolean {
  return Object.entries(shippedParameters(request)).every(([name, value]) => {
    const given = Object.entries(request.parameters).find(([key]) => key === name)?.[1];
    return JSON.stringify(given) === JSON.stringify(value);
  });
}
