// All SQL of the catalogues that provinces edit, and the catalogues as they stand for a unit on a day.
import type { Knex } from 'knex';
import type { CatalogueKind, CatalogueLine, CatalogueOverride } from '../../contract/catalogue.ts';
import type { CatalogueVersion } from '../../contract/catalogue-version.ts';
import { GateChecklist, standardChecklist } from '../../contract/gate-model.ts';
import { type MeasureLibrary, standardMeasures } from '../../contract/measure.ts';
import { standardUnitCosts, UnitCosts } from '../../contract/unit-cost.ts';
import { writeAudit } from '../audit.ts';
import { findMeasures, presetValue } from '../presets/queries.ts';
import { Problem } from '../problem.ts';
import {
  checklistEntries,
  checklistWith,
  linesOn,
  measureEntries,
  measuresWith,
  type Override,
  type Province,
  unitCostEntries,
  unitCostsWith,
  versionOf,
} from './effective.ts';

/** The preset that holds the national entries of a catalogue. */
export const presetOf: Record<CatalogueKind, string> = {
  measures: standardMeasures,
  gate_checklist: standardChecklist,
  unit_costs: standardUnitCosts,
};

/** An older entry says nothing of a measure that is added, nor of a unit cost. */
const overrideColumns = `o.id, o.preset_id as "presetId", o.code,
  jsonb_build_object('measure', null, 'unitCost', null) || o.entry as entry, o.valid_from as "validFrom",
  to_char(o.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "madeAt",
  (select a.display_name from account a where a.id = o.made_by) as "madeBy"`;

/** The provinces of some units, by unit; a unit above provinces has none. */
export async function provincesOf(
  tx: Knex.Transaction,
  unitIds: readonly string[],
): Promise<Map<string, Province>> {
  const { rows } = await tx.raw<{
    rows: { unitId: string; id: string; name: string; overrides: Override[] }[];
  }>(
    `with recursive up as (
       select u.id as unit_id, u.id, u.parent_id, u.kind, u.name from unit u where u.id = any (:unitIds::text[])
       union all select up.unit_id, u.id, u.parent_id, u.kind, u.name from unit u join up on u.id = up.parent_id
         where up.kind <> 'province')
     select up.unit_id as "unitId", up.id, up.name,
            (select coalesce(json_agg(row_to_json(found)), '[]') from (
               select ${overrideColumns} from catalogue_override o where o.unit_id = up.id
                order by o.valid_from desc, o.number desc) found) as overrides
       from up where up.kind = 'province'`,
    { unitIds },
  );
  return new Map(rows.map(({ unitId, ...province }) => [unitId, province]));
}

/** A unit of an account's grants on a day; null without any. */
export async function unitOfAccount(
  tx: Knex.Transaction,
  accountId: string,
  day: string,
): Promise<string | null> {
  const { rows } = await tx.raw<{ rows: { unitId: string }[] }>(
    `select unit_id as "unitId" from role_grant
      where account_id = :accountId and valid_from <= :day and (valid_to is null or valid_to >= :day)
      order by unit_id limit 1`,
    { accountId, day },
  );
  return rows[0]?.unitId ?? null;
}

/** The province of a school; null for a school outside one's scope. */
export async function provinceOfSchool(tx: Knex.Transaction, schoolId: string): Promise<Province | null> {
  const { rows } = await tx.raw<{ rows: { unitId: string }[] }>(
    'select unit_id as "unitId" from school where id = :schoolId',
    { schoolId },
  );
  const unitId = rows[0]?.unitId;
  if (unitId === undefined) return null;
  return (await provincesOf(tx, [unitId])).get(unitId) ?? null;
}

type Effective<T> = { value: T; version: CatalogueVersion; lines: CatalogueLine[] };

/** The catalogue of measures for a province on a day; null: the national one. */
export async function measuresFor(
  tx: Knex.Transaction,
  province: Province | null,
  day: string,
): Promise<Effective<MeasureLibrary>> {
  const library = await findMeasures(tx, standardMeasures);
  const lines = linesOn(measureEntries(library), standardMeasures, province, day);
  return {
    value: measuresWith(library, lines),
    version: versionOf(standardMeasures, province, lines),
    lines,
  };
}

/** The checklist of gate models for a province on a day; null: the national one. */
export async function checklistFor(
  tx: Knex.Transaction,
  province: Province | null,
  day: string,
): Promise<Effective<GateChecklist>> {
  const checklist = GateChecklist.parse(await presetValue(tx, 'gate_checklist', standardChecklist));
  const lines = linesOn(checklistEntries(checklist), standardChecklist, province, day);
  return {
    value: checklistWith(checklist, lines),
    version: versionOf(standardChecklist, province, lines),
    lines,
  };
}

/** The unit costs for a province on a day; null: the national ones. */
export async function unitCostsFor(
  tx: Knex.Transaction,
  province: Province | null,
  day: string,
): Promise<Effective<UnitCosts>> {
  return unitCostsOn(await nationalUnitCosts(tx), province, day);
}

/** The unit costs on a day by the unit; of units not in `unitIds` the national ones. */
export async function unitCostsByUnit(
  tx: Knex.Transaction,
  unitIds: ReadonlySet<string>,
  day: string,
): Promise<(unitId: string) => UnitCosts> {
  const provinces = await provincesOf(tx, [...unitIds]);
  const national = await nationalUnitCosts(tx);
  const own = new Map(
    [...provinces].map(([id, province]) => [id, unitCostsOn(national, province, day).value]),
  );
  return (unitId) => own.get(unitId) ?? national;
}

async function nationalUnitCosts(tx: Knex.Transaction): Promise<UnitCosts> {
  return UnitCosts.parse(await presetValue(tx, 'unit_costs', standardUnitCosts));
}

function unitCostsOn(national: UnitCosts, province: Province | null, day: string): Effective<UnitCosts> {
  const lines = linesOn(unitCostEntries(national), standardUnitCosts, province, day);
  return {
    value: unitCostsWith(national, lines),
    version: versionOf(standardUnitCosts, province, lines),
    lines,
  };
}

type OverridePut = Pick<CatalogueOverride, 'id' | 'entry' | 'validFrom'> & {
  unitId: string;
  presetId: string;
  code: string;
};

/**
 * Adds a change of a province. The same again gives the stored one. Throws `same-id-other-body` for an id in use, and
 * what row security throws for a province outside one's scope.
 */
export async function putOverride(
  tx: Knex.Transaction,
  put: OverridePut,
  { accountId, now }: { accountId: string; now: Date },
): Promise<CatalogueOverride> {
  const entry = put.entry === null ? null : JSON.stringify(put.entry);
  const { rows: added } = await tx.raw<{ rows: unknown[] }>(
    `insert into catalogue_override (id, unit_id, preset_id, code, entry, valid_from, made_at, made_by)
     values (:id, :unitId, :presetId, :code, :entry::jsonb, :validFrom, :now, :accountId)
     on conflict (id) do nothing returning id`,
    { ...put, entry, now, accountId },
  );
  const { rows } = await tx.raw<{ rows: (Override & { isSame: boolean })[] }>(
    `select ${overrideColumns}, unit_id = :unitId and preset_id = :presetId and code = :code
              and o.entry is not distinct from :entry::jsonb and valid_from = :validFrom::date as "isSame"
       from catalogue_override o where id = :id`,
    { ...put, entry },
  );
  const stored = rows[0];
  if (stored === undefined || !stored.isSame) throw new Problem('same-id-other-body');
  if (added.length > 0) {
    await writeAudit(tx, {
      at: now,
      accountId,
      action: 'record',
      table: 'catalogue_override',
      recordId: put.id,
      unitId: put.unitId,
      detail: { preset: put.presetId, code: put.code, from: put.validFrom },
    });
  }
  const { isSame: _, presetId: __, code: ___, ...told } = stored;
  return told;
}
