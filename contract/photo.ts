// Photos from the field: announced with their checksum, sent in parts that may come in any order and again, read under
// the rights of what they show.
import { z } from 'zod';
import { Day } from './codes.ts';
import { operation } from './operation.ts';

const Id = z.object({ id: z.uuid() });

/** Bytes of every part but the last: with base64 it fits the limit of a JSON body. */
export const photoPartBytes = 150_000;

export const PhotoKind = z.enum(['before', 'after', 'scene', 'evidence']);
export type PhotoKind = z.infer<typeof PhotoKind>;

/** A JPEG of at most 2 MB without EXIF, of one survey, finding or sighting. `sha256` in hex. */
export const PhotoInput = z
  .object({
    surveyId: z.uuid().optional(),
    findingId: z.uuid().optional(),
    sightingId: z.uuid().optional(),
    kind: PhotoKind,
    takenAt: z.iso.datetime({ offset: true }),
    byteCount: z.number().int().min(1).max(2_000_000),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .refine(
    (photo) => [photo.surveyId, photo.findingId, photo.sightingId].filter(Boolean).length === 1,
    'one survey, finding or sighting',
  )
  .meta({ id: 'PhotoInput' });
export type PhotoInput = z.infer<typeof PhotoInput>;

export const PhotoState = z
  .object({
    id: z.uuid(),
    kind: PhotoKind,
    takenAt: z.iso.datetime(),
    expiresOn: Day.nullable(),
    isComplete: z.boolean(),
    /** Numbers of the parts still to send, from 0. */
    missing: z.array(z.number().int()),
  })
  .meta({ id: 'PhotoState' });
export type PhotoState = z.infer<typeof PhotoState>;

export const putPhoto = operation({
  name: 'putPhoto',
  method: 'put',
  path: '/api/photos/:id',
  may: 'facts.write',
  summary: 'Announce a photo, or ask which of its parts are missing',
  params: Id,
  body: PhotoInput,
  reply: PhotoState,
});

export const putPhotoPart = operation({
  name: 'putPhotoPart',
  method: 'put',
  path: '/api/photos/:id/parts/:number',
  may: 'facts.write',
  summary: 'Send one part; the last one to arrive completes the photo',
  params: z.object({ id: z.uuid(), number: z.coerce.number().int().min(0).max(20) }),
  body: z.object({
    base64: z
      .string()
      .regex(/^[A-Za-z0-9+/]*={0,2}$/)
      .max(4 * Math.ceil(photoPartBytes / 3)),
  }),
  reply: PhotoState,
});

export const getPhoto = operation({
  name: 'getPhoto',
  method: 'get',
  path: '/api/photos/:id',
  may: 'facts.read',
  summary: 'A complete photo; every look at evidence is noted',
  params: Id,
  produces: 'image/jpeg',
});
