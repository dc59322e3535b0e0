// Did a pilot work? The after-study, frozen when the pilot is chosen: comparison schools, watches by one protocol before
// and after, accidents by empirical Bayes, and the word that may be said.
import { z } from 'zod';
import { Day, UnitId } from './codes.ts';
import { operation } from './operation.ts';
import { PilotDecision } from './pilot.ts';

export const WatchPeriod = z.enum(['before', 'month_1', 'month_6']);
export type WatchPeriod = z.infer<typeof WatchPeriod>;

const n = z.number().int().min(1).max(100_000);

/** What was watched at a school, on a weekday within its trip window, each by its own protocol. */
export const WatchValue = z
  .discriminatedUnion('measure', [
    /** Mean speed, standard deviation and 85th percentile of n vehicles, km/h. */
    z.object({
      measure: z.literal('speed'),
      mean: z.number().min(0).max(200),
      sd: z.number().positive().max(100),
      p85: z.number().min(0).max(200).nullable(),
      n,
    }),
    /** Dangerous stops (double parking, opposite side, on the crossing, reversing) within some minutes. */
    z.object({ measure: z.literal('stops'), events: z.number().int().min(0).max(100_000), minutes: n }),
    /** Minutes from the bell until the gate is clear: mean and standard deviation of n days. */
    z.object({
      measure: z.literal('queue'),
      mean: z.number().min(0).max(600),
      sd: z.number().positive().max(600),
      n,
    }),
    /** Of n people who cross, those on the crossing. */
    z.object({ measure: z.literal('crossing_use'), yes: z.number().int().min(0), n }),
    /** Of n pupils on motorbikes and electric bicycles, those with a helmet. */
    z.object({ measure: z.literal('helmet'), yes: z.number().int().min(0), n }),
  ])
  .refine((value) => !('yes' in value) || value.yes <= value.n, 'more than all')
  .meta({ id: 'WatchValue' });
export type WatchValue = z.infer<typeof WatchValue>;

export const WatchMeasure = z.enum(['speed', 'stops', 'queue', 'crossing_use', 'helmet']);
export type WatchMeasure = z.infer<typeof WatchMeasure>;

export const PilotWatch = z
  .object({
    id: z.uuid(),
    decisionId: z.uuid(),
    /** The pilot, or one of its comparison schools. */
    schoolId: z.uuid(),
    unitId: UnitId,
    period: WatchPeriod,
    observedOn: Day,
    value: WatchValue,
    revision: z.number().int(),
  })
  .meta({ id: 'PilotWatch' });
export type PilotWatch = z.infer<typeof PilotWatch>;

export const putPilotWatch = operation({
  name: 'putPilotWatch',
  method: 'put',
  path: '/api/pilot-watches/:id',
  may: 'plan.write',
  summary:
    'Record what was watched at a pilot or comparison school under an id made by the client; one per school, period and measure',
  params: z.object({ id: z.uuid() }),
  body: PilotWatch.omit({ id: true, unitId: true, revision: true }).extend({
    baseRevision: z.number().int().min(1).optional(),
  }),
  reply: PilotWatch,
});

const Id = z.object({ id: z.uuid() });

export const setPilotCompletion = operation({
  name: 'setPilotCompletion',
  method: 'post',
  path: '/api/pilot-decisions/:id/completion',
  may: 'plan.write',
  summary: 'The day the measures of a pilot stood complete: before and after part there; said once',
  params: Id,
  body: z.object({ completedOn: Day }),
  reply: z.object({ completedOn: Day }),
});

export const Verdict = z.enum(['worked', 'promising', 'no_change', 'worse', 'too_few']);
export type Verdict = z.infer<typeof Verdict>;

const Range = z.object({ low: z.number(), high: z.number() });

export const PilotStudy = z
  .object({
    decision: PilotDecision,
    /** Chosen by rule with the decision; none where no school is alike enough. */
    comparisons: z.array(z.object({ schoolId: z.uuid(), schoolName: z.string() })),
    /** They stand at another class of road than the pilot: none at the same one was alike. A weaker comparison. */
    isOtherRoad: z.boolean(),
    completedOn: Day.nullable(),
    /** In one's scope. */
    watches: z.array(PilotWatch),
    /** Change at the pilot less that at the comparison schools; null: watched too little to say. 95 % intervals. */
    differences: z.array(
      z.object({
        measure: WatchMeasure,
        period: z.enum(['month_1', 'month_6']),
        difference: Range.extend({ value: z.number(), probabilityImproved: z.number() }).nullable(),
      }),
    ),
    /** Accidents with people hurt within 500 m of the gates; null until a year after completion. */
    accidents: z
      .object({
        from: Day,
        to: Day,
        recordedBefore: z.number().int(),
        recordedAfter: z.number().int(),
        /** After for one expected: by empirical Bayes over the schools of the level; null when none was expected. */
        theta: Range.extend({
          value: z.number(),
          expected: z.number(),
          median: z.number(),
          probabilityOfFall: z.number(),
        }).nullable(),
        /** Comparison-group method; null when a count is 0. */
        comparison: Range.extend({ value: z.number(), expected: z.number() }).nullable(),
        /** Expected accidents that it would take to find a fall by 40 % with 80 % power. */
        expectedNeeded: z.number(),
        /** False: far too few to claim anything from accidents. */
        isEnough: z.boolean(),
      })
      .nullable(),
    verdict: Verdict,
    says: z.object({ vi: z.string(), en: z.string() }),
  })
  .meta({ id: 'PilotStudy' });
export type PilotStudy = z.infer<typeof PilotStudy>;

export const getPilotStudy = operation({
  name: 'getPilotStudy',
  method: 'get',
  path: '/api/pilot-decisions/:id/study',
  may: 'facts.read',
  summary: 'The after-study of a pilot: watches, differences, accidents and the word that may be said',
  params: Id,
  reply: PilotStudy,
});
