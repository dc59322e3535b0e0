// The name of a catalogue as it stood for a province on a day. Apart from the catalogue itself because everything that
// was made by one names it.
import { z } from 'zod';
import { Day } from './codes.ts';

/** Which catalogue was used: enough to find it again. */
export const CatalogueVersion = z
  .object({
    /** "measures-vn-1", or with a province's changes "measures-vn-1+ZZ@2026-11-22". */
    id: z.string(),
    presetId: z.string(),
    /** The province whose changes are in it; null: none are. */
    unitName: z.string().nullable(),
    /** Day of the newest change in it. */
    since: Day.nullable(),
    /** Entries that differ from the national ones. */
    changed: z.number().int(),
  })
  .meta({ id: 'CatalogueVersion' });
export type CatalogueVersion = z.infer<typeof CatalogueVersion>;
