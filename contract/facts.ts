// Schools with gates, zones and routes; roads; accidents; illegal spots; findings: reading them, and recording a spot.
import { z } from 'zod';
import {
  AccidentClass,
  AgeBand,
  ClockTime,
  Day,
  FindingOwner,
  FindingState,
  GateKind,
  LocationQuality,
  SchoolLevel,
  Severity,
  SpotKind,
  SpotState,
  TimePrecision,
  TripWindow,
  UnitId,
  VictimMode,
  YesNoUnknown,
} from './codes.ts';
import { AccidentFilter, Bbox, Page, SchoolFilter } from './filter.ts';
import { LineString, Point, Polygon } from './geometry.ts';
import { operation } from './operation.ts';

const Id = z.object({ id: z.uuid() });

export const SchoolSummary = z
  .object({
    id: z.uuid(),
    name: z.string(),
    levels: z.array(SchoolLevel),
    pupils: z.number().int().nullable(),
    unitId: UnitId,
    unitName: z.string(),
    location: Point,
    gateCount: z.number().int(),
    invented: z.boolean(),
  })
  .meta({ id: 'SchoolSummary' });
export type SchoolSummary = z.infer<typeof SchoolSummary>;

export const Gate = z
  .object({
    id: z.uuid(),
    name: z.string().nullable(),
    kind: GateKind,
    opens: z.string().nullable(),
    location: Point,
    zone: Polygon.nullable(),
  })
  .meta({ id: 'Gate' });

export const SchoolRoute = z
  .object({
    id: z.uuid(),
    name: z.string().nullable(),
    share: z.number().nullable(),
    pupils: z.number().int().nullable(),
    lengthMetres: z.number(),
    lastSurveyedOn: Day.nullable(),
    path: LineString,
  })
  .meta({ id: 'SchoolRoute' });

export const Finding = z
  .object({
    id: z.uuid(),
    schoolId: z.uuid(),
    reasonCode: z.string(),
    description: z.string().nullable(),
    owner: FindingOwner,
    state: FindingState,
    foundOn: Day,
    dueOn: Day.nullable(),
    recommendationNumber: z.string().nullable(),
    location: Point,
  })
  .meta({ id: 'Finding' });

export const School = SchoolSummary.extend({
  shifts: z.number().int().nullable(),
  walkCycleShare: z.number().nullable(),
  managingAgency: z.string().nullable(),
  revision: z.number().int(),
  gates: z.array(Gate),
  routes: z.array(SchoolRoute),
  findings: z.array(Finding),
}).meta({ id: 'School' });
export type School = z.infer<typeof School>;

export const listSchools = operation({
  name: 'listSchools',
  method: 'get',
  path: '/api/schools',
  may: 'facts.read',
  summary: 'Schools in scope, by name',
  query: SchoolFilter.extend(Page.shape),
  reply: z.object({ schools: z.array(SchoolSummary), total: z.number().int(), next: z.string().nullable() }),
});

export const getSchool = operation({
  name: 'getSchool',
  method: 'get',
  path: '/api/schools/:id',
  may: 'facts.read',
  summary: 'One school with its gates, zones, routes and findings',
  params: Id,
  reply: School,
});

export const Accident = z
  .object({
    id: z.uuid(),
    sourceKey: z.string(),
    source: z.string(),
    unitId: UnitId.nullable(),
    occurredOn: Day,
    occurredTime: ClockTime.nullable(),
    timePrecision: TimePrecision,
    tripWindow: TripWindow,
    location: Point.nullable(),
    locationQuality: LocationQuality,
    deaths: z.number().int(),
    serious: z.number().int(),
    slight: z.number().int(),
    severity: Severity,
    class: AccidentClass.nullable(),
    classIsProvisional: z.boolean(),
    pupilInvolved: YesNoUnknown,
    victimMode: VictimMode.nullable(),
    victimAgeBand: AgeBand.nullable(),
    roadName: z.string().nullable(),
    writtenAddress: z.string().nullable(),
    batchId: z.uuid().nullable(),
    invented: z.boolean(),
  })
  .meta({ id: 'Accident' });
export type Accident = z.infer<typeof Accident>;

export const listAccidents = operation({
  name: 'listAccidents',
  method: 'get',
  path: '/api/accidents',
  may: 'facts.read',
  summary: 'Accidents in scope, newest first, with the number the filter finds',
  query: AccidentFilter.extend(Page.shape),
  reply: z.object({
    accidents: z.array(Accident),
    total: z.number().int(),
    /** Of the total: without a place on the map. */
    unlocated: z.number().int(),
    next: z.string().nullable(),
  }),
});

export const getAccident = operation({
  name: 'getAccident',
  method: 'get',
  path: '/api/accidents/:id',
  may: 'facts.read',
  summary: 'One accident',
  params: Id,
  reply: Accident,
});

/** What an officer records about an illegal spot. `baseRevision` is absent for a new one. */
export const SpotInput = z
  .object({
    kind: SpotKind,
    location: Point,
    schoolId: z.uuid().optional(),
    seenAt: z.iso.datetime({ offset: true }),
    minutesWatched: z.number().int().min(0).max(1_440).optional(),
    minutesSeen: z.number().int().min(0).max(1_440).optional(),
    vehicles: z.number().int().min(0).max(1_000).optional(),
    note: z.string().trim().max(500).optional(),
    state: SpotState.default('open'),
    baseRevision: z.number().int().min(1).optional(),
  })
  .meta({ id: 'SpotInput' });
export type SpotInput = z.infer<typeof SpotInput>;

export const Spot = z
  .object({
    id: z.uuid(),
    kind: SpotKind,
    state: SpotState,
    unitId: UnitId,
    schoolId: z.uuid().nullable(),
    location: Point,
    firstSeenAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    sightings: z.number().int(),
    note: z.string().nullable(),
    revision: z.number().int(),
    invented: z.boolean(),
  })
  .meta({ id: 'Spot' });
export type Spot = z.infer<typeof Spot>;

export const listSpots = operation({
  name: 'listSpots',
  method: 'get',
  path: '/api/spots',
  may: 'facts.read',
  summary: 'Illegal stopping/parking, vehicle-keeping and encroachment spots in scope',
  query: z
    .object({
      kind: SpotKind.optional(),
      state: SpotState.optional(),
      unit: UnitId.optional(),
      bbox: Bbox.optional(),
    })
    .extend(Page.shape),
  reply: z.object({ spots: z.array(Spot), total: z.number().int(), next: z.string().nullable() }),
});

export const putSpot = operation({
  name: 'putSpot',
  method: 'put',
  path: '/api/spots/:id',
  may: 'spot.write',
  summary: 'Record an illegal spot under an id made by the client; sending it again changes nothing',
  params: Id,
  body: SpotInput,
  reply: Spot,
});
