// One question typed on the map screen, and everything with a place that answers it.
import { z } from 'zod';
import { UnitId } from './codes.ts';
import { BoundingBox, Point } from './geometry.ts';
import { operation } from './operation.ts';
import { KmPlace, KmReason } from './road.ts';

/** Most results of each kind (our choice: what fits below a search box without scrolling twice). */
export const searchLimit = 8;
/** Characters of a question. */
export const searchLength = { least: 2, most: 100 } as const;

export const FoundSchool = z
  .object({ id: z.uuid(), name: z.string(), unitName: z.string(), location: Point })
  .meta({ id: 'FoundSchool' });

export const FoundUnit = z
  .object({
    id: UnitId,
    fullName: z.string(),
    /** The unit above it, which tells communes of one name apart. */
    parentName: z.string().nullable(),
    bounds: BoundingBox,
  })
  .meta({ id: 'FoundUnit' });

export const FoundRoad = z
  .object({
    /** What `label` is: the name of a street, or the number of a road as signs write it. */
    by: z.enum(['name', 'number']),
    label: z.string(),
    /** Where a street lies, which tells streets of one name apart; null for a numbered road and outside every unit. */
    unitName: z.string().nullable(),
    bounds: BoundingBox,
  })
  .meta({ id: 'FoundRoad' });

export const FoundKm = KmPlace.extend({
  /** Number of the road as the road network writes it. */
  ref: z.string(),
  /** The address in the legal form, e.g. "Km14+500". */
  address: z.string(),
}).meta({ id: 'FoundKm' });

export const search = operation({
  name: 'search',
  method: 'get',
  path: '/api/search',
  may: 'facts.read',
  summary: 'Schools in scope, units, roads and kilometre addresses that answer a typed question, best first',
  query: z.object({
    /**
     * A letter typed with an accent matches only that letter, one typed without matches it with any accent; đ counts as
     * d with an accent.
     */
    q: z.string().trim().min(searchLength.least).max(searchLength.most),
  }),
  reply: z.object({
    schools: z.array(FoundSchool).max(searchLimit),
    units: z.array(FoundUnit).max(searchLimit),
    roads: z.array(FoundRoad).max(searchLimit),
    places: z.array(FoundKm).max(searchLimit),
    /** Why the kilometre address in the question has no place; null when it has one, or none was asked for. */
    placeReason: KmReason.nullable(),
  }),
});
