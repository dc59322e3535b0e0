// All SQL of calibrations: which one a run applies, what a run applied, and freezing it under a name.
import type { Knex } from 'knex';
import type { Preset } from '../../contract/preset.ts';
import { type FreezeCalibration, ownCalibration } from '../../contract/risk.ts';
import { writeAudit } from '../audit.ts';
import { Problem } from '../problem.ts';
import { Calibration } from './calibration.ts';
import type { RiskParameters } from './parameters.ts';

/** A calibration with the preset it is frozen as; null for one that a run fitted itself. */
export type AppliedCalibration = { calibration: Calibration; presetId: string | null };

/**
 * The frozen calibration that a run as of `asOf` applies: the named one; for null the newest valid on that day for
 * the same parameters. Undefined when the run fits its own: none is frozen, or `ownCalibration` was asked for.
 * Throws `reference-missing` for a name that is not there, `rule-broken` for one fitted under other parameters.
 */
export async function findCalibration(
  tx: Knex.Transaction,
  wanted: string | null,
  { parameters: { id, version }, asOf }: { parameters: RiskParameters; asOf: string },
): Promise<AppliedCalibration | undefined> {
  if (wanted === ownCalibration) return undefined;
  const { rows } = await tx.raw<{ rows: { presetId: string; value: unknown }[] }>(
    `select id as "presetId", value from preset
      where kind = 'calibration' and (id = :wanted::text or (:wanted::text is null
        and value -> 'parameters' = jsonb_build_object('id', :id::text, 'version', :version::int)
        and valid_from <= :asOf::date and (valid_to is null or valid_to >= :asOf::date)))
      order by valid_from desc, frozen_at desc, id collate "C" limit 1`,
    { wanted, id, version, asOf },
  );
  const found = rows[0];
  if (found === undefined) {
    if (wanted === null) return undefined;
    throw new Problem('reference-missing', {
      detail: `Không có bộ hiệu chỉnh "${wanted}"`,
      detailEn: `There is no calibration "${wanted}"`,
    });
  }
  const calibration = Calibration.parse(found.value);
  const { parameters } = calibration;
  if (parameters.id !== id || parameters.version !== version) {
    throw new Problem('rule-broken', {
      detail: `Bộ hiệu chỉnh "${found.presetId}" thuộc bộ tham số ${parameters.id} ${parameters.version}`,
      detailEn: `The calibration "${found.presetId}" belongs to the parameters ${parameters.id} ${parameters.version}`,
    });
  }
  return { calibration, presetId: found.presetId };
}

/** What a finished risk run applied; undefined for a run that is not there, or older than the record of it. */
export async function calibrationOfRun(
  tx: Knex.Transaction,
  runId: string,
): Promise<AppliedCalibration | undefined> {
  const { rows } = await tx.raw<{ rows: { value: unknown; presetId: string | null }[] }>(
    'select value, preset_id as "presetId" from risk_calibration where run_id = :runId',
    { runId },
  );
  const found = rows[0];
  return found && { calibration: Calibration.parse(found.value), presetId: found.presetId };
}

/** Stores what a run applied. System scope. */
export async function writeCalibration(
  tx: Knex.Transaction,
  runId: string,
  { calibration, presetId }: AppliedCalibration,
): Promise<void> {
  await tx.raw(
    'insert into risk_calibration (run_id, value, preset_id) values (:runId, :value::jsonb, :presetId)',
    { runId, value: JSON.stringify(calibration), presetId },
  );
}

/**
 * Copies the calibration that a run fitted to a preset, valid from the day the run was as of. The same id and body
 * again gives the same preset. Throws `not-found` for a run without a calibration, `rule-broken` for a run that
 * applied a frozen one, `same-id-other-body`.
 */
export async function freezeCalibration(
  tx: Knex.Transaction,
  wanted: FreezeCalibration,
  { accountId, now }: { accountId: string | null; now: Date },
): Promise<Preset> {
  const { id, runId } = wanted;
  const applied = await calibrationOfRun(tx, runId);
  if (applied === undefined) throw new Problem('not-found');
  if (applied.presetId !== null) {
    throw new Problem('rule-broken', {
      detail: `Lần tính này dùng bộ hiệu chỉnh "${applied.presetId}" đã lưu, không có bộ của riêng nó`,
      detailEn: `This run applied the frozen calibration "${applied.presetId}" and has none of its own`,
    });
  }
  const { calibration } = applied;
  const frozen: Preset = {
    id,
    kind: 'calibration',
    name: wanted.name,
    nameEn: wanted.nameEn,
    value: { ...calibration, fittedOn: { ...calibration.fittedOn, runId } },
    source: `lần tính ${runId}`,
    sourceEn: `run ${runId}`,
    evidence: `fitted on ${calibration.fittedOn.schools} schools`,
    validFrom: calibration.fittedOn.asOf,
    validTo: null,
  };
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `insert into preset (id, kind, name, name_en, value, source, source_en, evidence, valid_from, frozen_at)
     values (:id, :kind, :name, :nameEn, :value::jsonb, :source, :sourceEn, :evidence, :validFrom, :now)
     on conflict (id) do nothing returning id`,
    { ...frozen, validTo: null, value: JSON.stringify(frozen.value), now },
  );
  if (rows.length > 0) {
    await writeAudit(tx, {
      at: now,
      accountId,
      action: 'freeze',
      table: 'preset',
      recordId: id,
      detail: { runId },
    });
    return frozen;
  }
  const { rows: same } = await tx.raw<{ rows: { id: string }[] }>(
    `select id from preset
      where id = :id and kind = 'calibration' and name = :name and name_en = :nameEn and source = :source`,
    frozen,
  );
  if (same.length === 0) throw new Problem('same-id-other-body');
  return frozen;
}
