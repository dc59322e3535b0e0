// Photos of a form as things to send, each after the record it belongs to.
import type { PhotoInput } from '../../../contract/photo.ts';
import { newId } from '../../new-id.ts';
import type { Saved } from './field-context.tsx';
import type { TakenPhoto } from './photo-field.tsx';
import { sha256 } from './shrink-photo.ts';

/** `of` names the record; `needs` must have arrived before. */
export function photoItems(
  photos: readonly TakenPhoto[],
  of: Pick<PhotoInput, 'findingId' | 'sightingId' | 'kind'>,
  needs: string[],
): Promise<(Saved & { id: string })[]> {
  return Promise.all(
    photos.map(async ({ file, takenAt }) => {
      const body = { ...of, takenAt, byteCount: file.size, sha256: await sha256(file) };
      return { id: newId(), kind: 'photo' as const, body, needs, photo: file };
    }),
  );
}
