// What a phone needs in the field: code lists, the pack of one unit for work without a network, and sightings of illegal
// spots with what follows them.
import { z } from 'zod';
import {
  Day,
  FindingOwner,
  GateKind,
  ObservationCode,
  RoadClass,
  SchoolLevel,
  SpotKind,
  UnitId,
} from './codes.ts';
import { Spot } from './facts.ts';
import { FindingAction, FindingItem } from './finding.ts';
import { LineString, MultiPolygon, Point, Polygon } from './geometry.ts';
import { operation } from './operation.ts';
import { SurveyQuestion, SurveySheet } from './survey.ts';

const Id = z.object({ id: z.uuid() });
const Named = z.object({ id: z.string(), vi: z.string(), en: z.string() });

/** How far a code of iRAP was checked: in public lists of its codes, chosen by us where those leave it open, or not at all. */
export const MappingGrade = z.enum(['checked second hand', 'our choice', 'unverified']);
export type MappingGrade = z.infer<typeof MappingGrade>;

export const QuestionEntry = Named.extend({
  id: SurveyQuestion,
  /** `dropoff`: "yes" is one of the dangerous ways that the risk model counts together. */
  kind: z.enum(['choice', 'speed', 'dropoff']),
  targets: z.array(z.enum(['gate', 'route'])),
  /** Field of the iRAP coding manual, and below the code of the answer there. */
  iRap: z.string().optional(),
  /** What of the question could not be checked, or was chosen. */
  iRapEvidence: z.string().optional(),
  answers: z.array(
    Named.extend({
      observation: ObservationCode.optional(),
      value: z.number().optional(),
      iRap: z.string().optional(),
      iRapGrade: MappingGrade.optional(),
    }),
  ),
}).meta({ id: 'QuestionEntry' });
export type QuestionEntry = z.infer<typeof QuestionEntry>;

/** When a measure can be had: at once, within the school year, or only with a budget. */
export const MeasureTerm = z.enum(['now', 'year', 'budget']);

export const SpotRules = z
  .object({
    /** A spot is chronic with so many days of sightings within so many days. */
    chronicDays: z.number().int(),
    chronicSightings: z.number().int(),
    /** Photos that prove a sighting, the first and last so many minutes apart. */
    evidencePhotos: z.number().int(),
    evidenceMinutesApart: z.number(),
    evidenceKeptDays: z.number().int(),
    commitmentAboveCc: z.number().int(),
    source: z.string(),
  })
  .meta({ id: 'SpotRules' });
export type SpotRules = z.infer<typeof SpotRules>;

/** The lists that hold on a day. */
export const FieldCodes = z
  .object({
    questions: z.array(QuestionEntry),
    reasons: z.array(Named.extend({ owner: FindingOwner, measure: z.string().optional() })),
    measures: z.array(Named.extend({ term: MeasureTerm })),
    spotRules: SpotRules,
  })
  .meta({ id: 'FieldCodes' });
export type FieldCodes = z.infer<typeof FieldCodes>;

export const getFieldCodes = operation({
  name: 'getFieldCodes',
  method: 'get',
  path: '/api/field-codes',
  may: 'facts.read',
  summary: 'Questions, reasons, measures and rules that hold today',
  reply: FieldCodes,
});

export const getQuestionMapping = operation({
  name: 'getQuestionMapping',
  method: 'get',
  path: '/api/field-codes/mapping',
  may: 'facts.read',
  summary:
    'The questions that hold today beside the codes of iRAP, and how far each code was checked, as CSV',
  produces: 'text/csv',
});

/** Metres from the start of a route. */
const Stretch = z.object({ fromMetres: z.number(), toMetres: z.number() });

export const FieldPack = z
  .object({
    unit: z.object({ id: UnitId, name: z.string(), boundary: MultiPolygon.nullable() }),
    madeAt: z.iso.datetime(),
    today: Day,
    codes: FieldCodes,
    schools: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        levels: z.array(SchoolLevel),
        location: Point,
        gates: z.array(
          z.object({
            id: z.uuid(),
            name: z.string().nullable(),
            kind: GateKind,
            location: Point,
            zone: Polygon.nullable(),
          }),
        ),
        routes: z.array(
          z.object({
            id: z.uuid(),
            name: z.string().nullable(),
            lengthMetres: z.number(),
            path: LineString,
            /** Metres from its start that are answered about one by one; together the whole route. */
            stretches: z.array(Stretch).min(1),
            /** Who use it, as the coverage ledger counts them, and what of it was not surveyed for twelve months. */
            pupils: z.number(),
            unsurveyed: z.array(Stretch),
          }),
        ),
        requiredMetres: z.number(),
        surveyedMetres: z.number(),
        lastSurveyedOn: Day.nullable(),
        /** The latest sheet about each gate and stretch: what answers start from. */
        lastSheets: z.array(SurveySheet),
      }),
    ),
    /** Those not verified yet; `mayDo` is what the person who asks may do with one now. */
    findings: z.array(FindingItem.extend({ mayDo: z.array(FindingAction) })),
    spots: z.array(Spot),
    roads: z.array(z.object({ class: RoadClass, name: z.string().nullable(), path: LineString })),
  })
  .meta({ id: 'FieldPack' });
export type FieldPack = z.infer<typeof FieldPack>;

export const getFieldPack = operation({
  name: 'getFieldPack',
  method: 'get',
  path: '/api/units/:id/field-pack',
  may: 'facts.read',
  summary: 'Everything a survey of one commune needs without a network',
  params: z.object({ id: UnitId }),
  reply: FieldPack,
});

export const SightingInput = z
  .object({
    kind: SpotKind,
    location: Point,
    schoolId: z.uuid().optional(),
    seenAt: z.iso.datetime({ offset: true }),
    minutesWatched: z.number().int().min(0).max(1_440).optional(),
    minutesSeen: z.number().int().min(0).max(1_440).optional(),
    vehicles: z.number().int().min(0).max(1_000).optional(),
    note: z.string().trim().max(500).optional(),
  })
  .meta({ id: 'SightingInput' });
export type SightingInput = z.infer<typeof SightingInput>;

export const putSighting = operation({
  name: 'putSighting',
  method: 'put',
  path: '/api/sightings/:id',
  may: 'spot.write',
  summary:
    'Record a sighting: it joins the spot of its kind within 25 m, or makes one; a handled spot has returned',
  params: Id,
  body: SightingInput,
  reply: Spot,
});

export const SpotDetail = Spot.extend({
  sightingList: z.array(
    z.object({
      id: z.uuid(),
      seenAt: z.iso.datetime(),
      vehicles: z.number().int().nullable(),
      minutesSeen: z.number().int().nullable(),
      minutesWatched: z.number().int().nullable(),
      /** Photos of kind evidence, and whether they fulfil the evidence rule. */
      evidencePhotos: z.number().int(),
      isProven: z.boolean(),
      /** All its photos, in the order they were taken. */
      photos: z.array(z.object({ id: z.uuid(), kind: z.string() })),
      /** Recorded by the person who asks. */
      isOwn: z.boolean(),
    }),
  ),
  /** Sightings by hour of the territory's clock, 24 numbers. */
  hours: z.array(z.number().int()),
  /** By hour of the territory's clock, 24 rows: minutes somebody watched, and minutes of these with a violation. */
  watchedHours: z.array(z.object({ minutesWatched: z.number().int(), minutesSeen: z.number() })),
  /** Days with a sighting within the rule's span before the last one, and whether that makes it chronic. */
  recentDays: z.number().int(),
  isChronic: z.boolean(),
  handlings: z.array(z.object({ id: z.uuid(), handledOn: Day, note: z.string().nullable() })),
  commitments: z.array(
    z.object({ id: z.uuid(), signedOn: Day, validTo: Day.nullable(), aboveCc: z.number().int() }),
  ),
}).meta({ id: 'SpotDetail' });
export type SpotDetail = z.infer<typeof SpotDetail>;

export const getSpot = operation({
  name: 'getSpot',
  method: 'get',
  path: '/api/spots/:id',
  may: 'facts.read',
  summary: 'One illegal spot: its sightings by hour, whether it is chronic, and what was done about it',
  params: Id,
  reply: SpotDetail,
});

/** What is left to do about one spot. `unitName` and `schoolName` are where it lies. */
export const SpotDuty = Spot.extend({
  unitName: z.string(),
  schoolName: z.string().nullable(),
  /** As of `SpotDetail`. */
  recentDays: z.number().int(),
  isChronic: z.boolean(),
  lastHandledOn: Day.nullable(),
  /** Signed commitments that hold today. */
  commitments: z.number().int(),
}).meta({ id: 'SpotDuty' });
export type SpotDuty = z.infer<typeof SpotDuty>;

export const listSpotDuties = operation({
  name: 'listSpotDuties',
  method: 'get',
  path: '/api/spot-duties',
  may: 'facts.read',
  summary:
    'Illegal spots in scope by what is left to do: returned, then chronic, then open, each newest first',
  query: z.object({
    unit: UnitId.optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(500),
  }),
  reply: z.object({
    spots: z.array(SpotDuty),
    /** Of all in scope, the list being cut or not. */
    total: z.number().int(),
    open: z.number().int(),
    returned: z.number().int(),
    chronic: z.number().int(),
  }),
});

export const HandlingInput = z
  .object({ spotId: z.uuid(), handledOn: Day, note: z.string().trim().max(500).optional() })
  .meta({ id: 'HandlingInput' });
export type HandlingInput = z.infer<typeof HandlingInput>;

export const putHandling = operation({
  name: 'putHandling',
  method: 'put',
  path: '/api/spot-handlings/:id',
  may: 'spot.write',
  summary: 'Record that an illegal spot was handled',
  params: Id,
  body: HandlingInput,
  reply: SpotDetail,
});

export const CommitmentInput = z
  .object({
    spotId: z.uuid(),
    signedOn: Day,
    validTo: Day.optional(),
    aboveCc: z.number().int().min(0).max(1_000),
  })
  .meta({ id: 'CommitmentInput' });
export type CommitmentInput = z.infer<typeof CommitmentInput>;

export const putCommitment = operation({
  name: 'putCommitment',
  method: 'put',
  path: '/api/spot-commitments/:id',
  may: 'spot.write',
  summary: "Record a signed commitment not to keep pupils' vehicles above an engine size; no name is kept",
  params: Id,
  body: CommitmentInput,
  reply: SpotDetail,
});
