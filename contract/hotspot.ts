// Hotspots: proposed accident clusters, never official until a road authority's document says so.
import { z } from 'zod';
import { HotspotMethod, UnitId } from './codes.ts';
import { Accident } from './facts.ts';
import { Point, Polygon } from './geometry.ts';
import { operation } from './operation.ts';
import { ResultScope, Run } from './run.ts';

export const HotspotMemberRole = z.enum(['core', 'border', 'member', 'nearby']);

export const HotspotSummary = z
  .object({
    runId: z.uuid(),
    number: z.number().int(),
    method: HotspotMethod,
    /** `junction`, `road`, `planar` for the legal rule; `cluster` for DBSCAN. */
    pass: z.enum(['cluster', 'junction', 'road', 'planar']),
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
    /** Which clause of the rule fired, e.g. "injuryTotalAtLeast"; null for DBSCAN. */
    clause: z.string().nullable(),
    /** How far beyond the threshold of that clause; 0 is exactly on it. */
    margin: z.number().nullable(),
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
  reply: z.object({ run: Run.nullable(), hotspots: z.array(HotspotSummary) }),
});

export const getHotspot = operation({
  name: 'getHotspot',
  method: 'get',
  path: '/api/runs/:run/hotspots/:number',
  may: 'run.read',
  summary: 'One hotspot with its rule and the accidents that make it',
  params: z.object({ run: z.uuid(), number: z.coerce.number().int().min(1) }),
  reply: Hotspot,
});
