// Does a method foretell accidents? Tests of every method on years it had not seen, per run and territory.
import { z } from 'zod';
import { Day } from './codes.ts';
import { operation } from './operation.ts';
import { Run } from './run.ts';

/** Methods of hotspots, and the simple rules that each must beat. */
export const PredictionMethod = z.enum([
  'legal_rule',
  'network_kde',
  'dbscan',
  'gi_star',
  'recent_count',
  'random_by_length',
]);
export type PredictionMethod = z.infer<typeof PredictionMethod>;

/** 90 % interval over the accidents of the test year. */
const Interval = z.object({ low: z.number(), high: z.number() }).nullable();

export const PredictionResult = z
  .object({
    method: PredictionMethod,
    trainThrough: z.number().int(),
    testYear: z.number().int(),
    /** Share of the road length that could be marked: 0.01, 0.02, 0.05 or 0.1. */
    budgetShare: z.number(),
    /** Pieces of road marked, their length, and the length of all roads. */
    markedPieces: z.number().int(),
    markedMetres: z.number(),
    totalMetres: z.number(),
    /** Share of the road length truly marked: less than the budget when a method names fewer roads. */
    lengthShare: z.number(),
    /** Accidents of the test year on marked roads (site consistency), and on all. */
    hits: z.number().int(),
    testTotal: z.number().int(),
    hitRate: z.number().nullable(),
    hitRateInterval: Interval,
    /** Prediction accuracy index: hit rate over the share of road marked. */
    pai: z.number().nullable(),
    paiInterval: Interval,
    /** Prediction efficiency index: hits over the most any choice of that length could have had. */
    pei: z.number().nullable(),
    isPeiExact: z.boolean(),
    /** Recapture rate index: share of accidents on marked roads in the test year over that of the years before. */
    rri: z.number().nullable(),
    rriInterval: Interval,
    hitsPerKm: z.number().nullable(),
    hitsPerKmInterval: Interval,
    /** Method consistency: marked pieces that the method would mark again from the test year alone. */
    markedAgain: z.number().int(),
    /** Ranks by which the marked pieces differ between the two periods, summed; less is steadier. */
    totalRankDifference: z.number(),
  })
  .meta({ id: 'PredictionResult' });
export type PredictionResult = z.infer<typeof PredictionResult>;

/** Numbers of "the 5 % of roads marked in 2025 held 31 % (24–38) of 2026's accidents; chance would be 5 %". */
export const PredictiveRecord = z
  .object({
    runId: z.uuid(),
    asOf: Day,
    method: PredictionMethod,
    markedYear: z.number().int(),
    testYear: z.number().int(),
    markedPercent: z.number(),
    heldPercent: z.number(),
    lowPercent: z.number(),
    highPercent: z.number(),
    chancePercent: z.number(),
    accidents: z.number().int(),
  })
  .meta({ id: 'PredictiveRecord' });
export type PredictiveRecord = z.infer<typeof PredictiveRecord>;

export const getPrediction = operation({
  name: 'getPrediction',
  method: 'get',
  path: '/api/prediction',
  may: 'run.read',
  summary:
    'How well each method foretold accidents: one run of the test (the newest finished when none is named); records speak of 5 % of the road length in the latest test year',
  query: z.object({ run: z.uuid().optional() }),
  reply: z.object({
    run: Run.nullable(),
    results: z.array(PredictionResult),
    records: z.array(PredictiveRecord),
  }),
});
