// What the page of one school shows besides its facts and its score: coverage, spots, clusters near it, and its history.
import { z } from 'zod';
import { Day, HotspotMethod, SpotKind, SpotState } from './codes.ts';
import { ChangeCause, RankSide } from './comparison.ts';
import { Point } from './geometry.ts';
import { operation } from './operation.ts';

const Id = z.object({ id: z.uuid() });

export const RouteCoverage = z
  .object({
    routeId: z.uuid(),
    lengthMetres: z.number(),
    /** Metres of the route that were observed since `surveyedSince`; stretches that overlap count once. */
    surveyedMetres: z.number(),
    /** Last observation of any age; null for a route never surveyed. */
    lastSurveyedOn: Day.nullable(),
  })
  .meta({ id: 'RouteCoverage' });

export const SchoolSpot = z
  .object({
    id: z.uuid(),
    kind: SpotKind,
    state: SpotState,
    location: Point,
    lastSeenAt: z.iso.datetime(),
    sightings: z.number().int(),
    /** The nearest gate with its straight-line distance; null for a school without gates. */
    gateId: z.uuid().nullable(),
    gateMetres: z.number().nullable(),
    /** Whether it lies in a gate zone of the school. */
    isInZone: z.boolean(),
  })
  .meta({ id: 'SchoolSpot' });
export type SchoolSpot = z.infer<typeof SchoolSpot>;

/** A proposed accident cluster of a standard run near the school. */
export const NearHotspot = z
  .object({
    runId: z.uuid(),
    number: z.number().int(),
    method: HotspotMethod,
    roadName: z.string().nullable(),
    accidents: z.number().int(),
    anchor: Point,
    /** Straight-line metres from the nearest gate to the edge of the place; 0 inside. */
    distanceMetres: z.number(),
    /** Probability that the place truly is above the mean of its road class; below 0.8 it is "likely random". */
    probabilityAbove: z.number().nullable(),
    isLikelyRandom: z.boolean().nullable(),
    /** Chance of such a place without any cause, allowing for all places tested. */
    q: z.number().nullable(),
  })
  .meta({ id: 'NearHotspot' });
export type NearHotspot = z.infer<typeof NearHotspot>;

export const SchoolDetail = z
  .object({
    schoolId: z.uuid(),
    /** A stretch is surveyed when it was observed on this day or later: twelve months up to today. */
    surveyedSince: Day,
    today: Day,
    routes: z.array(RouteCoverage),
    /** Last observation at each gate. */
    gates: z.array(z.object({ gateId: z.uuid(), lastSurveyedOn: Day.nullable() })),
    /** Illegal spots recorded for the school or inside one of its gate zones; open ones first. */
    spots: z.array(SchoolSpot),
    /** Places of the accidents in one's scope that the score of the run counts. */
    counted: z.array(z.object({ accidentId: z.uuid(), location: Point })),
    /** Within `nearHotspotMetres` of a gate, official list first, then by distance. */
    hotspots: z.array(NearHotspot),
    nearHotspotMetres: z.number(),
  })
  .meta({ id: 'SchoolDetail' });
export type SchoolDetail = z.infer<typeof SchoolDetail>;

export const getSchoolDetail = operation({
  name: 'getSchoolDetail',
  method: 'get',
  path: '/api/schools/:id/detail',
  may: 'run.read',
  summary:
    'Survey coverage of the routes of a school, spots and accident clusters near it, accidents that count',
  params: Id,
  query: z.object({ run: z.uuid().optional() }),
  reply: SchoolDetail,
});

export const HistoryPoint = RankSide.extend({
  runId: z.uuid(),
  asOf: Day,
  finishedAt: z.iso.datetime(),
  /** Made with the shipped parameters; scores of other runs cannot be compared with those. */
  standard: z.boolean(),
  scoreLow: z.number(),
  scoreHigh: z.number(),
  /** "E", or "D–E" when no band has half the probability. */
  bandShown: z.string(),
  /** How many schools were ranked together. */
  rankedSchools: z.number().int(),
  /** What differs from the point before; null for the first one. */
  change: z
    .object({
      /** Null when nothing of the school differs. */
      cause: ChangeCause.nullable(),
      /** Places up the order of risk (positive: riskier than before); null where one side is not ranked. */
      rankChange: z.number().int().nullable(),
      /** Score after less before. */
      scoreChange: z.number(),
      /** False while the 90 % intervals of the two ranks overlap: chance alone may have changed the order. Null without two ranks. */
      isMeaningful: z.boolean().nullable(),
      /** Parameters that differ between the two runs; a value that a run does not have is null. */
      parameters: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
    })
    .nullable(),
}).meta({ id: 'HistoryPoint' });
export type HistoryPoint = z.infer<typeof HistoryPoint>;

export const getSchoolHistory = operation({
  name: 'getSchoolHistory',
  method: 'get',
  path: '/api/schools/:id/history',
  may: 'run.read',
  summary:
    'The score of a school in its finished risk runs by the day they look back from, and what changed from run to run',
  params: Id,
  query: z.object({ limit: z.coerce.number().int().min(2).max(24).default(12) }),
  reply: z.object({ schoolId: z.uuid(), points: z.array(HistoryPoint) }),
});
