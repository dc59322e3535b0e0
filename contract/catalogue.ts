// What stands in the catalogue of measures and in the checklist of gate models for one province on one day: the national
// entries, and beside them what the province put in their place. Effects on accidents are evidence and stay national.
import { z } from 'zod';
import { Day, UnitId } from './codes.ts';
import { operation } from './operation.ts';

const text = z.string().trim().min(1).max(300);

/** The two catalogues that a province may edit. */
export const CatalogueKind = z.enum(['measures', 'gate_checklist']);
export type CatalogueKind = z.infer<typeof CatalogueKind>;

export const CatalogueEntry = z
  .object({
    title: z.object({ vi: text, en: text }),
    /** Least width that the rules ask for, metres; null where the entry has none. */
    minimumMetres: z.number().min(0.5).max(20).nullable(),
    /** The document or the place it comes from. */
    source: text,
    /** No law or decision stands behind it. */
    isSuggestion: z.boolean(),
  })
  .meta({ id: 'CatalogueEntry' });
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export const CatalogueOverride = z
  .object({
    id: z.uuid(),
    /** Null: from that day the national entry holds again. */
    entry: CatalogueEntry.nullable(),
    validFrom: Day,
    madeAt: z.iso.datetime(),
    /** Null for an account that one may not see. */
    madeBy: z.string().nullable(),
  })
  .meta({ id: 'CatalogueOverride' });
export type CatalogueOverride = z.infer<typeof CatalogueOverride>;

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

const CatalogueLine = z.object({
  code: z.string(),
  national: CatalogueEntry,
  /** The newest change that holds on the day; null: none was made. */
  own: CatalogueOverride.nullable(),
  /** Changes of later days, the soonest first. */
  coming: z.array(CatalogueOverride),
});
export type CatalogueLine = z.infer<typeof CatalogueLine>;

const Catalogue = z.object({
  kind: CatalogueKind,
  version: CatalogueVersion,
  lines: z.array(CatalogueLine),
});

export const getCatalogue = operation({
  name: 'getCatalogue',
  method: 'get',
  path: '/api/catalogue',
  may: 'facts.read',
  summary:
    'The catalogue of measures and the checklist of gate models as they stand for a province on a day, national entries beside',
  query: z.object({
    /** A unit of the province; absent: that of the account. */
    unit: UnitId.optional(),
    /** Absent: today. */
    on: Day.optional(),
  }),
  reply: z
    .object({
      /** The province; null for a unit above provinces, for which the national entries hold. */
      unit: z.object({ id: UnitId, name: z.string() }).nullable(),
      on: Day,
      catalogues: z.array(Catalogue),
    })
    .meta({ id: 'CatalogueOfUnit' }),
});

export const putCatalogueOverride = operation({
  name: 'putCatalogueOverride',
  method: 'put',
  path: '/api/catalogue/:id',
  may: 'catalogue.write',
  summary:
    'Put an entry of a province in the place of the national one, or take it back, from today or a later day; the same again changes nothing',
  params: z.object({ id: z.uuid() }),
  body: z.object({
    unitId: UnitId,
    kind: CatalogueKind,
    code: z.string().max(40),
    entry: CatalogueEntry.nullable(),
    validFrom: Day,
  }),
  reply: CatalogueOverride,
});
