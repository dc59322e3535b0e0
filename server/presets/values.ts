// Preset values checked and given the shape that the computations take.
import { z } from 'zod';
import { LegalRuleValue } from '../../contract/run-parameters.ts';
import type { LegalRule } from '../hotspots/legal-rule.ts';
import { type BySeverity, flattenParameters, type RiskParameters } from '../risk/parameters.ts';

const WeightsValue = z.object({
  fatal: z.number().min(0),
  serious: z.number().min(0),
  slight: z.number().min(0),
});

/** The rule of a preset; throws a zod error that names the field. */
export function legalRule(id: string, value: unknown): LegalRule {
  return { id, ...LegalRuleValue.parse(value) };
}

/** Fatal equivalents; throws a zod error that names the field. */
export function severityWeights(value: unknown): BySeverity {
  return WeightsValue.parse(value);
}

/** The parameter set with the severity weights of another preset in place of its own. */
export function riskParameters(value: unknown, weights: unknown): RiskParameters {
  return { ...flattenParameters(value), severityWeights: severityWeights(weights) };
}
