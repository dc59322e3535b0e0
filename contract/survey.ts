// Surveys as the field sends them: answers about gates and stretches of route, and the walk they were made on.
import { z } from 'zod';
import { Day, ObservationCode } from './codes.ts';
import { LineString, Position } from './geometry.ts';
import { operation } from './operation.ts';

const Id = z.object({ id: z.uuid() });

/** The quick questions. The five from `double_parking` are the dangerous ways of dropping off a child. */
export const SurveyQuestion = z.enum([
  'speed',
  'footpath',
  'crossing',
  'sight',
  'lighting',
  'surface',
  'double_parking',
  'opposite_side',
  'blocking_crossing',
  'reversing',
  'carriageway_stop',
  'keeping',
]);
export type SurveyQuestion = z.infer<typeof SurveyQuestion>;

/** `answer` is a code of the question's list, or `not_observed`; `value` is given for numbers (km/h or a count). */
export const SurveyAnswer = z
  .object({
    question: SurveyQuestion,
    answer: z.string().regex(/^[a-z0-9_]{1,40}$/),
    value: z.number().min(0).max(200).optional(),
  })
  .meta({ id: 'SurveyAnswer' });
export type SurveyAnswer = z.infer<typeof SurveyAnswer>;

/** Answers about one gate, or about a stretch of a route in metres from its start (whole route when left out). */
export const SurveySheet = z
  .object({
    gateId: z.uuid().optional(),
    routeId: z.uuid().optional(),
    fromMetres: z.number().min(0).max(100_000).optional(),
    toMetres: z.number().min(0).max(100_000).optional(),
    answers: z.array(SurveyAnswer).min(1).max(24),
  })
  .refine((sheet) => (sheet.gateId === undefined) !== (sheet.routeId === undefined), 'a gate or a route')
  .refine((sheet) => (sheet.fromMetres === undefined) === (sheet.toMetres === undefined), 'both ends or none')
  .meta({ id: 'SurveySheet' });
export type SurveySheet = z.infer<typeof SurveySheet>;

export const SurveyInput = z
  .object({
    schoolId: z.uuid(),
    surveyedOn: Day,
    sheets: z.array(SurveySheet).max(200),
    baseRevision: z.number().int().min(1).optional(),
  })
  .meta({ id: 'SurveyInput' });
export type SurveyInput = z.infer<typeof SurveyInput>;

export const Survey = z
  .object({
    id: z.uuid(),
    schoolId: z.uuid(),
    unitId: z.string(),
    surveyedOn: Day,
    revision: z.number().int(),
    /** Recorded by the person who asks. */
    isOwn: z.boolean(),
    sheets: z.array(SurveySheet),
    /** What the risk model reads of it. */
    observations: z.array(z.object({ code: ObservationCode, value: z.number().nullable() })),
  })
  .meta({ id: 'Survey' });
export type Survey = z.infer<typeof Survey>;

export const putSurvey = operation({
  name: 'putSurvey',
  method: 'put',
  path: '/api/surveys/:id',
  may: 'facts.write',
  summary: "Record a survey under the client's id; sending it again changes nothing",
  params: Id,
  body: SurveyInput,
  reply: Survey,
});

export const getSurvey = operation({
  name: 'getSurvey',
  method: 'get',
  path: '/api/surveys/:id',
  may: 'facts.read',
  summary: 'One survey with its answers',
  params: Id,
  reply: Survey,
});

/** One survey in a list. Stretches are counted as they were answered about; `walkedMetres` are metres of road followed. */
export const SurveyRow = z
  .object({
    id: z.uuid(),
    surveyedOn: Day,
    revision: z.number().int(),
    /** Recorded by the person who asks. */
    isOwn: z.boolean(),
    gates: z.number().int(),
    stretches: z.number().int(),
    photos: z.number().int(),
    walks: z.number().int(),
    walkedMetres: z.number(),
    invented: z.boolean(),
  })
  .meta({ id: 'SurveyRow' });
export type SurveyRow = z.infer<typeof SurveyRow>;

export const listSurveys = operation({
  name: 'listSurveys',
  method: 'get',
  path: '/api/schools/:id/surveys',
  may: 'facts.read',
  summary: 'The surveys of one school, newest first',
  params: Id,
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  reply: z.object({ surveys: z.array(SurveyRow), total: z.number().int() }),
});

export const getSurveyGpx = operation({
  name: 'getSurveyGpx',
  method: 'get',
  path: '/api/surveys/:id/gpx',
  may: 'export.read',
  summary: 'The roads that the walks of a survey followed, as GPX without times; written to the audit',
  params: Id,
  produces: 'application/gpx+xml',
});

/** [longitude, latitude, seconds from the start, accuracy in metres: the radius that is right two times in three]. */
export const TrackFix = z.tuple([
  z.number().min(-180).max(180),
  z.number().min(-90).max(90),
  z.number().min(0).max(86_400),
  z.number().min(0).max(10_000),
]);
export type TrackFix = z.infer<typeof TrackFix>;

/** One leg of a walk. `drawn` are ways drawn by hand where the phone had no position. */
export const WalkInput = z
  .object({
    surveyId: z.uuid(),
    startedAt: z.iso.datetime({ offset: true }),
    fixes: z.array(TrackFix).max(4_000),
    drawn: z.array(LineString).max(20).default([]),
  })
  .refine((walk) => walk.fixes.length > 1 || walk.drawn.length > 0, 'positions or a drawn way')
  .meta({ id: 'WalkInput' });
export type WalkInput = z.infer<typeof WalkInput>;

export const Walk = z
  .object({
    id: z.uuid(),
    surveyId: z.uuid(),
    walkedOn: Day,
    /** Metres of road it followed, of these `drawnMetres` by hand; `unmatchedMetres` fit no road. */
    matchedMetres: z.number(),
    drawnMetres: z.number(),
    unmatchedMetres: z.number(),
    droppedFixes: z.number().int(),
    /** Metres of each route to school that it passed. */
    routes: z.array(z.object({ routeId: z.uuid(), metres: z.number() })),
    path: z
      .object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(Position)) })
      .nullable(),
    /** Whether the raw positions are still kept; known only to who walked. */
    hasTrack: z.boolean(),
  })
  .meta({ id: 'Walk' });
export type Walk = z.infer<typeof Walk>;

export const putWalk = operation({
  name: 'putWalk',
  method: 'put',
  path: '/api/walks/:id',
  may: 'facts.write',
  summary: 'Record a walk of a survey: matched to the roads, and to the routes to school it passed',
  params: Id,
  body: WalkInput,
  reply: Walk,
});

export const deleteTrack = operation({
  name: 'deleteTrack',
  method: 'delete',
  path: '/api/walks/:id/track',
  may: 'facts.write',
  summary: 'Delete the raw positions of an own walk; the roads it followed stay',
  params: Id,
});
