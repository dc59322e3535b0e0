// Preset values checked and given the shape that the computations take.
import { z } from 'zod';
import type { LegalRule } from '../hotspots/legal-rule.ts';
import { flattenParameters, type RiskParameters } from '../risk/parameters.ts';

const LegalRuleValue = z.object({
  fatalAtLeast: z.number().int().min(1).nullable(),
  fatalWithTotal: z.object({ fatal: z.number().int().min(1), total: z.number().int().min(1) }).nullable(),
  injuryTotalAtLeast: z.number().int().min(1).nullable(),
  includePropertyOnly: z.boolean(),
  months: z.number().int().min(1).max(120),
  lengthMetresBuiltUp: z.number().positive(),
  lengthMetresElsewhere: z.number().positive(),
  junctionRadiusMetresBuiltUp: z.number().positive(),
  junctionRadiusMetresElsewhere: z.number().positive(),
});

const WeightsValue = z.object({
  fatal: z.number().min(0),
  serious: z.number().min(0),
  slight: z.number().min(0),
});

/** The rule of a preset; throws a zod error that names the field. */
export function legalRule(id: string, value: unknown): LegalRule {
  return { id, ...LegalRuleValue.parse(value) };
}

/** The parameter set with the severity weights of another preset in place of its own. */
export function riskParameters(value: unknown, weights: unknown): RiskParameters {
  return { ...flattenParameters(value), severityWeights: WeightsValue.parse(weights) };
}
