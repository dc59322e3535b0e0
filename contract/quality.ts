// Quality of accident records: reports of one accident that came twice, and records without a place on the map.
import { z } from 'zod';
import { LocationQuality, RoadClass } from './codes.ts';
import { Accident } from './facts.ts';
import { Page } from './filter.ts';
import { Point } from './geometry.ts';
import { operation } from './operation.ts';

/** How far apart two reports of one accident may be written down. */
export const duplicateReach = {
  /** Our choice: a kilometre post is read to 100 m, and a phone among houses is right to a few tens of metres. */
  metres: 100,
  /** Our choice: clocks of two witnesses of one accident differ by minutes, reports by up to an hour. */
  minutes: 60,
} as const;

/** Most pairs given at once: a list that people go through by hand. */
export const mostDuplicates = 200;

/** An accident with everything a person needs to compare it and to change it. */
export const AccidentRecord = Accident.extend({
  /** What a change is based on. */
  revision: z.number().int(),
  unitName: z.string().nullable(),
  propertyDamageVnd: z.number().nullable(),
  roadClass: RoadClass.nullable(),
}).meta({ id: 'AccidentRecord' });
export type AccidentRecord = z.infer<typeof AccidentRecord>;

/** Parts of a record that go together from one report to the other; `place` brings its quality and unit along. */
export const MergeField = z.enum([
  'time',
  'place',
  'deaths',
  'serious',
  'slight',
  'damage',
  'class',
  'pupil',
  'victimMode',
  'victimAgeBand',
  'road',
  'address',
]);
export type MergeField = z.infer<typeof MergeField>;

export const DuplicatePair = z
  .object({
    first: AccidentRecord,
    second: AccidentRecord,
    metres: z.number(),
    /** Null while the time of day of either is not known. */
    minutes: z.number().int().nullable(),
  })
  .meta({ id: 'DuplicatePair' });
export type DuplicatePair = z.infer<typeof DuplicatePair>;

export const listDuplicates = operation({
  name: 'listDuplicates',
  method: 'get',
  path: '/api/accident-duplicates',
  may: 'import.read',
  summary:
    'Pairs of accidents of two sources or imports that may be one: same day, at most 100 m and 60 minutes apart',
  reply: z.object({
    /** Newest first, the closest of a day first. */
    pairs: z.array(DuplicatePair).max(mostDuplicates),
    /** Whether there are more than are given. */
    hasMore: z.boolean(),
  }),
});

/** Two reports of one accident: the record that stays, and what it takes over from the other. */
export const Merge = z
  .object({
    id: z.uuid(),
    keptId: z.uuid(),
    /** The record that left, as it was. */
    merged: AccidentRecord,
    take: z.array(MergeField),
    mergedAt: z.iso.datetime(),
    mergedBy: z.string(),
  })
  .meta({ id: 'Merge' });
export type Merge = z.infer<typeof Merge>;

export const mergeAccidents = operation({
  name: 'mergeAccidents',
  method: 'put',
  path: '/api/accident-merges/:id',
  may: 'import.write',
  summary:
    'Merge two reports of one accident under an id made by the client: one record stays, the other leaves every count',
  params: z.object({ id: z.uuid() }),
  body: z.object({
    kept: z.object({ id: z.uuid(), revision: z.number().int() }),
    merged: z.object({ id: z.uuid(), revision: z.number().int() }),
    /** What the kept record takes over from the other. */
    take: z.array(MergeField).max(MergeField.options.length).default([]),
  }),
  reply: Merge,
});

export const listMerges = operation({
  name: 'listMerges',
  method: 'get',
  path: '/api/accident-merges',
  may: 'import.read',
  summary: 'Merges of accidents, newest first',
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  reply: z.object({ merges: z.array(Merge) }),
});

export const undoMerge = operation({
  name: 'undoMerge',
  method: 'delete',
  path: '/api/accident-merges/:id',
  may: 'import.write',
  summary: 'Take a merge back: both records are as they were; asking again changes nothing',
  params: z.object({ id: z.uuid() }),
});

export const keepApart = operation({
  name: 'keepApart',
  method: 'post',
  path: '/api/accident-duplicates/distinct',
  may: 'import.write',
  summary: 'Remember that two similar records are two accidents; asking again changes nothing',
  body: z.object({ first: z.uuid(), second: z.uuid() }),
});

export const listUnlocated = operation({
  name: 'listUnlocated',
  method: 'get',
  path: '/api/accidents-without-place',
  may: 'import.read',
  summary: 'Accidents without a place, or with no more than their commune, newest first',
  query: Page,
  reply: z.object({
    accidents: z.array(AccidentRecord),
    total: z.number().int(),
    next: z.string().nullable(),
  }),
});

export const suggestPlace = operation({
  name: 'suggestPlace',
  method: 'get',
  path: '/api/accidents/:id/suggestion',
  may: 'import.read',
  summary: 'Where the kilometre address written in a record lies, when it has one',
  params: z.object({ id: z.uuid() }),
  reply: z.object({
    /** The road and the kilometre that were read; null when the record names none. */
    address: z.object({ ref: z.string(), text: z.string() }).nullable(),
    places: z.array(z.object({ location: Point, quality: LocationQuality })),
  }),
});

export const placeAccident = operation({
  name: 'placeAccident',
  method: 'put',
  path: '/api/accidents/:id/place',
  may: 'import.write',
  summary: 'Give an accident its place by hand; the same place again changes nothing',
  params: z.object({ id: z.uuid() }),
  body: z.object({
    location: Point,
    /** How sure the place is; `area` would be no place. */
    quality: LocationQuality.exclude(['area']),
    baseRevision: z.number().int(),
  }),
  reply: AccidentRecord,
});
