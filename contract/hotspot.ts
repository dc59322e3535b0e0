// Hotspots: proposed accident clusters, never official until a road authority's document says so.
import { z } from 'zod';
import { EmergingClass, HotspotMethod, UnitId } from './codes.ts';
import { Accident } from './facts.ts';
import { Point, Polygon } from './geometry.ts';
import { operation } from './operation.ts';
import { PredictiveRecord } from './prediction.ts';
import { ResultScope, Run } from './run.ts';

export const HotspotMemberRole = z.enum(['core', 'border', 'member', 'nearby']);

/**
 * How a place was found. Legal rule: `junction`, `road`, `planar`; network density: `section` (between junctions),
 * `stratum` (across junctions); DBSCAN and HDBSCAN: `cluster`; Gi*: `cells`.
 */
export const HotspotPass = z.enum(['cluster', 'junction', 'road', 'planar', 'section', 'stratum', 'cells']);
export type HotspotPass = z.infer<typeof HotspotPass>;

export const HotspotSummary = z
  .object({
    runId: z.uuid(),
    number: z.number().int(),
    method: HotspotMethod,
    pass: HotspotPass,
    status: z.enum(['proposed', 'near_miss']),
    unitId: UnitId.nullable(),
    unitName: z.string().nullable(),
    anchor: Point,
    roadName: z.string().nullable(),
    accidents: z.number().int(),
    fatal: z.number().int(),
    serious: z.number().int(),
    slight: z.number().int(),
    property: z.number().int(),
    /** Fatal equivalents: 1 per fatal accident, 0.25 serious, 0.02 slight. */
    severityIndex: z.number(),
    extentMetres: z.number(),
    isCorridor: z.boolean(),
    firstOn: z.string(),
    lastOn: z.string(),
    /** Legal rule: which clause fired, e.g. "injury_total"; null for other methods. */
    clause: z.string().nullable(),
    /** How far beyond the threshold of that clause; 0 is exactly on it. */
    margin: z.number().nullable(),
    /** Legal rule: the first month end at which the place qualified without a break since; null otherwise. */
    firstQualifiedOn: z.string().nullable(),
    /** Network density: share of the density above what chance gives, 0 to 1. */
    strength: z.number().nullable(),
    /** Chance of such a place without any cause, and the same allowing for all places tested. */
    p: z.number().nullable(),
    q: z.number().nullable(),
    /** Gi*: the greatest z of its cells. */
    z: z.number().nullable(),
    emerging: EmergingClass.nullable(),
    /** Accidents per year and km, and the same per unit of traffic. */
    collective: z.number().nullable(),
    individual: z.number().nullable(),
    /** Empirical Bayes: accidents a road of this class and length would have had, and what is expected here. */
    predicted: z.number().nullable(),
    expected: z.number().nullable(),
    /** Fatal equivalents above the class mean that effort could win. */
    excess: z.number().nullable(),
    /** Probability that the place truly is above the mean of its class; below 0.8 it is "likely random". */
    probabilityAbove: z.number().nullable(),
    isLikelyRandom: z.boolean().nullable(),
    /** Accidents on the way to or from school; their share over the province's, shrunk; and how sure that it is above. */
    tripAccidents: z.number().int(),
    schoolTimeQuotient: z.number().nullable(),
    schoolTimeProbability: z.number().nullable(),
    isSchoolTime: z.boolean().nullable(),
    /** Of the four views (legal rule, network density, DBSCAN, Gi*): those computed for the same day, and those that have a place here. */
    comparedMethods: z.array(HotspotMethod),
    agreeingMethods: z.array(HotspotMethod),
    invented: z.boolean(),
  })
  .meta({ id: 'HotspotSummary' });
export type HotspotSummary = z.infer<typeof HotspotSummary>;

export const Hotspot = HotspotSummary.extend({
  area: Polygon,
  run: Run,
  members: z.array(z.object({ role: HotspotMemberRole, accident: Accident })),
  /** Members that lie in units outside one's scope: a count, no records. */
  hiddenMembers: z.array(z.object({ unitName: z.string(), accidents: z.number().int() })),
  /** Places of other methods that lie here. */
  agreements: z.array(z.object({ method: HotspotMethod, runId: z.uuid(), number: z.number().int() })),
  /** How well the method foretold accidents in this territory; null while that was never tested. */
  predictive: PredictiveRecord.nullable(),
}).meta({ id: 'Hotspot' });
export type Hotspot = z.infer<typeof Hotspot>;

export const listHotspots = operation({
  name: 'listHotspots',
  method: 'get',
  path: '/api/hotspots',
  may: 'run.read',
  summary: 'Hotspots of one run (the newest finished one of the method when no run is named), worst first',
  query: ResultScope.extend({
    run: z.uuid().optional(),
    method: HotspotMethod.default('legal_rule'),
    /** Also the places one accident short of the rule. */
    nearMiss: z.stringbool().default(false),
  }),
  reply: z.object({
    run: Run.nullable(),
    hotspots: z.array(HotspotSummary),
    predictive: PredictiveRecord.nullable(),
  }),
});

export const getHotspot = operation({
  name: 'getHotspot',
  method: 'get',
  path: '/api/runs/:run/hotspots/:number',
  may: 'run.read',
  summary: 'One hotspot with its rule, its significance and the accidents that make it',
  params: z.object({ run: z.uuid(), number: z.coerce.number().int().min(1) }),
  reply: Hotspot,
});

/** How far around a place its surroundings go, straight-line metres. */
export const surroundingReach = {
  /** Our choice: places within one field of view along a road are treated together. */
  placeMetres: 500,
  /** The way that children walk to a primary school: half an hour for 1 to 2 km (our choice: the nearer end). */
  schoolMetres: 1_000,
} as const;

export const getHotspotSurroundings = operation({
  name: 'getHotspotSurroundings',
  method: 'get',
  path: '/api/runs/:run/hotspots/:number/surroundings',
  may: 'run.read',
  summary:
    'What lies around a hotspot: other places of its run within 500 m, schools within 1 km, nearest first',
  params: getHotspot.params,
  reply: z.object({
    /** From the edge of one area to the edge of the other; 0 where they touch. */
    places: z.array(z.object({ metres: z.number(), place: HotspotSummary })),
    /** From the edge of the area to the nearest gate, or to a school without gates. */
    schools: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        unitName: z.string(),
        metres: z.number(),
        invented: z.boolean(),
      }),
    ),
  }),
});
