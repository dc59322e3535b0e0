// Roads: places along them as signs and reports write them.
import { z } from 'zod';
import { Point } from './geometry.ts';
import { operation } from './operation.ts';

export const KmPlace = z
  .object({
    /** Part of a road whose count breaks; '' for a road in one part. */
    part: z.string(),
    location: Point,
    /** `street`: the road is sure, the place along it is not. */
    quality: z.enum(['exact', 'street']),
    /** Before the first or past the last post, at most 1 km. */
    isExtrapolated: z.boolean(),
  })
  .meta({ id: 'KmPlace' });
export type KmPlace = z.infer<typeof KmPlace>;

/** Why a kilometre address has no place. */
export const KmReason = z.enum([
  'not_an_address',
  'no_road',
  'no_posts',
  'too_far_from_posts',
  'posts_out_of_order',
]);

export const locateKm = operation({
  name: 'locateKm',
  method: 'get',
  path: '/api/roads/km',
  may: 'facts.read',
  summary: 'Where a written kilometre address such as "Km1054+300" lies, between the posts of its road',
  query: z.object({
    /** Number of the road as signs write it; letters, dots and spaces are compared loosely. */
    ref: z.string().trim().min(1).max(40),
    address: z.string().trim().min(1).max(100),
  }),
  reply: z.object({
    status: z.enum(['located', 'ambiguous', 'rejected']),
    /** Why not, when rejected. */
    reason: KmReason.nullable(),
    /** One place, or each of several parts that know the address. */
    places: z.array(KmPlace),
  }),
});
