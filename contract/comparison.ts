// Two runs of one kind side by side: what appeared, went, moved or changed, and whether the data or the parameters did it.
import { z } from 'zod';
import { Band, UnitId } from './codes.ts';
import { HotspotSummary } from './hotspot.ts';
import { operation } from './operation.ts';
import { Run } from './run.ts';

/**
 * Why a result differs. `data`: records were added, changed or deleted between the runs, or before one of the two
 * calibrations they apply. `parameters`: only what was chosen differs. `both`: both differ, and which one did it cannot be
 * told. `program`: neither differs, so the version of the program does.
 */
export const ChangeCause = z.enum(['data', 'parameters', 'both', 'program']);
export type ChangeCause = z.infer<typeof ChangeCause>;

/**
 * `same`: the same accidents. `changed`: the same place with other accidents. `moved`: the same place, its middle farther
 * off than 50 m. `new` and `gone`: no such place in the other run.
 */
export const PlaceChange = z.enum(['same', 'changed', 'moved', 'new', 'gone']);
export type PlaceChange = z.infer<typeof PlaceChange>;

export const ComparedHotspot = z
  .object({
    change: PlaceChange,
    cause: ChangeCause.nullable(),
    /** The place in either run; null where it has none, or only one outside one's scope. */
    before: HotspotSummary.nullable(),
    after: HotspotSummary.nullable(),
    /** Accidents that belong to the place in both runs. */
    sharedAccidents: z.number().int(),
    /** From the middle before to the middle after; null for new and gone places. */
    movedMetres: z.number().nullable(),
  })
  .meta({ id: 'ComparedHotspot' });
export type ComparedHotspot = z.infer<typeof ComparedHotspot>;

export const RankSide = z
  .object({
    /** Null for a school that could not be ranked; with its 90 % interval. */
    rank: z.number().int().nullable(),
    rankLow: z.number().int().nullable(),
    rankHigh: z.number().int().nullable(),
    /** 0 (safest) to 100. */
    score: z.number(),
    /** Expected fatal equivalents per year. */
    rate: z.number(),
    band: Band,
  })
  .meta({ id: 'RankSide' });
export type RankSide = z.infer<typeof RankSide>;

export const ComparedSchool = z
  .object({
    schoolId: z.uuid(),
    /** Null for a school that is no longer on record. */
    schoolName: z.string().nullable(),
    unitId: UnitId,
    unitName: z.string(),
    change: z.enum(['same', 'changed', 'new', 'gone']),
    cause: ChangeCause.nullable(),
    before: RankSide.nullable(),
    after: RankSide.nullable(),
    /** Places up the order of risk (positive: riskier than before); score and rate after less before. Null where one side is missing. */
    rankChange: z.number().int().nullable(),
    scoreChange: z.number().nullable(),
    rateChange: z.number().nullable(),
    /** False while the 90 % intervals of the two ranks overlap: chance alone may have changed the order. Null without two ranks. */
    isMeaningful: z.boolean().nullable(),
  })
  .meta({ id: 'ComparedSchool' });
export type ComparedSchool = z.infer<typeof ComparedSchool>;

export const Comparison = z
  .object({
    before: Run,
    after: Run,
    /** Parameters that differ; a value that a run does not have is null. */
    parameters: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
    /** Whether the runs read different facts. */
    factsChanged: z.boolean(),
    /** Whether different versions of the program computed them. */
    programChanged: z.boolean(),
    /** Places in one's scope that are on the lists of the two runs: changed ones first, then by number. Null for risk. */
    hotspots: z
      .object({ counts: z.record(PlaceChange, z.number().int()), places: z.array(ComparedHotspot) })
      .nullable(),
    /** Schools in one's scope, new and gone ones first, then by the largest change of rank; `total` counts those beyond `limit` too. Null for hotspots. */
    ranks: z
      .object({
        counts: z.object({
          same: z.number().int(),
          changed: z.number().int(),
          new: z.number().int(),
          gone: z.number().int(),
          /** Schools whose rank changed by more than chance, and those in a worse or a better band than before. */
          meaningful: z.number().int(),
          worseBand: z.number().int(),
          betterBand: z.number().int(),
        }),
        total: z.number().int(),
        schools: z.array(ComparedSchool),
      })
      .nullable(),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof Comparison>;

export const compareRuns = operation({
  name: 'compareRuns',
  method: 'get',
  path: '/api/runs/:id/comparison',
  may: 'run.read',
  summary:
    'What a run changed against an earlier one of its kind, place by place or school by school, and why',
  params: z.object({ id: z.uuid() }),
  query: z.object({
    /** The run before; without it the last finished one of the same kind and method that was asked for earlier. */
    with: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(5_000).default(200),
  }),
  reply: Comparison,
});
