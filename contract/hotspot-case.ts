// A place proposed to the road authority, through all its states. Official is only what the authority's document says.
import { z } from 'zod';
import { Day, HotspotMethod, UnitId } from './codes.ts';
import { Point, Polygon } from './geometry.ts';
import { operation } from './operation.ts';

/**
 * `candidate`: noted by the planner. `sent`: proposed to the road authority by a document. `official`: recognised by a
 * document of the road authority. `treated`: the authority has treated the place. `rejected`: by the authority, or dropped.
 */
export const CaseState = z.enum(['candidate', 'sent', 'official', 'treated', 'rejected']);
export type CaseState = z.infer<typeof CaseState>;

/** The states that may follow each; treated and rejected cases are closed. */
export const nextStates: Readonly<Record<CaseState, readonly CaseState[]>> = {
  candidate: ['sent', 'rejected'],
  sent: ['official', 'treated', 'rejected'],
  official: ['treated'],
  treated: [],
  rejected: [],
};

const Words = z.string().trim().min(1).max(200);

/** One state of a case, and what it rests on. */
const CaseStep = z.object({
  state: CaseState,
  /** Number of the document: one's own for `sent`, the road authority's for `official`. */
  documentNumber: z.string().nullable(),
  /** Day of the document; for `treated` the day the work was done. */
  documentOn: Day.nullable(),
  /** To whom it was sent, or who decided. */
  authority: z.string().nullable(),
  /** Reason of a rejection, what was done, or a remark. */
  note: z.string().nullable(),
  at: z.iso.datetime(),
});

export const HotspotCase = CaseStep.omit({ at: true })
  .extend({
    id: z.uuid(),
    unitId: UnitId,
    unitName: z.string(),
    /** The run and number it came from; the run is null when it is no longer kept. */
    foundRunId: z.uuid().nullable(),
    foundNumber: z.number().int(),
    method: HotspotMethod,
    roadName: z.string().nullable(),
    /** Accidents of the place in that run, whose window was after `windowFrom` up to `asOf`. */
    accidents: z.number().int(),
    windowFrom: Day.nullable(),
    asOf: Day,
    area: Polygon,
    anchor: Point,
    invented: z.boolean(),
    revision: z.number().int(),
    changedAt: z.iso.datetime(),
    /** Every state it was in, oldest first, the present one included. */
    steps: z.array(CaseStep.extend({ by: z.string() })),
    /** Places of the run asked about that overlap it, by number. */
    places: z.array(z.number().int()),
  })
  .meta({ id: 'HotspotCase' });
export type HotspotCase = z.infer<typeof HotspotCase>;

const Id = z.object({ id: z.uuid() });

export const listHotspotCases = operation({
  name: 'listHotspotCases',
  method: 'get',
  path: '/api/hotspot-cases',
  may: 'run.read',
  summary:
    'Places proposed to the road authority, last changed first, and where they lie among the places of a run',
  query: z.object({ run: z.uuid().optional(), state: CaseState.optional() }),
  reply: z.object({ cases: z.array(HotspotCase) }),
});

export const openHotspotCase = operation({
  name: 'openHotspotCase',
  method: 'put',
  path: '/api/hotspot-cases/:id',
  may: 'run.write',
  summary: 'Note a place of a run as a candidate for the road authority, under an id made by the client',
  params: Id,
  body: z.object({ run: z.uuid(), number: z.number().int().min(1), note: Words.optional() }),
  reply: HotspotCase,
});

export const advanceHotspotCase = operation({
  name: 'advanceHotspotCase',
  method: 'put',
  path: '/api/hotspot-cases/:id/steps/:step',
  may: 'run.write',
  summary: 'Bring a case into its next state, under an id of the step made by the client',
  params: Id.extend({ step: z.uuid() }),
  body: z.object({
    state: CaseState.exclude(['candidate']),
    documentNumber: Words.optional(),
    documentOn: Day.optional(),
    authority: Words.optional(),
    note: z.string().trim().min(1).max(1_000).optional(),
    baseRevision: z.number().int().min(1),
  }),
  reply: HotspotCase,
});
