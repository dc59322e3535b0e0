// The presets that ship with the product, read from data/presets.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { GateChecklist } from '../../contract/gate-model.ts';
import { MeasureLibrary } from '../../contract/measure.ts';
import type { Preset } from '../../contract/preset.ts';
import { UnitCosts } from '../../contract/unit-cost.ts';
import { legalRule, riskParameters } from '../presets/values.ts';

const Text = z.object({ vi: z.string(), en: z.string() });
const Entry = z.object({
  id: z.string(),
  title: Text,
  value: z.record(z.string(), z.unknown()),
  source: Text,
  evidence: z.string(),
  validFrom: z.iso.date().default('2026-01-01'),
  validTo: z.iso.date().nullable().default(null),
});
const PresetFile = z.object({ presets: z.array(Entry).min(1) });
const ParameterFile = z.looseObject({ id: z.string(), version: z.number().int(), title: Text });

const folder = new URL('../../data/presets/', import.meta.url);

async function json(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(name, folder), 'utf8'));
}

function preset(kind: Preset['kind'], { title, source, ...entry }: z.infer<typeof Entry>): Preset {
  return { ...entry, kind, name: title.vi, nameEn: title.en, source: source.vi, sourceEn: source.en };
}

/** All shipped presets, each checked to be usable. */
export async function shippedPresets(): Promise<Preset[]> {
  const rules = PresetFile.parse(await json('legal-rules.json')).presets;
  const weights = PresetFile.parse(await json('risk-weights.json')).presets;
  const parameters = ParameterFile.parse(await json('risk-srs-vn-1.json'));
  const measures = Entry.parse(await json('measures-vn-1.json'));
  MeasureLibrary.parse(measures.value);
  const checklist = Entry.parse(await json('gate-checklist-vn-1.json'));
  GateChecklist.parse(checklist.value);
  const unitCosts = Entry.parse(await json('unit-costs-vn-1.json'));
  UnitCosts.parse(unitCosts.value);
  for (const rule of rules) legalRule(rule.id, rule.value);
  for (const one of weights) riskParameters(parameters, one.value);
  return [
    ...rules.map((rule) => preset('legal_rule', rule)),
    ...weights.map((one) => preset('severity_weights', one)),
    preset('measures', measures),
    preset('gate_checklist', checklist),
    preset('unit_costs', unitCosts),
    {
      id: `${parameters.id.toLowerCase()}-${parameters.version}`,
      kind: 'risk_parameters',
      name: parameters.title.vi,
      nameEn: parameters.title.en,
      value: parameters,
      source: 'từng giá trị nêu nguồn riêng',
      sourceEn: 'each value names its own',
      evidence: 'each value names its own',
      validFrom: '2026-01-01',
      validTo: null,
    },
  ];
}
