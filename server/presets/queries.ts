// All SQL of presets: rules and weights as dated data.
import type { Knex } from 'knex';
import { MeasureLibrary } from '../../contract/measure.ts';
import type { Preset } from '../../contract/preset.ts';
import type { LegalRule } from '../hotspots/legal-rule.ts';
import { Problem } from '../problem.ts';
import type { BySeverity, RiskParameters } from '../risk/parameters.ts';
import { legalRule, riskParameters, severityWeights } from './values.ts';

const columns = [
  'id',
  'kind',
  'name',
  'name_en as nameEn',
  'value',
  'source',
  'evidence',
  'valid_from as validFrom',
  'valid_to as validTo',
];

export async function listPresets(tx: Knex.Transaction): Promise<Preset[]> {
  return tx('preset')
    .select([...columns, tx.raw('coalesce(source_en, source) as "sourceEn"')])
    .orderBy(['kind', { column: 'valid_from', order: 'desc' }, 'id']);
}

/** The value of a preset as it is stored. Throws `reference-missing` with its name. */
export async function presetValue(tx: Knex.Transaction, kind: Preset['kind'], id: string): Promise<unknown> {
  const preset = await tx('preset')
    .select('value')
    .where({ kind, id })
    .first<Pick<Preset, 'value'> | undefined>();
  if (preset !== undefined) return preset.value;
  throw new Problem('reference-missing', {
    detail: `Không có bộ quy tắc "${id}"`,
    detailEn: `There is no preset "${id}"`,
  });
}

/** The legal rule of a preset. Throws `reference-missing` with the name of one that is not there. */
export async function findLegalRule(tx: Knex.Transaction, id: string): Promise<LegalRule> {
  return legalRule(id, await presetValue(tx, 'legal_rule', id));
}

/** The catalogue of measures of a preset. Throws `reference-missing`. */
export async function findMeasures(tx: Knex.Transaction, id: string): Promise<MeasureLibrary> {
  return MeasureLibrary.parse(await presetValue(tx, 'measures', id));
}

/** Fatal equivalents of a preset. Throws `reference-missing`. */
export async function findSeverityWeights(tx: Knex.Transaction, id: string): Promise<BySeverity> {
  return severityWeights(await presetValue(tx, 'severity_weights', id));
}

/** The risk parameters of a preset with the weights of another. Throws `reference-missing`. */
export async function findRiskParameters(
  tx: Knex.Transaction,
  id: string,
  weightsId: string,
): Promise<RiskParameters> {
  return riskParameters(
    await presetValue(tx, 'risk_parameters', id),
    await presetValue(tx, 'severity_weights', weightsId),
  );
}

/** Adds the presets that ship with the product; one that is already there is left as it is (it may be in use). */
export async function addShippedPresets(tx: Knex.Transaction, presets: Preset[]): Promise<void> {
  await tx.raw(
    `insert into preset (id, kind, name, name_en, value, source, source_en, evidence, valid_from, valid_to)
     select id, kind, name, "nameEn", value, source, "sourceEn", evidence, "validFrom", "validTo"
       from jsonb_to_recordset(:presets::jsonb) as p (id text, kind text, name text, "nameEn" text, value jsonb, source text,
            "sourceEn" text, evidence text, "validFrom" date, "validTo" date)
     on conflict (id) do nothing`,
    { presets: JSON.stringify(presets) },
  );
}
