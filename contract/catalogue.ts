// What stands in the catalogue of measures, in the checklist of gate models and in the unit costs for one province on one
// day: the national entries, what the province put in their place, and what it added. Effects on accidents are evidence
// and stay national.
import { z } from 'zod';
import { CatalogueVersion } from './catalogue-version.ts';
import { Day, UnitId } from './codes.ts';
import { CostClass, MeasureOwner, MeasureTerm } from './measure.ts';
import { operation } from './operation.ts';
import { ElementType } from './plan-element.ts';
import { UnitCost } from './unit-cost.ts';

const text = z.string().trim().min(1).max(300);

/** The catalogues that a province may edit; to unit costs it adds none of its own. */
export const CatalogueKind = z.enum(['measures', 'gate_checklist', 'unit_costs']);
export type CatalogueKind = z.infer<typeof CatalogueKind>;

/** What a measure is like, besides its entry. */
export const MeasureEntry = z
  .object({
    /** Types of plan elements that may claim it. */
    elements: z.array(ElementType).min(1).max(20),
    /** The national measure whose factor on accidents it has, or itself; null: no effect on accidents is proven or counted. */
    factorOf: z.string().max(40).nullable(),
    owner: MeasureOwner,
    term: MeasureTerm,
    cost: CostClass,
  })
  .meta({ id: 'MeasureEntry' });
export type MeasureEntry = z.infer<typeof MeasureEntry>;

export const CatalogueEntry = z
  .object({
    title: z.object({ vi: text, en: text }),
    /** Least width that the rules ask for, metres; null where the entry has none. */
    minimumMetres: z.number().min(0.5).max(20).nullable(),
    /** Of an entry of the unit costs; null everywhere else. A province keeps what it is counted by. */
    unitCost: UnitCost.nullable().default(null),
    /** The document or the place it comes from. */
    source: text,
    /** No law or decision stands behind it. */
    isSuggestion: z.boolean(),
    /**
     * Of a measure that elements may claim; null everywhere else. In the place of a national one a province says who, when
     * and for how much; left out, it stays as it is.
     */
    measure: MeasureEntry.nullable().default(null),
  })
  .meta({ id: 'CatalogueEntry' });
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export const CatalogueOverride = z
  .object({
    id: z.uuid(),
    /** Null: from that day the national entry holds again, or what was added is withdrawn. */
    entry: CatalogueEntry.nullable(),
    validFrom: Day,
    madeAt: z.iso.datetime(),
    /** Null for an account that one may not see. */
    madeBy: z.string().nullable(),
  })
  .meta({ id: 'CatalogueOverride' });
export type CatalogueOverride = z.infer<typeof CatalogueOverride>;

const CatalogueLine = z.object({
  code: z.string(),
  /** Null: the province added it. */
  national: CatalogueEntry.nullable(),
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
    'The catalogue of measures, the checklist of gate models and the unit costs as they stand for a province on a day, national entries beside',
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
    'Put an entry of a province in the place of the national one, add one of its own (its code begins with "own_"), or take either back, from today or a later day; the same again changes nothing',
  params: z.object({ id: z.uuid() }),
  body: z.object({
    unitId: UnitId,
    kind: CatalogueKind,
    code: z.string().regex(/^[a-z0-9_]{2,40}$/),
    entry: CatalogueEntry.nullable(),
    validFrom: Day,
  }),
  reply: CatalogueOverride,
});
