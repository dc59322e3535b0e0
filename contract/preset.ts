// Presets: rules, weights and calibrations as dated data with a source.
import { z } from 'zod';
import { Day } from './codes.ts';
import { operation } from './operation.ts';

export const Preset = z
  .object({
    id: z.string(),
    kind: z.enum([
      'legal_rule',
      'risk_parameters',
      'severity_weights',
      'calibration',
      'measures',
      'gate_checklist',
      'unit_costs',
    ]),
    name: z.string(),
    nameEn: z.string(),
    value: z.record(z.string(), z.unknown()),
    source: z.string(),
    sourceEn: z.string(),
    evidence: z.string(),
    validFrom: Day,
    validTo: Day.nullable(),
  })
  .meta({ id: 'Preset' });
export type Preset = z.infer<typeof Preset>;

export const listPresets = operation({
  name: 'listPresets',
  method: 'get',
  path: '/api/presets',
  may: 'run.read',
  summary: 'Rules and weights with their source, evidence and dates',
  reply: z.object({ presets: z.array(Preset) }),
});
