// Which parameters a planner may set for a kind of run, and within which limits: those of the contract.
import { z } from 'zod';
import type { HotspotMethod, RunKind } from '../../../contract/codes.ts';
import type { Preset } from '../../../contract/preset.ts';
import {
  customLegalRule,
  DbscanParameters,
  GiStarParameters,
  HdbscanParameters,
  LegalRuleParameters,
  NetworkKdeParameters,
  PredictionParameters,
} from '../../../contract/run-parameters.ts';

export type RunField = { name: string } & (
  | { type: 'number'; min: number; max: number; isWhole: boolean }
  /** `others`: what may be chosen beside the stored presets. */
  | { type: 'preset'; presets: Preset['kind']; others?: readonly string[] }
  | { type: 'choice'; options: readonly string[] }
  | { type: 'switch' }
);

const months = 'months';
const rule = { name: 'presetId', type: 'preset', presets: 'legal_rule' } as const satisfies RunField;

const methodFields: Record<HotspotMethod, readonly RunField[]> = {
  legal_rule: [{ ...rule, others: [customLegalRule] }, ...fieldsOf(LegalRuleParameters.shape, ['builtUp'])],
  network_kde: fieldsOf(NetworkKdeParameters.shape, [
    months,
    'bandwidthMetres',
    'simulations',
    'qAtMost',
    'split',
    'kernel',
    'junctions',
  ]),
  dbscan: fieldsOf(DbscanParameters.shape, [months, 'epsMetres', 'minPoints', 'reportFrom']),
  gi_star: fieldsOf(GiStarParameters.shape, [months, 'edgeMetres']),
  hdbscan: fieldsOf(HdbscanParameters.shape, [months, 'minPoints']),
};

const kindFields: Record<Exclude<RunKind, 'hotspots'>, readonly RunField[]> = {
  risk: [
    { name: 'presetId', type: 'preset', presets: 'risk_parameters' },
    { name: 'weightsId', type: 'preset', presets: 'severity_weights' },
  ],
  prediction: [
    rule,
    ...fieldsOf(PredictionParameters.shape, ['bandwidthMetres', 'epsMetres', 'edgeMetres', 'pieceMetres']),
  ],
  sensitivity: [],
  pilots: [],
};

/** In the order of the form. The day is asked for in every form and is not among them. */
export function runFields(kind: RunKind, method: HotspotMethod): readonly RunField[] {
  return kind === 'hotspots' ? methodFields[method] : kindFields[kind];
}

function fieldsOf<Name extends string>(
  shape: Record<Name, z.ZodType>,
  names: readonly NoInfer<Name>[],
): RunField[] {
  return names.map((name) => fieldOf(name, shape[name]));
}

function fieldOf(name: string, schema: z.core.$ZodType): RunField {
  if (schema instanceof z.ZodDefault) return fieldOf(name, schema.unwrap());
  if (schema instanceof z.ZodBoolean) return { name, type: 'switch' };
  if (schema instanceof z.ZodEnum) return { name, type: 'choice', options: schema.options.map(String) };
  if (schema instanceof z.ZodNumber)
    return {
      name,
      type: 'number',
      min: schema.minValue ?? 0,
      max: schema.maxValue ?? Number.MAX_SAFE_INTEGER,
      isWhole: schema.format === 'safeint',
    };
  throw new Error(`no field for the parameter "${name}"`);
}
