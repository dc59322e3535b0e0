// What the elements of gate plans cost for a piece, a metre or a square metre: a dated catalogue to estimate by while nobody
// has made an estimate for the plan itself.
import { z } from 'zod';
import { ElementType } from './plan-element.ts';

const Words = z.object({ vi: z.string().min(1), en: z.string().min(1) });

export const UnitCost = z
  .object({
    /** For one of `per`. */
    millionVnd: z.number().min(0).max(100_000),
    /** A line by its length, or by its length times its breadth; an area by what it covers. */
    per: z.enum(['piece', 'metre', 'square_metre']),
  })
  .meta({ id: 'UnitCost' });
export type UnitCost = z.infer<typeof UnitCost>;

/** Elements that cost other than their type does: a crossing with a signal, a footpath that is only cleared. */
const variantCosts = ['crossing_signal', 'footpath_cleared'] as const;

export const UnitCostCode = z.enum([...ElementType.options, ...variantCosts]);
export type UnitCostCode = z.infer<typeof UnitCostCode>;

/** The value of a preset of kind `unit_costs`: one item for each type of element and each variant. */
export const UnitCosts = z
  .object({
    items: z.array(
      z.object({
        code: UnitCostCode,
        /** What is in it. */
        title: Words,
        cost: UnitCost,
        source: z.string().min(1),
        /** No price list of an authority stands behind it. */
        isSuggestion: z.boolean(),
      }),
    ),
  })
  .refine(({ items }) => UnitCostCode.options.every((code) => items.some((item) => item.code === code)), {
    path: ['items'],
    error: 'a type of element has no unit cost',
  })
  .meta({ id: 'UnitCosts' });
export type UnitCosts = z.infer<typeof UnitCosts>;

/** The unit costs that ship as the standard ones. */
export const standardUnitCosts = 'unit-costs-vn-1';
